// One message as nodes: bubble, stamp, inline keyboard.

import { el, icon, safeURL } from "./dom.js";
import { richText } from "./entities.js";
import { clock, label, money, t } from "./i18n.js";

/**
 * messageNode builds a message. actions: command(text), tap(message, button), remove(message), isTapped(message, button),
 * pay(message), isPaying(message), refund(message), fileURL(message).
 */
export function messageNode(message, actions) {
  const side = message.kind === "service" ? "service" : message.out ? "out" : "in";
  const row = el("article", { className: `message ${side}`, data: { message: String(message.id) } });
  if (message.out) row.dataset.out = "";
  if (message.edited) row.dataset.edited = "";
  if (message.deleted) {
    row.dataset.deleted = message.deleted_by;
    // What the bot has taken out of its own messages leaves no trace, as in Telegram; somebody's own message was a secret, and
    // that it is gone is worth a line.
    if (message.out || message.deleted_by === "person") row.append(placeholder(message));
    else row.hidden = true;
    return row;
  }
  if (side === "service") {
    row.append(el("p", { className: "pill" }, message.text, message.charge ? refundButton(message, actions) : null));
    return row;
  }
  const keyboard = message.keyboard ?? [];
  const column = el("div", { className: "column" }, bubble(message, actions));
  if (keyboard.length > 0) {
    column.classList.add("with-keyboard");
    column.append(keyboardNode(message, keyboard, actions));
  }
  if (message.kind === "invoice") {
    column.classList.add("with-keyboard");
    column.append(el("div", { className: "keyboard", role: "group" }, el("div", { className: "key-row" }, payKey(message, actions))));
  }
  row.append(column, removeButton(message, actions));
  return row;
}

// payKey opens the bill; a paid invoice has only words in its place.
function payKey(message, actions) {
  const { amount, currency, paid } = message.invoice;
  const words = paid ? t("paid") : t("pay", { amount: money(amount, currency) });
  const node = el("button", { type: "button", className: "key", onclick: () => actions.pay(message) }, el("span", { className: "key-text" }, words));
  node.dataset.button = "pay";
  node.dataset.callback = "pay";
  node.disabled = paid;
  setBusy(node, actions.isPaying(message));
  return node;
}

function refundButton(message, actions) {
  return el("button", { type: "button", className: "refund", onclick: () => actions.refund(message) }, t("refund"));
}

function bubble(message, actions) {
  const text = el("div", { className: "text" }, richText(message.text ?? "", message.entities, actions.command));
  if (message.kind === "invoice") return invoiceBubble(message);
  const media = message.kind === "photo" || message.kind === "document" ? mediaNode(message, actions) : null;
  return el("div", { className: "bubble" }, media, text, stamp(message));
}

function invoiceBubble(message) {
  const { title, description, amount, currency } = message.invoice;
  return el("div", { className: "bubble invoice" },
    el("strong", {}, title), el("div", { className: "text" }, description), el("span", { className: "amount" }, money(amount, currency)), stamp(message));
}

function stamp(message) {
  const time = el("time", { dateTime: new Date(message.date * 1000).toISOString() }, clock(message.date));
  const edited = message.edited ? el("span", { className: "edited" }, t("edited")) : null;
  return el("span", { className: "stamp" }, edited, time);
}

// mediaNode shows a picture, and offers any other file; what was not kept is named only.
function mediaNode(message, actions) {
  const { kind, file } = message;
  if (!file) return el("div", { className: `media ${kind}` }, icon(kind), el("span", {}, t(kind)));
  const href = actions.fileURL(message);
  if (kind === "photo") {
    return el("a", { href, target: "_blank", rel: "noopener", className: "picture" }, el("img", { src: href, alt: file.name, loading: "lazy" }));
  }
  return el("a", { href, download: file.name, className: `media ${kind}` }, icon(kind), el("span", {}, file.name));
}

function placeholder(message) {
  const words = message.deleted_by === "person" ? t("deletedByYou") : t("deletedByBot");
  return el("div", { className: "bubble gone" }, icon("trash"), el("span", {}, words), stamp({ date: message.date }));
}

function keyboardNode(message, keyboard, actions) {
  const rows = keyboard.map((buttons) =>
    el("div", { className: "key-row" }, ...buttons.map((button) => keyNode(message, button, actions))),
  );
  return el("div", { className: "keyboard", role: "group" }, ...rows);
}

function keyNode(message, button, actions) {
  const data = { button: button.text };
  const words = el("span", { className: "key-text" }, button.text);
  if (button.url) {
    const href = safeURL(button.url);
    const node = el("a", { className: "key", target: "_blank", rel: "noopener noreferrer", data }, words, icon("link"));
    if (href) node.href = href;
    return node;
  }
  const node = el("button", { type: "button", className: "key", data, onclick: () => actions.tap(message, button) }, words);
  node.dataset.callback = button.data ?? "";
  setBusy(node, actions.isTapped(message, button));
  return node;
}

/** setBusy shows on a button that its press waits for the bot. */
export function setBusy(node, busy) {
  node.classList.toggle("busy", busy);
  node.setAttribute("aria-busy", String(busy));
}

function removeButton(message, actions) {
  const node = el("button", { type: "button", className: "remove", onclick: () => actions.remove(message) }, icon("trash"));
  node.dataset.menu = "delete";
  label(node, t("deleteMessage"));
  return node;
}
