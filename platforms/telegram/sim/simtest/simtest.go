// Package simtest lets tests act as people in front of the Telegram simulator: they send, tap and see, and a failure
// shows a drawing of the chat.
package simtest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/platforms/telegram/sim"
)

// Patience is how long a person waits to see something before the test fails.
const Patience = 10 * time.Second

// Server starts a simulator that is closed with the test. The test fails at its end when the bot broke the
// specification.
func Server(t testing.TB, opts sim.Options) *sim.Running {
	t.Helper()
	srv, err := sim.Start(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
		for _, violation := range srv.Violations() {
			t.Errorf("the bot broke the Bot API's specification: %v", violation)
		}
	})
	return srv
}

// P is a person in a private chat with the bot. Its methods fail the test when the person cannot do or see what is asked.
// They must be called from the test's own goroutine, one at a time.
type P struct {
	ID int64

	t   testing.TB
	srv *sim.Server
	// answered is how many answers to taps SeesToast and SeesAlert have gone past.
	answered int
}

// Person adds a person to the simulator.
func Person(t testing.TB, srv *sim.Server, profile sim.Profile) *P {
	t.Helper()
	if profile.ID <= 0 {
		t.Fatal("a person needs a positive id")
	}
	srv.AddPerson(profile)
	return &P{ID: profile.ID, t: t, srv: srv}
}

func (p *P) chat() sim.Chat {
	c, _ := p.srv.Chat(p.ID)
	return c
}

// Sends writes a text to the bot.
func (p *P) Sends(text string) sim.Message {
	p.t.Helper()
	m, err := p.srv.Send(p.ID, text)
	if err != nil {
		p.t.Fatalf("sending %q: %v\n%s", text, err, p.Screen())
	}
	return m
}

// Taps presses the button with this label, or else one that contains it, on the newest visible message that has it. It
// waits for the button to appear. It returns the callback query's id.
func (p *P) Taps(label string) string {
	p.t.Helper()
	var message int64
	var button sim.Button
	p.WaitsFor(func(c sim.Chat) bool {
		var found bool
		message, button, found = find(c.Messages, label)
		return found
	}, "a button "+label)
	return p.press(message, button)
}

// TapsOn presses a button of one message by its label.
func (p *P) TapsOn(messageID int64, label string) string {
	p.t.Helper()
	var button sim.Button
	p.WaitsFor(func(c sim.Chat) bool {
		var found bool
		_, button, found = find(only(c.Messages, messageID), label)
		return found
	}, "a button "+label+" on that message")
	return p.press(messageID, button)
}

func (p *P) press(messageID int64, b sim.Button) string {
	p.t.Helper()
	if b.Data == "" {
		p.t.Fatalf("the button %q opens %q and sends nothing to the bot\n%s", b.Text, b.URL, p.Screen())
	}
	return p.TapsData(messageID, b.Data)
}

// TapsData sends callback data of a message that its keyboard need not hold, as a modified client can.
func (p *P) TapsData(messageID int64, data string) string {
	p.t.Helper()
	id, err := p.srv.Tap(p.ID, messageID, data)
	if err != nil {
		p.t.Fatalf("tapping %q on message %d: %v\n%s", data, messageID, err, p.Screen())
	}
	return id
}

// Sees waits until one visible message of the bot contains all the texts, and returns the newest such message.
func (p *P) Sees(texts ...string) sim.Message {
	p.t.Helper()
	var seen sim.Message
	p.WaitsFor(func(c sim.Chat) bool {
		m := showing(c.Messages, texts)
		if m != nil {
			seen = *m
		}
		return m != nil
	}, "a message with "+strings.Join(texts, " and "))
	return seen
}

// SeesNot fails when a visible message of the bot contains the text now. It does not wait.
func (p *P) SeesNot(text string) {
	p.t.Helper()
	if showing(p.chat().Messages, []string{text}) != nil {
		p.t.Fatalf("%q is there and should not be\n%s", text, p.Screen())
	}
}

// SeesButton waits until a visible message has a button with this label, or else one that contains it.
func (p *P) SeesButton(label string) sim.Button {
	p.t.Helper()
	var button sim.Button
	p.WaitsFor(func(c sim.Chat) bool {
		var found bool
		_, button, found = find(c.Messages, label)
		return found
	}, "a button "+label)
	return button
}

