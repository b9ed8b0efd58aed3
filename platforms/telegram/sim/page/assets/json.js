// JSON, indented and coloured.

import { el } from "./dom.js";

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)/g;

/** jsonNode shows a value; strings that hold JSON themselves (reply_markup in a form) are opened up. */
export function jsonNode(value) {
  const text = JSON.stringify(unfold(value), null, 2) ?? "—";
  const node = el("pre", { className: "json", tabIndex: 0 });
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon] = match;
    if (match.index > at) node.append(text.slice(at, match.index));
    if (string && colon) node.append(el("span", { className: "json-key" }, string), colon);
    else node.append(el("span", { className: string ? "json-string" : "json-value" }, whole));
    at = match.index + whole.length;
  }
  node.append(text.slice(at));
  return node;
}

function unfold(value) {
  if (typeof value === "string" && /^\s*[[{]/.test(value)) {
    try {
      return unfold(JSON.parse(value));
    } catch {
      return value;
    }
  }
  if (Array.isArray(value)) return value.map(unfold);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unfold(inner)]));
  }
  return value;
}
