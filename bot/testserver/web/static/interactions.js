// Pending interactions: each fails unless the application acknowledges it within three seconds.

import { act } from "./api.js";
import { h } from "./dom.js";
import { openModal } from "./modals.js";
import { on, state, tell } from "./state.js";

const PATIENCE = 3000;
const early = new Map(); // acknowledgements that arrived before the HTTP response to the request, by interaction id

// Sends an interaction; `element`, if given, is marked as busy until it is acknowledged or fails.
export async function send(deed, more, element = null) {
  element?.classList.add("busy");
  element?.setAttribute("aria-busy", "true");
  try {
    const { interaction } = await act(deed, more);
    const seen = early.get(interaction);
    const timer = setTimeout(() => fail(interaction), PATIENCE + 300);
    state.waiting.set(interaction, { element, timer, deed, channel: state.channel });
    if (seen) settle(seen);
    return interaction;
  } catch (error) {
    rest(element);
    tell("notice", error.message);
    throw error;
  }
}

function rest(element) {
  element?.classList.remove("busy");
  element?.removeAttribute("aria-busy");
}

function settle(acknowledged) {
  const waited = state.waiting.get(acknowledged.id);
  if (!waited) {
    early.set(acknowledged.id, acknowledged);
    return;
  }
  early.delete(acknowledged.id);
  state.waiting.delete(acknowledged.id);
  clearTimeout(waited.timer);
  rest(waited.element);
  if (acknowledged.modal) openModal(acknowledged);
}

function fail(interaction) {
  const waited = state.waiting.get(interaction);
  if (!waited) return;
  state.waiting.delete(interaction);
  rest(waited.element);
  if (!waited.element?.isConnected) return tell("notice", "The application did not respond");
  const said = h("p", { class: "failed", role: "alert" }, "This interaction failed");
  (waited.element.closest(".column") ?? waited.element.parentElement).append(said);
  setTimeout(() => said.remove(), 8000);
}

on("acknowledged", settle);
