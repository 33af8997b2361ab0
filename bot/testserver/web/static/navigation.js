// Navigation: servers, channels, members, the clock and the current user.

import { act, post } from "./api.js";
import { avatar, badge, find, h, icon } from "./dom.js";
import { openMemberMenu } from "./menus.js";
import { channelOf, guildOf, guilds, now, state, tell } from "./state.js";
import { shown } from "./times.js";

const THREADS = [10, 11, 12];
const SIGNS = { 0: "#", 1: "@", 2: "♪", 5: "⚑", 11: "⤷", 12: "⤷", 15: "❏" };

export function drawNavigation() {
  const here = guildOf(state.channel);
  drawRail(here);
  find(".guild-name").textContent = here?.name ?? "Direct messages";
  find(".channels").replaceChildren(...remarks(here), ...(here ? channelList(here) : [channelButton(state.world.direct)]));
  drawPanel(here);
  drawHead(here);
  drawMembers(here);
}

function drawRail(here) {
  const entry = (label, sign, target, current) => h("button", { type: "button", class: "guild", "aria-current": current ? "page" : null, "aria-label": label, title: label, onclick: () => target && tell("open", target) }, sign);
  const first = (guild) => guild.channels.find((channel) => !THREADS.includes(channel.kind))?.id;
  const initials = (name) => name.split(/\s+/).map((word) => word[0]).join("").slice(0, 3);
  find(".rail").replaceChildren(
    entry("Direct messages", icon("mail"), state.world.direct.id, !here),
    h("hr", { "aria-hidden": "true" }),
    ...guilds().map((guild) => entry(guild.name, initials(guild.name), first(guild), guild === here)),
  );
}

// Notice about why the bot does not respond in a server.
function remarks(guild) {
  const words = !state.world.bot.online ? `${state.world.bot.name} is not connected.` : guild?.unavailable ? "This server suffers an outage." : guild && !guild.installed ? `${state.world.bot.name} is not in this server.` : "";
  return words ? [h("p", { class: "remark", role: "status" }, words)] : [];
}

function channelList(guild) {
  const tops = guild.channels.filter((channel) => !THREADS.includes(channel.kind));
  return tops.flatMap((channel) => [channelButton(channel), ...guild.channels.filter((one) => one.parent === channel.id && THREADS.includes(one.kind)).map(channelButton)]);
}

function channelButton(channel) {
  const thread = THREADS.includes(channel.kind);
  return h("button", { type: "button", class: thread ? "channel thread" : "channel", "aria-current": channel.id === state.channel ? "page" : null, onclick: () => tell("open", channel.id) }, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[channel.kind] ?? "#"), channel.name);
}

function drawPanel(here) {
  const become = (event) => tell("become", event.target.value);
  const options = state.people.map((person) => h("option", { value: person.id, selected: person.id === state.me }, `${person.name}, ${person.home}`));
  const me = state.people.find((person) => person.id === state.me);
  find(".panel").replaceChildren(
    avatar(me?.name ?? "?"),
    h("div", { class: "acting" }, chooser("Acting as", become, options), chooser("Language", (event) => choose("speak", event), tongues(state.world.me.locale)), here?.managed && chooser("Language of the server", (event) => choose("prefer", event), tongues(here.locale))),
  );
}

const chooser = (words, onchange, options) => h("label", {}, h("span", {}, words), h("select", { onchange, "aria-label": words }, options));

const choose = (deed, event) => act(deed, { locale: event.target.value }).catch((error) => tell("notice", error.message));

const tongues = (chosen) => Object.entries(state.world.locales).map(([value, name]) => h("option", { value, selected: value === chosen }, name));

export function switchTheme() {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
}

function drawHead(here) {
  const channel = channelOf(state.channel);
  find(".chat-title").replaceChildren(h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[channel?.kind] ?? "#"), channel?.name ?? "");
  find(".chat-topic").textContent = channel?.topic ?? "";
  find(".scroller").setAttribute("aria-label", `Messages in ${channel?.name ?? ""}`);
  document.title = `${channel?.guild ? "#" : "@"}${channel?.name ?? ""} | ${here?.name ?? "Direct messages"}`;
  drawClock();
}

export function drawClock() {
  const words = shown(now(), { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
  const zone = state.clock.zone?.split("/").at(-1).replaceAll("_", " ");
  const face = h("time", { class: "clock-face", datetime: now().toISOString(), title: "The time on this server" }, zone ? `${words}, ${zone}` : words);
  const forward = (order) => async (event) => {
    const button = event.currentTarget;
    button.disabled = true;
    tell("expecting");
    try {
      const { now: moment } = await post("/control/clock", order);
      state.clock.offset = new Date(moment) - Date.now();
      tell("messages");
    } catch (error) {
      tell("notice", error.message);
    }
    drawClock();
  };
  const move = (words, title, order) => h("button", { type: "button", class: "clock-button", onclick: forward(order), title }, words);
  const moves = [
    move("+ 1 hour", "Move the clock 1 hour forward", { seconds: 3600 }),
    move("+ 1 day", "Move the clock 1 day forward", { seconds: 86400 }),
    state.clock.eventful && move("Next digest", "Move the clock to the next digest", { to: "next" }),
  ];
  find(".chat-tools").replaceChildren(face, ...(state.clock.movable ? moves.filter(Boolean) : []));
}

function drawMembers(here) {
  const all = here?.members ?? [state.world.me, state.world.bot];
  const button = (member) => h("button", { type: "button", class: "member", "aria-haspopup": "menu", onclick: (event) => openMemberMenu(event, member), oncontextmenu: (event) => openMemberMenu(event, member) }, avatar(member.name, member.bot), h("span", {}, member.name), member.bot && badge());
  const part = (words, some) => some.length > 0 && [h("h2", {}, `${words} — ${some.length}`), some.map(button)];
  find(".members").replaceChildren(...[part("Apps", all.filter((one) => one.bot)), part("Members", all.filter((one) => !one.bot))].flat(3).filter(Boolean));
}
