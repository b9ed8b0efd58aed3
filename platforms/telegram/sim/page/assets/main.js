// The messenger page: puts the parts together and follows the address (#/chat/ID).

import * as api from "./api.js";
import { ChatView } from "./chat.js";
import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { t, translate } from "./i18n.js";
import { Model } from "./model.js";
import { Alerts, tellFailure, toast } from "./notices.js";
import { Panel } from "./panel.js";
import { showPeople } from "./people.js";

translate(document);

const model = new Model();
const alerts = new Alerts();
const panel = new Panel(model);
const chat = new ChatView(model, tellFailure);
const composer = new Composer(model, (text) => chat.send(text));
const renderPeople = showPeople(model, (id) => go(`#/chat/${id}`));

let shown = null;

// follow shows what the address names; called again when the people arrive, since the page starts without them.
function follow() {
  const [, id = ""] = location.hash.match(/^#\/chat\/(-?\w+)$/) ?? [];
  const person = model.people.has(id) ? id : "";
  document.body.dataset.screen = person || (id && model.people.size === 0) ? "chat" : "people";
  if (person === shown) return;
  shown = person;
  model.open(person).catch(tellFailure);
  chat.show();
  composer.show(person);
  renderPeople();
  showFoot();
  closeMenu();
  if (person) composer.focus();
}

// go changes the address and follows at once: hashchange comes later, and what is typed meanwhile would miss its chat.
function go(hash) {
  location.hash = hash;
  follow();
}

function showFoot() {
  const person = model.people.get(model.current);
  byId("foot").hidden = !person;
  byId("chat-menu").hidden = !person;
  byId("compose").hidden = Boolean(person?.blocked);
  byId("blocked").hidden = !person?.blocked;
  document.querySelector("[data-menu=block]").textContent = t(person?.blocked ? "unblock" : "block");
  document.title = person ? `${person.name} — Frontdesk` : "Frontdesk";
}

async function setBlocked(blocked) {
  closeMenu();
  try {
    await api.block(model.current, blocked);
    await model.refresh();
    composer.focus();
  } catch (error) {
    tellFailure(error);
  }
}

function openMenu() {
  byId("chat-menu-list").hidden = false;
  byId("chat-menu").setAttribute("aria-expanded", "true");
  byId("chat-menu-list").querySelector("button").focus();
}

function closeMenu() {
  byId("chat-menu-list").hidden = true;
  byId("chat-menu").setAttribute("aria-expanded", "false");
}

window.addEventListener("hashchange", follow);
model.addEventListener("people", () => {
  follow();
  showFoot();
});
model.addEventListener("answer", ({ detail: { person, text, alert, url } }) => {
  if (person !== model.current) return;
  if (alert || url) alerts.show(text ?? "", url);
  else toast(text);
});
model.addEventListener("connection", ({ detail: { up } }) => {
  document.body.dataset.connection = up ? "on" : "off";
  byId("banner").hidden = up;
});

byId("back").addEventListener("click", () => go("#/"));
byId("chat-menu").addEventListener("click", (event) => {
  event.stopPropagation();
  if (byId("chat-menu-list").hidden) openMenu();
  else closeMenu();
});
byId("chat-menu-list").addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const items = [...byId("chat-menu-list").children];
  const step = event.key === "ArrowDown" ? 1 : items.length - 1;
  items[(items.indexOf(document.activeElement) + step) % items.length].focus();
});
document.querySelector("[data-menu=block]").addEventListener("click", () => {
  setBlocked(!model.people.get(model.current)?.blocked);
});
document.querySelector("[data-menu=requests]").addEventListener("click", () => {
  closeMenu();
  panel.toggle();
});
byId("unblock").addEventListener("click", () => setBlocked(false));
document.addEventListener("click", closeMenu);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (!byId("chat-menu-list").hidden) {
    closeMenu();
    byId("chat-menu").focus();
  } else {
    panel.closeOverlay();
  }
});

model.start();
