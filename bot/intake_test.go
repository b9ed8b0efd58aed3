package bot_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/bot"
	"frontdesk/domain"
)

// poll is one answer of the platform to a poll.
type poll struct {
	batch []domain.RawUpdate
	err   error
	first func() // what happens before it is answered
}

// script answers polls one after the other, and notes when and from where each came. After the last it waits for the
// end, as a quiet Telegram does.
type script struct {
	mu      sync.Mutex
	polls   []poll
	at      []time.Time
	offsets []int64
}

func (s *script) updates(ctx context.Context, offset int64) ([]domain.RawUpdate, error) {
	s.mu.Lock()
	n := len(s.at)
	s.at, s.offsets = append(s.at, time.Now()), append(s.offsets, offset)
	s.mu.Unlock()
	if n < len(s.polls) {
		if s.polls[n].first != nil {
			s.polls[n].first()
		}
		return s.polls[n].batch, s.polls[n].err
	}
	<-ctx.Done()
	return nil, ctx.Err()
}

// gaps are the times between the polls, to the millisecond.
func (s *script) gaps() []time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []time.Duration
	for i := 1; i < len(s.at); i++ {
		list = append(list, s.at[i].Sub(s.at[i-1]).Round(time.Millisecond))
	}
	return list
}

// takes runs an intake through a script for a while, and returns the texts that were handled, in order.
func takes(t *testing.T, h *house, s *script, during time.Duration) []string {
	t.Helper()
	var mu sync.Mutex
	var handled []string
	lanes := bot.NewLanes(4, 100, func(ctx context.Context, it *domain.InboxItem) time.Duration {
		up, err := h.telegram.Decode(it.Raw)
		if err != nil {
			t.Errorf("an unreadable update came to a handler: %v", err)
		}
		mu.Lock()
		handled = append(handled, up.Text)
		mu.Unlock()
		if err := h.inbox.Finish(ctx, h.inbox.Unit(*it), *it); err != nil {
			t.Error(err)
		}
		return 0
	})
	h.telegram.updates = s.updates
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- bot.NewIntake(h.telegram, h.inbox, lanes, nil, zerolog.New(h.log)).Run(ctx) }()
	time.Sleep(during) // in the bubble
	synctest.Wait()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	lanes.Wait()
	return handled
}

func TestIntakeWaitsAsEachTroubleAsks(t *testing.T) {
	t.Parallel()
	trouble := func(kind domain.Kind, after time.Duration) error {
		return &domain.Error{Kind: kind, RetryAfter: after, Err: errors.New("said Telegram")}
	}
	for name, c := range map[string]struct {
		err  error
		wait time.Duration
		says string
	}{
		"409, another program polls": {trouble(domain.KindElsewhere, 0), 3 * time.Second, "another program gets this bot's updates"},
		"401, a wrong token":         {trouble(domain.KindUnauthorized, 0), 30 * time.Second, "check FRONTDESK_TELEGRAM_TOKEN"},
		"429, too fast":              {trouble(domain.KindRateLimited, 17*time.Second), 17 * time.Second, "Telegram asks us to wait"},
		"502 with a proxy's page":    {trouble(domain.KindUnavailable, 0), time.Second, "cannot get updates; trying again"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := build(t, nothing)
				defer h.close(t)
				s := &script{polls: []poll{{err: c.err}, {batch: []domain.RawUpdate{rawOf(t, message(41, 5001, "здравствуйте"))}}}}
				handled := takes(t, h, s, time.Hour)
				if len(handled) != 1 || handled[0] != "здравствуйте" {
					t.Errorf("afterwards %v was handled", handled)
				}
				if gaps := s.gaps(); gaps[0] < c.wait || gaps[0] > c.wait+300*time.Millisecond {
					t.Errorf("waited %v, not %v", gaps[0], c.wait)
				}
				if log := h.log.String(); strings.Count(log, c.says) != 1 || !strings.Contains(log, "Telegram answers again") {
					t.Errorf("the log says:\n%s", log)
				}
			})
		})
	}
}

func TestTroubleThatLastsIsLoggedOnceAndAskedEverMoreSeldom(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := build(t, nothing)
		defer h.close(t)
		s := &script{}
		for range 200 {
			s.polls = append(s.polls, poll{err: &domain.Error{Kind: domain.KindUnavailable, Err: errors.New("HTTP 502")}})
		}
		takes(t, h, s, time.Hour)
		if n := len(s.gaps()); n < 100 || n > 150 {
			t.Errorf("asked %d times in an hour", n)
		}
		if n := strings.Count(h.log.String(), `"level":"error"`); n != 1 {
			t.Errorf("%d error lines", n)
		}
	})
}

