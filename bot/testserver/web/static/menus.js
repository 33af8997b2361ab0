// Context menus of messages and members: the bot's commands and the page's own items.

import { act } from "./api.js";
import { find, h } from "./dom.js";
import { send } from "./interactions.js";
import { state } from "./state.js";

const REACTIONS = ["👍", "❤️", "👀", "❓"];
let back = null;

export function closeMenu() {
  find(".menu")?.remove();
  back?.isConnected && back.focus();
  back = null;
}

function openMenu(event, items, title) {
  event.preventDefault();
  closeMenu();
  back = event.currentTarget.matches("button") ? event.currentTarget : null;
  const menu = h("div", { class: "menu", role: "menu", "aria-label": title }, items);
  find(".floats").append(menu);
  const box = event.currentTarget.getBoundingClientRect();
  const [x, y] = event.clientX || event.clientY ? [event.clientX, event.clientY] : [box.left, box.bottom];
  menu.style.setProperty("left", `${Math.max(8, Math.min(x, innerWidth - menu.offsetWidth - 8))}px`);
  menu.style.setProperty("top", `${Math.max(8, Math.min(y, innerHeight - menu.offsetHeight - 8))}px`);
  menu.addEventListener("keydown", (press) => {
    const all = [...menu.querySelectorAll("[role=menuitem]")];
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (press.key in steps) all[(all.indexOf(document.activeElement) + steps[press.key] + all.length) % all.length].focus();
    else if (press.key === "Escape" || press.key === "Tab") closeMenu();
    else return;
    press.preventDefault();
  });
  find("[role=menuitem]", menu)?.focus();
}

function item(words, action) {
  const run = () => {
    closeMenu();
    action();
  };
  return h("button", { type: "button", role: "menuitem", class: "menu-item", onclick: run }, words);
}

const heading = (words) => h("p", { class: "menu-head", role: "presentation" }, words);

export function openMessageMenu(event, message) {
  const apps = state.commands.message.map(({ name, label }) => item(label, () => send("context", { command: name, message: message.id }).catch(() => {})));
  const reactions = REACTIONS.map((emoji) => h("button", { type: "button", role: "menuitem", class: "menu-reaction", "aria-label": `React with ${emoji}`, onclick: () => { closeMenu(); act("react", { message: message.id, emoji }); } }, emoji));
  const own = [
    h("div", { class: "menu-reactions", role: "presentation" }, reactions),
    message.content && item("Copy text", () => navigator.clipboard.writeText(message.content)),
    item("Copy message ID", () => navigator.clipboard.writeText(message.id)),
  ];
  openMenu(event, [...own, apps.length > 0 && heading("Apps"), ...apps].filter(Boolean), "Message");
}

export function openMemberMenu(event, member) {
  const apps = state.commands.user.map(({ name, label }) => item(label, () => send("context", { command: name, user: member.id }).catch(() => {})));
  openMenu(event, [heading(member.name), item("Copy user ID", () => navigator.clipboard.writeText(member.id)), apps.length > 0 && heading("Apps"), ...apps].filter(Boolean), member.name);
}

addEventListener("pointerdown", (event) => {
  if (!event.target.closest(".menu")) find(".menu")?.remove();
});
