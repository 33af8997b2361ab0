// What the page knows, and how its parts learn that it changed.

export const state = {
  me: "", // the member acted as
  channel: "", // the channel shown
  people: [],
  world: null, // servers, channels, members, as the member sees them
  messages: new Map(), // by channel id: messages by id, oldest first
  commands: { slash: [], user: [], message: [] },
  waiting: new Map(), // interactions sent and not acknowledged, by id
  clock: { offset: 0, movable: false, zone: undefined }, // offset: the server's clock less the browser's, in ms
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
