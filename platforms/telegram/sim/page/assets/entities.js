// Telegram's message entities as DOM nodes. Offsets and lengths count UTF-16 units, which is how JavaScript counts too.

import { el, link } from "./dom.js";
import { t } from "./i18n.js";

const PLAIN_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const NAMES = new Set(["mention", "text_mention", "hashtag", "cashtag", "custom_emoji"]);

/** richText turns text and its entities into a fragment; onCommand(text) is called for a pressed /command. */
export function richText(text, entities, onCommand) {
  const sorted = (entities ?? [])
    .filter((entity) => entity.length > 0 && entity.offset >= 0 && entity.offset < text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fragment.append(...span(text, 0, text.length, sorted, onCommand));
  return fragment;
}

// span builds text[start:end]; entities that lie inside an earlier one become its children.
function span(text, start, end, entities, onCommand) {
  const nodes = [];
  let at = start;
  let rest = entities;
  while (rest.length > 0) {
    const [entity, ...others] = rest;
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    const inner = others.filter((other) => other.offset < to);
    rest = others.filter((other) => other.offset >= to);
    if (from >= to) continue;
    if (from > at) nodes.push(text.slice(at, from));
    nodes.push(wrap(entity, text.slice(from, to), span(text, from, to, inner, onCommand), onCommand));
    // A block ends its own line: the newline after it would stand as an empty one.
    at = BLOCKS.has(entity.type) && text[to] === "\n" ? to + 1 : to;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrap(entity, text, children, onCommand) {
  if (entity.type in PLAIN_TAGS) return el(PLAIN_TAGS[entity.type], {}, ...children);
  if (NAMES.has(entity.type)) return el("span", { className: "name" }, ...children);
  switch (entity.type) {
    case "pre":
      return el("pre", {}, el("code", {}, ...children));
    case "blockquote":
    case "expandable_blockquote":
      return el("blockquote", {}, ...children);
    case "text_link":
      return link(entity.url ?? "", ...children);
    case "url":
      return link(text, ...children);
    case "email":
      return link(`mailto:${text}`, ...children);
    case "phone_number":
      return link(`tel:${text.replace(/[^+\d]/g, "")}`, ...children);
    case "bot_command":
      return el("button", {
        type: "button", className: "command-link", data: { command: text }, onclick: () => onCommand(text),
      }, ...children);
    case "spoiler":
      return spoiler(children);
    default:
      return el("span", {}, ...children);
  }
}

function spoiler(children) {
  const node = el("span", { className: "spoiler", role: "button", tabIndex: 0, "aria-label": t("spoiler") }, ...children);
  const reveal = () => {
    node.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", reveal, { once: true });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") reveal();
  });
  return node;
}
