package simtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
)

// bot answers /start with a menu, and a tap with a toast, an alert or a new screen.
type bot struct {
	srv *sim.Running
}

func (b bot) call(method string, p map[string]any) (json.RawMessage, error) {
	body, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	response, err := http.Post(b.srv.URL+"/bot"+b.srv.Token()+"/"+method, "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var reply struct {
		OK          bool
		Description string
		Result      json.RawMessage
	}
	if err := json.NewDecoder(response.Body).Decode(&reply); err != nil {
		return nil, err
	}
	if !reply.OK {
		return nil, fmt.Errorf("%s: %s", method, reply.Description)
	}
	return reply.Result, nil
}

// run serves updates until the person says "bye".
func (b bot) run() error {
	for offset := 0; ; {
		raw, err := b.call("getUpdates", map[string]any{"offset": offset, "timeout": 50})
		if err != nil {
			return err
		}
		var updates []struct {
			ID      int `json:"update_id"`
			Message *struct {
				ID   int `json:"message_id"`
				Text string
			}
			Tap *struct {
				ID      string
				Data    string
				Message struct {
					ID int `json:"message_id"`
				}
			} `json:"callback_query"`
		}
		if err := json.Unmarshal(raw, &updates); err != nil {
			return err
		}
		for _, u := range updates {
			offset = u.ID + 1
			switch {
			case u.Message != nil && u.Message.Text == "bye":
				return nil
			case u.Message != nil && u.Message.Text == "secret":
				_, err = b.call("deleteMessage", map[string]any{"chat_id": 101, "message_id": u.Message.ID})
			case u.Message != nil:
				_, err = b.call("sendMessage", menu("Menu"))
			case u.Tap != nil:
				err = b.tap(u.Tap.ID, u.Tap.Data, u.Tap.Message.ID)
			}
			if err != nil {
				return err
			}
		}
	}
}

func menu(text string) map[string]any {
	button := func(label string) map[string]any { return map[string]any{"text": label, "callback_data": label} }
	return map[string]any{"chat_id": 101, "text": text, "reply_markup": map[string]any{
		"inline_keyboard": [][]map[string]any{{button("My Shops"), button("Shops")}, {button("Help")}},
	}}
}

func (b bot) tap(id, data string, message int) error {
	answer := map[string]any{"callback_query_id": id, "text": data, "show_alert": data == "Help"}
	if _, err := b.call("answerCallbackQuery", answer); err != nil {
		return err
	}
	screen := menu("You tapped " + data + " on")
	screen["message_id"] = message
	if _, err := b.call("editMessageText", screen); err != nil && !strings.Contains(err.Error(), "not modified") {
		return err
	}
	return nil
}

func TestAPersonUsesABot(t *testing.T) {
	t.Parallel()
	srv := simtest.Server(t, sim.Options{})
	olga := simtest.Person(t, srv.Server, sim.Profile{ID: 101, FirstName: "Olga"})
	done := make(chan error, 1)
	go func() { done <- bot{srv}.run() }()

	olga.Sends("/start")
	first := olga.Sees("Menu")
	olga.SeesButton("Help")
	olga.Taps("Shops")
	if toast := olga.SeesToast("Shops"); toast.Text != "Shops" {
		t.Errorf("the exact label comes first; tapped %q", toast.Text)
	}
	olga.Sees("You tapped", "Shops")
	olga.SeesNot("Menu")
	olga.Taps("My")
	olga.SeesToast("My Shops")
	olga.SeesAnswered(olga.TapsOn(first.ID, "Help"))
	olga.SeesAlert("Help")
	olga.TapsOn(first.ID, "Help")
	olga.TapsData(first.ID, "forged")
	if toast := olga.SeesToast(""); toast.Text != "forged" {
		t.Errorf("an alert is no toast: %+v", toast)
	}
	olga.Sees("forged")
	if last := olga.Last(); last == nil || last.ID != first.ID {
		t.Errorf("last message: %+v", last)
	}
	secret := olga.Sends("secret")
	olga.SeesDeleted(secret.ID)
	screen := olga.Screen()
	for _, want := range []string{"person │ /start", "You tapped forged on (edited)", "[My Shops] [Shops]", "secret (deleted by bot)", "(alert) Help"} {
		if !strings.Contains(screen, want) {
			t.Errorf("the drawing lacks %q:\n%s", want, screen)
		}
	}
	olga.Blocks()
	if !strings.Contains(olga.Screen(), "the bot is blocked") {
		t.Error(olga.Screen())
	}
	olga.Unblocks()
	olga.Sends("bye")
	if err := <-done; err != nil {
		t.Error(err)
	}
}
