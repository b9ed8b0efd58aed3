// Small helpers to build nodes. Text always goes in as text: nothing here reads markup.

const SVG = "http://www.w3.org/2000/svg";

/** el makes an element; props named with "-" and "role" become attributes, all others properties; children may be null. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.includes("-") || name === "role") node.setAttribute(name, value);
    else if (name === "data") Object.assign(node.dataset, value);
    else node[name] = value;
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** icon shows a symbol of assets/icons.svg. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `assets/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** byId finds a node of index.html. */
export function byId(id) {
  return document.getElementById(id);
}

/** safeURL returns an address that may stand in a link, or "" (javascript:, data: and the like). */
export function safeURL(text) {
  const candidate = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  try {
    const url = new URL(candidate);
    return ["http:", "https:", "mailto:", "tel:", "tg:"].includes(url.protocol) ? url.href : "";
  } catch {
    return "";
  }
}

/** link is an anchor that opens a new tab, or plain text when the address is not safe. */
export function link(address, ...children) {
  const href = safeURL(address);
  if (!href) return el("span", {}, ...children);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

const COLOURS = 8;

/** avatar shows a person's initials on a colour that depends on the id alone. */
export function avatar(id, name) {
  let hash = 0;
  for (const char of String(id)) hash = (hash * 31 + char.codePointAt(0)) >>> 0;
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
  return el("span", { className: `avatar colour-${hash % COLOURS}`, "aria-hidden": "true" }, initials);
}
