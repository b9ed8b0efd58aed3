package bot_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/texts"
)

// work lets lanes bring updates to the desk until nothing is left.
func (h *house) work(t *testing.T, updates ...domain.Update) {
	t.Helper()
	l := bot.NewLanes(4, 100, h.desk.Handle)
	for _, it := range h.accept(t, updates...) {
		if err := l.Put(t.Context(), it); err != nil {
			t.Fatal(err)
		}
	}
	l.Wait()
}

var number = regexp.MustCompile(`"ID":"([0-9a-f]{8})"`)

func TestAPanicIsOursAndThePersonGetsItsNumber(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var calls, after atomic.Int32
		h := build(t, func(_ context.Context, t *bot.Turn) error {
			if t.Text == "well" {
				after.Add(1)
				return nil
			}
			calls.Add(1)
			panic("the roof is on fire, token=123456:secretsecretsecretsecretsecretsecre")
		})
		defer h.close(t)
		h.work(t, message(1, 5001, "/do"), message(2, 5001, "/do well"))

		if calls.Load() != 3 {
			t.Errorf("the handler was tried %d times, not 3", calls.Load())
		}
		if after.Load() != 1 {
			t.Error("the lane was not freed: the person's next message was not handled")
		}
		told := h.told(t, 5001)
		if len(told) != 1 || !strings.Contains(told[0], string(texts.ErrorInternal)) {
			t.Fatalf("the person was told %v", told)
		}
		id := number.FindStringSubmatch(told[0])
		if id == nil || !strings.Contains(h.log.String(), `"number":"`+id[1]+`"`) {
			t.Errorf("the log does not have the number of %s:\n%s", told[0], h.log)
		}
		if c := h.counts(t); c.Parked != 1 || c.Waiting != 0 {
			t.Errorf("the inbox counts %+v", c)
		}
		report := h.told(t, reportChat)
		if len(report) != 1 || !strings.Contains(report[0], id[1]) || !strings.Contains(report[0], "the roof is on fire") {
			t.Errorf("the report chat got %v", report)
		}
		var kept string
		if err := h.db.Readers().GetContext(t.Context(), &kept, "SELECT error FROM frontdesk_inbox WHERE status = 2"); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(kept, id[1]) || !strings.Contains(kept, "the roof is on fire") {
			t.Errorf("the parked update says %q", kept)
		}
		if strings.Contains(strings.Join(report, "")+kept, "secretsecret") {
			t.Errorf("a secret was reported or kept: %v, %q", report, kept)
		}
	})
}

func TestAFailureThatPassesIsNotTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int32
		h := build(t, func(_ context.Context, t *bot.Turn) error {
			if calls.Add(1) < 3 {
				return errors.New("a moment")
			}
			t.Show(keyboards.StateRole, keyboards.Args{})
			return nil
		})
		defer h.close(t)
		h.work(t, message(1, 5001, "/do"))
		if told := h.told(t, 5001); calls.Load() != 3 || told != nil {
			t.Errorf("after %d tries the person was told %v", calls.Load(), told)
		}
		if c := h.counts(t); c.Parked != 0 || c.Waiting != 0 {
			t.Errorf("the inbox counts %+v", c)
		}
	})
}

func TestTriesAreCountedOverARestart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int32
		h := build(t, func(context.Context, *bot.Turn) error { calls.Add(1); return errors.New("always") })
		defer h.close(t)
		first := h.accept(t, message(1, 5001, "/do"))[0]
		for range 2 {
			if again := h.desk.Handle(t.Context(), &first); again == 0 {
				t.Fatal("given up too early")
			}
		}
		waiting, err := h.inbox.Waiting(t.Context(), 0, 10)
		if err != nil || len(waiting) != 1 || waiting[0].Attempts != 2 {
			t.Fatalf("the next life finds %+v, %v", waiting, err)
		}
		if again := h.desk.Handle(t.Context(), &waiting[0]); again != 0 {
			t.Errorf("tried once more in %v", again)
		}
		if c := h.counts(t); c.Parked != 1 || calls.Load() != 3 {
			t.Errorf("after %d tries the inbox counts %+v", calls.Load(), c)
		}
	})
}

