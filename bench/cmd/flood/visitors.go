package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"frontdesk/bench/canned"
	"frontdesk/platforms/telegram/sim"
)

// visitors are people who write to the bot and press its buttons while the broadcast goes on: the same who get it.
type visitors struct {
	telegram *sim.Running
	watch    *watcher
	o        options
}

// lastReply is how long replies are waited for that are not there when the broadcast has ended.
const lastReply = 5 * time.Second

// stride spreads the visitors over all chats.
const stride = 37

// come lets somebody write, and press a button of the answer a while later, until ctx ends; then the replies are waited for.
func (v visitors) come(ctx context.Context) error {
	ticker := time.NewTicker(time.Duration(float64(time.Second) / v.o.perSec))
	defer ticker.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return v.farewell()
		case <-ticker.C:
		}
		// Two in three write; one in three presses a button of what the bot has written to them some seconds ago.
		var err error
		if person := v.person(n - 12); n%3 == 2 && n >= 12 {
			err = v.press(person)
		} else {
			err = v.write(v.person(n), n)
		}
		if err != nil {
			return err
		}
	}
}

func (v visitors) person(n int) int64 { return canned.FirstPerson + int64((n-n%3)*stride%v.o.chats) }

func (v visitors) write(person int64, n int) error {
	word := fmt.Sprintf("zqm%d", n)
	v.watch.expect(word)
	_, err := v.telegram.Send(person, "/"+word)
	return err
}

// press opens the person's shop from the newest message that has buttons.
func (v visitors) press(person int64) error {
	chat, _ := v.telegram.Chat(person)
	message := int64(0)
	for _, m := range chat.Messages {
		if !m.Out && len(m.Keyboard) > 0 && strings.Contains(m.Text, "zqm") {
			message = m.ID
		}
	}
	if message == 0 {
		return nil
	}
	v.watch.expect(editOf(strconv.FormatInt(person, 10), strconv.FormatInt(message, 10)))
	shop := strconv.FormatInt(person-canned.FirstPerson+1, 36)
	at := time.Now()
	callback, err := v.telegram.Tap(person, message, "1.shop.info.s"+shop)
	if err != nil {
		return err
	}
	v.watch.press(callback, at)
	return nil
}

// farewell waits until the last replies are there.
func (v visitors) farewell() error {
	deadline := time.NewTimer(lastReply)
	defer deadline.Stop()
	for !v.watch.idle() {
		changed := v.telegram.Changed()
		if v.watch.idle() {
			break
		}
		select {
		case <-changed:
		case <-time.After(100 * time.Millisecond):
		case <-deadline.C:
			return nil
		}
	}
	return nil
}
