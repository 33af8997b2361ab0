// Discord's Markdown as DOM elements: blocks here, inline markup in inline.js.
// https://support.discord.com/hc/en-us/articles/210298617-Markdown-Text-101

import { h } from "./dom.js";
import { inline } from "./inline.js";

const FENCE = /^```(?:([\w+-]+)\n)?([\s\S]*?)\n?```/;

// `context.everyone`: whether @everyone is a mention; `context.plain`: no quotes, headings or lists (embed titles).
export function markdown(text, context = {}) {
  const fragment = document.createDocumentFragment();
  fragment.append(...blocks(text, context));
  return fragment;
}

function blocks(text, context) {
  const found = [];
  let words = "";
  const flush = () => {
    if (words) found.push(...lines(words.replace(/\n$/, ""), context));
    words = "";
  };
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const fence = rest.startsWith("```") && text[at - 1] !== "\\" ? FENCE.exec(rest) : null;
    if (fence && fence[2].trim()) {
      flush();
      found.push(h("pre", {}, h("code", { data: fence[1] ? { language: fence[1] } : {} }, fence[2])));
      at += fence[0].length + (text[at + fence[0].length] === "\n" ? 1 : 0);
    } else {
      words += text[at++];
    }
  }
  flush();
  return found;
}

const HEADING = /^(#{1,3}|-#) +(.+)$/;
const ITEM = /^( *)([-*]|\d{1,9}\.) +(.+)$/;
const MORE = /^ {2,}\S/; // an indented line continues the item above it

function lines(text, context) {
  if (context.plain) return inline(text, context);
  const found = [];
  const all = text.split("\n");
  let run = [];
  const flush = () => {
    if (run.length) found.push(...inline(run.join("\n"), context));
    run = [];
  };
  for (let at = 0; at < all.length; at++) {
    const line = all[at];
    const heading = HEADING.exec(line);
    if (line.startsWith(">>> ")) {
      flush();
      found.push(h("blockquote", {}, blocks([line.slice(4), ...all.slice(at + 1)].join("\n"), context)));
      break;
    } else if (line.startsWith("> ")) {
      flush();
      const quoted = [line.slice(2)];
      while (all[at + 1]?.startsWith("> ")) quoted.push(all[++at].slice(2));
      found.push(h("blockquote", {}, lines(quoted.join("\n"), context)));
    } else if (heading) {
      flush();
      const level = heading[1].length;
      const words = inline(heading[2], context);
      // All headings of a message are one level below the page's own; their classes set the sizes.
      found.push(heading[1] === "-#" ? h("small", { class: "subtext" }, words) : h("h3", { class: `h${level}` }, words));
    } else if (ITEM.test(line)) {
      flush();
      const items = [line];
      while (ITEM.test(all[at + 1] ?? "") || MORE.test(all[at + 1] ?? "")) items.push(all[++at]);
      found.push(list(items, context));
    } else {
      run.push(line);
    }
  }
  flush();
  return found;
}

function list(items, context) {
  const parsed = items.map((line) => ITEM.exec(line));
  const ordered = /\d/.test(parsed[0][2]);
  const top = h(ordered ? "ol" : "ul", ordered ? { start: Number.parseInt(parsed[0][2], 10) } : {});
  let inner = [];
  const nest = () => {
    if (inner.length) (top.lastElementChild ?? top).append(list(inner.map((line) => line.replace(/^ {1,2}/, "")), context));
    inner = [];
  };
  parsed.forEach((item, number) => {
    if (!item && !inner.length) {
      const more = lines(items[number].trim(), context);
      top.lastElementChild.append(...(typeof more[0] === "string" ? [h("br")] : []), ...more);
      return;
    }
    const [, indent, , words] = item ?? ["", " "];
    if (indent.length > 0 && number > 0) {
      inner.push(items[number]);
    } else {
      nest();
      top.append(h("li", {}, inline(words, context)));
    }
  });
  nest();
  return top;
}
