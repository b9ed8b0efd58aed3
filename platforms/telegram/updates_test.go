package telegram_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/domain"
)

func TestUpdatesAsksForWhatItIsTold(t *testing.T) {
	t.Parallel()
	s := serve(t, 200, `{"ok":true,"result":[]}`)
	c := client(t, s.URL)
	kinds := []domain.UpdateKind{domain.UpdateMessage, domain.UpdateCallback, domain.UpdateMember, domain.UpdateOther}
	updates, err := c.Updates(t.Context(), 4321, 100, 50*time.Second, kinds)
	if err != nil || len(updates) != 0 {
		t.Fatal(updates, err)
	}
	want := "getUpdates\nallowed_updates=[\"message\",\"callback_query\",\"my_chat_member\"]\nlimit=100\noffset=4321\ntimeout=50"
	if s.asked() != want {
		t.Errorf("asked\n%s", s.asked())
	}
	if _, err := c.Updates(t.Context(), 0, 1000, time.Hour, nil); err != nil || s.asked() != "getUpdates\nlimit=100\ntimeout=50" {
		t.Errorf("asked\n%s\n%v", s.asked(), err)
	}
	if _, err := c.Updates(t.Context(), -1, 0, 0, nil); err != nil || s.asked() != "getUpdates\nlimit=1\noffset=-1\ntimeout=0" {
		t.Errorf("asked\n%s\n%v", s.asked(), err)
	}
}

func TestOneBadUpdateDoesNotBlockTheOthers(t *testing.T) {
	t.Parallel()
	s := serve(t, 200, `{"ok":true,"result":[{"update_id":7,"message":"not an object"},{"message":{}},5,{"update_id":"8"},null,{"update_id":9, "poll":{}}]}`)
	updates, err := client(t, s.URL).Updates(t.Context(), 7, 100, 0, nil)
	if err != nil || len(updates) != 6 {
		t.Fatal(updates, err)
	}
	for i, wantID := range []int64{7, 0, 0, 0, 0, 9} {
		if u := updates[i]; u.ID != wantID || (u.Err == nil) != (wantID != 0) {
			t.Errorf("element %d: %d, %v", i, u.ID, u.Err)
		}
	}
	if string(updates[5].JSON) != `{"update_id":9, "poll":{}}` {
		t.Errorf("the bytes were changed: %s", updates[5].JSON)
	}
}

func TestAnAnswerOfNullIsNoUpdates(t *testing.T) {
	t.Parallel()
	s := serve(t, 200, `{"ok":true,"result":null}`)
	if updates, err := client(t, s.URL).Updates(t.Context(), 0, 100, 0, nil); err != nil || len(updates) != 0 {
		t.Error(updates, err)
	}
}

const (
	annJSON  = `{"id":5123456789,"is_bot":false,"first_name":"Аня","last_name":"К.","username":"anna","language_code":"pt-br","is_premium":true}`
	chatJSON = `{"id":5123456789,"type":"private","first_name":"Аня"}`
)

var ann = domain.Sender{ID: 5123456789, FirstName: "Аня", LastName: "К.", Username: "anna", Language: "pt-br"}

