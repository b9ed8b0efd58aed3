package console_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/services/console"
	"frontdesk/services/work"
	"frontdesk/store"
)

// What pages show of signing in, locks, links and passwords is tested in web; here is what no page shows.

func TestASessionLivesAsLongAsItIsUsed(t *testing.T) {
	t.Parallel()
	h := newHouse(t, console.SignUpOpen)
	token, err := h.joins("vera", "")
	must(t, err)
	for range 3 {
		h.clock.Advance(29 * 24 * time.Hour)
		h.visitor(token)
	}
	h.clock.Advance(30*24*time.Hour + time.Second)
	h.over(token)
}

func TestTheDatabaseKeepsNoTokenThatOpensAnything(t *testing.T) {
	t.Parallel()
	h := newHouse(t, console.SignUpInvite)
	var invitation string
	must(t, h.work(func(u *work.Unit) (err error) { invitation, err = h.Invite(t.Context(), u, ivan); return err }))
	session, err := h.joins("vera", invitation)
	must(t, err)
	login, err := h.FreshLink(t.Context(), masha)
	must(t, err)
	for _, token := range []string{invitation, session, login} {
		for _, table := range []string{"frontdesk_console_session", "frontdesk_console_link", "frontdesk_audit"} {
			var rows []map[string]any
			must(t, h.read(table, &rows))
			for _, row := range rows {
				for column, value := range row {
					if s, ok := value.(string); ok && token != "" && strings.Contains(s, token) {
						t.Errorf("%s.%s has a token in the clear", table, column)
					}
				}
			}
		}
	}
}

// read gives all rows of a table.
func (h *house) read(table string, into *[]map[string]any) error {
	rows, err := h.db.Readers().QueryxContext(h.t.Context(), "SELECT * FROM "+table)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		row := map[string]any{}
		if err := rows.MapScan(row); err != nil {
			return err
		}
		*into = append(*into, row)
	}
	return rows.Err()
}

func TestALinkIsGoodForItsOwnPurposeAlone(t *testing.T) {
	t.Parallel()
	h := newHouse(t, console.SignUpInvite)
	var invitation string
	must(t, h.work(func(u *work.Unit) (err error) { invitation, err = h.Invite(t.Context(), u, ivan); return err }))
	login, err := h.FreshLink(t.Context(), masha)
	must(t, err)
	_, err = h.follows(invitation)
	wantKind(t, err, domain.KindNotFound)
	_, err = h.joins("vera", login)
	wantKind(t, err, domain.KindNotFound)
	if _, err := h.joins("vera", invitation); err != nil {
		t.Errorf("the invitation was used up by trying it elsewhere: %v", err)
	}
	if _, err := h.follows(login); err != nil {
		t.Errorf("the link was used up by trying it elsewhere: %v", err)
	}
}

func TestOfManyWhoFollowAnInvitationAtOnceOneComesIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t, console.SignUpInvite)
	var invitation string
	must(t, h.work(func(u *work.Unit) (err error) { invitation, err = h.Invite(t.Context(), u, ivan); return err }))
	var all sync.WaitGroup
	results := make([]error, 4)
	for i := range results {
		all.Go(func() {
			u := work.New("at once " + string(rune('a'+i)))
			_, err := h.Join(context.WithoutCancel(t.Context()), u, somewhere, console.Form{Username: "vera" + string(rune('a'+i)), Password: word}, invitation, "")
			if err == nil {
				err = u.Commit(context.WithoutCancel(t.Context()), h.db)
			}
			results[i] = err
		})
	}
	all.Wait()
	in := 0
	for _, err := range results {
		if err == nil {
			in++
			continue
		}
		wantKind(t, err, domain.KindNotFound)
	}
	if in != 1 {
		t.Errorf("%d came in by one invitation", in)
	}
}

func TestAnInvitationIsOverAfterAWeek(t *testing.T) {
	t.Parallel()
	h := newHouse(t, console.SignUpInvite)
	var invitation string
	must(t, h.work(func(u *work.Unit) (err error) { invitation, err = h.Invite(t.Context(), u, ivan); return err }))
	h.clock.Advance(7*24*time.Hour + time.Second)
	_, err := h.joins("vera", invitation)
	wantKind(t, err, domain.KindNotFound)
}

func TestNamesThatLookAlikeAreOneName(t *testing.T) {
	t.Parallel()
	h := newHouse(t, console.SignUpOpen)
	_, err := h.joins("Vera", "")
	must(t, err)
	for _, name := range []string{"vera", " VERA ", "ｖｅｒａ"} { // the last is in wide letters
		_, err := h.joins(name, "")
		wantKind(t, err, domain.KindConflict)
	}
	_, err = h.joins("django:1", "")
	wantKind(t, err, domain.KindInvalid) // no name of ours for a Django user can be taken
}

