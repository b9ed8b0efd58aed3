package moderation

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/platforms/webinar"
	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/live"
	"frontdesk/services/outbox"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

// The people of the tests. Olga owns the account, Masha and Petya moderate, Ivan is a seller with nothing to do with it.
const (
	olga  = int64(101)
	masha = int64(102)
	petya = int64(103)
	ivan  = int64(104)
	emma  = int64(105) // moderates another account
	admin = int64(106)
)

const (
	account = int64(1)
	school  = int64(77)
)

// studio is a running webinar at the platform and everything of ours that moderates it, with a clock that stands still.
type studio struct {
	*Service
	t        *testing.T
	clock    *clock.Fake
	platform *sim.Running
	client   *webinar.Client
	face     domain.WebinarFace
	url      string // of the database

	event   int64 // ours
	session int64 // at the platform
	reader  *reader
	works   int

	mu        sync.Mutex
	handle    webinars.Handle
	standings map[int64]domain.Standing
	cards     []string
	carried   []string // by the relay
}

func newStudio(t *testing.T, face domain.WebinarFace, o sim.Options) *studio {
	t.Helper()
	h := &studio{
		t: t, face: face, clock: clock.NewFake(time.Date(2026, 6, 2, 15, 0, 0, 0, time.UTC)),
		url: "sqlite:" + filepath.Join(t.TempDir(), "f.db"),
		standings: map[int64]domain.Standing{
			olga: domain.Owner, masha: domain.Moderator, petya: domain.Moderator, ivan: domain.Member, admin: domain.Admin, emma: domain.Member,
		},
	}
	o.Clock = h.clock
	var err error
	h.platform, err = sim.Start(o)
	must(t, err)
	t.Cleanup(func() {
		must(t, h.platform.Close())
		for _, v := range h.platform.Violations() {
			t.Errorf("a call that we have no business to make: %v", v)
		}
	})
	h.platform.AddOrganization(school, "Школа")
	h.platform.AddAccount(sim.Account{
		UserID: 100500, Name: "Ольга", Email: "olga@school.example", Password: "пароль", Token: "tok-0123456789abcdef", Organizations: []int64{school},
	})
	e := h.platform.AddEvent(sim.Event{
		Organization: school, Owner: 100500, Name: "Лекция",
		Sessions: []sim.Session{{Status: sim.StatusRunning, StartsAt: h.clock.Now().Add(-time.Hour)}},
	})
	h.session = e.Sessions[0].ID
	h.platform.SetPremoderation(h.session, "true")
	h.client, err = webinar.New(webinar.Options{
		CookieURL: h.platform.CookieURL, UserAPIURL: h.platform.UserAPIURL, PageURL: h.platform.URL, Clock: h.clock, RetryPause: time.Millisecond,
		Timeout: 500 * time.Millisecond,
	})
	must(t, err)
	t.Cleanup(h.client.CloseIdleConnections)
	h.signIn()
	h.open()
	h.execute(fmt.Sprintf(`INSERT INTO frontdesk_webinar_event (account_id, event_id, session_id, name, status, seen_at)
		VALUES (%d, %d, %d, 'Лекция', 'START', 1)`, account, e.ID, h.session))
	h.event = 1
	h.reader = h.newReader()
	return h
}

// onBothFaces runs a test with each face in a studio of its own.
func onBothFaces(t *testing.T, test func(h *studio)) {
	t.Helper()
	for _, f := range []domain.WebinarFace{domain.WebinarCookie, domain.WebinarUserAPI} {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			test(newStudio(t, f, sim.Options{}))
		})
	}
}

func (h *studio) signIn() {
	c := domain.WebinarCredentials{Face: h.face, Email: "olga@school.example", Password: "пароль", Token: "tok-0123456789abcdef"}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.handle = h.client.Account(c, domain.WebinarSession{}, nil)
}

// open opens the database and makes the service on it, as a start does.
func (h *studio) open() {
	h.t.Helper()
	db, err := store.Open(h.t.Context(), h.url, store.Options{Now: h.clock.Now})
	must(h.t, err)
	h.t.Cleanup(func() { _ = db.Close() })
	_, err = db.Migrate(h.t.Context(), true)
	must(h.t, err)
	h.Service = New(Deps{
		DB: db, Webinars: h, Outbox: post{}, Live: live.NewHub(), Chats: h, Relay: h, Clock: h.clock, Log: zerolog.Nop(),
	})
	h.Use(shown{h})
}

func (h *studio) newReader() *reader {
	r := &reader{s: h.Service, over: make(chan struct{}), wake: make(chan struct{}, 1), absent: map[int64]int{}, hinder: "?", shown: h.clock.Now()}
	e, err := h.EventFor(h.t.Context(), admin, h.event, domain.DeedEventView)
	must(h.t, err)
	r.event.set(e)
	return r
}

