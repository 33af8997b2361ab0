// Message components, versions 1 and 2. https://docs.discord.com/developers/components/reference

import { picture, fileCard } from "./attachments.js";
import { h } from "./dom.js";
import { colour } from "./embeds.js";
import { link } from "./inline.js";
import { send } from "./interactions.js";
import { markdown } from "./markdown.js";
import { selectControl } from "./selects.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link-button", 6: "primary" };

export function componentParts(message) {
  return message.components.map((one) => part(message, one));
}

function part(message, one) {
  const inner = () => one.components.map((each) => part(message, each));
  switch (one.type) {
    case 1:
      return h("div", { class: "row" }, inner());
    case 2:
      return button(message, one);
    case 9:
      return h("div", { class: "section" }, h("div", { class: "section-words" }, inner()), h("div", { class: "accessory" }, part(message, one.accessory)));
    case 10:
      return h("div", { class: "text-display" }, markdown(one.content, { everyone: message.mention_everyone }));
    case 11:
      return hidden(one, h("div", { class: "thumbnail" }, picture(one.media.url, one.description)));
    case 12:
      return h("div", { class: "gallery", data: { count: Math.min(one.items.length, 4) } }, one.items.map((item) => hidden(item, h("figure", { class: "picture" }, picture(item.media.url, item.description)))));
    case 13:
      return hidden(one, fileCard(one.name ?? "file", one.size, one.file.url));
    case 14:
      return one.divider ? h("hr", { class: one.spacing === 2 ? "separator wide" : "separator" }) : h("div", { class: one.spacing === 2 ? "gap wide" : "gap" });
    case 17:
      return hidden(one, h("div", { class: "container", role: "group", "aria-label": "Card", style: one.accent_color === null ? {} : { "border-inline-start-color": colour(one.accent_color) }, data: { accent: one.accent_color !== null } }, inner()));
    default:
      return [3, 5, 6, 7, 8].includes(one.type) ? messageSelect(message, one) : h("p", { class: "outside" }, `A component of type ${one.type}`);
  }
}

function button(message, one) {
  const words = [one.emoji && h("span", { class: "emoji", "aria-hidden": "true" }, one.emoji.id ? `:${one.emoji.name}:` : one.emoji.name), one.label && h("span", {}, one.label)];
  if (one.style === 5) {
    const element = link(one.url, [...words, h("span", { "aria-hidden": "true" }, "↗")]);
    element.classList.add("button", "link-button");
    return element;
  }
  const press = (event) => send("press", { message: message.id, control: one.custom_id }, event.currentTarget);
  const label = one.label ? null : one.emoji?.name;
  return h("button", { type: "button", class: `button ${STYLES[one.style]}`, disabled: Boolean(one.disabled), "aria-label": label, data: { id: one.custom_id }, onclick: press }, words);
}

function messageSelect(message, one) {
  return selectControl(one, {
    disabled: Boolean(one.disabled),
    onPick: (values, element) => send("pick", { message: message.id, control: one.custom_id, values }, element),
  });
}

function hidden(one, element) {
  if (!one.spoiler) return element;
  const cover = h("button", { type: "button", class: "cover" }, "Spoiler");
  const around = h("div", { class: "covered" }, element, cover);
  cover.addEventListener("click", () => around.replaceWith(element));
  return around;
}