func TestAnotherTroubleIsNews(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := build(t, nothing)
		defer h.close(t)
		away := poll{err: &domain.Error{Kind: domain.KindUnavailable, Err: errors.New("no route to host")}}
		revoked := poll{err: &domain.Error{Kind: domain.KindUnauthorized, Err: errors.New("401")}}
		takes(t, h, &script{polls: []poll{away, away, revoked, revoked}}, time.Hour)
		for _, says := range []string{"cannot get updates", "does not know this token"} {
			if n := strings.Count(h.log.String(), `"level":"error"`); n != 2 || !strings.Contains(h.log.String(), says) {
				t.Errorf("%d error lines, %q is to be in one of them:\n%s", n, says, h.log)
			}
		}
	})
}

func TestAnUpdateThatCannotBeConfirmedIsNotAskedForWithoutAPause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := build(t, nothing)
		defer h.close(t)
		s := &script{}
		for range 100 {
			s.polls = append(s.polls, poll{batch: []domain.RawUpdate{{JSON: []byte(`{}`), Err: errors.New("no number")}}})
		}
		takes(t, h, s, time.Second)
		if n := len(s.gaps()); n > 4 {
			t.Errorf("asked %d times in a second", n)
		}
	})
}

func TestARedeliveredUpdateIsHandledOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := build(t, nothing)
		defer h.close(t)
		one, two, three := rawOf(t, message(41, 5001, "1")), rawOf(t, message(42, 5001, "2")), rawOf(t, message(43, 5001, "3"))
		s := &script{polls: []poll{
			{batch: []domain.RawUpdate{one, two}},
			{batch: []domain.RawUpdate{one, two, three}},
			{batch: []domain.RawUpdate{two}},
		}}
		if handled := takes(t, h, s, time.Minute); strings.Join(handled, "") != "123" {
			t.Errorf("handled %v", handled)
		}
		if want := []int64{0, 43, 44, 44}; len(s.offsets) < 4 || s.offsets[1] != want[1] || s.offsets[2] != want[2] || s.offsets[3] != want[3] {
			t.Errorf("the offsets were %v, not %v: a confirmed update must not be asked for again", s.offsets, want)
		}
	})
}

func TestAnUnreadableUpdateIsParkedAndNoBlockade(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := build(t, nothing)
		defer h.close(t)
		s := &script{polls: []poll{{batch: []domain.RawUpdate{
			rawOf(t, message(41, 5001, "1")),
			{ID: 42, JSON: []byte(`{"update_id": 42, "text": `)},
			{Err: errors.New("no number")},
			rawOf(t, message(43, 5001, "2")),
		}}}}
		if handled := takes(t, h, s, time.Minute); strings.Join(handled, "") != "12" {
			t.Errorf("handled %v", handled)
		}
		if c := h.counts(t); c.Parked != 1 || c.Waiting != 0 {
			t.Errorf("the inbox counts %+v", c)
		}
		if s.offsets[1] != 44 {
			t.Errorf("the next poll asked from %d", s.offsets[1])
		}
	})
}

func TestWhatAnEarlierLifeAcceptedComesFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := build(t, nothing)
		defer h.close(t)
		h.accept(t, message(41, 5001, "1"), message(42, 5001, "2"))
		s := &script{polls: []poll{{batch: []domain.RawUpdate{rawOf(t, message(42, 5001, "2")), rawOf(t, message(43, 5001, "3"))}}}}
		if handled := takes(t, h, s, time.Minute); strings.Join(handled, "") != "123" {
			t.Errorf("handled %v", handled)
		}
	})
}

// A commit can come through whose answer is lost (store.ErrInDoubt).
func TestWhatWasStoredThoughWeWereToldOtherwiseIsHandled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := build(t, nothing)
		defer h.close(t)
		rename := func(from, to string) {
			if err := os.Rename(from, to); err != nil {
				t.Error(err)
			}
		}
		path := h.db.Path()
		one, two, three := message(41, 5001, "1"), message(42, 5001, "2"), message(43, 5001, "3")
		s := &script{polls: []poll{
			{batch: []domain.RawUpdate{rawOf(t, one)}},
			{batch: []domain.RawUpdate{rawOf(t, two)}, first: func() { synctest.Wait(); rename(path, path+".away") }},
			{batch: []domain.RawUpdate{rawOf(t, two)}, first: func() { rename(path+".away", path); h.accept(t, two) }},
			{batch: []domain.RawUpdate{rawOf(t, three)}},
		}}
		if handled := takes(t, h, s, time.Minute); strings.Join(handled, "") != "123" {
			t.Errorf("handled %v", handled)
		}
	})
}

func nothing(context.Context, *bot.Turn) error { return nil }
