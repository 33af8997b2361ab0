// Files and images. Images from other origins are linked, not loaded: the page requests nothing from elsewhere.

import { h, icon } from "./dom.js";
import { link } from "./inline.js";

const near = (address) => new URL(address, location.href).origin === location.origin;

export function picture(address, description) {
  if (!near(address)) return h("p", { class: "outside" }, "Picture at ", link(address, [new URL(address).hostname]));
  return h("img", { src: address, alt: description ?? "", loading: "lazy" });
}

export function attachmentPart(file) {
  if (file.content_type?.startsWith("image/") && file.content_type !== "image/svg+xml") {
    return h("figure", { class: "picture" }, h("a", { href: file.url, target: "_blank", rel: "noopener", "aria-label": `Open ${file.filename}` }, picture(file.url, file.description ?? file.filename)));
  }
  return fileCard(file.filename, file.size, file.url);
}

export function fileCard(name, size, address) {
  return h(
    "div",
    { class: "file" },
    icon("file"),
    h("span", { class: "file-words" }, h("a", { href: address, download: name }, name), h("small", {}, bytes(size))),
  );
}

function bytes(size) {
  if (size === null || size === undefined) return "";
  if (size < 1000) return `${size} bytes`;
  return size < 1e6 ? `${(size / 1e3).toFixed(1)} KB` : `${(size / 1e6).toFixed(2)} MB`;
}