func TestAHandlerThatDoesNotEndFreesItsLane(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		var stuck, late atomic.Int32
		h := build(t, func(_ context.Context, t *bot.Turn) error {
			if t.Text != "" {
				return nil
			}
			stuck.Add(1)
			<-release // it does not look at its deadline
			t.Show(keyboards.StateRole, keyboards.Args{})
			late.Add(1)
			return nil
		})
		defer h.close(t)
		began := time.Now()
		h.work(t, message(1, 5001, "/do"), message(2, 5001, "/do well"))
		if took := time.Since(began); took < 45*time.Second || took > 50*time.Second {
			t.Errorf("three tries of 15 s took %v", took)
		}
		close(release)
		synctest.Wait()
		if stuck.Load() != 3 || late.Load() != 3 {
			t.Errorf("%d handlers began and %d ended", stuck.Load(), late.Load())
		}
		if told := h.told(t, 5001); len(told) != 1 || number.FindString(told[0]) == "" {
			t.Errorf("the person was told %v", told)
		}
		pending, err := h.db.CountPendingDeliveries(t.Context(), domain.ChannelTelegram)
		if err != nil || pending != 2 { // the apology and the report
			t.Errorf("what a handler did after its time was committed: %d deliveries, %v", pending, err)
		}
	})
}

// TestAnErrorIsReportedThoughItCouldNotBeWrittenAtFirst: the database refuses to park the update once.
func TestAnErrorIsReportedThoughItCouldNotBeWrittenAtFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int32
		var h *house
		h = build(t, func(context.Context, *bot.Turn) error {
			if calls.Add(1) == 4 {
				h.statement(t, "DROP TRIGGER full_disk")
			}
			return errors.New("always")
		})
		defer h.close(t)
		h.statement(t, `CREATE TRIGGER full_disk BEFORE UPDATE ON frontdesk_inbox WHEN NEW.status = 2
			BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`)
		h.work(t, message(1, 5001, "/do"))
		if c := h.counts(t); c.Parked != 1 || calls.Load() != 4 {
			t.Errorf("after %d tries the inbox counts %+v", calls.Load(), c)
		}
		if told := h.told(t, reportChat); len(told) != 1 || !strings.Contains(told[0], "always") {
			t.Errorf("the report chat was told %v", told)
		}
	})
}

func TestNothingIsParkedWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int32
		h := build(t, func(_ context.Context, t *bot.Turn) error {
			if calls.Add(1) <= 20 {
				return &domain.Error{Kind: domain.KindUnavailable, Err: errors.New("database is locked")}
			}
			t.Show(keyboards.StateRole, keyboards.Args{})
			return nil
		})
		defer h.close(t)
		h.work(t, message(1, 5001, "/do"))
		if c := h.counts(t); c.Parked != 0 || c.Waiting != 0 || calls.Load() != 21 {
			t.Errorf("after %d tries the inbox counts %+v", calls.Load(), c)
		}
		if told := h.told(t, 5001); told != nil {
			t.Errorf("the person was told %v", told)
		}
	})
}

func TestAPersonHearsAtOnceThatAPlatformIsAway(t *testing.T) {
	t.Parallel()
	for _, kind := range []domain.Kind{domain.KindUnavailable, domain.KindRateLimited, domain.KindUnauthorized} {
		synctest.Test(t, func(t *testing.T) {
			var calls atomic.Int32
			h := build(t, func(context.Context, *bot.Turn) error {
				calls.Add(1)
				return &domain.Error{Kind: kind, Key: "error.webinar_away", Params: map[string]any{"Code": "HTTP 502"}}
			})
			defer h.close(t)
			h.work(t, message(1, 5001, "/do"))
			if c := h.counts(t); c.Parked != 0 || c.Waiting != 0 || calls.Load() != 1 {
				t.Errorf("%v: after %d tries the inbox counts %+v", kind, calls.Load(), c)
			}
			if told := h.told(t, 5001); len(told) != 1 {
				t.Errorf("%v: the person was told %v", kind, told)
			}
		})
	}
}

func TestNothingIsParkedWhenADatabaseKeepsAHandlerWaitingToItsDeadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int32
		h := build(t, func(ctx context.Context, t *bot.Turn) error {
			if calls.Add(1) <= 4 {
				<-ctx.Done() // its turn to write does not come
				return &domain.Error{Kind: domain.KindUnavailable, Err: ctx.Err()}
			}
			t.Show(keyboards.StateRole, keyboards.Args{})
			return nil
		})
		defer h.close(t)
		h.work(t, message(1, 5001, "/do"))
		if c := h.counts(t); c.Parked != 0 || c.Waiting != 0 || calls.Load() != 5 {
			t.Errorf("after %d tries the inbox counts %+v", calls.Load(), c)
		}
		if told := h.told(t, 5001); told != nil {
			t.Errorf("the person was told %v", told)
		}
	})
}
