package storetest

import (
	"bytes"
	"context"
	"time"

	"frontdesk/domain"
	"frontdesk/store"
)

// webinar makes a connected account of an owner's.
func (h house) webinar(owner int64, face domain.WebinarFace, login string) store.WebinarAccount {
	h.Helper()
	a := store.WebinarAccount{
		OwnerID: owner, Face: face, Login: login, Name: "Школа", UserID: 100500, Credentials: []byte("sealed " + login), Session: []byte{1, 0, 255},
		Organizations: []domain.WebinarOrganization{{ID: 77, Name: "Школа «Своё дело»"}, {ID: 78}},
	}
	h.write(func(ctx context.Context, tx *store.Tx) (err error) {
		if a.ID, err = tx.ReserveWebinarAccount(ctx, owner, face, login); err != nil {
			return err
		}
		return tx.ConnectWebinarAccount(ctx, a)
	})
	return a
}

// event makes an event of an account.
func (h house) event(account, event, session int64, status domain.EventStatus, starts time.Time) store.WebinarEvent {
	h.Helper()
	e := store.WebinarEvent{
		AccountID: account, EventID: event, SessionID: session, Organization: 77, Name: "Лекция", StartsAt: starts, Status: status,
		SeenAt: noon(),
	}
	if !h.once(func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.AddWebinarEvent(ctx, &e) }) || e.ID == 0 {
		h.Fatalf("%+v was not added", e)
	}
	return e
}

func noon() time.Time { return time.UnixMilli(1_800_000_000_000).UTC() }

func webinarAccounts(h house) {
	ctx := h.Context()
	h.write(func(ctx context.Context, tx *store.Tx) error { // reserved, and never connected
		id, err := tx.ReserveWebinarAccount(ctx, 7, domain.WebinarCookie, "a@b.c")
		if list, problem := tx.EverConnected(ctx, 7, domain.WebinarCookie); problem != nil || len(list) != 1 || list[0].ID != id {
			h.Errorf("%+v, %v", list, problem)
		}
		return err
	})
	if list, err := h.db.WebinarAccountsOf(ctx, 7); err != nil || len(list) != 0 {
		h.Errorf("%+v, %v", list, err)
	}
	a, b := h.webinar(7, domain.WebinarCookie, "d@e.f"), h.webinar(8, domain.WebinarUserAPI, "…oken")
	got, err := h.db.FindWebinarAccount(ctx, a.ID)
	h.must(err)
	if got.OwnerID != 7 || got.Face != a.Face || got.Login != a.Login || got.Name != a.Name || got.UserID != a.UserID || len(got.Organizations) != 2 ||
		got.Organizations[0] != a.Organizations[0] || !bytes.Equal(got.Credentials, a.Credentials) || !bytes.Equal(got.Session, a.Session) {
		h.Errorf("%+v", got)
	}
	trouble := func(key string, credentials []byte) func(context.Context, *store.Tx) (bool, error) {
		return func(ctx context.Context, tx *store.Tx) (bool, error) {
			return tx.SetWebinarTrouble(ctx, a.ID, key, credentials)
		}
	}
	if h.once(trouble("x", b.Credentials)) || !h.once(trouble("x", a.Credentials)) || h.once(trouble("x", a.Credentials)) {
		h.Error("trouble is news once, and of these credentials alone")
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.SetWebinarSession(ctx, a.ID, []byte("old"), b.Credentials)
	})
	h.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.SetWebinarSession(ctx, b.ID, []byte("new"), b.Credentials)
	})
	one, err := h.db.FindWebinarAccount(ctx, a.ID)
	h.must(err)
	two, err := h.db.FindWebinarAccount(ctx, b.ID)
	h.must(err)
	if string(one.Session) == "old" || string(two.Session) != "new" {
		h.Errorf("sessions %q and %q", one.Session, two.Session)
	}
	h.disconnected(a, b)
}

