// Mentions and timestamps: <@1>, <@&1>, <#1>, </name:1>, <:name:1>, <t:1:R>.
// https://docs.discord.com/developers/reference#message-formatting

import { h } from "./dom.js";
import { channelOf, roleOf, tell, userName } from "./state.js";
import { relative, shown } from "./times.js";

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
export function timestamp(token) {
  const [, seconds, style = "f"] = token.slice(1, -1).split(":");
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return null;
  const words = style === "R" ? relative(moment) : shown(moment, STYLES[style]);
  return h("time", { class: "timestamp", datetime: moment.toISOString(), title: shown(moment, STYLES.F) }, words);
}
