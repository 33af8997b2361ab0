// Elements from plain descriptions. Text is always text: nothing here parses HTML.

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "style") for (const [key, one] of Object.entries(value)) element.style.setProperty(key, one);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== "string" && !name.startsWith("aria")) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const find = (selector, within = document) => within.querySelector(selector);

let last = 0;
export const uniqueId = (prefix) => `${prefix}-${++last}`;

const COLOURS = ["#5865f2", "#3c8650", "#b3631c", "#c03537", "#a03a7c", "#2d7d9a", "#6b6f78"];

// A circle with initials, in a colour of the name's own.
export function avatar(name, bot = false) {
  const sum = [...name].reduce((total, letter) => total + letter.codePointAt(0), 0);
  const colour = bot ? "#5865f2" : COLOURS[1 + (sum % (COLOURS.length - 1))];
  return h("span", { class: "avatar", "aria-hidden": "true", style: { "background-color": colour } }, [...name][0]?.toUpperCase() ?? "?");
}

export const badge = () => h("span", { class: "badge" }, "APP");
