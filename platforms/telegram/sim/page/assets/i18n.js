// The words of the page itself, in the two languages that Frontdesk speaks. What the bot says comes from the bot.

const words = {
  ru: {
    tagline: "симулятор Telegram",
    people: "Люди",
    choose: "Кем войдёте?",
    chooseShort: "Войти как",
    chooseHint: "Каждый человек в списке — отдельный чат с ботом. Выберите любого и нажмите «СТАРТ».",
    you: "вы — {name}",
    typing: "печатает…",
    back: "Назад",
    menu: "Меню чата",
    block: "Заблокировать бота",
    unblock: "Разблокировать бота",
    botBlocked: "Бот заблокирован",
    start: "СТАРТ",
    message: "Сообщение",
    send: "Отправить",
    commands: "Команды",
    down: "К последним сообщениям",
    edited: "изменено",
    deletedByBot: "сообщение удалено ботом",
    deletedByYou: "сообщение удалено вами",
    deleteMessage: "Удалить сообщение",
    spoiler: "Скрытый текст: показать",
    photo: "Фото",
    document: "Файл",
    pay: "Заплатить {amount}",
    paid: "Оплачено",
    refuse: "Отказаться",
    refund: "вернуть деньги",
    today: "Сегодня",
    yesterday: "Вчера",
    unread: "непрочитанных: {count}",
    noMessages: "Нет сообщений",
    isBlocked: "бот заблокирован",
    offline: "Нет связи. Подключаемся…",
    failed: "Не получилось: {error}",
    open: "Открыть ссылку",
    requests: "Запросы Bot API",
    requestsHint: "что бот шлёт серверу",
    filter: "Фильтр по методу",
    pause: "Пауза",
    resume: "Продолжить",
    clear: "Очистить",
    close: "Закрыть",
    noRequests: "Здесь появятся запросы бота.",
    params: "Параметры",
    answer: "Ответ",
    ms: "{n} мс",
  },
  en: {
    tagline: "Telegram simulator",
    people: "People",
    choose: "Who will you be?",
    chooseShort: "Enter as",
    chooseHint: "Each person in the list has a chat of their own with the bot. Pick anyone and press START.",
    you: "you are {name}",
    typing: "typing…",
    back: "Back",
    menu: "Chat menu",
    block: "Block the bot",
    unblock: "Unblock the bot",
    botBlocked: "The bot is blocked",
    start: "START",
    message: "Message",
    send: "Send",
    commands: "Commands",
    down: "To the latest messages",
    edited: "edited",
    deletedByBot: "message deleted by the bot",
    deletedByYou: "message deleted by you",
    deleteMessage: "Delete message",
    spoiler: "Hidden text: show",
    photo: "Photo",
    document: "File",
    pay: "Pay {amount}",
    paid: "Paid",
    refuse: "Decline",
    refund: "give it back",
    today: "Today",
    yesterday: "Yesterday",
    unread: "unread: {count}",
    noMessages: "No messages",
    isBlocked: "bot blocked",
    offline: "Connection lost. Reconnecting…",
    failed: "It did not work: {error}",
    open: "Open the link",
    requests: "Bot API requests",
    requestsHint: "what the bot sends to the server",
    filter: "Filter by method",
    pause: "Pause",
    resume: "Resume",
    clear: "Clear",
    close: "Close",
    noRequests: "The bot's requests will appear here.",
    params: "Parameters",
    answer: "Answer",
    ms: "{n} ms",
  },
};

/** The language of the page: Russian for Russian browsers, English for all others. */
export const language = navigator.language.toLowerCase().startsWith("ru") ? "ru" : "en";

/** t returns the words for key, with {name} places filled from params. */
export function t(key, params = {}) {
  return words[language][key].replace(/\{(\w+)\}/g, (_, name) => String(params[name]));
}

/** translate fills every data-t, data-t-label and data-t-placeholder of the document. */
export function translate(root) {
  root.documentElement.lang = language;
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-t-label]")) label(node, t(node.dataset.tLabel));
  for (const node of root.querySelectorAll("[data-t-placeholder]")) node.placeholder = t(node.dataset.tPlaceholder);
}

/** label names a control for screen readers and, on buttons, for the mouse. */
export function label(node, text) {
  node.setAttribute("aria-label", text);
  if (node.tagName === "BUTTON") node.title = text;
}

const clockFormat = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayFormat = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" });
const shortDayFormat = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });

/** clock shows a Unix time (seconds) as HH:MM of the browser's zone. */
export function clock(seconds) {
  return clockFormat.format(new Date(seconds * 1000));
}

/** money writes an amount in the smallest units: whole Stars, else by the currency's own digits. */
export function money(amount, currency) {
  if (currency === "XTR") return `⭐ ${amount}`;
  const format = new Intl.NumberFormat(language, { style: "currency", currency });
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}

/** dayOf is a key that two times share exactly when they fall on one local day. */
export function dayOf(seconds) {
  return new Date(seconds * 1000).toDateString();
}

/** dayName is "Today", "Yesterday" or the date. */
export function dayName(seconds) {
  const now = Date.now() / 1000;
  if (dayOf(seconds) === dayOf(now)) return t("today");
  if (dayOf(seconds) === dayOf(now - 86400)) return t("yesterday");
  return dayFormat.format(new Date(seconds * 1000));
}

/** shortTime is HH:MM today and the date before that. */
export function shortTime(seconds) {
  return dayOf(seconds) === dayOf(Date.now() / 1000) ? clock(seconds) : shortDayFormat.format(new Date(seconds * 1000));
}
