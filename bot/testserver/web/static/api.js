// HTTP requests from the page to the server.

import { state } from "./state.js";

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? `The server answered ${response.status}.`);
  return body;
}

export async function get(path, query = {}) {
  return answer(await fetch(`${path}?${new URLSearchParams(query)}`));
}

export async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return answer(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

// Performs an action as the current user, in the open channel by default.
export const act = (deed, more = {}) => post("/page/do", { deed, as: state.me, channel: state.channel, ...more });

// Converts a file to the form that the server expects: its name, and its bytes in base64.
export async function packed(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { filename: file.name, data: btoa(text) };
}
