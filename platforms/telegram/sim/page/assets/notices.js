// What passes over the chat: toasts and alerts of answered buttons, failures, the lost connection.

import { byId, el, safeURL } from "./dom.js";
import { money, t } from "./i18n.js";

const TOAST_MS = 3_200;
const FADE_MS = 300;
const TOASTS_SHOWN = 3;

/** toast shows a line over the chat for about three seconds. */
export function toast(text, isError = false) {
  const node = el("div", { className: isError ? "toast bad" : "toast" }, text);
  const shelf = byId("toasts");
  shelf.append(node);
  while (shelf.children.length > TOASTS_SHOWN) shelf.firstChild.remove();
  setTimeout(() => node.classList.add("leaving"), TOAST_MS);
  setTimeout(() => node.remove(), TOAST_MS + FADE_MS);
}

/** tellFailure shows an error that an action of the person met. */
export function tellFailure(error) {
  toast(t("failed", { error: error.message }), true);
}

/** askToPay shows the bill of an invoice; true when the person agrees. */
export function askToPay({ title, description, amount, currency }) {
  const dialog = byId("bill");
  byId("bill-title").textContent = title;
  byId("bill-text").textContent = description;
  byId("bill-amount").textContent = money(amount, currency);
  byId("bill-pay").textContent = t("pay", { amount: money(amount, currency) });
  dialog.returnValue = "";
  dialog.showModal();
  byId("bill-pay").focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "pay"), { once: true });
  });
}

/** Alerts shows one modal dialog after another. */
export class Alerts {
  #queue = [];
  #dialog = byId("alert");

  constructor() {
    this.#dialog.addEventListener("close", () => this.#next());
  }

  show(text, url = "") {
    this.#queue.push({ text, url });
    if (!this.#dialog.open) this.#next();
  }

  #next() {
    const notice = this.#queue.shift();
    if (!notice) return;
    byId("alert-text").textContent = notice.text;
    const href = notice.url ? safeURL(notice.url) : "";
    byId("alert-link").hidden = !href;
    if (href) byId("alert-link").href = href;
    this.#dialog.showModal();
    byId("alert-ok").focus();
  }
}
