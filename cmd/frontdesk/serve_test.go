package main

import (
	"context"
	"strings"
	"testing"

	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
)

// TestServeServesAPersonAndItsLogHoldsNoSecret runs the whole program against the simulator, as an operator does.
func TestServeServesAPersonAndItsLogHoldsNoSecret(t *testing.T) {
	t.Parallel()
	telegram := simtest.Server(t, sim.Options{Token: sampleToken, Bot: sim.BotInfo{ID: 7000000009, Username: "serve_test_bot", Name: "Стойка"}})
	anna := simtest.Person(t, telegram.Server, sim.Profile{ID: 5000000071, FirstName: "Анна", Language: "ru"})
	h := newHome(t, "telegram:", "  token: "+sampleToken, "  api_url: "+telegram.URL, "log:", "  level: trace", "  format: json")
	const key = "serve-test-key-1"
	h.does(key+"\n", "shop", "add", "--name", "Чайная лавка", "--key").says(t, exitDone)

	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, errs := newTerminal(), newTerminal()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"--config", h.config, "serve"}, streams{in: strings.NewReader(""), out: out, err: errs})
	}()
	anna.Sends("/start")
	anna.Taps("Продавец")
	anna.Sees("API-ключ")
	anna.SeesDeleted(anna.Sends(key).ID)
	anna.Sees("Чайная лавка")
	anna.Sees("Главное меню (Анна: продавец)")
	stop()
	if code := <-ended; code != exitDone {
		t.Errorf("ended with %d", code)
	}
	for _, secret := range []string{sampleToken, strings.Split(sampleToken, ":")[1], key} {
		if strings.Contains(errs.String()+out.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, errs)
		}
	}
	if !strings.Contains(errs.String(), "at work") || !strings.Contains(errs.String(), "stopped") {
		t.Errorf("the log does not tell of start and end:\n%s", errs)
	}
}

func TestATokenThatTelegramDoesNotKnowIsSaidOnce(t *testing.T) {
	t.Parallel()
	telegram := simtest.Server(t, sim.Options{Token: "7000000009:AAanother-token-altogether-of-nobody", Bot: sim.BotInfo{ID: 7000000009, Username: "serve_test_bot", Name: "Стойка"}})
	h := newHouse(t, "telegram:", "  token: "+sampleToken, "  api_url: "+telegram.URL)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, errs := newTerminal(), newTerminal()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"--config", h.config, "serve"}, streams{in: strings.NewReader(""), out: out, err: errs})
	}()
	errs.waitsFor(t, "BotFather")
	stop()
	<-ended
	if strings.Contains(errs.String(), strings.Split(sampleToken, ":")[1]) {
		t.Errorf("the log holds the token:\n%s", errs)
	}
}
