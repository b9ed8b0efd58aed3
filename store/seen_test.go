package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/store"
	"frontdesk/store/storetest"
)

// atHome is what seen sees of a house that was furnished.
const atHome = `update 2 of 11 in lane 5000000001: sealed 2
counts {Waiting:1 Parked:1}
delivery 2 to 5000000001: {"key":"x"}, 3 attempts, not before 2033-05-18T03:33:20Z
screen 1 of message 100: shop s1
change 1: is_active false → true by Маша, status 1
person {ID:5000000001 AppLanguage:ru Language:en Unreachable:false BanTold:true BanReason:спам Commands:SE ru}
input find p1 olga, until 2033-05-18T03:33:20Z
attempts 3
setting some value
shop Чай <3> & кофе of 5000000001
`

// seen tells of everything that people have in a database.
func seen(t *testing.T, db *store.DB) string {
	t.Helper()
	ctx := t.Context()
	var b strings.Builder
	var errs []error
	updates, err := db.WaitingUpdates(ctx, oldBot, 0, 10)
	errs = append(errs, err)
	for _, u := range updates {
		fmt.Fprintf(&b, "update %d of %d in lane %d: %s\n", u.Seq, u.UpdateID, u.Lane, u.Payload)
	}
	counts, err := db.CountInbox(ctx)
	errs = append(errs, err)
	fmt.Fprintf(&b, "counts %+v\n", counts)
	for _, d := range storetest.Pending(t, db) {
		fmt.Fprintf(&b, "delivery %d to %d: %s, %d attempts, not before %s\n", d.ID, d.Recipient, d.Payload, d.Attempts, d.NotBefore.Format(time.RFC3339))
	}
	screen, err := db.FindScreen(ctx, 1)
	errs = append(errs, err)
	fmt.Fprintf(&b, "screen %d of message %d: %s %s\n", screen.ID, screen.MessageID, screen.State, screen.Args)
	change, err := db.FindChangeByKey(ctx, "w1")
	errs = append(errs, err)
	fmt.Fprintf(&b, "change %d: %s %v → %v by %s, status %d\n", change.ID, change.Field, change.Old, change.New, change.ByName, change.Status)
	person, err := db.FindPerson(ctx, oldSeller)
	errs = append(errs, err)
	fmt.Fprintf(&b, "person %+v\n", person)
	in, err := db.FindExpectedInput(ctx, oldSeller, oldSeller)
	errs = append(errs, err)
	fmt.Fprintf(&b, "input %s %s %s, until %s\n", in.Kind, in.Args, in.Memo, in.ExpiresAt.Format(time.RFC3339))
	attempts, err := db.FindAttempts(ctx, "name:olga")
	errs = append(errs, err)
	value, err := db.Setting(ctx, "some")
	errs = append(errs, err)
	fmt.Fprintf(&b, "attempts %d\nsetting some %s\n", attempts.Failures, value)
	var shop struct {
		Name   string `db:"name"`
		ChatID int64  `db:"chat_id"`
	}
	err = db.Readers().GetContext(ctx, &shop, `SELECT s.name, u.chat_id FROM shops s
		JOIN tg_bot_telegramuser_shops l ON l.shop_id = s.id JOIN tg_bot_telegramuser u ON u.id = l.telegramuser_id`)
	fmt.Fprintf(&b, "shop %s of %d\n", shop.Name, shop.ChatID)
	if err := errors.Join(append(errs, err)...); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// webinarsAtHome is what seenWebinars sees of a house that was furnished.
const webinarsAtHome = `account marina@school.example of 5000000001, moderated by Пётр
event Лекция: как открыть магазин START with Пётр here 1
message 9001 Вопрос, который ждёт 0 0 by  rev 1
message 9002 Одобренный ответ 1 1 by Пётр rev 1
message 9003 Удалённая реклама 2 2 by Пётр rev 1
rule words реклама 1
author Гость trusted 1
post 900 by общий
user olga of host 1, session until 2000000000000 from 203.0.113.7
quiet 1320 to 480 Europe/Moscow
`

// seenWebinars tells of what people have around webinars and the console.
func seenWebinars(t *testing.T, db *store.DB) string {
	t.Helper()
	var b strings.Builder
	for _, look := range []struct{ format, query string }{
		{"account %v of %v, moderated by %v", `SELECT a.login, a.owner_id, m.name FROM frontdesk_webinar_account a JOIN frontdesk_moderator m ON m.account_id = a.id`},
		{"event %v %v with %v here %v", `SELECT e.name, e.status, m.name, h.here FROM frontdesk_webinar_event e
			JOIN frontdesk_event_moderator h ON h.event_id = e.id JOIN frontdesk_moderator m ON m.person_id = h.person_id`},
		{"message %v %v %v %v by %v rev %v", `SELECT message_id, text, state, at_platform, decided_name, revision FROM frontdesk_chat_message ORDER BY id`},
		{"rule %v %v %v", `SELECT r.kind, r.value, h.hits FROM frontdesk_moderation_rule r JOIN frontdesk_rule_hit h ON h.account_id = r.account_id AND h.kind = r.kind`},
		{"author %v trusted %v", `SELECT name, trusted FROM frontdesk_trusted_author`},
		{"post %v by %v", `SELECT p.post_id, w.name FROM frontdesk_relay_post p JOIN frontdesk_relay_webhook w ON w.id = p.webhook_id`},
		{"user %v of host %v, session until %v from %v", `SELECT u.first_name, u.host_user, s.expires_at, s.address
			FROM frontdesk_console_user u JOIN frontdesk_console_session s ON s.user_id = u.id`},
		{"quiet %v to %v %v", `SELECT from_minute, to_minute, zone FROM frontdesk_quiet_hours`},
	} {
		rows, err := db.Readers().QueryxContext(t.Context(), look.query)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			row, err := rows.SliceScan()
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, look.format+"\n", row...)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}
