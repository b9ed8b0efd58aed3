package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/domain"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
	"frontdesk/store/host"
)

// button finds a button of a message that a person has seen; it may be gone from the chat since.
func button(t *testing.T, m sim.Message, label string) sim.Button {
	t.Helper()
	for _, row := range m.Keyboard {
		for _, b := range row {
			if strings.Contains(b.Text, label) {
				return b
			}
		}
	}
	t.Fatalf("message %d has no button %q: %v", m.ID, label, m.Keyboard)
	return sim.Button{}
}

// seesNoButton waits until no visible message of the bot has a button with this label.
func seesNoButton(p *simtest.P, label string) {
	p.WaitsFor(func(c sim.Chat) bool {
		for _, m := range c.Messages {
			if m.Out || m.Deleted {
				continue
			}
			for _, row := range m.Keyboard {
				for _, b := range row {
					if strings.Contains(b.Text, label) {
						return false
					}
				}
			}
		}
		return true
	}, "that no button "+label+" is left")
}

// seesTimes waits until exactly n visible messages of the bot contain a text.
func seesTimes(p *simtest.P, text string, n int) {
	p.WaitsFor(func(c sim.Chat) bool { return count(c, text) == n }, fmt.Sprintf("%d messages with %s", n, text))
}

// seesCommands waits until the person's command menu is this, as "name: description" in order.
func seesCommands(p *simtest.P, want ...string) {
	p.WaitsFor(func(c sim.Chat) bool {
		var have []string
		for _, command := range c.Commands {
			have = append(have, command.Command+": "+command.Description)
		}
		return strings.Join(have, "\n") == strings.Join(want, "\n")
	}, "the command menu "+strings.Join(want, ", "))
}

// lastChange is the newest change of a shop's switch in the database; 0 when there is none.
func lastChange(t *testing.T, desk *apptest.Desk, shop domain.Shop, field domain.ShopField) domain.Change {
	t.Helper()
	c, err := desk.DB().LastChange(t.Context(), shop.ID, field)
	if err != nil && domain.KindOf(err) != domain.KindNotFound {
		t.Fatal(err)
	}
	return c
}

// opensShop takes a person from the main menu to a shop's menu.
func opensShop(p *simtest.P, name string) sim.Message {
	p.Taps("Список магазинов")
	p.Taps(name)
	p.SeesButton("Активация")
	return p.Sees(name)
}

// count tells how many visible messages of the bot contain a text.
func count(c sim.Chat, text string) int {
	n := 0
	for _, m := range c.Messages {
		if !m.Out && !m.Deleted && strings.Contains(m.Text, text) {
			n++
		}
	}
	return n
}

// labels are a message's buttons, joined by "|".
func labels(m sim.Message) string {
	var all []string
	for _, row := range m.Keyboard {
		for _, b := range row {
			all = append(all, b.Text)
		}
	}
	return strings.Join(all, "|")
}

// seesInChat waits until a chat that is nobody's own has a message of the bot with the text.
func seesInChat(t *testing.T, desk *apptest.Desk, chatID int64, text string) {
	t.Helper()
	patience := time.After(simtest.Patience)
	for {
		changed := desk.Sim.Changed()
		if c, _ := desk.Sim.Chat(chatID); count(c, text) > 0 {
			return
		}
		select {
		case <-changed:
		case <-patience:
			c, _ := desk.Sim.Chat(chatID)
			t.Fatalf("waited in vain for %q in chat %d: %+v", text, chatID, c.Messages)
		}
	}
}

// hostFilter lists all shops of a person.
func hostFilter(person int64) host.ShopFilter { return host.ShopFilter{ChatID: person, Limit: 100} }
