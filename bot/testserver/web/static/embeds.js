// Embeds: a card with an accent bar.

import { picture } from "./attachments.js";
import { h } from "./dom.js";
import { link } from "./inline.js";
import { markdown } from "./markdown.js";
import { spoken } from "./times.js";

export const colour = (number) => `#${number.toString(16).padStart(6, "0")}`;

export function embedPart(embed) {
  const style = embed.color ? { "border-inline-start-color": colour(embed.color) } : {};
  const title = embed.title && h("div", { class: "embed-title" }, embed.url ? link(embed.url, markdown(embed.title, { plain: true, noLinks: true })) : markdown(embed.title, { plain: true }));
  return h(
    "div",
    { class: "embed", role: "group", style, "aria-label": embed.title ? `Embed: ${embed.title}` : "Embed" },
    h(
      "div",
      { class: "embed-grid" },
      h("div", { class: "embed-words" }, author(embed.author), title, embed.description && h("div", { class: "embed-description" }, markdown(embed.description)), fields(embed.fields)),
      embed.thumbnail && h("div", { class: "embed-thumbnail" }, picture(embed.thumbnail.url, "")),
    ),
    embed.image && h("div", { class: "embed-image" }, picture(embed.image.url, "")),
    footer(embed),
  );
}

function author(one) {
  return one?.name && h("div", { class: "embed-author" }, one.url ? link(one.url, [one.name]) : one.name);
}

function fields(all) {
  if (!all?.length) return null;
  const cell = (one) => h("div", { class: one.inline ? "embed-field inline" : "embed-field" }, h("dt", {}, markdown(one.name, { plain: true })), h("dd", {}, markdown(one.value)));
  return h("dl", { class: "embed-fields" }, all.map(cell));
}

function footer(embed) {
  if (!embed.footer?.text && !embed.timestamp) return null;
  const moment = embed.timestamp && new Date(embed.timestamp);
  const parts = [embed.footer?.text, moment && h("time", { datetime: moment.toISOString() }, spoken(moment))].filter(Boolean);
  return h("div", { class: "embed-footer" }, parts.flatMap((part, number) => (number ? [" • ", part] : [part])));
}
