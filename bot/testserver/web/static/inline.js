// Inline Markdown: emphasis, code, links, mentions and timestamps. Everything else stays plain text.

import { h } from "./dom.js";
import { mention, timestamp } from "./tokens.js";

const ESCAPED = /^\\([^0-9A-Za-z\s])/;
const CODE = /^(`+)([\s\S]*?[^`])\1(?!`)/;
const MASKED = /^\[((?:\\.|[^\]\\])+)\]\(<?(https?:\/\/[^\s<>]+?)>?(?: +"([^"]*)")?\)/;
const ANGLED = /^<(https?:\/\/[^\s<>]+)>/;
const ADDRESS = /^https?:\/\/[^\s<]+[^\s<.,:;"'\]|)]/;
const TOKEN = /^<(?:@!?\d+|@&\d+|#\d+|\/[^:>]+:\d+|a?:\w+:\d+|t:-?\d+(?::[tTdDfFRsS])?)>/;
const PAIRS = [
  ["strong", /^\*\*([\s\S]+?)\*\*(?!\*)/],
  ["u", /^__([\s\S]+?)__(?!_)/],
  ["em", /^\*(?=\S)((?:\*\*|\\[\s\S]|[^*\\])+?[^\s*\\]|[^\s*\\])\*(?!\*)/],
  ["em", /^_((?:__|\\[\s\S]|[^\\_])+?)_(?!\w)/],
  ["s", /^~~([\s\S]+?)~~(?!_)/],
  ["spoiler", /^\|\|([\s\S]+?)\|\|/],
];

export function inline(text, context = {}) {
  const found = [];
  let words = "";
  const flush = () => {
    words.split("\n").forEach((line, number) => found.push(...(number ? [h("br"), line] : [line])));
    words = "";
  };
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const escaped = ESCAPED.exec(rest);
    if (escaped) {
      words += escaped[1];
      at += 2;
      continue;
    }
    const taken = take(rest, text[at - 1] ?? "", context);
    if (taken) {
      flush();
      found.push(taken.element);
      at += taken.length;
    } else {
      words += text[at++];
    }
  }
  flush();
  return found.filter((one) => one !== "");
}

function take(rest, before, context) {
  const code = rest[0] === "`" && CODE.exec(rest);
  if (code) return { element: h("code", {}, code[2]), length: code[0].length };
  if (rest[0] === "[" || rest[0] === "<" || rest[0] === "h") return takeLink(rest, context);
  if (rest[0] === "@") return takeEveryone(rest, context);
  for (const [tag, pattern] of PAIRS) {
    const match = pattern.exec(rest);
    // An underscore inside a word is no markup.
    if (!match || !match[1].trim() || (rest[0] === "_" && tag === "em" && /\w/.test(before))) continue;
    const inner = inline(match[1], context);
    return { element: tag === "spoiler" ? spoiler(inner) : h(tag, {}, inner), length: match[0].length };
  }
  return null;
}

function takeLink(rest, context) {
  const masked = !context.noLinks && MASKED.exec(rest);
  if (masked) {
    const words = inline(masked[1], { ...context, noLinks: true });
    return { element: link(masked[2], words, masked[3]), length: masked[0].length };
  }
  const token = TOKEN.exec(rest);
  if (token) {
    const element = token[0].startsWith("<t:") ? timestamp(token[0]) : mention(token[0]);
    return element && { element, length: token[0].length };
  }
  const plain = !context.noLinks && (ANGLED.exec(rest) ?? ADDRESS.exec(rest));
  if (plain) return { element: link(plain[1] ?? plain[0], [plain[1] ?? plain[0]]), length: plain[0].length };
  return null;
}

function takeEveryone(rest, context) {
  const match = context.everyone && /^@(everyone|here)\b/.exec(rest);
  return match && { element: h("span", { class: "mention" }, match[0]), length: match[0].length };
}

export function link(address, words, title = null) {
  if (!/^(https?|discord):/i.test(address)) return h("span", {}, words);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow", title: title ?? address }, words);
}

function spoiler(inner) {
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.currentTarget.classList.add("shown");
    event.currentTarget.setAttribute("aria-expanded", "true");
  };
  const props = { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Spoiler", "aria-expanded": "false" };
  return h("span", { ...props, onclick: show, onkeydown: show }, h("span", {}, inner));
}
