package webinars

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/services/work"
	"frontdesk/store"
)

// How the keeper looks.
const (
	// lookEvery is how often it reads what is near, runs or is wanted, and wishEvery while somebody waits for premoderation.
	lookEvery = 5 * time.Second
	wishEvery = time.Second
	// runningEvery, nearEvery and settingEvery are how often the platform is asked for the status of an event on air, of one
	// about to begin or overdue, and for the premoderation of one on air.
	runningEvery = 10 * time.Second
	nearEvery    = 30 * time.Second
	settingEvery = 15 * time.Second
	// pauseMost is the longest pause after failures.
	pauseMost = 2 * time.Minute
	// pingBefore is how long before the beginning moderators are told, and callUntil how long after it they are still called.
	pingBefore = 10 * time.Minute
	callUntil  = 30 * time.Minute
	// wishWithin is how long the platform has to confirm premoderation: it takes 5-10 s.
	wishWithin = 30 * time.Second
	// checkWithin bounds one look at an event.
	checkWithin = 20 * time.Second
	// rereadEvery is how old a schedule may get that nobody opens. unaskedEvery is how often one is asked for that is older, or was
	// never read, and unaskedAtOnce of how many accounts a look begins to: a start with many shall not keep what runs waiting.
	rereadEvery   = 30 * time.Minute
	unaskedEvery  = 30 * time.Second
	unaskedAtOnce = 4
	// checksAtOnce bounds how many events are looked at together.
	checksAtOnce = 16
)

// Keeper follows what the platform makes of events: their statuses, premoderation that somebody wants changed, and that their
// moderators know when they begin.
type Keeper struct {
	s       *Service
	failing bool
	room    chan struct{}
	checks  sync.WaitGroup

	mu    sync.Mutex
	dates map[job]date
}

// job is one thing that is asked about an event now and then, or about an account.
type job struct {
	event int64 // of an unasked schedule: the account
	what  subject
}

type subject int

const (
	status subject = iota
	setting
	wish
	unasked
)

// date is when a job is due, and what is known from before.
type date struct {
	next     time.Time
	failures int
	busy     bool
	told     time.Time // of a wish: the one that the platform was told of
	used     time.Time // when it was last asked whether it is due
}

// Keeper makes the keeper; one Run at a time.
func (s *Service) Keeper() *Keeper {
	return &Keeper{s: s, room: make(chan struct{}, checksAtOnce), dates: map[job]date{}}
}

