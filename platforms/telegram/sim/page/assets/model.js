// The page's copy of what the server knows, and the events that views listen to:
//   people                          the list or someone in it changed
//   chat {person, change, message}  change: load | add | edit | delete | settle (a tapped button got its answer)
//   typing {person}, answer {person, text, alert, url}, requests {request?}, connection {up}
// Everything is idempotent: after a lost connection the page loads anew and the stream may repeat what it already has.

import * as api from "./api.js";
import { t } from "./i18n.js";

const TAP_PATIENCE_MS = 10_000;
const TYPING_MS = 5_000;
const RECONNECT_MS = [300, 1_000, 2_000, 5_000];
const REQUESTS_KEPT = 300;
const SEEN_KEY = "frontdesk.seen";

export class Model extends EventTarget {
  bot = null;
  people = new Map(); // id → person
  chats = new Map(); // id → {messages: Map(id → message), commands, description}; only opened chats
  requests = []; // oldest first
  current = ""; // the person whose chat is open
  unread = new Map(); // id → count
  #loading = new Map(); // id → events that came while the chat was being fetched
  #typing = new Map(); // id → timer
  #taps = new Map(); // person/message/data → {callback, timer}
  #answered = new Set(); // callback ids whose answer overtook the reply to the tap
  #seen = readSeen(); // id → Unix time of the last message read
  #seq = 0;
  #failures = 0;
  #refreshing = false;

  /** start loads everything and keeps it in step with the server for as long as the page lives. */
  async start() {
    try {
      await this.#sync();
    } catch {
      this.#retry();
    }
  }

  async #sync() {
    this.chats.clear();
    this.#loading.clear();
    const [state, { requests }] = await Promise.all([api.getState(), api.getRequests(100)]);
    this.#seq = state.seq;
    this.#take(state);
    this.requests = requests;
    this.#emit("requests", {});
    if (this.current && !this.#loading.has(this.current)) await this.#loadChat(this.current);
    const close = api.openStream(
      this.#seq,
      () => {
        this.#failures = 0;
        this.#emit("connection", { up: true });
      },
      (event) => {
        if (event.type !== "reset") return this.#apply(event);
        close();
        this.start();
      },
      () => this.#retry(),
    );
  }

  #retry() {
    this.#emit("connection", { up: false });
    const wait = RECONNECT_MS[Math.min(this.#failures++, RECONNECT_MS.length - 1)];
    setTimeout(() => this.start(), wait);
  }

  // #take stores people; an unread mark survives a reload because the time of the last message read does.
  #take({ bot, people }) {
    this.bot = bot;
    this.people = new Map(people.map((person) => [String(person.id), person]));
    for (const [id, { last }] of this.people) {
      const isNew = last && this.#seen[id] && last.date > this.#seen[id] && id !== this.current;
      if (isNew && !this.unread.has(id)) this.unread.set(id, 1);
    }
    this.#emit("people", {});
  }

  /** open makes a person's chat the current one and loads it; "" closes the chat. */
  async open(person) {
    this.current = person;
    if (!person) return;
    this.#markRead(person);
    if (!this.chats.has(person)) await this.#loadChat(person);
  }

  async #loadChat(person) {
    const early = [];
    this.#loading.set(person, early);
    let answer;
    try {
      answer = await api.getChat(person);
    } finally {
      if (this.#loading.get(person) !== early) return; // a newer load took over
      this.#loading.delete(person);
    }
    const { messages, commands, description } = answer;
    this.chats.set(person, { messages: new Map(messages.map((m) => [m.id, m])), commands, description });
    this.#emit("chat", { person, change: "load" });
    early.forEach((event) => this.#apply(event));
  }

  #apply(event) {
    if (event.seq) this.#seq = event.seq;
    const person = event.person ? String(event.person) : "";
    const early = this.#loading.get(person);
    if (early) {
      early.push(event);
      return;
    }
    switch (event.type) {
      case "message":
        return this.#onMessage(person, event.message);
      case "edit":
        return this.#onEdit(person, event.message);
      case "delete":
        return this.#onDelete(person, event);
      case "answer":
        return this.#onAnswer(person, event);
      case "action":
        return this.#setTyping(person, true);
      case "commands":
        return this.#reloadCommands(person);
      case "request":
        return this.#onRequest(event.request);
      case "person":
        return this.refresh();
    }
  }

