// The suggestion list above the message box: commands, options, choices.
// Arrow keys move, Enter or Tab selects, Escape closes.

import { act } from "./api.js";
import { h } from "./dom.js";
import { guildOf, state } from "./state.js";

const BOOLEAN = 5;
const WAIT = 180; // ms without input before choices are requested from the application

export function suggestions() {
  const list = h("ul", { id: "suggestions", role: "listbox", tabindex: "0", "aria-label": "Suggestions" });
  const title = h("p", { class: "suggestions-title" });
  const element = h("div", { class: "suggestions", hidden: true }, title, list);
  let items = [];
  let at = -1;
  let owner = null;
  let asked = 0;
  let timer = null;

  function mark(next) {
    at = next;
    [...list.children].forEach((child, number) => child.setAttribute("aria-selected", String(number === at)));
    const active = list.children[at];
    active?.scrollIntoView({ block: "nearest" });
    if (active) owner.setAttribute("aria-activedescendant", active.id);
    else owner?.removeAttribute("aria-activedescendant");
  }

  // With `soft`, no item is selected at first, so that Enter still sends the command.
  function open(field, fresh, words, { soft = false } = {}) {
    if (owner && owner !== field) close(owner);
    [owner, items] = [field, fresh];
    clearTimeout(timer);
    asked++;
    title.textContent = words;
    element.hidden = !fresh.length && !words;
    expanded(field, fresh.length > 0);
    list.replaceChildren(...fresh.map(row));
    mark(soft || !fresh.length ? -1 : 0);
    if (!fresh.length && words === "Options") element.hidden = true;
  }

  function row(item, number) {
    const take = (event) => {
      event.preventDefault();
      item.pick();
    };
    return h(
      "li",
      { role: "option", id: `suggestion-${number}`, "aria-selected": "false", onpointerdown: take, onpointermove: () => at !== number && mark(number) },
      h("span", { class: "suggestion-label" }, item.label, item.options?.map((name) => h("span", { class: "suggestion-option" }, name))),
      item.hint && h("span", { class: "suggestion-hint" }, item.hint),
    );
  }

  function close(field) {
    clearTimeout(timer);
    asked++;
    element.hidden = true;
    items = [];
    if (field) expanded(field, false);
    field?.removeAttribute("aria-activedescendant");
    owner = null;
  }

  // Handles a key that belongs to the list; returns whether it did.
  function key(event) {
    if (element.hidden || !items.length || event.isComposing) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) mark(at < 0 ? (event.key === "ArrowDown" ? 0 : items.length - 1) : (at + steps[event.key] + items.length) % items.length);
    else if ((event.key === "Enter" || event.key === "Tab") && at >= 0 && !event.shiftKey) items[at].pick();
    else if (event.key === "Escape") close(owner);
    else return false;
    event.preventDefault();
    return true;
  }

  // Offers values for an option of the command being filled in.
  function values(option, field, { command, options }, take) {
    const wanted = field.value.toLowerCase();
    const known = fixed(option);
    const offer = (all, words, soft = false) => open(field, all.map((one) => ({ label: one.name, pick: () => (close(field), take({ text: one.name, value: one.value })) })), words, { soft });
    if (known) return offer(known.filter(({ name }) => name.toLowerCase().includes(wanted)), option.label);
    if (!option.autocomplete) return close(field);
    close(field);
    const turn = ++asked;
    timer = setTimeout(async () => {
      try {
        const { choices } = await act("complete", { command, option: option.name, text: field.value, options });
        if (turn === asked && document.activeElement === field) offer(choices, choices.length ? option.label : "No options match your search", !wanted);
      } catch (error) {
        if (turn === asked) open(field, [], error.message);
      }
    }, WAIT);
  }

  return { element, open, close, key, values };
}

// A text area is no combobox and has no aria-expanded.
function expanded(field, open) {
  if (field.getAttribute("role") === "combobox") field.setAttribute("aria-expanded", String(open));
}

// Values known without a request: choices, booleans, members, channels, roles; null for other options.
function fixed(option) {
  if (option.choices?.length) return option.choices;
  if (option.type === BOOLEAN) return [{ name: "True", value: true }, { name: "False", value: false }];
  const guild = guildOf(state.channel);
  const members = (guild?.members ?? [state.world.me, state.world.bot]).map(({ id, name }) => ({ name: `@${name}`, value: id }));
  const roles = (guild?.roles ?? []).map(({ id, name }) => ({ name: `@${name}`, value: id }));
  const kinds = option.channel_types ?? [];
  const channels = (guild?.channels ?? []).filter((channel) => !kinds.length || kinds.includes(channel.kind));
  return { 6: members, 7: channels.map(({ id, name }) => ({ name: `#${name}`, value: id })), 8: roles, 9: [...members, ...roles] }[option.type] ?? null;
}
