// Select menus for one or several values: options, or the members, roles and channels of the server.

import { find, h, uniqueId } from "./dom.js";
import { guildOf, state } from "./state.js";

const HINTS = { 3: "Make a selection", 5: "Select a user", 6: "Select a role", 7: "Select something", 8: "Select a channel" };

function offered(one) {
  if (one.type === 3) return one.options;
  const guild = guildOf(state.channel);
  const members = (guild?.members ?? [state.world.me, state.world.bot]).map(({ id, name }) => ({ value: id, label: name }));
  const roles = (guild?.roles ?? []).map(({ id, name }) => ({ value: id, label: `@${name}` }));
  const kinds = one.channel_types ?? [];
  const channels = (guild?.channels ?? []).filter((channel) => !kinds.length || kinds.includes(channel.kind));
  if (one.type === 5) return members;
  if (one.type === 6) return roles;
  if (one.type === 7) return [...members, ...roles];
  return channels.map(({ id, name }) => ({ value: id, label: `#${name}` }));
}

// Calls `onPick` with the values when one is selected or, in a multiple select, when the list closes.
export function selectControl(one, { disabled = false, onPick, chosen = null, label = null }) {
  const options = offered(one);
  const most = one.max_values ?? 1;
  const defaults = new Set((one.default_values ?? []).map(({ id }) => id));
  let picked = new Set(chosen ?? options.filter((option) => option.default || defaults.has(option.value)).map((option) => option.value));
  const id = uniqueId("options");
  const hint = one.placeholder ?? HINTS[one.type];
  const shown = () => options.filter((option) => picked.has(option.value)).map((option) => option.label).join(", ");
  const face = h("span", { class: "select-face" }, shown() || hint);
  const opener = h("button", { type: "button", class: "select", disabled, "aria-haspopup": "listbox", "aria-expanded": "false", "aria-controls": id, "aria-label": label ?? hint, data: { id: one.custom_id } }, face, h("span", { "aria-hidden": "true" }, "⌄"));
  const list = h("ul", { class: "options", id, role: "listbox", tabindex: "-1", "aria-label": label ?? hint, "aria-multiselectable": String(most > 1), hidden: true });
  const around = h("div", { class: "select-around" }, opener, list);

  function close(give) {
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    face.textContent = shown() || hint;
    if (give) onPick([...picked], opener);
  }

  function leave() {
    close(most > 1);
    opener.focus();
  }

  function toggle(option) {
    if (most === 1) {
      picked = new Set([option.value]);
      close(true);
      opener.focus();
      return;
    }
    if (picked.has(option.value)) picked.delete(option.value);
    else if (picked.size < most) picked.add(option.value);
    // Updated in place: a replaced element would lose the focus, and the list would close.
    for (const child of list.children) {
      const on = picked.has(child.dataset.value);
      child.setAttribute("aria-selected", String(on));
      child.lastElementChild.textContent = on ? "✓" : "";
    }
  }

  function draw() {
    list.replaceChildren(
      ...options.map((option) =>
        h(
          "li",
          { role: "option", tabindex: "-1", "aria-selected": String(picked.has(option.value)), data: { value: option.value }, onclick: () => toggle(option) },
          h("span", {}, option.emoji?.name ? `${option.emoji.name} ${option.label}` : option.label, option.description && h("small", {}, option.description)),
          h("span", { class: "check", "aria-hidden": "true" }, picked.has(option.value) ? "✓" : ""),
        ),
      ),
    );
  }

  opener.addEventListener("click", () => {
    if (!list.hidden) return close(most > 1);
    draw();
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    (find("[aria-selected=true]", list) ?? list.firstElementChild)?.focus();
    list.scrollIntoView({ block: "nearest" });
  });
  list.addEventListener("keydown", (event) => {
    const at = [...list.children].indexOf(document.activeElement);
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) list.children[(at + steps[event.key] + list.children.length) % list.children.length]?.focus();
    else if (event.key === "Enter" || event.key === " ") document.activeElement.click();
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  around.addEventListener("focusout", (event) => {
    if (!list.hidden && !around.contains(event.relatedTarget)) close(most > 1);
  });
  return around;
}
