"use strict";
(() => {
  const root = document.documentElement;
  const list = document.getElementById("lines");
  const address = location.pathname.replace(/\/+$/, "") + "/events";
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const keep = 100; // lines, to go back to when others go or the settings change
  const silence = 40_000; // longer than two heartbeats: the connection is dead
  const fading = 700; // the style's transition, and a little

  let lines = []; // all that is known, the newest last
  let settings = { font_size: 24, max_lines: 10, life_seconds: 0, theme: "plain" };
  let skew = 0; // the server's clock minus ours
  let lastID = "";
  const shown = new Map(); // id → element

  // What is seen.

  function draw(line) {
    const item = document.createElement("li");
    const body = document.createElement("div");
    body.className = "body";
    const name = document.createElement("bdi");
    name.className = "name";
    const gap = document.createElement("span"); // outside of the name, whose direction is its own
    gap.className = "gap";
    gap.textContent = ": ";
    const text = document.createElement("span");
    text.className = "text";
    body.append(name, gap, text);
    item.append(body);
    item.dataset.id = line.id;
    fill(item, line);
    return item;
  }

  function fill(item, line) {
    const name = item.querySelector(".name");
    name.textContent = line.author;
    name.hidden = !line.author;
    item.querySelector(".text").textContent = line.text;
  }

  function alive(line, now) {
    return !settings.life_seconds || now - line.at < settings.life_seconds * 1000;
  }

  let timer = 0;
  function render() {
    const now = Date.now() + skew;
    const visible = lines.filter((line) => alive(line, now)).slice(-settings.max_lines);
    const wanted = new Set(visible.map((line) => line.id));
    for (const [id, item] of shown) if (!wanted.has(id)) leave(id, item);
    let before = null; // from the end, so that lines that leave stand where they stood
    for (const line of visible.toReversed()) {
      let item = shown.get(line.id);
      if (!item) {
        item = draw(line);
        shown.set(line.id, item);
        list.insertBefore(item, before);
      } else {
        fill(item, line);
        if (after(item) !== before) list.insertBefore(item, before);
      }
      before = item;
    }
    clearTimeout(timer);
    if (settings.life_seconds && visible.length) {
      const first = Math.min(...visible.map((line) => line.at));
      timer = setTimeout(render, Math.max(50, first + settings.life_seconds * 1000 - now));
    }
  }

  // The next element that stays.
  function after(item) {
    let next = item.nextElementSibling;
    while (next && next.classList.contains("leaving")) next = next.nextElementSibling;
    return next;
  }

  function leave(id, item) {
    shown.delete(id);
    if (still.matches) return item.remove();
    item.classList.add("leaving");
    setTimeout(() => item.remove(), fading);
  }

  function dress() {
    root.dataset.theme = settings.theme;
    root.style.setProperty("--size", settings.font_size + "px");
    const color = (name, value) => value && CSS.supports("color", value)
      ? root.style.setProperty(name, value) : root.style.removeProperty(name);
    color("--text", settings.text_color);
    color("--name", settings.name_color);
    color("--background", settings.background);
  }

  function clear() {
    lines = [];
    lastID = "";
    render();
  }

  // What the server says.

  const heard = {
    hello: (data) => { skew = data.now - Date.now(); },
    snapshot: (data) => { settings = data.settings; lines = data.lines.slice(-keep); dress(); },
    message: (data) => {
      const at = lines.findIndex((line) => line.id === data.id);
      if (at < 0) lines = [...lines, data].slice(-keep);
      else lines[at] = data;
    },
    remove: (data) => { lines = lines.filter((line) => line.id !== data.id); },
    settings: (data) => { settings = data; dress(); },
    gone: () => { clear(); throw new Gone(); },
  };

  class Gone extends Error {}

  function hear(block) {
    let event = "message", data = "", id = "";
    for (const row of block.split("\n")) {
      const colon = row.indexOf(":");
      if (colon < 1) continue; // a heartbeat
      const value = row.slice(colon + 1).replace(/^ /, "");
      const name = row.slice(0, colon);
      if (name === "event") event = value;
      else if (name === "data") data += value;
      else if (name === "id") id = value;
    }
    if (!data || !Object.hasOwn(heard, event)) return;
    heard[event](JSON.parse(data));
    if (id) lastID = id;
  }

  // One connection, until it ends. EventSource would not tell a revoked link from a proxy's error, nor notice a dead line.
  async function listen(began) {
    const stop = new AbortController();
    let watch = setTimeout(() => stop.abort(), silence);
    const living = () => { clearTimeout(watch); watch = setTimeout(() => stop.abort(), silence); };
    try {
      const headers = { Accept: "text/event-stream" };
      if (lastID) headers["Last-Event-ID"] = lastID;
      const answer = await fetch(address, {
        headers, signal: stop.signal, cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer", redirect: "error",
      });
      if (answer.status === 404 && answer.headers.get("Overlay-Gone")) { clear(); throw new Gone(); }
      if (!answer.ok || !(answer.headers.get("Content-Type") || "").startsWith("text/event-stream")) return;
      root.dataset.connection = "on";
      began();
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ""; ;) {
        const { value, done } = await reader.read();
        if (done) return;
        living();
        const blocks = (rest + value).split("\n\n");
        rest = blocks.pop();
        if (!blocks.length) continue;
        blocks.forEach(hear);
        render();
      }
    } finally {
      clearTimeout(watch);
      stop.abort();
    }
  }

  const pause = (ms) => new Promise((resume) => {
    const end = () => { clearTimeout(waiting); removeEventListener("online", end); resume(); };
    const waiting = setTimeout(end, ms);
    addEventListener("online", end); // no need to wait any longer
  });

  (async () => {
    for (let wait = 500; ;) {
      let state = "off", least = 0;
      try {
        await listen(() => { wait = 500; });
      } catch (problem) {
        if (problem instanceof Gone) { state = "gone"; least = 60_000; }
      }
      root.dataset.connection = state;
      // Many pages that lost us at once do not come back at once.
      await pause(Math.max(least, wait * (0.5 + Math.random())));
      wait = Math.min(wait * 2, 15_000);
    }
  })();
})();
