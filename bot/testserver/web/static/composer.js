// The message box: text, or a slash command with its options; fully usable by keyboard.

import { act, packed } from "./api.js";
import { find, h, icon } from "./dom.js";
import { send } from "./interactions.js";
import { suggestions } from "./suggestions.js";
import { channelOf, on, state, tell } from "./state.js";

const ATTACHMENT = 11;
const FORUM = 15;
let typed = 0; // when typing was last reported, in ms
let command = null; // the command being filled in
let given = new Map(); // its options by name: { text, value }, or { file } for an attachment
let popup = null;

const input = h("textarea", { id: "composer-input", rows: "1", maxlength: "2000", "aria-haspopup": "listbox", "aria-autocomplete": "list", "aria-controls": "suggestions", autocomplete: "off", spellcheck: "true" });
const notice = h("p", { class: "notice", role: "alert" });
const typing = h("p", { class: "typing", role: "status" });
const filled = h("div", { class: "filled", hidden: true });
const hint = h("p", { class: "option-hint" });
const box = h("div", { class: "box" }, input, filled);

export function startComposer() {
  popup = suggestions();
  find(".composer").append(popup.element, notice, box, hint, typing);
  input.addEventListener("input", onInput);
  input.addEventListener("keydown", onKey);
}

export function drawComposer() {
  const channel = channelOf(state.channel);
  const where = channel?.guild ? `#${channel.name}` : `@${channel?.name ?? ""}`;
  input.placeholder = channel?.kind === FORUM ? "A forum holds posts: open one to write in it" : `Message ${where}`;
  input.setAttribute("aria-label", `Message ${where}; type / for commands`);
  input.value = "";
  notice.textContent = "";
  leave();
}

function onInput() {
  notice.textContent = "";
  input.style.setProperty("height", "auto");
  input.style.setProperty("height", `${Math.min(input.scrollHeight, 240)}px`);
  if (input.value.startsWith("/")) return offerCommands();
  popup.close(input);
  if (input.value && Date.now() - typed > 8000) {
    typed = Date.now();
    act("type").catch(() => {});
  }
}

function offerCommands() {
  const wanted = input.value.slice(1).trimStart().toLowerCase();
  const names = ({ name, label }) => [label.toLowerCase(), name];
  const rank = (one) => (names(one).some((name) => name.startsWith(wanted)) ? 0 : names(one).some((name) => name.includes(wanted)) ? 1 : 2);
  const found = state.commands.slash.filter((one) => rank(one) < 2 || names(one).some((name) => wanted.startsWith(`${name} `)));
  found.sort((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label));
  const items = found.map((one) => ({
    label: `/${one.label}`,
    hint: one.description,
    options: one.options.map((option) => (option.required ? option.label : `${option.label}?`)),
    pick: () => begin(one),
  }));
  popup.open(input, items, items.length ? "Commands" : "No command of that name");
}

function onKey(event) {
  if (popup.key(event)) return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (input.value.startsWith("/")) return notify("Choose a command of the list, or put a space before the slash.");
    say();
  }
}

async function say() {
  const text = input.value.trim();
  if (!text) return;
  try {
    tell("expecting");
    await act("say", { text });
    input.value = "";
    onInput();
  } catch (error) {
    notify(error.message);
  }
}

function notify(text) {
  notice.textContent = text;
  setTimeout(() => notice.textContent === text && (notice.textContent = ""), 8000);
}

// Starts filling in a command: shows fields for its required options and offers the others.
function begin(one) {
  command = one;
  given = new Map(one.options.filter((option) => option.required).map((option) => [option.name, { text: "", value: "" }]));
  input.value = "";
  input.hidden = true;
  filled.hidden = false;
  drawFilled();
  const first = find(".pill input", filled);
  if (first) first.focus();
  else find(".more", filled).focus();
}

function leave(focus = false) {
  command = null;
  filled.hidden = true;
  input.hidden = false;
  hint.textContent = "";
  popup?.close(input);
  if (focus) input.focus();
}

