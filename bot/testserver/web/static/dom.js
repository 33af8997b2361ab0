// Helpers that create DOM elements. Strings become text nodes and are never parsed as HTML.

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

// A circle with the initial of the name, in a colour derived from the name.
export function avatar(name, bot = false) {
  const sum = [...name].reduce((total, letter) => (total * 31 + letter.codePointAt(0)) % 9973, 7);
  const colour = COLOURS[bot ? 0 : 1 + (sum % (COLOURS.length - 1))];
  return h("span", { class: "avatar", "aria-hidden": "true", style: { "background-color": colour } }, [...name][0]?.toUpperCase() ?? "?");
}

export const badge = () => h("span", { class: "badge" }, "APP");

// SVG paths, because not every machine has a font with such symbols.
const ICONS = {
  eye: "M1 8s2.5-4.5 7-4.5S15 8 15 8s-2.5 4.5-7 4.5S1 8 1 8zm7-2.2a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z",
  file: "M3 1h6.5L13 4.5V15H3zm6 1v3h3z",
  mail: "M1 3h14v10H1zm1 1 6 5 6-5z",
  menu: "M2 3h12v1.6H2zm0 4.2h12v1.6H2zm0 4.2h12V13H2z",
  theme: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.6a5.4 5.4 0 0 1 0 10.8z",
  send: "M1.5 2 15 8 1.5 14l1.8-5.2L9 8 3.3 7.2z",
};
const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ class: `icon icon-${name}`, viewBox: "0 0 16 16", "aria-hidden": "true" })) svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}