func (h house) disconnected(a, b store.WebinarAccount) {
	h.Helper()
	e := h.event(a.ID, 1, 2, domain.EventRunning, noon())
	h.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.AddModerator(ctx, store.Moderator{AccountID: a.ID, PersonID: 9, Name: "Иван", AddedBy: 7})
		if err == nil {
			_, err = tx.SetListed(ctx, e.ID, 9, true)
		}
		return err
	})
	off := func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.DisconnectWebinarAccount(ctx, a.ID) }
	if !h.once(off) || h.once(off) {
		h.Error("an account is taken away once")
	}
	_, err := h.db.FindWebinarAccount(h.Context(), a.ID)
	h.kind(err, domain.KindNotFound)
	_, err = h.db.FindModerator(h.Context(), a.ID, 9)
	h.kind(err, domain.KindNotFound)
	if list, err := h.db.RunningWebinarEvents(h.Context()); err != nil || len(list) != 0 {
		h.Errorf("%+v, %v", list, err)
	}
	if list, err := h.db.EventModerators(h.Context(), e.ID); err != nil || len(list) != 0 {
		h.Errorf("%+v, %v", list, err)
	}
	if list, err := h.db.WebinarAccounts(h.Context()); err != nil || len(list) != 1 || list[0].ID != b.ID {
		h.Errorf("%+v, %v", list, err)
	}
}

func webinarEvents(h house) {
	a := h.webinar(7, domain.WebinarCookie, "d@e.f")
	late := h.event(a.ID, 2, 3, domain.EventPlanned, noon().Add(time.Hour))
	running := h.event(a.ID, 1, 2, domain.EventRunning, noon().Add(-time.Hour))
	undated := h.event(a.ID, 4, 0, domain.EventPlanned, time.Time{})
	h.event(a.ID, 5, 6, domain.EventOver, noon())
	h.event(a.ID+1, 5, 6, domain.EventPlanned, noon()) // of an account that is not connected
	twice := late
	if h.once(func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.AddWebinarEvent(ctx, &twice) }) {
		h.Error("a run is there once")
	}
	list, err := h.db.ScheduledEvents(h.Context(), a.ID, noon())
	h.must(err)
	if len(list) != 2 || list[0].ID != late.ID || list[1].ID != undated.ID {
		h.Errorf("%+v", list)
	}
	near, err := h.db.NearWebinarEvents(h.Context(), noon(), noon().Add(time.Hour))
	h.must(err)
	if len(near) != 1 || near[0].ID != late.ID {
		h.Errorf("%+v", near)
	}
	on, err := h.db.RunningWebinarEvents(h.Context())
	h.must(err)
	if len(on) != 1 || on[0] != running || on[0].Premoderation != -1 || on[0].Wanted != -1 {
		h.Errorf("%+v, want %+v", on, running)
	}
}

