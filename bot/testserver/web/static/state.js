// State of the page, and events that notify its parts of changes.

export const state = {
  me: "", // id of the current user
  channel: "", // id of the open channel
  people: [],
  world: null, // servers, channels and members as the current user sees them
  messages: new Map(), // by channel id: messages by id, oldest first
  commands: { slash: [], user: [], message: [] },
  waiting: new Map(), // unacknowledged interactions by id
  clock: { offset: 0, movable: false, zone: undefined }, // offset: the server's clock minus the browser's, in ms
};

const listeners = new Map();

export function on(topic, listener) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

export function tell(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

export const now = () => new Date(Date.now() + state.clock.offset);

export const guilds = () => state.world?.guilds ?? [];

export function channelOf(id) {
  if (state.world?.direct.id === id) return state.world.direct;
  for (const guild of guilds()) {
    const channel = guild.channels.find((one) => one.id === id);
    if (channel) return channel;
  }
  return null;
}

export function guildOf(channelId) {
  return guilds().find((guild) => guild.channels.some((channel) => channel.id === channelId)) ?? null;
}

export const userName = (id) => state.world?.users[id] ?? null;

export const roleOf = (id) => guilds().flatMap((guild) => guild.roles).find((role) => role.id === id) ?? null;
