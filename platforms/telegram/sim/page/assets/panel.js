// The raw Bot API requests: what the bot sent and what the simulator answered.

import { byId, el, icon } from "./dom.js";
import { label, language, t } from "./i18n.js";
import { jsonNode } from "./json.js";

const OPEN_KEY = "frontdesk.panel";
const WIDE = "(min-width: 1160px)";
const PHONE = "(max-width: 760px)"; // as in style.css: the panel covers everything, and the browser's Back closes it

export class Panel {
  #model;
  #list = byId("requests");
  #filter = byId("panel-filter");
  #polls = byId("panel-polls");
  #isPaused = false;
  #cleared = -1; // requests up to this number are hidden

  constructor(model) {
    this.#model = model;
    model.addEventListener("requests", ({ detail }) => this.#onRequests(detail.request));
    byId("panel-toggle").addEventListener("click", () => this.toggle());
    byId("panel-close").addEventListener("click", () => this.#close());
    byId("panel-pause").addEventListener("click", () => this.#pause());
    byId("panel-clear").addEventListener("click", () => this.#clear());
    this.#filter.addEventListener("input", () => this.#rebuild());
    this.#polls.addEventListener("change", () => this.#rebuild());
    window.addEventListener("popstate", ({ state }) => isPhone() && this.#set(isPanel(state), false));
    const wanted = isPhone() ? isPanel(history.state) : matchMedia(WIDE).matches && recall() !== "closed";
    this.#set(wanted, false);
  }

  toggle() {
    if (document.body.dataset.panel === "open") this.#close();
    else this.#open();
  }

  /** close hides the panel where it covers the chat; true when there was something to hide. */
  closeOverlay() {
    if (document.body.dataset.panel !== "open" || matchMedia(WIDE).matches) return false;
    this.#close();
    return true;
  }

  // On a phone the open panel is a step of the history, so that Back leaves it and not the chat beneath.
  #open() {
    this.#set(true);
    if (isPhone() && !isPanel(history.state)) history.pushState({ panel: true }, "");
    byId("panel-close").focus();
  }

  #close() {
    this.#set(false);
    if (isPanel(history.state)) history.back();
  }

  #set(isOpen, remember = true) {
    document.body.dataset.panel = isOpen ? "open" : "closed";
    byId("panel").inert = !isOpen;
    byId("panel-toggle").setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.#list.scrollTop = this.#list.scrollHeight; // what came while nobody looked is at the end
    if (remember && matchMedia(WIDE).matches) keep(isOpen ? "open" : "closed");
  }

  #onRequests(request) {
    if (this.#isPaused) return;
    if (!request) this.#rebuild();
    else if (this.#isShown(request)) this.#append(request);
    this.#showEmpty();
  }

  // A restarted simulator numbers from 1 again: then nothing counts as cleared any more.
  #rebuild() {
    if ((this.#model.requests.at(-1)?.n ?? 0) < this.#cleared) this.#cleared = -1;
    this.#list.replaceChildren(...this.#model.requests.filter((one) => this.#isShown(one)).map(requestNode));
    this.#list.scrollTop = this.#list.scrollHeight;
    this.#showEmpty();
  }

  #append(request) {
    const { scrollHeight, scrollTop, clientHeight } = this.#list;
    const follow = scrollHeight - scrollTop - clientHeight < 60;
    this.#list.append(requestNode(request));
    while (this.#list.children.length > this.#model.requests.length) this.#list.firstChild.remove();
    if (follow) this.#list.scrollTop = this.#list.scrollHeight;
  }

  #isShown({ n, method, status }) {
    const wanted = this.#filter.value.trim().toLowerCase();
    if (n <= this.#cleared) return false;
    if (method === "getUpdates" && status < 400 && !this.#polls.checked && !wanted) return false;
    return method.toLowerCase().includes(wanted);
  }

  #showEmpty() {
    byId("requests-empty").hidden = this.#list.children.length > 0;
  }

  #pause() {
    this.#isPaused = !this.#isPaused;
    const button = byId("panel-pause");
    button.setAttribute("aria-pressed", String(this.#isPaused));
    button.replaceChildren(icon(this.#isPaused ? "play" : "pause"));
    label(button, t(this.#isPaused ? "resume" : "pause"));
    if (!this.#isPaused) this.#rebuild();
  }

  #clear() {
    this.#cleared = this.#model.requests.at(-1)?.n ?? -1;
    this.#rebuild();
  }
}

function requestNode(request) {
  const { n, method, status, ms, at } = request;
  const isBad = status >= 400 || status === 0;
  const head = el(
    "summary", {},
    el("span", { className: "method" }, method),
    el("span", { className: "took" }, t("ms", { n: ms.toLocaleString(language, { maximumFractionDigits: ms < 10 ? 1 : 0 }) })),
    el("time", {}, timeOf(at)),
    el("span", { className: isBad ? "status bad" : "status" }, String(status)),
  );
  const details = el("details", { data: { request: String(n), method, status: String(status) } }, head);
  // Most requests are never opened: their JSON is built when they are.
  details.addEventListener("toggle", () => {
    details.append(
      el("h3", {}, t("params")), jsonNode(request.params),
      el("h3", {}, t("answer")), jsonNode(request.answer ?? request.error),
    );
    details.scrollIntoView({ block: "nearest" });
  }, { once: true });
  return el("li", { className: isBad ? "bad" : "" }, details);
}

// timeOf takes what a clock may come as: Unix seconds, Unix milliseconds or RFC 3339.
function timeOf(at) {
  const date = new Date(typeof at === "number" && at < 1e11 ? at * 1000 : at);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleTimeString("ru", { hour12: false });
}

const isPhone = () => matchMedia(PHONE).matches;
const isPanel = (state) => state?.panel === true;

function recall() {
  try {
    return localStorage.getItem(OPEN_KEY);
  } catch {
    return null;
  }
}

function keep(value) {
  try {
    localStorage.setItem(OPEN_KEY, value);
  } catch {
    // Private windows may forbid storage; then the panel opens as it does for a newcomer.
  }
}
