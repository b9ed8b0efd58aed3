package overlays_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/services/live"
	"frontdesk/services/overlays"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

// The owner of the first event, and the owner of the second.
const (
	masha, petr     = int64(1), int64(2)
	lecture, market = int64(1), int64(2)
)

// rights gives each their own event.
type rights struct{}

func (rights) EventFor(_ context.Context, actor, eventID int64, _ domain.Deed) (webinars.Event, error) {
	if actor != eventID {
		return webinars.Event{}, domain.Fail(domain.KindForbidden, "error.forbidden", nil)
	}
	return webinars.Event{}, nil
}

func (rights) Name(context.Context, int64, int64) (string, error) { return "Мария", nil }

type house struct {
	*overlays.Service
	t  *testing.T
	db *store.DB
}

func newHouse(t *testing.T) *house {
	t.Helper()
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "frontdesk.db"), store.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	_, err = db.Migrate(t.Context(), false)
	must(t, err)
	box, err := seal.New(make([]byte, seal.KeySize))
	must(t, err)
	return &house{Service: overlays.New(db, box, rights{}, live.NewHub(), time.Now), t: t, db: db}
}

func (h *house) does(do func(u *work.Unit) error) error {
	h.t.Helper()
	u := work.New(h.t.Name())
	if err := do(u); err != nil {
		return err
	}
	return u.Commit(h.t.Context(), h.db)
}

func (h *house) makes(actor, event int64) (page *overlays.Page) {
	h.t.Helper()
	must(h.t, h.does(func(u *work.Unit) (err error) {
		page, err = h.Make(h.t.Context(), u, actor, event)
		return err
	}))
	return page
}

// hears waits for a word of change, which who follows gets.
func (h *house) hears(told <-chan struct{}, ended <-chan error) {
	h.t.Helper()
	select {
	case <-told:
	case err := <-ended:
		h.t.Fatalf("nobody follows any more: %v", err)
	}
}

// shows tells whether a token opens anything.
func (h *house) shows(token string) bool {
	h.t.Helper()
	_, err := h.Show(h.t.Context(), seal.TokenHash(token), 10)
	if err != nil && domain.KindOf(err) != domain.KindNotFound {
		h.t.Error(err)
	}
	return err == nil
}

// Whoever has the link sees the page, so the link is all that keeps others out.
func TestATokenCannotBeGuessed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	seen := map[string]bool{}
	for range 8 {
		token := h.makes(masha, lecture).Token
		// 26 signs of 32 are 130 bits.
		if len(token) < 26 || strings.Trim(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" || seen[token] {
			t.Fatalf("%q can be guessed", token)
		}
		seen[token] = true
		if !h.shows(token) {
			t.Error("the link opens nothing")
		}
		for _, guess := range []string{"", token[:25], token + "A", strings.ToLower(token), token[1:] + token[:1], seal.TokenHash(token)} {
			if h.shows(guess) {
				t.Errorf("%q opens the overlay of %q", guess, token)
			}
		}
	}
	var rows []struct {
		Hash  string `db:"token_hash"`
		Token []byte `db:"token"`
	}
	must(t, h.db.Readers().SelectContext(t.Context(), &rows, "SELECT token_hash, token FROM frontdesk_overlay"))
	for _, row := range rows {
		for token := range seen {
			if strings.Contains(row.Hash, token) || strings.Contains(string(row.Token), token) {
				t.Error("who reads the database has the links")
			}
		}
	}
}

func TestARevokedTokenIsWorthlessAtOnceAndOnlyItsOwnerRevokes(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	page, other := h.makes(masha, lecture), h.makes(masha, lecture)
	theirs := h.makes(petr, market)
	for name, err := range map[string]error{
		"another's event":                   h.does(func(u *work.Unit) error { return h.Revoke(t.Context(), u, petr, lecture, page.ID) }),
		"another's overlay by an own event": h.does(func(u *work.Unit) error { return h.Revoke(t.Context(), u, petr, market, page.ID) }),
		"another's look by an own event": h.does(func(u *work.Unit) error {
			return h.Set(t.Context(), u, petr, market, page.ID, overlays.Standard())
		}),
	} {
		if err == nil || (domain.KindOf(err) != domain.KindForbidden && domain.KindOf(err) != domain.KindNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := h.List(t.Context(), petr, lecture); domain.KindOf(err) != domain.KindForbidden {
		t.Errorf("a stranger reads the links: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	told, ended := make(chan struct{}, 16), make(chan error, 1)
	go func() { ended <- h.Follow(ctx, seal.TokenHash(page.Token), func() { told <- struct{}{} }) }()
	h.hears(told, ended) // it follows
	must(t, h.does(func(u *work.Unit) error { return h.Revoke(t.Context(), u, masha, lecture, page.ID) }))
	h.hears(told, ended) // who looks at the page is sent to read it anew
	stop()
	must(t, <-ended)
	if h.shows(page.Token) {
		t.Error("a revoked link still opens the overlay")
	}
	over, end := context.WithCancel(t.Context())
	defer end()
	if err := h.Follow(over, seal.TokenHash(page.Token), end); domain.KindOf(err) != domain.KindNotFound {
		t.Errorf("a revoked link is followed: %v", err)
	}
	if !h.shows(other.Token) || !h.shows(theirs.Token) {
		t.Error("other links went with it")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestEachChangeIsSeenOnScreensOfTheEvent(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var drawn []string
	h.OnChange(func(_ *work.Unit, subject string) { drawn = append(drawn, subject) })
	page := h.makes(masha, lecture)
	settings := page.Settings
	settings.FontSize = 40
	must(t, h.does(func(u *work.Unit) error { return h.Set(t.Context(), u, masha, lecture, page.ID, settings) }))
	must(t, h.does(func(u *work.Unit) error { return h.Revoke(t.Context(), u, masha, lecture, page.ID) }))
	if want := webinars.EventSubject(lecture); !slices.Equal(drawn, []string{want, want, want}) {
		t.Errorf("drawn anew: %v", drawn)
	}
}
