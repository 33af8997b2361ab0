"use strict";

/* Check the sentences of a page, and search an archive. Both also work from a folder, without a server. */

// SHA-256 (FIPS 180-4), for pages that are served by http, where browsers offer no crypto.subtle.
function hashBytes(bytes) {
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p)) primes.push(n);
  const bits = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32);
  const k = primes.map((p) => bits(Math.cbrt(p)));
  const h = primes.slice(0, 8).map((p) => bits(Math.sqrt(p)));
  const size = Math.ceil((bytes.length + 9) / 64) * 64;
  const data = new Uint8Array(size);
  data.set(bytes);
  data[bytes.length] = 0x80;
  const view = new DataView(data.buffer);
  view.setUint32(size - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(size - 4, (bytes.length << 3) >>> 0);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  const w = new Uint32Array(64);
  for (let at = 0; at < size; at += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = view.getUint32(at + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const a = w[i - 15], b = w[i - 2];
      const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
      const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    const v = h.slice();
    for (let i = 0; i < 64; i += 1) {
      const s1 = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25);
      const t1 = (v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + k[i] + w[i]) | 0;
      const s0 = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22);
      const t2 = (s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]))) | 0;
      v.pop();
      v.unshift((t1 + t2) | 0);
      v[4] = (v[4] + t1) | 0;
    }
    for (let i = 0; i < 8; i += 1) h[i] = (h[i] + v[i]) >>> 0;
  }
  return h.map((x) => x.toString(16).padStart(8, "0")).join("");
}

async function hashText(text) {
  const bytes = new TextEncoder().encode(text);
  if (!self.crypto?.subtle) return hashBytes(bytes);
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((x) => x.toString(16).padStart(2, "0")).join("");
}

function showVerdict(figure, isGood, text) {
  figure.classList.toggle("altered", !isGood);
  let verdict = figure.querySelector(".verdict");
  if (!verdict) {
    verdict = document.createElement("p");
    figure.querySelector("figcaption").prepend(verdict);
  }
  verdict.className = `verdict ${isGood ? "good" : "bad"}`;
  verdict.textContent = `${isGood ? "✓" : "✗"} ${text}`;
}

async function checkPage(box) {
  const figures = [...document.querySelectorAll(".sentence")];
  const places = [];
  let altered = 0;
  for (const figure of figures) {
    const text = figure.querySelector(".words").textContent;
    const data = figure.dataset;
    const hash = await hashText(text);
    // The span counts code points, as Python does, not UTF-16 units.
    const isGood = hash === data.sha256 && [...text].length === data.end - data.start;
    altered += !isGood;
    showVerdict(figure, isGood, isGood ? box.dataset.unaltered : box.dataset.altered);
    places.push(`${hash} ${data.article} ${data.revision} ${data.start} ${data.end}`);
  }
  const sealed = document.querySelector("[data-seal]");
  const isWhole = !sealed || (await hashText(places.join("\n"))) === sealed.dataset.seal;
  let message = box.dataset.good;
  if (!isWhole) message = box.dataset.moved;
  if (altered) message = box.dataset.bad;
  const status = box.querySelector("[role=status]");
  status.className = altered || !isWhole ? "bad" : "good";
  const mark = altered || !isWhole ? "✗" : "✓";
  status.textContent = `${mark} ${message.replace("{altered}", altered).replace("{total}", figures.length)}`;
}

const MAX_RESULTS = 50;

// Letters alone, so that "Strasse", "straße" and "Straße" are found alike, and accents do not matter.
function foldText(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
}

function findSentences(index, query) {
  const words = foldText(query).split(/\s+/u).filter(Boolean);
  const found = [];
  if (!words.length) return found;
  for (const sentence of index.sentences) {
    sentence.folded ??= foldText(`${sentence[2]} ${sentence[3]} ${index.digests[sentence[0]].slice(1).join(" ")}`);
    if (words.every((word) => sentence.folded.includes(word))) found.push(sentence);
    if (found.length === MAX_RESULTS) break;
  }
  return found;
}

function showResults(box, index) {
  const list = box.querySelector("ol");
  const query = box.querySelector("input").value;
  const found = findSentences(index, query);
  list.replaceChildren(...found.map(([digest, number, text, outlet]) => {
    const [path, topic, day] = index.digests[digest];
    const item = document.createElement("li");
    const link = document.createElement("a");
    const note = document.createElement("span");
    link.href = `${path}#s${number}`;
    link.textContent = text;
    note.className = "note";
    note.textContent = ` ${[outlet, day, topic].filter(Boolean).join(" · ")}`;
    item.append(link, note);
    return item;
  }));
  box.querySelector("[role=status]").textContent = query.trim() && !found.length ? box.dataset.none : "";
}

// A script rather than fetch, which browsers refuse for files.
function loadIndex() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "search.js";
    script.onload = () => resolve(self.archiveIndex);
    script.onerror = reject;
    document.head.append(script);
  });
}

for (const box of document.querySelectorAll(".check")) {
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => checkPage(box));
}

for (const box of document.querySelectorAll(".search")) {
  box.hidden = false;
  let loading = null;
  box.querySelector("input").addEventListener("input", async () => {
    loading ??= loadIndex();
    showResults(box, await loading);
  });
}

addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open])")) {
    part.open = true;
    part.dataset.printed = "";
  }
});
addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("details[data-printed]")) part.open = false;
});