// SeesToast waits for an answer to a tap that contains the text and is a toast. Each answer is seen once: the next call
// looks further.
func (p *P) SeesToast(text string) sim.Answer {
	p.t.Helper()
	return p.seesAnswer(text, false, "a toast "+text)
}

// SeesAlert is SeesToast for an alert, which the person must close.
func (p *P) SeesAlert(text string) sim.Answer {
	p.t.Helper()
	return p.seesAnswer(text, true, "an alert "+text)
}

func (p *P) seesAnswer(text string, alert bool, what string) sim.Answer {
	p.t.Helper()
	var seen sim.Answer
	p.WaitsFor(func(c sim.Chat) bool {
		for i := p.answered; i < len(c.Answers); i++ {
			if a := c.Answers[i]; a.Alert == alert && strings.Contains(a.Text, text) {
				seen, p.answered = a, i+1
				return true
			}
		}
		return false
	}, what)
	return seen
}

// SeesAnswered waits until the tap with this id is answered, with words or without.
func (p *P) SeesAnswered(callbackID string) sim.Answer {
	p.t.Helper()
	var seen sim.Answer
	p.WaitsFor(func(c sim.Chat) bool {
		i := slices.IndexFunc(c.Answers, func(a sim.Answer) bool { return a.CallbackID == callbackID })
		if i >= 0 {
			seen = c.Answers[i]
		}
		return i >= 0
	}, "an answer to the tap")
	return seen
}

// SeesDeleted waits until a message of the chat is deleted.
func (p *P) SeesDeleted(messageID int64) {
	p.t.Helper()
	p.WaitsFor(func(c sim.Chat) bool {
		message := only(c.Messages, messageID)
		return len(message) == 1 && message[0].Deleted
	}, "that a message is deleted")
}

// Last returns the newest visible message of the bot, or nil.
func (p *P) Last() *sim.Message { return showing(p.chat().Messages, nil) }

// Messages returns all messages of the chat, deleted ones too, oldest first.
func (p *P) Messages() []sim.Message { return p.chat().Messages }

// Blocks blocks the bot.
func (p *P) Blocks() { p.block(true) }

// Unblocks lets the bot write again.
func (p *P) Unblocks() { p.block(false) }

func (p *P) block(blocked bool) {
	p.t.Helper()
	if err := p.srv.Block(p.ID, blocked); err != nil {
		p.t.Fatal(err)
	}
}

// Deletes removes a message from the chat for both sides.
func (p *P) Deletes(messageID int64) {
	p.t.Helper()
	if err := p.srv.Delete(p.ID, messageID); err != nil {
		p.t.Fatalf("deleting message %d: %v\n%s", messageID, err, p.Screen())
	}
}

// WaitsFor waits until the chat is as wanted; it looks again at each change and never polls. What names the wish in the
// failure.
func (p *P) WaitsFor(wanted func(sim.Chat) bool, what string) {
	p.t.Helper()
	timer := time.NewTimer(Patience)
	defer timer.Stop()
	for {
		changed := p.srv.Changed()
		if wanted(p.chat()) {
			return
		}
		select {
		case <-changed:
		case <-timer.C:
			p.t.Fatalf("waited %v in vain for %s\n%s", Patience, what, p.Screen())
		}
	}
}

// showing finds the newest visible message of the bot that contains all texts.
func showing(messages []sim.Message, texts []string) *sim.Message {
	for _, m := range slices.Backward(messages) {
		if m.Out || m.Deleted || slices.ContainsFunc(texts, func(text string) bool { return !strings.Contains(m.Text, text) }) {
			continue
		}
		return &m
	}
	return nil
}

func only(messages []sim.Message, id int64) []sim.Message {
	i := slices.IndexFunc(messages, func(m sim.Message) bool { return m.ID == id })
	if i < 0 {
		return nil
	}
	return messages[i : i+1]
}

// find looks for a button by its exact label on the newest message that has it, and then by a part of the label.
func find(messages []sim.Message, label string) (messageID int64, b sim.Button, found bool) {
	exact := func(text string) bool { return text == label }
	part := func(text string) bool { return strings.Contains(text, label) }
	for _, fits := range []func(string) bool{exact, part} {
		for _, m := range slices.Backward(messages) {
			if m.Out || m.Deleted {
				continue
			}
			for _, row := range m.Keyboard {
				for _, b := range row {
					if fits(b.Text) {
						return m.ID, b, true
					}
				}
			}
		}
	}
	return 0, sim.Button{}, false
}