// TestWhatOnlyAdminsMay walks what the service does for admins with everybody who is none.
func TestWhatOnlyAdminsMay(t *testing.T) {
	t.Parallel()
	h := newHouse(t, console.SignUpOpen)
	token, err := h.joins("vera", "")
	must(t, err)
	vera := h.visitor(token).Person
	ctx, everybody := t.Context(), int64(0)
	deeds := map[string]func(u *work.Unit, actor int64) error{
		"read the log": func(_ *work.Unit, actor int64) error {
			_, _, err := h.Audit(ctx, actor, console.AuditFilter{Actor: &everybody, Size: 1})
			return err
		},
		"ask what the log has": func(_ *work.Unit, actor int64) error { _, err := h.AuditChoices(ctx, actor); return err },
		"list deliveries": func(_ *work.Unit, actor int64) error {
			_, err := h.Deliveries(ctx, actor, console.DeliveryFilter{Size: 1})
			return err
		},
		"retry a delivery": func(u *work.Unit, actor int64) error {
			if err := h.RetryDelivery(ctx, u, actor, 1); err != nil {
				return err
			}
			return errDone // there is none to retry
		},
		"invite":        func(u *work.Unit, actor int64) error { _, err := h.Invite(ctx, u, actor); return err },
		"list users":    func(_ *work.Unit, actor int64) error { _, err := h.Users(ctx, actor, "", 0, 9); return err },
		"read a user":   func(_ *work.Unit, actor int64) error { _, err := h.UserOf(ctx, actor, vera); return err },
		"close a user":  func(u *work.Unit, actor int64) error { _, err := h.SetOpen(ctx, u, actor, vera, false); return err },
		"open them too": func(u *work.Unit, actor int64) error { _, err := h.SetOpen(ctx, u, actor, vera, true); return err },
	}
	for name, do := range deeds {
		for _, actor := range []int64{vera, masha, lena, 0, -999} {
			err := h.work(func(u *work.Unit) error { return do(u, actor) })
			if err == nil || domain.KindOf(err) != domain.KindForbidden {
				t.Errorf("%d may %s: %v", actor, name, err)
			}
		}
		if err := h.work(func(u *work.Unit) error { return do(u, ivan) }); err != nil && !errors.Is(err, errDone) {
			t.Errorf("an admin may not %s: %v", name, err)
		}
	}
}

var errDone = errors.New("as far as it goes")

func TestWhoseConsoleIsClosedIsNobody(t *testing.T) {
	t.Parallel()
	h := newHouse(t, console.SignUpOpen)
	token, err := h.joins("vera", "")
	must(t, err)
	v := h.visitor(token)
	must(t, h.work(func(u *work.Unit) error { _, err := h.SetOpen(t.Context(), u, ivan, v.Person, false); return err }))
	h.over(token)
	who, err := h.Person(t.Context(), v.Person)
	must(t, err)
	if who == nil || !who.Banned {
		t.Errorf("for the other services she is %+v", who)
	}
	// A link of the profile that she has made before joins nothing any more.
	var address string
	must(t, h.work(func(u *work.Unit) (err error) { address, err = h.LinkTelegram(u, v); return err }))
	_, start, _ := strings.Cut(address, "start=c-")
	err = h.work(func(u *work.Unit) error {
		_, err := h.UseTelegramLink(t.Context(), u, domain.Sender{ID: lena, FirstName: "Лена"}, start)
		return err
	})
	wantKind(t, err, domain.KindForbidden)
}

func TestTheLogKeepsNamesWhenAPersonBecomesATelegramPerson(t *testing.T) {
	t.Parallel()
	h := newHouse(t, console.SignUpOpen)
	token, err := h.joins("vera", "")
	must(t, err)
	v := h.visitor(token)
	must(t, h.work(func(u *work.Unit) error {
		u.Audit(store.Audit{Actor: v.Person, Action: "relay.set", Subject: "event:1", Details: "true"}) // as older versions wrote it
		return nil
	}))
	must(t, h.db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.LinkConsoleUser(ctx, -v.Person, masha)
		return err
	}))
	lines, _, err := h.Audit(t.Context(), ivan, console.AuditFilter{Actor: &v.Person, Size: 9})
	must(t, err)
	if len(lines) != 2 || lines[0].Name != "Вера" || lines[1].About != "Вера" {
		t.Errorf("the log says %+v", lines)
	}
}

func TestChangingThePasswordCountsWrongTries(t *testing.T) {
	t.Parallel()
	h := newHouse(t, console.SignUpOpen)
	token, err := h.joins("vera", "")
	must(t, err)
	v := h.visitor(token)
	var e console.Entry
	for range 6 {
		must(t, h.work(func(u *work.Unit) (err error) {
			e, err = h.ChangePassword(t.Context(), u, somewhere, v, "a wrong phrase", "another long phrase")
			return err
		}))
		if e.Token != "" {
			t.Fatal("a wrong password has changed it")
		}
	}
	if e.Locked <= 0 {
		t.Error("guessing the old password goes on for ever")
	}
	h.visitor(token) // and the session that was there is not ended by it
}
