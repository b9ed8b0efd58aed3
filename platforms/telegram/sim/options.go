package sim

import (
	"io/fs"
	"net"
	"time"
)

// BotInfo is who getMe says the bot is.
type BotInfo struct {
	ID       int64
	Username string // without @
	Name     string
}

// Limits are the sending rates above which the server answers 429; zero switches a limit off. The public figures are
// one message a second in one chat with short bursts, 30 a second over all chats and 20 a minute in one group.
type Limits struct {
	PerChatPerSecond float64
	ChatBurst        int // messages that pass at once in one chat; at least 1
	PerSecond        int
	GroupPerMinute   int
}

// Options shape a Server. The zero value is a strict server without rate limits for the bot 7000000001 @frontdesk_bot.
type Options struct {
	Token string // "<bot id>:<secret>"; made from Bot.ID when empty
	Bot   BotInfo
	// Clock tells the time that messages, lifetimes and limits go by; time.Now when nil. Long polls wait by real timers.
	Clock  func() time.Time
	Limits Limits
	// Listener is where Start serves, instead of a free port of 127.0.0.1. Its address is the URL's host.
	Listener net.Listener
	// LongPollMax is the longest wait of getUpdates; 50 s when zero, as on the real server.
	LongPollMax time.Duration
	// SlowHotLoops makes getUpdates wait 3 s when the same offset is asked again within 3 s, as the real server does.
	SlowHotLoops bool
	// Lenient lets pass what the real server lets pass although the specification does not allow it (unknown
	// parameters, null values, quoted numbers). Each is still recorded in Violations.
	Lenient bool
	// CallbackLife is how long after a tap answerCallbackQuery is taken; 60 s when zero (the real figure is not public).
	CallbackLife time.Duration
	// FirstUpdateID is the id of the first update; 700000001 when zero.
	FirstUpdateID int64
	// History is how many messages of one chat are kept; 10000 when zero.
	History int
	// LogSize is how many requests Sent returns at most; 1000 when zero.
	LogSize int
	// Seed starts the random numbers of faults with a probability, so that a run can be repeated.
	Seed uint64
	// Page holds the files of the messenger page that MessengerHandler serves under /; none when nil.
	Page fs.FS
}

func (o Options) withDefaults() Options {
	setDefault(&o.Bot.ID, 7000000001)
	setDefault(&o.Bot.Username, "frontdesk_bot")
	setDefault(&o.Bot.Name, "Frontdesk")
	setDefault(&o.Token, itoa(o.Bot.ID)+":simulated-token")
	setDefault(&o.LongPollMax, 50*time.Second)
	setDefault(&o.CallbackLife, time.Minute)
	setDefault(&o.FirstUpdateID, 700000001)
	setDefault(&o.History, 10000)
	setDefault(&o.LogSize, 1000)
	if o.Clock == nil {
		o.Clock = time.Now
	}
	return o
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
