// Mentions and times: <@1>, <@&1>, <#1>, </name:1>, <:name:1>, <t:1:R>.
// https://docs.discord.com/developers/reference#message-formatting

import { h } from "./dom.js";
import { channelOf, now, roleOf, tell, userName } from "./state.js";

export function mention(token) {
  const body = token.slice(1, -1);
  if (body.startsWith("@&")) {
    const role = roleOf(body.slice(2));
    return h("span", { class: "mention" }, role ? `@${role.name}` : "@deleted-role");
  }
  if (body.startsWith("@")) {
    const name = userName(body.replace(/^@!?/, ""));
    return h("span", { class: "mention" }, name ? `@${name}` : token);
  }
  if (body.startsWith("#")) {
    const channel = channelOf(body.slice(1));
    if (!channel) return h("span", { class: "mention" }, "#unknown");
    return h("button", { type: "button", class: "mention", onclick: () => tell("open", channel.id) }, `#${channel.name}`);
  }
  if (body.startsWith("/")) {
    const name = body.slice(1, body.lastIndexOf(":"));
    return h("button", { type: "button", class: "mention", onclick: () => tell("begin", name) }, `/${name}`);
  }
  return h("span", { class: "emoji" }, `:${body.split(":")[1]}:`);
}

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};
const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

export function timestamp(token) {
  const [, seconds, style = "f"] = token.slice(1, -1).split(":");
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return null;
  const full = moment.toLocaleString(undefined, STYLES.F);
  const shown = style === "R" ? relative(moment) : moment.toLocaleString(undefined, STYLES[style]);
  return h("time", { class: "timestamp", datetime: moment.toISOString(), title: full }, shown);
}

export function relative(moment) {
  const seconds = (moment - now()) / 1000;
  const [unit, size] = UNITS.find(([, one]) => Math.abs(seconds) >= one) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

// "Today at 08:00", as it stands beside a name.
export function spoken(moment) {
  const time = moment.toLocaleTimeString(undefined, { timeStyle: "short" });
  const days = Math.round((new Date(now()).setHours(0, 0, 0, 0) - new Date(moment).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days === 0) return `Today at ${time}`;
  if (days === 1) return `Yesterday at ${time}`;
  return moment.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