// Run keeps until ctx ends, and returns when nothing of it goes on any more.
func (k *Keeper) Run(ctx context.Context) error {
	defer k.checks.Wait()
	for {
		began := k.s.Clock.Now()
		wishes, err := k.look(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil && !k.failing {
			k.s.Log.Error().Err(err).Msg("cannot follow webinars; trying again")
		}
		k.failing = err != nil
		next := lookEvery
		if wishes {
			next = wishEvery
		}
		if !clock.Until(ctx, k.s.Clock, began.Add(next), k.s.wake) {
			return nil
		}
	}
}

// Look does everything that is due now and waits for it.
func (k *Keeper) Look(ctx context.Context) error {
	_, err := k.look(ctx)
	k.checks.Wait()
	return err
}

// look begins everything that is due. wishes tells whether somebody waits for premoderation.
func (k *Keeper) look(ctx context.Context) (wishes bool, err error) {
	now := k.s.Clock.Now()
	running, err := k.s.DB.RunningWebinarEvents(ctx)
	if err != nil {
		return false, fmt.Errorf("read what runs: %w", err)
	}
	near, err := k.s.DB.NearWebinarEvents(ctx, now.Add(-overdue), now.Add(pingBefore))
	if err != nil {
		return false, fmt.Errorf("read what begins: %w", err)
	}
	wanted, err := k.s.DB.EventsWithWish(ctx)
	if err != nil {
		return false, fmt.Errorf("read what is wanted: %w", err)
	}
	for _, e := range wanted {
		k.begin(ctx, job{e.ID, wish}, wishEvery, e, k.grant)
	}
	for _, e := range running {
		k.begin(ctx, job{e.ID, status}, runningEvery, e, k.checkStatus)
		if e.Wanted == int(Unknown) {
			k.begin(ctx, job{e.ID, setting}, settingEvery, e, k.checkPremoderation)
		}
	}
	for _, e := range near {
		k.begin(ctx, job{e.ID, status}, nearEvery, e, k.checkStatus)
	}
	if err := k.askUnasked(ctx); err != nil {
		return len(wanted) > 0, err
	}
	k.tidy(now)
	return len(wanted) > 0, k.ring(ctx, append(near, running...), now)
}

// askUnasked reads the schedules that nobody has asked for lately: what begins soon is to be found on the home screen, and its
// moderators called, without somebody having opened a schedule since it was planned.
func (k *Keeper) askUnasked(ctx context.Context) error {
	accounts, err := k.s.DB.WebinarAccounts(ctx)
	if err != nil {
		return fmt.Errorf("read webinar accounts: %w", err)
	}
	begun := 0
	for _, row := range accounts {
		// One that the platform does not take is left alone until its owner connects it anew.
		if row.Trouble != "" || k.s.isRead(row.ID) {
			continue
		}
		if k.begin(ctx, job{row.ID, unasked}, unaskedEvery, store.WebinarEvent{AccountID: row.ID}, k.askSchedule) {
			begun++
		}
		if begun == unaskedAtOnce {
			return nil
		}
	}
	return nil
}

func (k *Keeper) askSchedule(ctx context.Context, e store.WebinarEvent) error {
	row, err := k.s.findAccount(ctx, e.AccountID)
	if err != nil {
		if nothing(err) {
			return nil
		}
		return err
	}
	trouble, err := k.s.ask(ctx, row, freshFor)
	if err == nil && trouble != "" {
		err = errors.New(trouble)
	}
	return err
}

// begin runs a job in a goroutine of its own when it is due and not at work, and sets the date of the next time. It tells
// whether it was due.
func (k *Keeper) begin(ctx context.Context, j job, every time.Duration, e store.WebinarEvent, do func(ctx context.Context, e store.WebinarEvent) error) bool {
	now := k.s.Clock.Now()
	k.mu.Lock()
	d := k.dates[j]
	d.used = now
	due := !d.busy && !d.next.After(now)
	d.busy = d.busy || due
	k.dates[j] = d
	k.mu.Unlock()
	if !due {
		return false
	}
	k.checks.Go(func() {
		var err error
		select {
		case k.room <- struct{}{}:
			bounded, cancel := within(ctx, checkWithin)
			err = do(bounded, e)
			cancel()
			<-k.room
		case <-ctx.Done():
		}
		k.ended(ctx, j, every, err)
	})
	return true
}

// ended sets when a job is due again: later and later while it fails, and not before the platform wants to be asked.
func (k *Keeper) ended(ctx context.Context, j job, every time.Duration, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	d := k.dates[j]
	d.busy = false
	if err == nil {
		d.failures = 0
	} else {
		if d.failures == 0 && ctx.Err() == nil {
			k.s.Log.Debug().Err(err).Int64("event", j.event).Msg("cannot ask the platform about an event; trying again")
		}
		d.failures = min(d.failures+1, 8)
		every = min(every<<d.failures, max(pauseMost, every))
		var limited *domain.Error
		if errors.As(err, &limited) {
			every = max(every, limited.RetryAfter)
		}
		if j.what == wish {
			every = min(every, wishWithin/6) // somebody waits
		}
	}
	d.next = k.s.Clock.Now().Add(every)
	k.dates[j] = d
}

// tidy forgets the dates of events that nobody looks at any more.
func (k *Keeper) tidy(now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for j, d := range k.dates {
		if !d.busy && now.Sub(d.used) > pauseMost {
			delete(k.dates, j)
		}
	}
}

// handleOf opens an event's account; nil without an error when the account is gone.
func (k *Keeper) handleOf(ctx context.Context, e store.WebinarEvent) (account store.WebinarAccount, h *handle, err error) {
	if account, err = k.s.findAccount(ctx, e.AccountID); err != nil {
		if nothing(err) {
			err = nil
		}
		return account, nil, err
	}
	h, err = k.s.open(account)
	return account, h, err
}

func (k *Keeper) checkStatus(ctx context.Context, e store.WebinarEvent) error {
	_, h, err := k.handleOf(ctx, e)
	if h == nil {
		return err
	}
	if e.SessionID == 0 { // perhaps it has one by now
		problem, err := k.s.reread(ctx, h, e)
		return errors.Join(problem, err)
	}
	asked := k.s.Clock.Now()
	is, err := h.Status(ctx, e.EventID, e.SessionID)
	if nothing(err) {
		is, err = domain.EventOver, nil // it was deleted
	}
	if err != nil || is == "" {
		return err
	}
	return k.s.setStatus(ctx, e, is, asked)
}

func (k *Keeper) checkPremoderation(ctx context.Context, e store.WebinarEvent) error {
	account, h, err := k.handleOf(ctx, e)
	if h == nil {
		return err
	}
	problem, err := k.s.readPremoderation(ctx, h, account, e)
	return errors.Join(problem, err)
}

// grant brings premoderation to what somebody wants: it tells the platform, once for each wish that it takes, and asks until
// the platform says the same.
func (k *Keeper) grant(ctx context.Context, e store.WebinarEvent) error {
	if e.Status == domain.EventOver {
		return k.endWish(ctx, e, "")
	}
	problem := k.insist(ctx, e)
	if problem == nil {
		return nil
	}
	if refusedForGood(problem) || !k.s.Clock.Now().Before(e.WantedAt.Add(wishWithin)) {
		return k.endWish(ctx, e, "trouble.webinar_premoderation")
	}
	if errors.Is(problem, errNotYet) {
		return nil
	}
	return problem
}

// errNotYet says that the platform has taken a wish and still tells the old value.
var errNotYet = errors.New("the platform has not switched premoderation yet")

func refusedForGood(err error) bool {
	switch domain.KindOf(err) {
	case domain.KindForbidden, domain.KindRejected, domain.KindNotFound, domain.KindConflict, domain.KindInvalid:
		return true
	}
	return false
}

func (k *Keeper) insist(ctx context.Context, e store.WebinarEvent) error {
	account, err := k.s.findAccount(ctx, e.AccountID)
	if err != nil {
		return err
	}
	h, err := k.s.open(account)
	if err != nil {
		return err
	}
	wanted := e.Wanted == int(On)
	j := job{e.ID, wish}
	k.mu.Lock()
	told := k.dates[j].told.Equal(e.WantedAt)
	k.mu.Unlock()
	if !told {
		if err := h.SetPremoderation(ctx, e.SessionID, wanted); err != nil {
			return err
		}
		k.mu.Lock()
		d := k.dates[j]
		d.told = e.WantedAt
		k.dates[j] = d
		k.mu.Unlock()
	}
	on, err := h.Premoderation(ctx, e.SessionID)
	if err != nil {
		return err
	}
	if err := k.s.setPremoderation(ctx, e, on); err != nil {
		return err
	}
	if on != wanted {
		return errNotYet
	}
	return k.endWish(ctx, e, "")
}

// endWish ends a wish, and tells who had it when the platform did not follow.
func (k *Keeper) endWish(ctx context.Context, e store.WebinarEvent, trouble string) error {
	u := work.New(fmt.Sprintf("webinar:event:%d:wish:%d", e.ID, e.WantedAt.UnixMilli()))
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		ended, err := tx.EndWish(ctx, e, trouble)
		if err != nil || !ended || trouble == "" || e.WantedBy <= 0 {
			return err
		}
		return k.s.Chat.Tell(ctx, tx, u, e.WantedBy, Notice{Key: "notice.webinar_premoderation", Params: map[string]any{"Name": e.Name}})
	})
	k.s.eventChanged(u, e.ID)
	if err := u.Commit(ctx, k.s.DB); err != nil {
		return fmt.Errorf("end a wish: %w", err)
	}
	return nil
}
