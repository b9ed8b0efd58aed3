package sim_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"frontdesk/platforms/telegram/sim"
)

// BenchmarkSendMessage measures what a form with a keyboard costs the server without the network.
func BenchmarkSendMessage(b *testing.B) {
	srv := sim.New(sim.Options{})
	b.Cleanup(srv.Close)
	srv.AddPerson(sim.Profile{ID: 101, FirstName: "Olga"})
	if _, err := srv.Send(101, "/start"); err != nil {
		b.Fatal(err)
	}
	handler := srv.BotHandler()
	const form = "chat_id=101&parse_mode=HTML&text=%3Cb%3EShop%3C%2Fb%3E+1+%26amp%3B+2&reply_markup=%7B%22inline_keyboard%22%3A%5B%5B%7B%22text%22%3A%22A%22%2C%22callback_data%22%3A%22a%22%7D%2C%7B%22text%22%3A%22B%22%2C%22callback_data%22%3A%22b%22%7D%5D%5D%7D"
	for b.Loop() {
		r := httptest.NewRequest(http.MethodPost, "/bot"+srv.Token()+"/sendMessage", strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatal(w.Body.String())
		}
	}
}

// BenchmarkUpdates measures a message on its way from a person to the bot, in batches of 100.
func BenchmarkUpdates(b *testing.B) {
	srv := sim.New(sim.Options{})
	b.Cleanup(srv.Close)
	srv.AddPerson(sim.Profile{ID: 101, FirstName: "Olga"})
	handler := srv.BotHandler()
	offset := 700000001
	for b.Loop() {
		for range 100 {
			if _, err := srv.Send(101, "hello"); err != nil {
				b.Fatal(err)
			}
		}
		r := httptest.NewRequest(http.MethodGet, fmt.Sprintf("/bot%s/getUpdates?offset=%d", srv.Token(), offset), nil)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		offset += 100
		if w.Code != http.StatusOK || w.Body.Len() < 100*100 {
			b.Fatal(w.Body.String())
		}
	}
}
