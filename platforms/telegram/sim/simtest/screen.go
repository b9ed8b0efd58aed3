package simtest

import (
	"fmt"
	"strings"

	"frontdesk/platforms/telegram/sim"
)

// screenMessages is how many of the newest messages a drawing shows.
const screenMessages = 20

// Screen draws the chat as text: who wrote what, the buttons of each message in rows, deletions, and the newest toasts.
func (p *P) Screen() string {
	c := p.chat()
	var b strings.Builder
	fmt.Fprintf(&b, "── chat of person %d ", p.ID)
	if c.Blocked {
		b.WriteString("(the bot is blocked) ")
	}
	b.WriteString("──\n")
	messages := c.Messages
	if hidden := len(messages) - screenMessages; hidden > 0 {
		fmt.Fprintf(&b, "… %d older messages\n", hidden)
		messages = messages[hidden:]
	}
	for _, m := range messages {
		drawMessage(&b, m)
	}
	answers := c.Answers[max(0, len(c.Answers)-3):]
	for _, a := range answers {
		kind := "toast"
		if a.Alert {
			kind = "alert"
		}
		fmt.Fprintf(&b, "(%s) %s\n", kind, a.Text)
	}
	b.WriteString("──")
	return b.String()
}

func drawMessage(b *strings.Builder, m sim.Message) {
	who := "bot   "
	if m.Out {
		who = "person"
	}
	note := ""
	if m.Deleted {
		note = " (deleted by " + m.DeletedBy + ")"
	} else if !m.Edited.IsZero() {
		note = " (edited)"
	}
	if m.Kind != sim.KindText {
		note = " (" + m.Kind + ")" + note
	}
	text := strings.ReplaceAll(m.Text, "\n", "\n              ")
	fmt.Fprintf(b, "%4d %s │ %s%s\n", m.ID, who, text, note)
	if m.Deleted {
		return
	}
	for _, row := range m.Keyboard {
		b.WriteString("            │ ")
		for _, button := range row {
			fmt.Fprintf(b, "[%s] ", button.Text)
		}
		b.WriteString("\n")
	}
}
