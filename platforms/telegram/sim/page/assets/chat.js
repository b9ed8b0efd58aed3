// The open chat: its messages, "typing…", and the greeting of a chat that has none.

import * as api from "./api.js";
import { byId, el } from "./dom.js";
import { dayName, dayOf, t } from "./i18n.js";
import { messageNode, setBusy } from "./message.js";
import { askToPay } from "./notices.js";

const NEAR_END_PX = 120;

export class ChatView {
  #model;
  #tell;
  #list = byId("messages");
  #scroll = byId("scroll");
  #nodes = new Map(); // message id → node
  #lastDay = "";

  /** tell(error) shows a failure to the person. */
  constructor(model, tell) {
    this.#model = model;
    this.#tell = tell;
    model.addEventListener("chat", ({ detail }) => this.#onChange(detail));
    model.addEventListener("people", () => this.#showHead());
    model.addEventListener("typing", ({ detail }) => detail.person === model.current && this.#showTyping());
    byId("start").addEventListener("click", () => this.send("/start"));
    byId("down").addEventListener("click", () => this.#toEnd("smooth"));
    this.#scroll.addEventListener("scroll", () => this.#showDown(), { passive: true });
    new ResizeObserver(() => this.#keepEnd()).observe(this.#scroll);
    this.#list.addEventListener("click", (event) => this.#select(event.target));
  }

  /** show puts the model's current chat on the screen; a chat that is not loaded yet fills in when it is. */
  show() {
    const hasChat = this.#model.people.has(this.#model.current);
    byId("welcome").hidden = hasChat;
    byId("chat").hidden = !hasChat;
    byId("toasts").replaceChildren();
    this.#showHead();
    this.#rebuild();
    this.#showTyping();
  }

  /** send posts a text as the current person; false when it did not get through. */
  async send(text) {
    try {
      await api.send(this.#model.current, text);
      this.#toEnd("instant");
      return true;
    } catch (error) {
      this.#tell(error);
      return false;
    }
  }

  get #chat() {
    return this.#model.chats.get(this.#model.current);
  }

  #onChange({ person, change, message }) {
    if (person !== this.#model.current) return;
    if (change === "load") this.#rebuild();
    else if (change === "add") this.#add(message);
    else if (change === "edit" || change === "delete") this.#replace(message, change);
    else if (change === "settle") this.#refreshBusy();
    this.#showIntro();
  }

  #rebuild() {
    this.#nodes.clear();
    this.#lastDay = "";
    this.#list.replaceChildren();
    for (const message of this.#chat?.messages.values() ?? []) this.#append(message);
    this.#showIntro();
    this.#toEnd("instant");
  }

  #append(message) {
    const day = dayOf(message.date);
    if (day !== this.#lastDay) this.#list.append(el("p", { className: "day" }, dayName(message.date)));
    this.#lastDay = day;
    const node = this.#make(message);
    this.#nodes.set(message.id, node);
    this.#list.append(node);
    return node;
  }

  #add(message) {
    const follow = this.#atEnd || message.out;
    this.#append(message).classList.add("fresh");
    if (follow) this.#toEnd("smooth");
    else this.#showDown();
  }

  #replace(message, change) {
    const old = this.#nodes.get(message.id);
    if (!old) return;
    const follow = this.#atEnd;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const node = this.#make(message);
    node.classList.add(change === "delete" ? "vanished" : "touched");
    this.#nodes.set(message.id, node);
    old.replaceWith(node);
    if (focused) refocus(node, focused.dataset.button);
    if (follow) this.#toEnd("smooth");
  }

  #make(message) {
    const person = this.#model.current;
    return messageNode(message, {
      command: (text) => this.send(text),
      tap: ({ id }, button) => this.#tap(person, id, button.data),
      isTapped: ({ id }, button) => this.#model.isTapped(person, id, button.data),
      pay: (invoice) => this.#pay(person, invoice),
      fileURL: (message) => `messenger/chats/${person}/files/${message.id}`,
      isPaying: ({ id }) => this.#model.isTapped(person, id, "pay"),
      refund: ({ charge }) => api.refund(person, charge).catch(this.#tell),
      remove: ({ id }) => api.remove(person, id).catch(this.#tell),
    });
  }

  #tap(person, id, data) {
    const pressed = this.#model.tap(person, id, data);
    this.#refreshBusy();
    pressed.catch(this.#tell);
  }

  async #pay(person, { id, invoice }) {
    if (!(await askToPay(invoice))) return;
    const paying = this.#model.pay(person, id);
    this.#refreshBusy();
    paying.catch(this.#tell);
  }

  #refreshBusy() {
    for (const [id, node] of this.#nodes) {
      for (const key of node.querySelectorAll("[data-callback]")) {
        setBusy(key, this.#model.isTapped(this.#model.current, id, key.dataset.callback));
      }
    }
  }

  // #select lets a finger reach what a mouse reaches by hovering: the delete button of a message.
  #select(target) {
    const row = target.closest(".message");
    for (const other of this.#list.querySelectorAll(".selected")) if (other !== row) other.classList.remove("selected");
    if (row && !target.closest("button, a, .spoiler")) row.classList.toggle("selected");
  }

  #showHead() {
    const { bot, people, current } = this.#model;
    const person = people.get(current);
    byId("chat-title").textContent = person && bot ? bot.name : "";
    this.#showTyping();
  }

  #showTyping() {
    const { people, current } = this.#model;
    const isTyping = this.#model.isTyping(current);
    const follow = this.#atEnd;
    byId("typing").hidden = !isTyping;
    const person = people.get(current);
    byId("chat-subtitle").replaceChildren(...(isTyping ? [t("typing")] : person ? whoIs(person) : []));
    byId("chat-subtitle").classList.toggle("live", isTyping);
    if (isTyping && follow) this.#toEnd("smooth");
  }

  #showIntro() {
    const { bot } = this.#model;
    const isEmpty = Boolean(this.#chat && bot) && this.#chat.messages.size === 0;
    byId("intro").hidden = !isEmpty;
    if (!isEmpty) return;
    byId("intro-name").textContent = bot.name;
    byId("intro-text").textContent = this.#chat.description || bot.description || bot.short_description || "";
  }

  #nearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroll;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  // #atEnd: the newest message is in view, or the chat is on its way there. Only scrolling up ends it.
  #atEnd = true;
  #lastTop = 0;

  // #keepEnd holds the last message in view when the phone's keyboard makes the chat lower.
  #keepEnd() {
    if (this.#atEnd) this.#toEnd("instant");
  }

  #toEnd(behavior) {
    this.#atEnd = true;
    byId("down").hidden = true;
    this.#scroll.scrollTo({ top: this.#scroll.scrollHeight, behavior });
  }

  #showDown() {
    const { scrollTop } = this.#scroll;
    if (this.#nearEnd()) this.#atEnd = true;
    else if (scrollTop < this.#lastTop) this.#atEnd = false;
    this.#lastTop = scrollTop;
    byId("down").hidden = this.#atEnd;
  }
}

// whoIs says whose eyes one looks through; the note can hold what the bot will ask for (a key). A phone has a line for each.
function whoIs({ name, note }) {
  const words = t("you", { name });
  if (!note) return [words];
  return [el("span", { className: "me" }, words), el("span", { className: "between" }, " · "), el("span", { className: "me-note" }, note)];
}

function refocus(node, name) {
  const keys = [...node.querySelectorAll("[data-button]")];
  (keys.find((key) => key.dataset.button === name) ?? keys[0])?.focus({ preventScroll: true });
}
