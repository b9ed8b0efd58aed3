// The list of people to be: rows are made once and changed in place, so that the keyboard's focus stays.

import { avatar, byId, el } from "./dom.js";
import { label, shortTime, t } from "./i18n.js";

/** showPeople keeps the list in step with the model; onPick(id) is called when a person is chosen. */
export function showPeople(model, onPick) {
  const rows = new Map();
  const list = byId("people");
  const render = () => {
    for (const [id, row] of rows) {
      if (model.people.has(id)) continue;
      row.item.remove();
      rows.delete(id);
    }
    for (const [id, person] of model.people) {
      if (!rows.has(id)) {
        rows.set(id, makeRow(id, person, onPick));
        list.append(rows.get(id).item);
      }
      fillRow(rows.get(id), model, id, person);
    }
    if (model.bot) byId("bot-username").textContent = `@${model.bot.username}`;
  };
  model.addEventListener("people", render);
  return render;
}

function makeRow(id, person, onPick) {
  const parts = {
    name: el("span", { className: "person-name" }),
    time: el("time", { className: "person-time" }),
    note: el("span", { className: "person-note" }),
    last: el("span", { className: "person-last" }),
    badge: el("span", { className: "badge", role: "img", hidden: true }),
  };
  parts.button = el(
    "button",
    { type: "button", className: "person", data: { person: id }, onclick: () => onPick(id) },
    avatar(id, person.name), parts.name, parts.time, parts.note, parts.last, parts.badge,
  );
  parts.item = el("li", {}, parts.button);
  return parts;
}

function fillRow(parts, model, id, person) {
  const isCurrent = id === model.current;
  const unread = model.unread.get(id) ?? 0;
  const isTyping = model.isTyping(id);
  parts.name.textContent = person.name;
  parts.note.textContent = [person.note, person.blocked ? t("isBlocked") : ""].filter(Boolean).join(" · ");
  parts.last.textContent = isTyping ? t("typing") : (person.last?.text || t("noMessages"));
  parts.last.classList.toggle("live", isTyping);
  parts.time.textContent = person.last ? shortTime(person.last.date) : "";
  parts.badge.hidden = unread === 0;
  parts.badge.textContent = String(unread);
  label(parts.badge, t("unread", { count: unread }));
  parts.button.classList.toggle("current", isCurrent);
  if (isCurrent) parts.button.setAttribute("aria-current", "true");
  else parts.button.removeAttribute("aria-current");
}
