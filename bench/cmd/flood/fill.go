package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"frontdesk/bench/canned"
	"frontdesk/bench/house"
	"frontdesk/domain"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/services/chats"
	"frontdesk/services/outbox"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/texts"
)

// together is how many messages are promised in one transaction.
const together = 500

// fill puts people and the broadcast into the database, the latter in the way that services do.
func fill(ctx context.Context, h house.House, o options) error {
	raw, err := house.OpenFile(h.Database(), "")
	if err != nil {
		return err
	}
	err = house.Seed(ctx, raw, o.chats)
	raw.Close()
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, h.URL, store.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	chatting := chats.New(db, outbox.New(db, outbox.Options{Channel: domain.ChannelTelegram}), time.Now)
	for n := 0; n < o.messages; {
		u := work.New(fmt.Sprintf("flood:%d", n))
		for end := min(n+together, o.messages); n < end; n++ {
			chatting.Say(u, o.chat(n), chats.Notice{
				Key: string(texts.NoticeAlreadyLinked), Params: map[string]any{texts.Count: 1, "Names": subject(n)},
			}, domain.PriorityBroadcast)
		}
		if err := u.Commit(ctx, db); err != nil {
			return err
		}
	}
	return nil
}

// chat tells who gets message n.
func (o options) chat(n int) int64 {
	if o.byChat {
		return canned.FirstPerson + int64(n*o.chats/o.messages)
	}
	return canned.FirstPerson + int64(n%o.chats)
}

// subject is what message n can be recognised by, and number reads it.
func subject(n int) string { return fmt.Sprintf("flood-%d-", n) }

// populate adds the people. Each has written to the bot before, else it might not write to them; what they wrote is
// confirmed here, so that Frontdesk does not get it.
func populate(ctx context.Context, telegram *sim.Running, o options) error {
	for i := range o.chats {
		id := canned.FirstPerson + int64(i)
		telegram.AddPerson(sim.Profile{ID: id, FirstName: "Test", LastName: "User", Language: "en"})
		if _, err := telegram.Send(id, "hello"); err != nil {
			return err
		}
	}
	for offset := int64(0); telegram.Pending() > 0; {
		var batch struct {
			Result []struct {
				ID int64 `json:"update_id"`
			}
		}
		body := fmt.Appendf(nil, `{"offset":%d,"limit":100,"timeout":0}`, offset)
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, telegram.URL+"/bot"+canned.Token+"/getUpdates", bytes.NewReader(body))
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", "application/json")
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		err = json.NewDecoder(answer.Body).Decode(&batch)
		answer.Body.Close()
		if err != nil {
			return err
		}
		for _, one := range batch.Result {
			offset = max(offset, one.ID+1)
		}
	}
	return nil
}