func (h *studio) execute(query string) {
	h.t.Helper()
	must(h.t, h.DB.Write(h.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, query)
		return err
	}))
}

// EventFor, Check, Open and RunningEvents stand for services/webinars.
func (h *studio) EventFor(ctx context.Context, actor, eventID int64, deed domain.Deed) (webinars.Event, error) {
	var row struct {
		Account int64  `db:"account_id"`
		Session int64  `db:"session_id"`
		Name    string `db:"name"`
		Status  string `db:"status"`
		Premod  int    `db:"premoderation"`
		Digest  bool   `db:"digest"`
		Relay   bool   `db:"relay"`
		Trouble string `db:"trouble"`
	}
	err := h.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.Get(ctx, &row, `SELECT account_id, session_id, name, status, premoderation, digest = 1 AS digest, relay = 1 AS relay, trouble
			FROM frontdesk_webinar_event WHERE id = ?`, eventID)
	})
	if err != nil {
		return webinars.Event{}, &domain.Error{Kind: domain.KindNotFound, Err: err}
	}
	standing, err := h.Check(ctx, actor, row.Account, deed)
	return webinars.Event{
		ID: eventID, AccountID: row.Account, SessionID: row.Session, Name: row.Name, Status: domain.EventStatus(row.Status),
		Premoderation: webinars.Switch(row.Premod), Digest: row.Digest, Relay: row.Relay, Trouble: row.Trouble, Standing: standing,
	}, err
}

func (h *studio) Check(_ context.Context, actor, accountID int64, deed domain.Deed) (domain.Standing, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	standing := h.standings[actor]
	if accountID != account && standing < domain.Admin {
		standing = min(standing, domain.Member)
	}
	if !domain.May(standing, deed) {
		return standing, domain.Fail(domain.KindForbidden, "error.forbidden", nil)
	}
	return standing, nil
}

func (h *studio) Open(context.Context, int64) (webinars.Handle, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.handle, nil
}

func (h *studio) RunningEvents(ctx context.Context) ([]webinars.Event, error) {
	e, err := h.EventFor(ctx, admin, h.event, domain.DeedEventView)
	if err != nil || h.platform.Status(h.session) != sim.StatusRunning {
		return nil, err
	}
	return []webinars.Event{e}, nil
}

func (h *studio) Name(_ context.Context, person, _ int64) (string, error) {
	return map[int64]string{olga: "Ольга", masha: "Маша", petya: "Петя", admin: "Админ"}[person], nil
}

func (h *studio) RefreshNow(context.Context, *store.Tx, *work.Unit, string, int64) error { return nil }

func (h *studio) RefreshLater(context.Context, *store.Tx, *work.Unit, string, int64, time.Duration) error {
	return nil
}

func (h *studio) Approved(_ context.Context, _ *store.Tx, u *work.Unit, m domain.ModeratedMessage) error {
	u.After(func() { h.carry("+" + m.Text) })
	return nil
}

func (h *studio) Withdrawn(ctx context.Context, tx *store.Tx, u *work.Unit, messageID int64) error {
	m, err := tx.FindChatMessage(ctx, messageID)
	u.After(func() { h.carry("-" + m.Text) })
	return err
}

func (h *studio) carry(what string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.carried = append(h.carried, what)
}

// shown stands for the bot's cards.
type shown struct{ h *studio }

func (c shown) New(_ context.Context, _ *store.Tx, u *work.Unit, person int64, m domain.ModeratedMessage) error {
	u.After(func() { c.h.put(fmt.Sprintf("%d %s", person, m.Text)) })
	return nil
}

func (c shown) Digest(_ context.Context, _ *store.Tx, u *work.Unit, person, _ int64) error {
	u.After(func() { c.h.put(fmt.Sprintf("%d digest", person)) })
	return nil
}

func (h *studio) put(card string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.cards = append(h.cards, card)
}

// post keeps deliveries; deliver sends them.
type post struct{}

func (post) Put(ctx context.Context, tx *store.Tx, _ *work.Unit, d domain.Delivery) error {
	_, err := tx.AddDelivery(ctx, &d)
	return err
}

// deliver sends everything that is due, in order, and gives what has to wait and why.
func (h *studio) deliver() (waits []error) {
	h.t.Helper()
	var list []domain.Delivery
	for _, p := range []domain.Priority{domain.PriorityInteractive, domain.PriorityNotice} {
		page, err := h.DB.PendingDeliveries(h.t.Context(), domain.ChannelWebinar, p, 0, 10_000)
		must(h.t, err)
		list = append(list, page...)
	}
	for _, d := range list {
		if d.NotBefore.After(h.clock.Now()) {
			continue
		}
		receipt, err := h.Sender().Send(h.t.Context(), d)
		if kind := domain.KindOf(err); err != nil && (kind == domain.KindUnavailable || kind == domain.KindRateLimited) {
			return append(waits, err)
		}
		status := domain.DeliverySent
		if receipt.Superseded {
			status = domain.DeliverySuperseded
		}
		must(h.t, err)
		must(h.t, h.DB.Write(h.t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.EndDelivery(ctx, d.ID, status, 0, "")
			return err
		}))
	}
	return nil
}