func eventsFollow(h house) {
	a := h.webinar(7, domain.WebinarCookie, "d@e.f")
	e := h.event(a.ID, 2, 0, domain.EventPlanned, noon())
	type step = func(ctx context.Context, tx *store.Tx) (bool, error)
	describe := func(name string, asked time.Time) step {
		return func(ctx context.Context, tx *store.Tx) (bool, error) {
			next := e
			next.Name, next.SessionID, next.SeenAt = name, 3, asked
			return tx.DescribeWebinarEvent(ctx, next)
		}
	}
	if h.once(describe("старое", noon().Add(-time.Second))) || !h.once(describe("новое", noon().Add(time.Second))) {
		h.Error("an answer that was asked for before changes nothing")
	}
	status := func(status domain.EventStatus, asked time.Time) step {
		return func(ctx context.Context, tx *store.Tx) (bool, error) {
			return tx.SetEventStatus(ctx, e.ID, status, asked)
		}
	}
	if h.once(status(domain.EventRunning, noon())) || h.once(status(domain.EventPlanned, noon().Add(time.Minute))) {
		h.Error("an old status, or the same, is no news")
	}
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.IntendStart(ctx, e.ID, "Маша") })
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.DropStart(ctx, e.ID, "Пётр") })
	start := func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.StartEvent(ctx, e.ID, "Маша") }
	stop := func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.StopEvent(ctx, e.ID, "Оля") }
	if !h.once(start) || h.once(start) || !h.once(stop) || h.once(stop) || h.once(start) {
		h.Error("an event starts once and stops once")
	}
	got, err := h.db.FindWebinarEvent(h.Context(), e.ID)
	h.must(err)
	if got.Name != "новое" || got.SessionID != 3 || got.StartedBy != "Маша" || got.StoppedBy != "Оля" || got.Status != domain.EventOver {
		h.Errorf("%+v", got)
	}
	ping := func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.MarkPinged(ctx, e.ID) }
	call := func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.MarkCalled(ctx, e.ID) }
	if !h.once(ping) || h.once(ping) || !h.once(call) || h.once(call) {
		h.Error("people are told once")
	}
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.ForgetPings(ctx, e.ID) })
	if !h.once(ping) {
		h.Error("what was put off is told of anew")
	}
}

func wishes(h house) {
	a := h.webinar(7, domain.WebinarCookie, "d@e.f")
	e := h.event(a.ID, 2, 3, domain.EventRunning, noon())
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.WishPremoderation(ctx, e.ID, 1, 7) })
	list, err := h.db.EventsWithWish(h.Context())
	h.must(err)
	if len(list) != 1 || list[0].Wanted != 1 || list[0].WantedBy != 7 || list[0].WantedAt.IsZero() {
		h.Fatalf("%+v", list)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.WishPremoderation(ctx, e.ID, 0, 8) })
	end := func(e store.WebinarEvent) func(context.Context, *store.Tx) (bool, error) {
		return func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.EndWish(ctx, e, "trouble") }
	}
	if h.once(end(list[0])) {
		h.Error("there is another wish by now")
	}
	list, err = h.db.EventsWithWish(h.Context())
	h.must(err)
	if !h.once(end(list[0])) || h.once(end(list[0])) {
		h.Error("a wish ends once")
	}
	set := func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.SetPremoderation(ctx, e.ID, 1) }
	if !h.once(set) || h.once(set) {
		h.Error("the same is no news")
	}
	got, err := h.db.FindWebinarEvent(h.Context(), e.ID)
	h.must(err)
	if got.Wanted != -1 || got.Premoderation != 1 || got.Trouble != "trouble" {
		h.Errorf("%+v", got)
	}
}

func invites(h house) {
	a := h.webinar(7, domain.WebinarCookie, "d@e.f")
	now := time.Now()
	add := func(hash string, expires time.Time) {
		h.write(func(ctx context.Context, tx *store.Tx) error {
			return tx.AddModeratorInvite(ctx, store.ModeratorInvite{TokenHash: hash, AccountID: a.ID, MadeBy: 7, ExpiresAt: expires})
		})
	}
	add("late", now.Add(-time.Second))
	add("good", now.Add(time.Hour))
	use := func(hash string, person int64) bool {
		i, err := h.db.FindModeratorInvite(h.Context(), hash)
		h.must(err)
		return h.once(func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.UseModeratorInvite(ctx, i.ID, person) })
	}
	if use("late", 9) || !use("good", 9) || use("good", 10) {
		h.Error("a link is used once and in time")
	}
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.PruneModeratorInvites(ctx, a.ID) })
	_, err := h.db.FindModeratorInvite(h.Context(), "late")
	h.kind(err, domain.KindNotFound)
	if i, err := h.db.FindModeratorInvite(h.Context(), "good"); err != nil || i.UsedBy != 9 || i.MadeBy != 7 {
		h.Errorf("%+v, %v", i, err)
	}
	join := func(ctx context.Context, tx *store.Tx) (bool, error) {
		return tx.AddModerator(ctx, store.Moderator{AccountID: a.ID, PersonID: 9, Name: "Иван", AddedBy: 7})
	}
	if !h.once(join) || h.once(join) {
		h.Error("a moderator is there once")
	}
	if is, err := h.db.ModeratesAny(h.Context(), 9); err != nil || !is {
		h.Errorf("%v, %v", is, err)
	}
	if list, err := h.db.AccountsModeratedBy(h.Context(), 9); err != nil || len(list) != 1 || list[0].ID != a.ID {
		h.Errorf("%+v, %v", list, err)
	}
}

