// Modals: forms that the application opens. https://docs.discord.com/developers/components/reference#label

import { act, packed } from "./api.js";
import { find, h, uniqueId } from "./dom.js";
import { markdown } from "./markdown.js";
import { selectControl } from "./selects.js";
import { tell } from "./state.js";

export function openModal({ id, modal }) {
  const values = new Map();
  const said = h("p", { class: "failed", role: "alert" });
  const title = uniqueId("title");
  const close = () => dialog.remove();
  const form = h(
    "form",
    { class: "modal-form", onsubmit: submit },
    h("div", { class: "modal-head" }, h("h2", { id: title }, modal.title), h("button", { type: "button", class: "icon-button", "aria-label": "Close", onclick: close }, "✕")),
    h("div", { class: "modal-parts" }, modal.components.map((one) => part(one, values))),
    said,
    h("div", { class: "modal-foot" }, h("button", { type: "button", class: "button secondary", onclick: close }, "Cancel"), h("button", { type: "submit", class: "button primary" }, "Submit")),
  );
  const dialog = h("dialog", { class: "modal", "aria-labelledby": title, oncancel: close }, form);

  async function submit(event) {
    event.preventDefault();
    const given = {};
    for (const [name, read] of values) given[name] = await read();
    try {
      await act("submit", { interaction: id, values: given });
      close();
    } catch (error) {
      said.textContent = error.message;
    }
  }

  find(".floats").append(dialog);
  dialog.showModal();
  tell("modal", dialog);
}

function part(one, values) {
  if (one.type === 10) return h("div", { class: "text-display" }, markdown(one.content));
  if (one.type === 1) return one.components.map((inner) => labelled(inner.label, null, inner, values));
  return labelled(one.label, one.description, one.component, values);
}

function labelled(words, description, one, values) {
  const id = uniqueId("field");
  const star = one.required === false ? null : h("span", { class: "required", "aria-label": "required" }, " *");
  const control = field(one, id, words, values);
  return h("div", { class: "modal-field" }, h("label", { for: id }, words, star), description && h("p", { class: "hint" }, description), control);
}

function field(one, id, words, values) {
  if (one.type === 4) return textField(one, id, values);
  if (one.type === 23) {
    const box = h("input", { type: "checkbox", id, checked: Boolean(one.default) });
    values.set(one.custom_id, () => box.checked);
    return box;
  }
  if (one.type === 21 || one.type === 22) return choices(one, id, words, values);
  if (one.type === 19) {
    const input = h("input", { type: "file", id, multiple: (one.max_values ?? 1) > 1 });
    values.set(one.custom_id, () => Promise.all([...input.files].map(packed)));
    return input;
  }
  let picked = (one.options ?? []).filter((option) => option.default).map((option) => option.value);
  values.set(one.custom_id, () => picked);
  const control = selectControl(one, { label: words, onPick: (chosen) => (picked = chosen) });
  find(".select", control).id = id;
  return control;
}

function textField(one, id, values) {
  const long = one.style === 2;
  const limits = { maxlength: String(one.max_length ?? 4000), minlength: one.min_length ? String(one.min_length) : null };
  const input = h(long ? "textarea" : "input", { id, ...limits, placeholder: one.placeholder, required: one.required !== false, rows: long ? "4" : null });
  input.value = one.value ?? "";
  values.set(one.custom_id, () => input.value);
  return input;
}

function choices(one, id, words, values) {
  const single = one.type === 21;
  const group = uniqueId("group");
  const boxes = one.options.map((option, number) => {
    const box = h("input", { type: single ? "radio" : "checkbox", name: group, value: option.value, id: number ? `${id}-${number}` : id, checked: Boolean(option.default) });
    return { box, row: h("div", { class: "choice" }, box, h("label", { for: box.id }, option.label, option.description && h("small", {}, option.description))) };
  });
  const chosen = () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
  values.set(one.custom_id, () => (single ? (chosen()[0] ?? null) : chosen()));
  return h("div", { role: single ? "radiogroup" : "group", "aria-label": words }, boxes.map(({ row }) => row));
}
