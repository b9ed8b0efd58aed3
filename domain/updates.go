package domain

import "time"

// UpdateKind tells what a platform's update is about.
type UpdateKind string

// The kinds that Frontdesk asks Telegram for.
const (
	UpdateMessage  UpdateKind = "message"
	UpdateCallback UpdateKind = "callback_query"
	UpdateMember   UpdateKind = "my_chat_member" // a person blocked or unblocked the bot
	// UpdateCheckout is the question before a payment: answered at once, and never kept.
	UpdateCheckout UpdateKind = "pre_checkout_query"
	UpdateOther    UpdateKind = "other" // valid, but nothing that we handle
)

// RawUpdate is one element of a platform's answer before it is decoded.
type RawUpdate struct {
	ID   int64
	JSON []byte
	// Err tells why ID could not be read; ID is then 0. Such an element can neither be stored by its number nor confirmed by
	// itself: note it and go on with the others, and the next offset after a later update confirms it as well.
	Err error
}

// Update is one incoming update in Frontdesk's own words.
type Update struct {
	ID         int64
	Kind       UpdateKind
	ChatID     int64
	Private    bool      // the chat is a private one: signing in and menus work there only
	From       Sender    // who did it; rights hang on From.ID and never on the chat
	MessageID  int64     // the message itself, or the message whose button was pressed
	Text       string    // of a message; empty for photos, stickers and the like
	Date       time.Time // of a message or a membership change; zero for a pressed button, which carries no time of its own
	CallbackID string    // of a pressed button: what the answer is addressed to
	Data       string    // of a pressed button: bytes that anybody can forge
	Blocked    bool      // with UpdateMember: the person has blocked the bot, or the group has put it out
	Checkout   *Checkout // with UpdateCheckout
	Paid       *Receipt  // of a message that says that money was taken
	Refunded   *Receipt  // of a message that says that money was given back
}

// Lane is the key of the queue that keeps the order of this update: its chat, else the person.
func (u Update) Lane() int64 {
	if u.ChatID != 0 {
		return u.ChatID
	}
	return u.From.ID
}

// InboxItem is one accepted update as the inbox keeps it.
type InboxItem struct {
	Seq      int64 // our own order of arrival
	BotID    int64
	UpdateID int64
	Lane     int64
	Update   *Update // as it was read when it came in; nil when the item comes from the database
	Raw      []byte  // else: the platform's JSON, opened
	Attempts int     // how many times handling it has failed
	// Shed says that what it says was let go of, since its chat has much in memory: it is read from the inbox when its turn
	// comes.
	Shed bool
}
