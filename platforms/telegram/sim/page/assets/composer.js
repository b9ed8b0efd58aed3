// The line to type in, and the menu of the chat's commands above it.

import { byId, el } from "./dom.js";

const MAX_HEIGHT_PX = 160;

export class Composer {
  #model;
  #send;
  #input = byId("composer");
  #menu = byId("command-list");
  #toggle = byId("commands");
  #drafts = new Map(); // person → text
  #person = "";
  #sending = Promise.resolve();
  #chosen = -1;

  /** send(text) posts a text and tells by a promise of true or false whether it got through. */
  constructor(model, send) {
    this.#model = model;
    this.#send = send;
    byId("compose").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit(this.#input.value);
    });
    this.#input.addEventListener("input", () => this.#onInput());
    this.#input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#input.addEventListener("blur", () => setTimeout(() => this.#closeUnlessFocused()));
    this.#toggle.addEventListener("click", () => this.#onToggle());
    this.#menu.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the focus where it is
    model.addEventListener("chat", ({ detail }) => detail.change === "commands" && this.#isOpen && this.#showMenu());
  }

  /** show gives the composer to another person; each keeps a draft. */
  show(person) {
    if (person === this.#person) return;
    this.#drafts.set(this.#person, this.#input.value);
    this.#person = person;
    this.#fill(this.#drafts.get(person) ?? "");
  }

  /** focus puts the cursor in, where that does not raise an on-screen keyboard. */
  focus() {
    if (matchMedia("(hover: hover) and (min-width: 761px)").matches) this.#input.focus();
  }

  get #isOpen() {
    return !this.#menu.hidden;
  }

  #fill(text) {
    this.#input.value = text;
    this.#onInput();
  }

  // Texts of one person leave one after another, in the order they were typed.
  #submit(text) {
    const trimmed = text.trim();
    if (!trimmed) return;
    const person = this.#person;
    this.#fill("");
    this.#sending = this.#sending.then(async () => {
      const sent = person === this.#person && (await this.#send(trimmed));
      if (sent) return;
      if (person === this.#person && !this.#input.value) this.#fill(text);
      else this.#drafts.set(person, text);
    });
  }

  #onInput() {
    const { value } = this.#input;
    this.#input.style.height = "auto";
    this.#input.style.height = `${Math.min(this.#input.scrollHeight, MAX_HEIGHT_PX)}px`;
    byId("send").disabled = !value.trim();
    if (/^\/\w*$/.test(value)) this.#showMenu(value);
    else this.#closeMenu();
  }

  #onToggle() {
    if (this.#isOpen) this.#closeMenu();
    else this.#showMenu();
    this.#input.focus({ preventScroll: true });
  }

  #showMenu(prefix = "/") {
    const commands = this.#model.chats.get(this.#person)?.commands ?? [];
    const found = commands.filter(({ command }) => `/${command}`.startsWith(prefix.toLowerCase()));
    this.#menu.replaceChildren(...found.map((one) => this.#item(one)));
    this.#menu.hidden = found.length === 0;
    this.#toggle.setAttribute("aria-expanded", String(this.#isOpen));
    this.#choose(-1);
  }

  #item({ command, description }) {
    const words = `/${command}`;
    return el(
      "button",
      {
        type: "button", role: "option", id: `command-${command}`, tabIndex: -1, data: { command: words },
        onclick: () => this.#submit(words),
      },
      el("strong", {}, words),
      el("span", {}, description),
    );
  }

  #closeMenu() {
    this.#menu.hidden = true;
    this.#toggle.setAttribute("aria-expanded", "false");
    this.#choose(-1);
  }

  #closeUnlessFocused() {
    if (!this.#menu.contains(document.activeElement) && document.activeElement !== this.#toggle) this.#closeMenu();
  }

  #choose(index) {
    this.#chosen = index;
    [...this.#menu.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    const item = this.#menu.children[index];
    if (item) {
      item.scrollIntoView({ block: "nearest" });
      this.#input.setAttribute("aria-activedescendant", item.id);
    } else {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  #onKey(event) {
    const count = this.#menu.children.length;
    if (this.#isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#choose(this.#chosen < 0 && step < 0 ? count - 1 : (this.#chosen + step + count) % count);
    } else if (this.#isOpen && event.key === "Escape") {
      event.stopPropagation();
      this.#closeMenu();
    } else if (this.#isOpen && event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      this.#fill(this.#menu.children[Math.max(this.#chosen, 0)].dataset.command);
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      const chosen = this.#isOpen ? this.#menu.children[this.#chosen] : null;
      this.#submit(chosen ? chosen.dataset.command : this.#input.value);
    }
  }
}