function drawFilled() {
  const pills = [...given.keys()].map((name) => pill(command.options.find((option) => option.name === name)));
  const rest = command.options.filter((option) => !given.has(option.name));
  const more = h("input", { class: "more", "aria-label": rest.length ? "Add an option, or press Enter to send" : "Press Enter to send", placeholder: rest.length ? `+${rest.length} more` : "", role: "combobox", "aria-expanded": "false", "aria-controls": "suggestions", autocomplete: "off" });
  const offer = () => {
    const wanted = more.value.toLowerCase();
    const left = rest.filter((option) => option.name.includes(wanted) || option.label.includes(wanted));
    hint.textContent = "";
    popup.open(more, left.map((option) => ({ label: option.label, hint: option.description, pick: () => add(option) })), "Options", { soft: !wanted });
  };
  more.addEventListener("focus", offer);
  more.addEventListener("input", offer);
  more.addEventListener("keydown", (event) => onPillKey(event, more, null));
  const go = h("button", { type: "button", class: "icon-button send", "aria-label": `Send /${command.label}`, onclick: submit }, icon("send"));
  filled.replaceChildren(h("span", { class: "chip" }, `/${command.label}`), ...pills, more, go);
}

function add(option) {
  given.set(option.name, { text: "", value: "" });
  drawFilled();
  find(`.pill[data-name="${CSS.escape(option.name)}"] input`, filled).focus();
}

function pill(option) {
  const held = given.get(option.name);
  const file = option.type === ATTACHMENT;
  const field = h("input", { type: file ? "file" : "text", "aria-label": `${option.label}: ${option.description}`, autocomplete: "off", spellcheck: "false", role: file ? null : "combobox", "aria-expanded": file ? null : "false", "aria-controls": file ? null : "suggestions" });
  if (!file) field.value = held.text;
  const fit = () => field.style.setProperty("width", `calc(${Math.max(3, field.value.length) + 1}ch + 18px)`);
  const offer = () => offerValues(option, field, fit);
  field.addEventListener("focus", () => {
    hint.replaceChildren(h("b", {}, option.label), ` ${option.description}`);
    offer();
  });
  field.addEventListener("input", () => {
    given.set(option.name, file ? { file: field.files[0] } : { text: field.value, value: field.value });
    fit();
    offer();
  });
  field.addEventListener("keydown", (event) => onPillKey(event, field, option));
  if (!file) fit();
  return h("label", { class: "pill", data: { name: option.name } }, h("span", {}, option.label), field);
}

function offerValues(option, field, fit) {
  popup.values(option, field, { command: command.name, options: values() }, ({ text, value }) => {
    field.value = text;
    given.set(option.name, { text, value });
    fit();
    next();
  });
}

// Focuses the next empty required option, or the field that offers the others.
function next() {
  const empty = command.options.find((option) => option.required && !given.get(option.name)?.value && !given.get(option.name)?.file);
  find(empty ? `.pill[data-name="${CSS.escape(empty.name)}"] input` : ".more", filled).focus();
}

function onPillKey(event, field, option) {
  if (popup.key(event)) return;
  if (event.key === "Enter") {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape") {
    event.preventDefault();
    leave(true);
  } else if (event.key === "Backspace" && field.value === "") {
    event.preventDefault();
    const last = option && !option.required ? option.name : option ? null : [...given.keys()].at(-1);
    if (option?.required || (!option && !last)) return leave(true);
    if (!option) return find(`.pill[data-name="${CSS.escape(last)}"] input`, filled).focus();
    given.delete(last);
    drawFilled();
    find(".more", filled).focus();
  }
}

const values = () => Object.fromEntries([...given].filter(([, one]) => one.value !== "" && one.value !== undefined).map(([name, one]) => [name, one.value]));

async function submit() {
  const empty = command.options.find((option) => option.required && !given.get(option.name)?.value && !given.get(option.name)?.file);
  if (empty) {
    find(`.pill[data-name="${CSS.escape(empty.name)}"] input`, filled).focus();
    return notify(`${empty.label} is required`);
  }
  const options = values();
  for (const [name, one] of given) if (one.file) options[name] = await packed(one.file);
  const name = command.name;
  try {
    tell("expecting");
    await send("slash", { command: name, options });
    leave(true);
  } catch (error) {
    notify(error.message);
  }
}

let quiet = null;
on("typing", ({ channel_id, name }) => {
  if (channel_id !== state.channel) return;
  typing.textContent = `${name} is typing…`;
  clearTimeout(quiet);
  quiet = setTimeout(() => (typing.textContent = ""), 9000);
});
on("notice", notify);
on("commands", () => !input.hidden && input.value.startsWith("/") && offerCommands());
on("begin", (name) => {
  const found = state.commands.slash.find((one) => one.name === name || one.name.startsWith(`${name} `));
  if (found) begin(found);
});
on("message", ({ channel_id }) => channel_id === state.channel && (typing.textContent = ""));
