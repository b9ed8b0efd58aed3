package keyboards

import "frontdesk/domain"

// Screen is what one bot message shows. Its buttons stay in the form of calls until the screen is sent, so that a test
// can hold every one of them against the machine's table.
type Screen struct {
	State State
	Text  string // Telegram's HTML
	Rows  [][]Button
	Over  bool // the last word of a screen that stays: nothing will change in it any more
	// Unsent tells what becomes of it when nobody has asked for it and it is not in the chat yet.
	Unsent Unsent
}

// Unsent is what becomes of a screen that came by itself and is still on its way into the chat.
type Unsent int

// The possibilities.
const (
	SendIt Unsent = iota // it goes out
	HoldIt               // there is nothing to ring for now; the next change of its subject may bring it
	DropIt               // something else stands for it
)

// Button is a label with what pressing it calls, or with a link.
type Button struct {
	Label  string
	Action Action
	Args   Args
	State  State  // whose transition it is; empty means the screen's own
	URL    string // instead of a call
}

// Message encodes the screen's buttons. An error means a fault in a builder: its worst case is too long for a button.
func (s Screen) Message() (domain.Message, error) {
	m := domain.Message{Text: s.Text}
	for _, row := range s.Rows {
		out := make([]domain.Button, 0, len(row))
		for _, b := range row {
			if b.URL != "" {
				out = append(out, domain.Button{Label: b.Label, URL: b.URL})
				continue
			}
			state := b.State
			if state == "" {
				state = s.State
			}
			data, err := Encode(state, b.Action, b.Args)
			if err != nil {
				return domain.Message{}, err
			}
			out = append(out, domain.Button{Label: b.Label, Data: data})
		}
		if len(out) > 0 {
			m.Rows = append(m.Rows, out)
		}
	}
	return m, nil
}