// reads lets the reader read the chat once.
func (h *studio) reads() {
	h.t.Helper()
	e, err := h.EventFor(h.t.Context(), admin, h.event, domain.DeedEventView)
	must(h.t, err)
	h.reader.event.set(e)
	h.reader.read(h.t.Context(), callTimeout)
}

// later moves the clock on and reads.
func (h *studio) later(d time.Duration) {
	h.t.Helper()
	h.clock.Advance(d)
	h.reads()
}

// says lets somebody write into the chat.
func (h *studio) says(author, text string) int64 {
	h.t.Helper()
	id, err := h.platform.Say(h.session, author, text)
	must(h.t, err)
	return id
}

// waits lets somebody write, reads, and gives our message.
func (h *studio) waits(author, text string) domain.ModeratedMessage {
	h.t.Helper()
	id := h.says(author, text)
	h.later(time.Second)
	return h.known(id)
}

// known is our message by the platform's id.
func (h *studio) known(platformID int64) domain.ModeratedMessage {
	h.t.Helper()
	list, err := h.DB.ChatMessagesAfter(h.t.Context(), h.event, platformID-1, 1)
	must(h.t, err)
	if len(list) == 0 || list[0].MessageID != platformID {
		h.t.Fatalf("message %d is not known: %+v", platformID, list)
	}
	return list[0]
}

func (h *studio) again(m domain.ModeratedMessage) domain.ModeratedMessage {
	h.t.Helper()
	return h.known(m.MessageID)
}

// does commits one piece of work.
func (h *studio) does(fn func(u *work.Unit) error) error {
	h.mu.Lock()
	h.works++
	u := work.New(fmt.Sprintf("update:%d", h.works))
	h.mu.Unlock()
	if err := fn(u); err != nil {
		return err
	}
	return u.Commit(h.t.Context(), h.DB)
}

func (h *studio) decides(person int64, m domain.ModeratedMessage, want domain.MessageState) error {
	return h.does(func(u *work.Unit) error {
		_, err := h.Decide(h.t.Context(), u, person, m.ID, want)
		return err
	})
}

func (h *studio) takesDown(person int64, m domain.ModeratedMessage) error {
	return h.does(func(u *work.Unit) error {
		_, err := h.TakeDown(h.t.Context(), u, person, m.ID)
		return err
	})
}

func (h *studio) undoes(person int64, m domain.ModeratedMessage) error {
	return h.does(func(u *work.Unit) error {
		_, err := h.Undo(h.t.Context(), u, person, m.ID)
		return err
	})
}

func (h *studio) rule(kind domain.RuleKind, value string) {
	h.t.Helper()
	must(h.t, h.does(func(u *work.Unit) error {
		return h.SetRule(h.t.Context(), u, olga, account, domain.Rule{Kind: kind, Enabled: true, Value: value})
	}))
}

func (h *studio) here(person int64) {
	h.t.Helper()
	must(h.t, h.does(func(u *work.Unit) error { return h.SetHere(h.t.Context(), u, person, h.event, true) }))
}

// effects are what changed at the platform for a message, by whomever.
func (h *studio) effects(m domain.ModeratedMessage) (list []string) {
	for _, e := range h.platform.Effects() {
		if e.Message == m.MessageID && e.Changed {
			list = append(list, e.Action)
		}
	}
	return list
}

func (h *studio) wantEffects(m domain.ModeratedMessage, want ...string) {
	h.t.Helper()
	if got := h.effects(m); !slices.Equal(got, want) {
		h.t.Errorf("at the platform: %v, not %v", got, want)
	}
}

// wantState holds a message's state here and at the platform against what they should be.
func (h *studio) wantState(m domain.ModeratedMessage, state, at domain.MessageState) domain.ModeratedMessage {
	h.t.Helper()
	if m = h.again(m); m.State != state || m.AtPlatform != at {
		h.t.Errorf("%q: %d here and %d at the platform, not %d and %d (%s)", m.Text, m.State, m.AtPlatform, state, at, m.Trouble)
	}
	return m
}

func (h *studio) wantKey(err error, kind domain.Kind, key string) {
	h.t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) || e.Kind != kind || e.Key != key {
		h.t.Errorf("got %v, want %v %s", err, kind, key)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const (
	awaiting = domain.MessageAwaiting
	approved = domain.MessageApproved
	deleted  = domain.MessageDeleted
	unsure   = domain.MessageUnsure
)

var _ outbox.Sender = sender{}
