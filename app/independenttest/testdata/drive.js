// Runs telegram-test-api, a Bot API server by other people, and acts as one person in front of it. It takes one JSON
// object a line on its input and answers each with one line; it ends when the input ends.
//
//   {"do": "command" | "text", "text": …}             writes to the bot; answers {"message_id"}
//   {"do": "tap", "message_id": …, "label": …}        waits for a button and presses it; answers {}
//   {"do": "see", "texts": […], "message_id": …}      waits for a bot message with all texts (that one, if a number is
//                                                     given) and answers {"message_id", "text", "buttons"}
//   {"do": "miss", "message_id": …}                   waits until a message is deleted; answers {}
'use strict';

const readline = require('readline');
const TelegramServer = require('telegram-test-api');

const [port, token] = process.argv.slice(2);
const server = new TelegramServer({ port: Number(port), host: '127.0.0.1', storeTimeout: 600 });
const client = server.getClient(token, { userId: 77001, chatId: 77001, firstName: 'Жанна', userName: 'zhanna', timeout: 10000 });

// The server tells of new and edited messages, but not of deleted ones. A pressed button takes the number of the message
// that comes after it, and deleting that message may delete the pressed button in its place: what counts is that the bot
// asked and was told yes.
const changes = ['AddedBotMessage', 'EditedMessageText', 'EditedMessageReplyMarkup', 'Deleted'];
const deleted = new Set();
const deleteMessage = server.deleteMessage.bind(server);
server.deleteMessage = (chatId, messageId) => {
  const done = deleteMessage(chatId, messageId);
  if (done) {
    deleted.add(messageId);
    server.emit('Deleted');
  }
  return done;
};

// until calls look again after each change until it finds something; the test that asks has the patience.
function until(look) {
  return new Promise((resolve) => {
    const again = () => {
      const found = look();
      if (found) {
        changes.forEach((name) => server.off(name, again));
        resolve(found);
      }
    };
    changes.forEach((name) => server.on(name, again));
    again();
  });
}

function keyboard(stored) {
  const markup = stored.message.reply_markup;
  return markup && markup.inline_keyboard ? markup.inline_keyboard.flat() : [];
}

function see({ texts, button, message_id: id }) {
  return until(() => {
    const found = server.storage.botMessages.filter((m) => (!id || m.messageId === id)
      && texts.every((text) => m.message.text.includes(text))
      && (!button || keyboard(m).some((b) => b.text === button))).pop();
    return found && {
      message_id: found.messageId, text: found.message.text, buttons: keyboard(found).map((b) => b.text),
    };
  });
}

function miss({ message_id: id }) {
  return until(() => (deleted.has(id) ? {} : null));
}

async function write(send, message) {
  const id = server.messageId;
  await send.call(client, message);
  return { message_id: id };
}

async function tap({ message_id: id, label }) {
  await see({ texts: [], button: label, message_id: id });
  const button = keyboard(server.storage.botMessages.find((m) => m.messageId === id)).find((b) => b.text === label);
  await client.sendCallback(client.makeCallbackQuery(button.callback_data, { message: { message_id: id } }));
  return {};
}

const deeds = {
  command: ({ text }) => write(client.sendCommand, client.makeCommand(text)),
  text: ({ text }) => write(client.sendMessage, client.makeMessage(text)),
  tap,
  see,
  miss,
};

async function main() {
  await server.start();
  console.log('{}');
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const wish = JSON.parse(line);
    try {
      console.log(JSON.stringify(await deeds[wish.do](wish)));
    } catch (error) {
      console.log(JSON.stringify({ error: error.message }));
    }
  }
  process.exit(0);
}

main();
