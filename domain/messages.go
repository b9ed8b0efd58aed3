package domain

import "time"

// Button is one inline button: it carries callback data of at most 64 bytes, or opens a link.
type Button struct {
	Label string
	Data  string // exactly one of Data and URL is set
	URL   string
}

// Message is what one bot message shows: the whole of it, so that it can be sent or put in the place of another.
type Message struct {
	Text string     // Telegram's HTML, at most 4096 UTF-16 units after parsing
	Rows [][]Button // nil means no keyboard
}

// File is a message that brings a file along.
type File struct {
	Name    string // as people will find it on their disk
	Data    []byte // Telegram takes 10 MB for a photo and 50 MB for a document (Bot API, Sending files)
	Photo   bool   // shown as a picture
	Caption string // Telegram's HTML, at most 1024 UTF-16 units after parsing
	Rows    [][]Button
}

// Command is one entry of a chat's command menu.
type Command struct {
	Name        string // without the slash: a-z, 0-9 and _
	Description string
}

// CommandScope tells who sees a command menu: everybody (zero), or one chat.
type CommandScope struct {
	ChatID int64
}

// BotInfo is who the bot itself is.
type BotInfo struct {
	ID       int64
	Username string
	Name     string
}

// Channel names a way out for deliveries.
type Channel string

// The channels.
const (
	ChannelTelegram Channel = "telegram" // the bot's own chats
	ChannelWebinar  Channel = "webinar"  // decisions about a webinar's chat; the recipient is our event
	ChannelDiscord  Channel = "discord"  // the relay; the recipient is our webhook
)

// DeliveryKind tells what a Telegram delivery does.
type DeliveryKind string

// What a delivery to Telegram can be.
const (
	DeliveryScreen   DeliveryKind = "screen"   // bring a screen's message to its newest state: send it or edit it
	DeliveryNotice   DeliveryKind = "notice"   // a message of its own, from a text key
	DeliveryDelete   DeliveryKind = "delete"   // delete a message of the chat (secrets, spent prompts)
	DeliveryCommands DeliveryKind = "commands" // set the chat's command menu to the person's role and language
	DeliveryReport   DeliveryKind = "report"   // an error for the report chat
	DeliveryInvoice  DeliveryKind = "invoice"  // an invoice that the person can pay
	DeliveryRefund   DeliveryKind = "refund"   // give a payment in Stars back: no message, but as durable as one
	DeliveryDocument DeliveryKind = "document" // a file or picture that is made when it is sent: a report, a QR code
	DeliveryDecision DeliveryKind = "decision" // to the webinar platform: bring a message to what was decided
	DeliveryPost     DeliveryKind = "post"     // to Discord: an approved message
	DeliveryUnpost   DeliveryKind = "unpost"   // to Discord: take a message off again
)

// Priority orders deliveries: the smaller number goes first.
type Priority int

// From most to least urgent.
const (
	PrioritySecret      Priority = 0 // take a password out of a chat
	PriorityInteractive Priority = 1 // somebody waits for it with the phone in hand
	PriorityNotice      Priority = 2 // somebody should know
	PriorityTidy        Priority = 3 // what stands further up in a chat is brought up to date
	PriorityBroadcast   Priority = 4 // everybody may know
)

// DeliveryStatus tells how a delivery ended.
type DeliveryStatus int

// A delivery is pending until it is exactly one of the others.
const (
	DeliveryPending    DeliveryStatus = 0
	DeliverySent       DeliveryStatus = 1
	DeliveryFailed     DeliveryStatus = 2 // refused for good, see Error
	DeliverySuperseded DeliveryStatus = 3 // a newer state of the same message went out instead
)

// Delivery is one durable outgoing message.
type Delivery struct {
	ID         int64
	Channel    Channel
	Kind       DeliveryKind
	Recipient  int64  // the chat
	Person     int64  // whose language and rights it is rendered with; 0 means the recipient
	ScreenID   int64  // with DeliveryScreen
	Revision   int64  // with DeliveryScreen: the screen's revision that asked for it
	Payload    string // JSON, by Kind
	Priority   Priority
	Status     DeliveryStatus
	Attempts   int
	NotBefore  time.Time
	DedupeKey  string // a second delivery with the same key is not added; empty means none
	ExternalID int64  // the message's id at the platform once sent
	Error      string
	CreatedAt  time.Time
}

// ShownScreen is one bot message that shows a screen, and what it shows.
type ShownScreen struct {
	ID        int64
	ChatID    int64
	MessageID int64 // 0 until Telegram has told it
	PersonID  int64 // for whom it is rendered
	Revision  int64 // grows with each new state; a delivery with an older one is dropped
	State     string
	Args      string // by the callback codec
	Subject   string // what the screen is about ("shop:5"): a change of it refreshes the screen; may be empty
	Hash      int64  // of what was last sent, so that an equal edit costs no call
	// Stays keeps the screen refreshed when newer ones come below it, until it is over: a card.
	Stays bool
	Pace  time.Duration // the least time between two refreshes; 0: each change is shown at once
	DueAt time.Time     // when the newest refresh of one with a Pace is to go out
}

// ExpectedInput is a flow that waits for a person's text in a chat.
type ExpectedInput struct {
	ChatID    int64
	PersonID  int64
	Kind      string
	Args      string // by the callback codec
	Memo      string // what the next step needs and no button carries: a username; never a secret
	ScreenID  int64  // the prompt
	ExpiresAt time.Time
}