func consoleUsers(h house) {
	u := store.ConsoleUser{Username: "olga", Password: "x", Zone: "Europe/Moscow"}
	twin := store.ConsoleUser{Username: "olga"}
	add := func(u *store.ConsoleUser) bool {
		return h.once(func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.AddConsoleUser(ctx, u) })
	}
	if !add(&u) || add(&twin) {
		h.Error("a name is taken once")
	}
	django := store.ConsoleUser{Username: "masha", HostUser: 5}
	if !add(&django) || add(&store.ConsoleUser{Username: "masha2", HostUser: 5}) {
		h.Error("a host's user is there once")
	}
	if got, err := h.db.FindConsoleUserByName(h.Context(), "olga"); err != nil || got != u {
		h.Errorf("%+v, want %+v: %v", got, u, err)
	}
	if got, err := h.db.FindConsoleUserByHost(h.Context(), 5); err != nil || got.ID != django.ID {
		h.Errorf("%+v: %v", got, err)
	}
	_, err := h.db.FindConsoleUserByHost(h.Context(), 0)
	h.kind(err, domain.KindNotFound)
	_, err = h.db.FindConsoleUserByTelegram(h.Context(), 0)
	h.kind(err, domain.KindNotFound)
	h.closes(u, django)
	h.linked(u, django)
}

// closes closes the console to somebody who signed up here, and opens it again.
func (h house) closes(u, django store.ConsoleUser) {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.AddConsoleSession(ctx, store.ConsoleSession{TokenHash: "olga's", PersonID: u.PersonID(), UserID: u.ID, ExpiresAt: tx.Now.Add(time.Hour)})
	})
	closed := func(u store.ConsoleUser) bool {
		return h.once(func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.CloseConsoleUser(ctx, u) })
	}
	if !closed(u) || closed(u) || closed(django) {
		h.Error("the console is closed once, and to nobody of the host's")
	}
	if _, err := h.db.FindConsoleSession(h.Context(), "olga's"); domain.KindOf(err) != domain.KindNotFound {
		h.Errorf("the session goes on: %v", err)
	}
	for part, want := range map[string]int{"": 1, "OLG": 1, "%": 0, "masha": 0} {
		list, total, err := h.db.SignedUp(h.Context(), part, 9, 0)
		h.must(err)
		if len(list) != want || total != want || want == 1 && !list[0].Closed() {
			h.Errorf("signed up as %q: %+v, %d in all", part, list, total)
		}
	}
	opened := func() bool {
		return h.once(func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.OpenConsoleUser(ctx, u.ID) })
	}
	if !opened() || opened() {
		h.Error("the console is opened once")
	}
	if got, err := h.db.FindConsoleUser(h.Context(), u.ID); err != nil || got != u {
		h.Errorf("%+v, want %+v: %v", got, u, err)
	}
}

