// The message list of the open channel.

import { act } from "./api.js";
import { attachmentPart } from "./attachments.js";
import { componentParts } from "./components.js";
import { avatar, badge, find, h, icon } from "./dom.js";
import { embedPart } from "./embeds.js";
import { markdown } from "./markdown.js";
import { openMessageMenu } from "./menus.js";
import { channelOf, guildOf, now, on, state, tell } from "./state.js";
import { dayNumber, shown, spoken } from "./times.js";

const SUPPRESS_EMBEDS = 4;
const PUBLISHED = 1;
const EPHEMERAL = 64;
const LOADING = 128;
const FORUM = 15;
const CLOSE = 7 * 60 * 1000; // messages of one author within seven minutes are grouped

let atEnd = true; // whether the newest message is in view and must stay so
let newest; // id of the last message when the list was last drawn
let drawn = new Map(); // by message id: the source it was drawn from, and the element

export function drawMessages({ jump = false } = {}) {
  const list = find(".messages");
  const scroller = find(".scroller");
  const near = jump || atEnd;
  const fresh = new Map();
  const elements = [];
  let before = null;
  for (const message of state.messages.get(state.channel)?.values() ?? []) {
    if (startsDay(message, before)) elements.push(daySeparator(message));
    const compact = standsWith(message, before);
    const source = JSON.stringify([message, compact, dayNumber(now())]);
    const old = drawn.get(message.id);
    const element = old?.source === source ? old.element : messageElement(message, compact);
    fresh.set(message.id, { source, element });
    elements.push(element);
    before = message;
  }
  drawn = fresh;
  elements.push(...posts());
  list.classList.toggle("forum", channelOf(state.channel)?.kind === FORUM);
  list.replaceChildren(...(elements.length ? elements : [emptyElement()]));
  const news = before?.id !== newest;
  newest = before?.id;
  if (!near) find(".jump").hidden &&= !news;
  else if (!jump && elements.at(-1)?.offsetHeight > scroller.clientHeight) showTop(elements.at(-1));
  else toEnd();
}

// Creation time from a snowflake: its upper bits hold the milliseconds since 2015.
const since = ({ id }) => spoken(new Date(Number(BigInt(id) >> 22n) + 1_420_070_400_000));

const emptyElement = () =>
  h("li", { class: "empty" }, h("p", {}, "Nothing has been said here yet. Type "), h("kbd", {}, "/"), h("p", {}, " to see what the bot can do."));

// A forum contains no messages, only posts, each of which is a thread.
function posts() {
  if (channelOf(state.channel)?.kind !== FORUM) return [];
  const all = guildOf(state.channel).channels.filter((channel) => channel.parent === state.channel).reverse();
  const open = (post) => h("button", { type: "button", class: "post", onclick: () => tell("open", post.id) }, h("b", {}, post.name), h("small", {}, post.archived ? "archived" : since(post)));
  return all.map((post) => h("li", {}, open(post)));
}

const day = (message) => dayNumber(new Date(message.timestamp));
const startsDay = (message, before) => !before || day(message) !== day(before);

function daySeparator(message) {
  const words = shown(new Date(message.timestamp), { dateStyle: "long" });
  return h("li", { class: "day" }, h("span", {}, words));
}

function standsWith(message, before) {
  if (!before || startsDay(message, before) || message.used || message.message_reference) return false;
  const close = new Date(message.timestamp) - new Date(before.timestamp) < CLOSE;
  return close && before.author.id === message.author.id && (before.flags & EPHEMERAL) === (message.flags & EPHEMERAL);
}

function messageElement(message, compact) {
  const mentioned = message.mention_everyone || message.mentions.some((user) => user.id === state.me);
  const classes = ["message", compact && "compact", message.flags & EPHEMERAL && "ephemeral", mentioned && "mentioned"];
  const moment = new Date(message.timestamp);
  const name = message.author.global_name ?? message.author.username;
  const time = h("time", { datetime: message.timestamp, title: shown(moment, { dateStyle: "full", timeStyle: "short" }) }, compact ? shown(moment, { timeStyle: "short" }) : spoken(moment));
  const head = h("div", { class: "head" }, h("span", { class: "name", data: { bot: message.author.bot } }, name), message.author.bot && badge(), time, message.flags & PUBLISHED ? h("span", { class: "published" }, "Published") : null);
  const body = h("div", { class: "body" }, bodyParts(message));
  const element = h(
    "li",
    { class: classes.filter(Boolean).join(" "), data: { id: message.id }, oncontextmenu: (event) => openMessageMenu(event, message) },
    h("article", { "aria-label": `${name}, ${spoken(moment)}` }, origin(message), compact ? time : avatar(name, message.author.bot), h("div", { class: "column" }, !compact && head, body, footer(message))),
    tools(message),
  );
  return element;
}