func TestDecode(t *testing.T) {
	t.Parallel()
	when := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for name, tc := range map[string]struct {
		raw  string
		want domain.Update
	}{
		"a command": {
			`{"update_id":1,"message":{"message_id":10,"from":` + annJSON + `,"chat":` + chatJSON + `,"date":1767323045,"text":"/start abc","entities":[{"type":"bot_command","offset":0,"length":6}]}}`,
			domain.Update{ID: 1, Kind: domain.UpdateMessage, ChatID: 5123456789, Private: true, From: ann, MessageID: 10, Text: "/start abc", Date: when},
		},
		"a photo in a group, sent in milliseconds": {
			`{"update_id":2,"message":{"message_id":11,"from":{"id":6},"chat":{"id":-1001234567890,"type":"supergroup"},"date":1767323045123,"photo":[{}],"caption":"x"}}`,
			domain.Update{ID: 2, Kind: domain.UpdateMessage, ChatID: -1001234567890, From: domain.Sender{ID: 6}, MessageID: 11, Date: when},
		},
		"a pressed button": {
			`{"update_id":3,"callback_query":{"id":"998877","from":` + annJSON + `,"message":{"message_id":12,"from":{"id":7,"is_bot":true},"chat":` + chatJSON + `,"date":1767323045,"text":"Menu"},"chat_instance":"-1","data":"1.shop.on.5"}}`,
			domain.Update{ID: 3, Kind: domain.UpdateCallback, ChatID: 5123456789, Private: true, From: ann, MessageID: 12, CallbackID: "998877", Data: "1.shop.on.5"},
		},
		"a button of a message that is out of reach": {
			`{"update_id":4,"callback_query":{"id":"1","from":` + annJSON + `,"message":{"message_id":12,"chat":` + chatJSON + `,"date":0},"data":"x"}}`,
			domain.Update{ID: 4, Kind: domain.UpdateCallback, ChatID: 5123456789, Private: true, From: ann, MessageID: 12, CallbackID: "1", Data: "x"},
		},
		"a button of an inline message": {
			`{"update_id":5,"callback_query":{"id":17,"from":` + annJSON + `,"inline_message_id":"AAA","data":"x"}}`,
			domain.Update{ID: 5, Kind: domain.UpdateCallback, From: ann, CallbackID: "17", Data: "x"},
		},
		"a person blocks the bot": {
			`{"update_id":6,"my_chat_member":{"chat":` + chatJSON + `,"from":` + annJSON + `,"date":1767323045,"old_chat_member":{"status":"member"},"new_chat_member":{"user":{"id":7},"status":"kicked","until_date":0}}}`,
			domain.Update{ID: 6, Kind: domain.UpdateMember, ChatID: 5123456789, Private: true, From: ann, Date: when, Blocked: true},
		},
		"and lets it in again": {
			`{"update_id":7,"my_chat_member":{"chat":` + chatJSON + `,"from":` + annJSON + `,"date":1767323045,"new_chat_member":{"status":"member"}}}`,
			domain.Update{ID: 7, Kind: domain.UpdateMember, ChatID: 5123456789, Private: true, From: ann, Date: when},
		},
		"the question before a payment": {
			`{"update_id":11,"pre_checkout_query":{"id":"555","from":` + annJSON + `,"currency":"XTR","total_amount":300,"invoice_payload":"ABC"}}`,
			domain.Update{ID: 11, Kind: domain.UpdateCheckout, From: ann, Checkout: &domain.Checkout{ID: "555", Payload: "ABC", Price: domain.Money{Amount: 300, Currency: "XTR"}}},
		},
		"a payment": {
			`{"update_id":12,"message":{"message_id":13,"from":` + annJSON + `,"chat":` + chatJSON + `,"date":1767323045,"successful_payment":{"currency":"RUB","total_amount":50000,"invoice_payload":"ABC","telegram_payment_charge_id":"t1","provider_payment_charge_id":"p1"}}}`,
			domain.Update{ID: 12, Kind: domain.UpdateMessage, ChatID: 5123456789, Private: true, From: ann, MessageID: 13, Date: when, Paid: &domain.Receipt{ChargeID: "t1", ProviderChargeID: "p1", Payload: "ABC", Price: domain.Money{Amount: 50000, Currency: "RUB"}}},
		},
		"money given back": {
			`{"update_id":13,"message":{"message_id":14,"from":{"id":7,"is_bot":true},"chat":` + chatJSON + `,"date":1767323045,"refunded_payment":{"currency":"XTR","total_amount":300,"invoice_payload":"ABC","telegram_payment_charge_id":"t1"}}}`,
			domain.Update{ID: 13, Kind: domain.UpdateMessage, ChatID: 5123456789, Private: true, From: domain.Sender{ID: 7, IsBot: true}, MessageID: 14, Date: when, Refunded: &domain.Receipt{ChargeID: "t1", Payload: "ABC", Price: domain.Money{Amount: 300, Currency: "XTR"}}},
		},
		"an edited message": {
			`{"update_id":8,"edited_message":{"message_id":10,"from":` + annJSON + `,"chat":` + chatJSON + `,"date":1,"text":"x"}}`,
			domain.Update{ID: 8, Kind: domain.UpdateOther, ChatID: 5123456789, Private: true, From: ann},
		},
		"a reaction": {
			`{"update_id":9,"message_reaction":{"chat":{"id":-5,"type":"group"},"user":{"id":6},"message_id":1}}`,
			domain.Update{ID: 9, Kind: domain.UpdateOther, ChatID: -5, From: domain.Sender{ID: 6}},
		},
		"a kind of the future": {
			`{"update_id":10,"telepathy":["x"]}`,
			domain.Update{ID: 10, Kind: domain.UpdateOther},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := client(t, "").Decode([]byte(tc.raw))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// unreadable updates, each with words of a person that no error may repeat.
var unreadable = []string{
	``, `my secret words`, `null`, `[]`, `{}`, `{"update_id":0,"message":{}}`, `{"update_id":"1"}`,
	`{"update_id":1,"message":{"text":"my secret words"}}`,
	`{"update_id":1,"message":{"chat":{"id":1},"text":["my secret words"]}}`,
	`{"update_id":1,"message":"my secret words"}`,
	`{"update_id":1,"callback_query":{"data":"my secret words"}}`,
	`{"update_id":1,"callback_query":{"id":{"my secret words":1},"from":{"id":1}}}`,
	`{"update_id":1,"my_chat_member":{"chat":{"id":1}}}`,
	`{"update_id":1,"pre_checkout_query":{"id":"my secret words"}}`,
	`{"update_id":1,"message":{"chat":{"id":1},"successful_payment":{"invoice_payload":"my secret words"}}}`,
	`{"update_id":1,"message":{"chat":{"id":1},"text":"my secret words`,
}

func TestWhatCannotBeReadIsSaidWithoutItsContent(t *testing.T) {
	t.Parallel()
	for _, raw := range unreadable {
		u, err := client(t, "").Decode([]byte(raw))
		if domain.KindOf(err) != domain.KindInvalid || u != (domain.Update{}) {
			t.Errorf("%s: %+v, %v", raw, u, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret words") {
			t.Errorf("the error repeats the content: %v", err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, raw := range unreadable {
		f.Add([]byte(raw))
	}
	f.Add([]byte(`{"update_id":1,"message":{"message_id":1,"from":` + annJSON + `,"chat":` + chatJSON + `,"date":1.5e9,"text":"/start"}}`))
	f.Add([]byte(`{"update_id":1,"callback_query":{"id":"1","from":` + annJSON + `,"message":{"message_id":1,"chat":` + chatJSON + `,"date":0},"data":"1.a.b.c"}}`))
	f.Add([]byte(`{"update_id":1,"my_chat_member":{"chat":` + chatJSON + `,"from":` + annJSON + `,"new_chat_member":{"status":"left"}}}`))
	f.Add([]byte(`{"update_id":1,"channel_post":{"chat":` + chatJSON + `,"date":-1e400}}`))
	c, err := telegramForFuzz()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		u, err := c.Decode(raw)
		switch {
		case err != nil && domain.KindOf(err) != domain.KindInvalid:
			t.Error(err)
		case err == nil && (u.ID <= 0 || u.Kind == ""):
			t.Errorf("%+v", u)
		case err == nil && u.Kind == domain.UpdateCallback && (u.CallbackID == "" || u.From.ID == 0):
			t.Errorf("%+v", u)
		case !u.Date.IsZero() && u.Date.Year() > 9999: // JSON cannot hold it
			t.Errorf("%v", u.Date)
		}
	})
}