  #onMessage(person, message) {
    const isNew = this.#put(person, message, "add");
    if (!message.out) this.#setTyping(person, false);
    const who = this.people.get(person);
    if (!who) return;
    if (!this.chats.has(person)) who.last = { text: preview(message), date: message.date };
    if (person === this.current) this.#markRead(person);
    else if (isNew && !message.out) this.unread.set(person, (this.unread.get(person) ?? 0) + 1);
    this.#emit("people", {});
  }

  #onEdit(person, message) {
    if (this.chats.has(person)) this.#put(person, message, "edit");
    else this.refresh();
  }

  // #put stores a message unless what we have is newer: a repeated old event must not bring a deleted secret back.
  #put(person, message, change) {
    const chat = this.chats.get(person);
    if (!chat) return true;
    const known = chat.messages.get(message.id);
    if (known?.deleted || (known && known.edited > message.edited)) return false;
    chat.messages.set(message.id, message);
    const shown = !known ? "add" : change === "add" ? "edit" : change;
    this.#emit("chat", { person, change: shown, message });
    this.#noteLast(person, chat);
    return !known;
  }

  // #noteLast puts the newest message that still stands into the people list, as the server's state does.
  #noteLast(person, { messages }) {
    const who = this.people.get(person);
    if (!who) return;
    const last = [...messages.values()].findLast((message) => !message.deleted);
    who.last = last ? { text: preview(last), date: last.date } : null;
    this.#emit("people", {});
  }

  #onDelete(person, { id, by }) {
    const known = this.chats.get(person)?.messages.get(id);
    if (known) this.#put(person, { ...known, text: "", entities: [], keyboard: [], deleted: true, deleted_by: by }, "delete");
    else this.refresh();
  }

  #onAnswer(person, { callback_id: callback, text, alert, url }) {
    this.#answered.add(callback);
    for (const [key, tap] of this.#taps) if (tap.callback === callback) this.#settle(key);
    if (text || url) this.#emit("answer", { person, text, alert, url });
  }

  #setTyping(person, on) {
    clearTimeout(this.#typing.get(person));
    if (on) this.#typing.set(person, setTimeout(() => this.#setTyping(person, false), TYPING_MS));
    else if (!this.#typing.delete(person)) return;
    this.#emit("typing", { person });
    this.#emit("people", {});
  }

  isTyping(person) {
    return this.#typing.has(person);
  }

  // #reloadCommands serves a change of commands or descriptions, of one person's or (without one) of everybody's.
  async #reloadCommands(person) {
    this.refresh();
    const people = person ? [person] : [...this.chats.keys()];
    for (const id of people.filter((one) => this.chats.has(one))) {
      const { commands, description } = await api.getChat(id).catch(() => this.chats.get(id) ?? {});
      const chat = this.chats.get(id);
      if (chat) Object.assign(chat, { commands, description });
      this.#emit("chat", { person: id, change: "commands" });
    }
  }

  #onRequest(request) {
    this.requests.push(request);
    if (this.requests.length > REQUESTS_KEPT) this.requests.shift();
    this.#emit("requests", { request });
  }

  /** refresh asks for the people again; calls that come meanwhile are joined. */
  async refresh() {
    if (this.#refreshing) return;
    this.#refreshing = true;
    await Promise.resolve();
    this.#refreshing = false;
    try {
      this.#take(await api.getState());
    } catch {
      // The stream breaks with the server and everything is loaded again then.
    }
  }

  /** tap presses an inline button; a second press while the first waits for its answer does nothing. */
  tap(person, message, data) {
    return this.#press(person, message, data, async () => (await api.tap(person, message, data)).callback_id);
  }

  /** pay pays an invoice; isTapped with "pay" tells whether it is still under way. */
  pay(person, message) {
    return this.#press(person, message, "pay", async () => (await api.pay(person, message)).checkout_id);
  }

  async #press(person, message, data, send) {
    const key = tapKey(person, message, data);
    if (this.#taps.has(key)) return;
    const tap = { callback: "", person, timer: setTimeout(() => this.#settle(key), TAP_PATIENCE_MS) };
    this.#taps.set(key, tap);
    try {
      tap.callback = await send();
      if (this.#answered.has(tap.callback)) this.#settle(key);
    } catch (error) {
      this.#settle(key);
      throw error;
    }
  }

  isTapped(person, message, data) {
    return this.#taps.has(tapKey(person, message, data));
  }

  #settle(key) {
    const tap = this.#taps.get(key);
    if (!tap) return;
    clearTimeout(tap.timer);
    this.#taps.delete(key);
    this.#answered.delete(tap.callback);
    this.#emit("chat", { person: tap.person, change: "settle" });
  }

  #markRead(person) {
    this.unread.delete(person);
    const last = this.people.get(person)?.last;
    this.#seen[person] = last ? last.date : 1;
    writeSeen(this.#seen);
    this.#emit("people", {});
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const tapKey = (person, message, data) => `${person}/${message}/${data}`;

/** preview is a message in one line of the people list. */
function preview(message) {
  if (message.text) return message.text;
  if (message.kind === "invoice") return message.invoice.title;
  return message.kind === "photo" || message.kind === "document" ? t(message.kind) : "";
}

function readSeen() {
  try {
    return JSON.parse(localStorage.getItem(SEEN_KEY)) ?? {};
  } catch {
    return {};
  }
}

function writeSeen(seen) {
  try {
    localStorage.setItem(SEEN_KEY, JSON.stringify(seen));
  } catch {
    // Private windows may forbid storage; then unread marks end with the page.
  }
}