function origin(message) {
  if (message.used) {
    return h("p", { class: "origin" }, avatar(message.used.user), h("b", {}, message.used.user), " used ", h("span", { class: "mention" }, message.used.command));
  }
  const replied = message.referenced_message;
  if (!replied) return null;
  const name = replied.author.global_name ?? replied.author.username;
  return h("p", { class: "origin" }, avatar(name, replied.author.bot), h("b", {}, name), h("span", { class: "excerpt" }, replied.content || "Click to see the message"));
}

function bodyParts(message) {
  if (message.flags & LOADING) {
    return h("p", { class: "thinking", role: "status" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), `${message.author.global_name ?? "The app"} is thinking…`);
  }
  const content = message.content && h("div", { class: "content" }, markdown(message.content, { everyone: message.mention_everyone }), message.edited_timestamp && edited(message));
  const inParts = JSON.stringify(message.components);
  return [
    content,
    message.attachments.filter((file) => !inParts.includes(`"${file.id}"`) && !usedInEmbed(message, file)).map(attachmentPart),
    message.flags & SUPPRESS_EMBEDS ? null : message.embeds.map(embedPart),
    componentParts(message),
    !message.content && message.edited_timestamp && edited(message),
    message.reactions && h("div", { class: "reactions" }, message.reactions.map((one) => reaction(message, one))),
    thread(message),
  ];
}

// A thread started from a message has the id of the message.
function thread(message) {
  const hanging = message.channel_id === message.id ? null : channelOf(message.id);
  return hanging && h("button", { type: "button", class: "hanging", onclick: () => tell("open", hanging.id) }, `⤷ ${hanging.name}`);
}

const usedInEmbed = (message, file) => message.embeds.some((embed) => embed.image?.url === file.url || embed.thumbnail?.url === file.url);

const edited = (message) => h("span", { class: "edited", title: spoken(new Date(message.edited_timestamp)) }, " (edited)");

function reaction(message, { emoji, count, me }) {
  const press = () => act("react", { message: message.id, emoji: emoji.name });
  return h("button", { type: "button", class: "reaction", "aria-pressed": String(me), "aria-label": `${emoji.name}, ${count}`, onclick: press }, emoji.name, h("span", {}, count));
}

function footer(message) {
  if (!(message.flags & EPHEMERAL)) return null;
  const dismiss = () => act("dismiss", { message: message.id });
  return h("p", { class: "private" }, icon("eye"), " Only you can see this • ", h("button", { type: "button", class: "link", onclick: dismiss }, "Dismiss message"));
}

function tools(message) {
  const open = (event) => openMessageMenu(event, message);
  return h("div", { class: "tools" }, h("button", { type: "button", class: "icon-button", "aria-label": "More for this message", "aria-haspopup": "menu", onclick: open }, "⋯"));
}

function toEnd() {
  atEnd = true;
  find(".jump").hidden = true;
  const scroller = find(".scroller");
  scroller.scrollTop = scroller.scrollHeight;
}

// Scrolls to the top of a message that is taller than the window.
function showTop(element) {
  atEnd = false;
  find(".scroller").scrollTop = element.offsetTop - find(".scroller").offsetTop - 16;
}

// Keeps the newest message in view when the message box grows or the window is resized.
export function keepAtEnd() {
  const scroller = find(".scroller");
  scroller.addEventListener("scroll", () => {
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
    if (atEnd) find(".jump").hidden = true;
  });
  find(".jump").addEventListener("click", toEnd);
  const observer = new ResizeObserver(() => atEnd && toEnd());
  observer.observe(scroller);
  observer.observe(find(".messages"));
}

on("messages", () => drawMessages());
on("expecting", toEnd);
