// The simulator's JSON and event-stream API. Addresses are relative, so the page works below any prefix.

/** ApiError is an answer {"error": …}; its message is the server's. */
export class ApiError extends Error {}

async function call(path, body) {
  const options = body === undefined
    ? {}
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`messenger/${path}`, { ...options, cache: "no-store" });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(answer.error ?? `HTTP ${response.status}`);
  return answer;
}

const chatPath = (person, rest = "") => `chats/${encodeURIComponent(person)}${rest}`;

export const getState = () => call("state");
export const getChat = (person) => call(chatPath(person));
export const getRequests = (limit) => call(`requests?limit=${limit}`);
export const send = (person, text) => call(chatPath(person, "/send"), { text });
export const tap = (person, message, data) => call(chatPath(person, "/tap"), { message_id: message, data });
export const remove = (person, message) => call(chatPath(person, "/delete"), { message_id: message });
export const pay = (person, message) => call(chatPath(person, "/pay"), { message_id: message });
export const refund = (person, charge) => call(chatPath(person, "/refund"), { charge });
export const block = (person, blocked) => call(chatPath(person, "/block"), { blocked });

/**
 * openStream listens to the events after seq. Each parsed event goes to onEvent; onDown is called once when the
 * connection breaks, and the stream is closed by then. Returns a function that closes it.
 */
export function openStream(seq, onOpen, onEvent, onDown) {
  const source = new EventSource(`messenger/events?after=${seq}`);
  source.onopen = onOpen;
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onerror = () => {
    source.close();
    onDown();
  };
  return () => source.close();
}
