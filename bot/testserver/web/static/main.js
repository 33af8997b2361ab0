// Entry point: the current user, the event stream and the open channel.

import { get } from "./api.js";
import { drawComposer, startComposer } from "./composer.js";
import { find, icon } from "./dom.js";
import { drawMessages, keepAtEnd } from "./messages.js";
import { drawClock, drawNavigation, switchTheme } from "./navigation.js";
import { channelOf, guilds, on, state, tell } from "./state.js";

const FORUM = 15;
let stream = null;
let lost = false; // whether the stream was interrupted and may have missed events

async function start() {
  document.documentElement.dataset.theme = localStorage.getItem("theme") ?? "dark";
  const { people, clock } = await get("/page/people");
  state.people = people;
  state.clock = { offset: new Date(clock.now) - Date.now(), movable: clock.movable, eventful: clock.eventful, zone: clock.zone };
  startComposer();
  keepAtEnd();
  const [, wanted] = location.hash.split("/");
  become(people.find((person) => person.id === wanted)?.id ?? people[0].id);
  setInterval(drawClock, 20_000);
}

// Switches to another user and reloads everything as that user sees it.
function become(id) {
  state.me = id;
  state.messages.clear();
  stream?.close();
  stream = new EventSource(`/page/events?as=${id}`);
  stream.onopen = () => (find(".offline").hidden = true);
  stream.onerror = () => (find(".offline").hidden = !(lost = true));
  const hear = (name, listener) => stream.addEventListener(name, (event) => listener(JSON.parse(event.data)));
  hear("world", onWorld);
  hear("message", onMessage);
  hear("gone", onGone);
  hear("commands", loadCommands);
  hear("interaction", (acknowledged) => tell("acknowledged", acknowledged));
  hear("typing", (typing) => tell("typing", typing));
}

function onWorld(world) {
  const fresh = !state.world || state.world.me.id !== world.me.id;
  state.world = world;
  const wanted = location.hash.split("/")[2];
  const first = guilds()[0]?.channels[0]?.id ?? world.direct.id;
  const target = [state.channel, wanted, first].find((id) => id && channelOf(id));
  if (fresh || target !== state.channel) return open(target);
  state.people = state.people.length ? state.people : world.people;
  drawNavigation();
  if (channelOf(state.channel).kind === FORUM) drawMessages();
  if (lost) loadHistory(state.channel);
  lost = false;
}

async function open(id) {
  state.channel = id;
  history.replaceState(null, "", `#/${state.me}/${id}`);
  find(".app").classList.remove("drawer");
  drawNavigation();
  drawComposer();
  await Promise.all([loadHistory(id), loadCommands()]);
  if (matchMedia("(min-width: 760px)").matches) find("#composer-input").focus();
}

async function loadHistory(id) {
  const past = await get("/page/history", { as: state.me, channel: id });
  if (state.channel !== id) return;
  state.messages.set(id, new Map(past.map((message) => [message.id, message])));
  drawMessages({ jump: true });
}

async function loadCommands() {
  if (!state.channel) return;
  state.commands = await get("/page/commands", { as: state.me, channel: state.channel });
  tell("commands");
}

function onMessage(message) {
  const held = state.messages.get(message.channel_id);
  if (!held) return;
  held.set(message.id, message);
  tell("message", message);
  if (message.channel_id === state.channel) drawMessages();
}

function onGone({ id, channel_id }) {
  state.messages.get(channel_id)?.delete(id);
  if (channel_id === state.channel) drawMessages();
}

on("become", become);
on("open", open);
find(".theme-button").append(icon("theme"));
find(".theme-button").addEventListener("click", switchTheme);
find(".drawer-button").append(icon("menu"));
find(".drawer-button").addEventListener("click", (event) => {
  const opened = find(".app").classList.toggle("drawer");
  event.currentTarget.setAttribute("aria-expanded", String(opened));
});
start();
