// The webinar pages beside app.js: figures beside sliders, and lists of messages that follow what is said and decided. An event
// says which message has changed; its row alone is fetched, several at once, never more often than every quarter of a second.
"use strict";
(() => {
  document.addEventListener("input", (e) => {
    const field = e.target;
    if (field.dataset && field.dataset.shows) field.parentElement.querySelector(field.dataset.shows).textContent = field.value;
  });

  const live = document.getElementById("live");
  if (!live) return;
  const { list, src } = live.dataset, most = Number(live.dataset.most), first = "first" in live.dataset;
  let touched = 0;
  for (const kind of ["pointerdown", "pointermove", "keydown"]) addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
  const rows = () => document.getElementById("rows");
  const changed = new Set();
  let all = false, busy = false, timer = 0, lastAll = 0;

  // The pause grows when everything is to be fetched: a flood does not become one of ours.
  const later = (pause) => { if (!timer && !busy) timer = setTimeout(flush, pause); };
  const fetchPart = async (query) => {
    const answer = await fetch(src + "?" + query, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.status);
    const page = document.createElement("template");
    page.innerHTML = await answer.text();
    return page.content;
  };
  const flush = async () => {
    timer = 0; busy = true;
    const ids = [...changed].slice(0, 25), whole = first && (all || changed.size > 25);
    changed.clear();
    let failed = false;
    try {
      if (whole) { all = false; lastAll = Date.now(); takeAll(await fetchPart("fresh=1")); }
      else if (ids.length) takeSome(await fetchPart("ids=" + ids.join(",")), ids);
    } catch { all = failed = true; }
    busy = false;
    if (changed.size || all && first) later(failed ? 3000 : all ? Math.max(250, 1000 - (Date.now() - lastAll)) : 250);
  };
  const grow = (node) => { htmx.process(node); return node; };
  const head = (part) => {
    const summary = document.getElementById("summary");
    if (summary.contains(document.activeElement)) return; // somebody is about to press something there
    summary.replaceWith(part.getElementById("summary"));
    expiring(grow(document.getElementById("summary")));
  };
  const takeAll = (part) => {
    head(part);
    const fresh = part.getElementById("rows");
    // What was just decided stays until its time to go.
    for (const row of rows().querySelectorAll("[data-leaves]")) if (!fresh.querySelector("#" + row.id)) place(row, fresh);
    rows().replaceWith(fresh);
    grow(fresh); watch();
  };
  const takeSome = (part, ids) => {
    head(part);
    for (const id of ids) {
      const fresh = part.getElementById("m-" + id), old = document.getElementById("m-" + id);
      if (!fresh) { if (old) old.remove(); continue; }
      if (old) old.replaceWith(fresh);
      else if (first && "here" in fresh.dataset) place(fresh, rows());
      if (fresh.isConnected) grow(fresh);
    }
    bound();
  };
  const place = (row, into) => {
    const order = Number(row.dataset.order);
    for (const other of into.children) if (Number(other.dataset.order) > order) return other.before(row);
    into.append(row);
  };
  // A page that is full lets the last ones go; one that runs empty asks for more.
  const bound = () => {
    const here = rows().querySelectorAll("[data-here]");
    for (const row of [...here].slice(most)) row.remove();
    const waiting = document.getElementById("waiting");
    if (first && list === "awaiting" && here.length < 5 && waiting && Number(waiting.textContent) > here.length) { all = true; later(250); }
  };
  const leaving = (row) => {
    if (!row.dataset) return;
    expiring(row);
    if (!row.dataset.leaves) return;
    const go = () => {
      if (!row.isConnected) return;
      if (Date.now() - touched < 1500) return setTimeout(go, 500); // nothing moves under a thumb that is about to press
      row.classList.add("gone");
      setTimeout(() => { row.remove(); bound(); }, 250);
    };
    setTimeout(go, row.dataset.leaves * 1000);
  };
  const expiring = (part) => {
    for (const undo of part.querySelectorAll("[data-expires]")) setTimeout(() => undo.remove(), undo.dataset.expires * 1000);
  };
  const watch = () => {
    for (const row of rows().children) leaving(row);
    new MutationObserver((news) => { for (const n of news) n.addedNodes.forEach(leaving); }).observe(rows(), { childList: true });
  };
  expiring(document.getElementById("summary"));
  watch();

  // Several were decided at once: the list has come anew.
  live.addEventListener("htmx:afterSwap", (e) => { if (e.detail.target === live) { expiring(document.getElementById("summary")); watch(); } });

  document.body.addEventListener("live-message", (e) => { changed.add(e.detail.id); later(250); });
  document.body.addEventListener("live-resync", () => { all = true; later(0); });
  document.body.addEventListener("live-event", () => { all = true; later(1000); });
})();
