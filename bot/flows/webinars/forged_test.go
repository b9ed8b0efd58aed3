package webinars_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/work"
)

// TestNoButtonOfAnotherAccountMovesAnything walks the table of buttons itself: whoever adds a button has it tried here by the
// owner and by a moderator of another account, with the arguments that would reach this one, and with an answer to what it asks.
func TestNoButtonOfAnotherAccountMovesAnything(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	masha.taps("Расписание вебинаров", lectureRow, "Панель управления", "Виджет", "Сделать виджет")
	petr, emma := s.signedIn(5_000_000_002, "Пётр", domain.RoleSeller), s.someone(5_000_000_003, "Эмма")
	s.runsAnother(petr, emma)
	at := keyboards.Args{Account: 1, Item: 1, Person: masha.who.ID, Value: keyboards.On}
	s.must(s.db.Readers().Get(&at.Event, "SELECT id FROM frontdesk_webinar_event WHERE account_id = 1 AND name = ?", lecture))
	before, done := s.rows(), len(s.platform.Effects())
	pressed := 0
	for _, door := range slices.Sorted(maps.Keys(s.doors)) {
		state, action, _ := strings.Cut(door, ".")
		for _, value := range []int{keyboards.On, keyboards.Off} {
			at.Value = value
			data, err := keyboards.Encode(keyboards.State(state), keyboards.Action(action), at)
			if err != nil {
				continue // no such button can be written
			}
			for _, p := range []*someone{petr, emma} {
				p.sends("/start")
				_ = p.presses(data) // refused, or it leads to a screen of their own
				p.doesNotSee(lecture, s.demo.School.Email, "/overlay/")
				_ = p.tries("https://discord.com/api/webhooks/2/b")
				p.doesNotSee(lecture, s.demo.School.Email, "/overlay/")
				pressed++
			}
			if now := s.rows(); now != before {
				t.Fatalf("%s with %d by a stranger has made of\n%s\nthis:\n%s", door, value, before, now)
			}
		}
	}
	if pressed < 200 {
		t.Errorf("only %d buttons were pressed", pressed)
	}
	if made := s.platform.Effects()[done:]; len(made) > 0 {
		t.Errorf("at the platform: %+v", made)
	}
}

// runsAnother gives one another account at the platform, and the other its moderation.
func (s *school) runsAnother(owner, moderator *someone) {
	s.t.Helper()
	ctx := s.t.Context()
	does := func(do func(u *work.Unit) error) {
		s.t.Helper()
		s.updates++
		u := work.New(fmt.Sprintf("another:%d", s.updates))
		s.must(do(u))
		s.must(u.Commit(ctx, s.db))
	}
	var account int64
	does(func(u *work.Unit) error {
		a, err := s.service.Connect(ctx, u, owner.who.ID, domain.WebinarCredentials{Face: domain.WebinarUserAPI, Token: s.demo.Shop.Token})
		account = a.ID
		return err
	})
	var token string
	does(func(u *work.Unit) error {
		i, err := s.service.Invite(ctx, u, owner.who.ID, account)
		token = i.Token
		return err
	})
	does(func(u *work.Unit) error {
		_, err := s.service.AcceptInvite(ctx, u, moderator.who, token)
		return err
	})
	_, err := s.service.Schedule(ctx, owner.who.ID, account, 0, 20)
	s.must(err)
}

// rows are the first account's, as text: itself, who moderates it, its webinars and what hangs on them.
func (s *school) rows() string {
	s.t.Helper()
	const own = "event_id IN (SELECT id FROM frontdesk_webinar_event WHERE account_id = 1)"
	var b strings.Builder
	for _, part := range []struct{ table, of string }{
		{"webinar_account", "id = 1"},
		{"moderator", "account_id = 1"},
		{"moderator_invite", "account_id = 1"},
		{"webinar_event", "account_id = 1"},
		{"event_moderator", own},
		{"overlay", own},
		{"relay_webhook", own},
	} {
		rows, err := s.db.Readers().QueryxContext(s.t.Context(), "SELECT * FROM frontdesk_"+part.table+" WHERE "+part.of+" ORDER BY 1, 2")
		s.must(err)
		for rows.Next() {
			row, err := rows.SliceScan()
			s.must(err)
			fmt.Fprintln(&b, append([]any{part.table}, row...)...)
		}
		s.must(rows.Err())
		s.must(rows.Close())
	}
	return b.String()
}
