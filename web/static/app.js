// What pages need beside htmx. The frame says which topics a page follows; what changes becomes an event of the body:
// "live-<kind>" and "live-all", and parts of the page fetch themselves anew (hx-trigger="live-all from:body").
"use strict";
(() => {
  const topics = document.body.dataset.topics;
  let source = null, last = document.body.dataset.since || "";

  const tell = (kind, detail) => {
    htmx.trigger(document.body, "live-" + kind, detail);
    htmx.trigger(document.body, "live-all", detail);
  };
  const heard = (e) => { last = e.lastEventId || last; return JSON.parse(e.data); };
  const open = () => {
    if (!topics || source || document.hidden) return;
    source = new EventSource("/live?topics=" + encodeURIComponent(topics) + (last ? "&after=" + encodeURIComponent(last) : ""));
    source.addEventListener("hello", (e) => { heard(e); document.body.classList.remove("away"); });
    source.addEventListener("live", (e) => { const d = heard(e); tell(d.kind, d); });
    source.addEventListener("resync", (e) => { heard(e); tell("resync", {}); });
    source.onerror = () => {
      document.body.classList.add("away");
      if (source && source.readyState === EventSource.CLOSED) { close(); setTimeout(open, 5000); }
    };
  };
  const close = () => { if (source) { source.close(); source = null; } };

  // Nobody sees a hidden page, and browsers allow few streams at once.
  document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();

  // A fragment that cannot be fetched says so where the page has a place for it.
  document.body.addEventListener("htmx:sendError", () => {
    const p = document.createElement("p");
    p.className = "note bad";
    p.textContent = document.body.dataset.offline;
    document.getElementById("notice").replaceChildren(p);
  });

  // What was said of the last deed goes with the next one; an answer that says something comes after it.
  document.body.addEventListener("htmx:beforeRequest", (e) => {
    const { verb } = e.detail.requestConfig;
    if (verb !== "get") document.getElementById("notice").replaceChildren();
  });

  // What "More" has opened goes when something else is pressed.
  const more = document.querySelector(".more");
  if (more) {
    document.addEventListener("click", (e) => { if (!more.contains(e.target)) more.open = false; });
    document.addEventListener("keydown", (e) => { if (e.key === "Escape") more.open = false; });
  }

  for (const field of document.querySelectorAll("[data-zone]")) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  if (navigator.clipboard) {
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = button.dataset.copied;
      });
    }
  }
})();