// linked checks that what a console user owned is the Telegram person's.
func (h house) linked(u, other store.ConsoleUser) {
	h.Helper()
	const telegram = 5_000_000_001
	own := h.webinar(-u.ID, domain.WebinarCookie, "a@b.c")
	others := h.webinar(99, domain.WebinarCookie, "d@e.f")
	e := h.event(others.ID, 1, 2, domain.EventRunning, noon())
	h.write(func(ctx context.Context, tx *store.Tx) error {
		for _, person := range []int64{-u.ID, telegram} {
			if _, err := tx.AddModerator(ctx, store.Moderator{AccountID: others.ID, PersonID: person, Name: "Оля"}); err != nil {
				return err
			}
		}
		_, err := tx.AddModerator(ctx, store.Moderator{AccountID: own.ID, PersonID: telegram, Name: "Оля"})
		if err == nil {
			_, err = tx.SetListed(ctx, e.ID, telegram, false)
		}
		if err == nil {
			_, err = tx.SetListed(ctx, e.ID, -u.ID, true)
		}
		if err == nil {
			_, err = tx.Exec(ctx, `INSERT INTO frontdesk_console_session (token_hash, person_id, user_id, created_at, seen_at, expires_at)
				VALUES ('h', ?, ?, 1, 1, 1)`, -u.ID, u.ID)
		}
		return err
	})
	link := func(id, telegram int64) bool {
		return h.once(func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.LinkConsoleUser(ctx, id, telegram) })
	}
	if !link(u.ID, telegram) || link(u.ID, telegram+1) || link(other.ID, telegram) {
		h.Error("one user, one Telegram account")
	}
	if list, err := h.db.WebinarAccountsOf(h.Context(), telegram); err != nil || len(list) != 1 || list[0].ID != own.ID {
		h.Errorf("%+v, %v", list, err)
	}
	if list, err := h.db.ModeratorsOf(h.Context(), others.ID); err != nil || len(list) != 1 || list[0].PersonID != telegram {
		h.Errorf("%+v, %v", list, err)
	}
	if list, err := h.db.ModeratorsOf(h.Context(), own.ID); err != nil || len(list) != 0 {
		h.Errorf("the owner is no moderator beside that: %+v, %v", list, err)
	}
	if list, err := h.db.EventModerators(h.Context(), e.ID); err != nil || len(list) != 1 || list[0].PersonID != telegram || !list[0].Listed {
		h.Errorf("%+v, %v", list, err)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE frontdesk_console_session SET seen_at = 2 WHERE person_id = ?`, int64(telegram))
		if n != 1 {
			h.Errorf("%d sessions have moved", n)
		}
		return err
	})
	if got, err := h.db.FindConsoleUserByTelegram(h.Context(), telegram); err != nil || got.PersonID() != telegram {
		h.Errorf("%+v, %v", got, err)
	}
	unlink := func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.UnlinkConsoleUser(ctx, u.ID) }
	if !h.once(unlink) || h.once(unlink) {
		h.Error("a link is taken off once")
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE frontdesk_console_session SET seen_at = 3`)
		if n != 0 {
			h.Errorf("%d sessions outlived the link", n)
		}
		return err
	})
}

func sealedColumns(h house) {
	a := h.webinar(7, domain.WebinarCookie, "d@e.f")
	h.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO frontdesk_relay_webhook (event_id, url, name, added_by, created_at) VALUES (1, ?, 'x', 7, 1)`, []byte("url"))
		if err == nil {
			_, err = tx.Exec(ctx, `INSERT INTO frontdesk_overlay (event_id, token_hash, token, settings, made_by, created_at) VALUES (1, 'h', ?, '{}', 7, 1)`, []byte("token"))
		}
		return err
	})
	h.write(func(ctx context.Context, tx *store.Tx) error {
		n := 0
		for _, column := range tx.SealedColumns() {
			values, err := column.All(ctx)
			if err != nil {
				return err
			}
			for _, v := range values {
				n++
				if err := column.Replace(ctx, v.ID, append([]byte("new "), v.Sealed...)); err != nil {
					return err
				}
			}
		}
		if n != 4 {
			h.Errorf("%d sealed values", n)
		}
		return nil
	})
	if got, err := h.db.FindWebinarAccount(h.Context(), a.ID); err != nil || string(got.Credentials) != "new sealed d@e.f" {
		h.Errorf("%q, %v", got.Credentials, err)
	}
}
