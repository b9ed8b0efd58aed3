package webinars

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

const (
	// overdue is how long after its beginning an event that was not started stays in the schedule.
	overdue = 6 * time.Hour
	// askWithin bounds what somebody waits for the platform's schedule, and freshFor and leafFor how old an answer may be that
	// the first page and the others are drawn from: the cookie face takes a call for each event.
	askWithin = 9 * time.Second
	freshFor  = 15 * time.Second
	leafFor   = 2 * time.Minute
	// failedFor is how long nobody asks again after a failure: who presses the button and what draws the page then do not wait
	// for the same silence one after the other.
	failedFor = 3 * time.Second
	// membersFor is how long it is taken for granted of which organizations an account is a member.
	membersFor = 5 * time.Minute
	// askPages bounds how many of the platform's pages are read of one organization.
	askPages = 5
	// missedAtOnce bounds how many events are looked at that the schedule no longer names.
	missedAtOnce = 5
)

// asking is the newest answer to an account's schedule. Its turn is held by whoever asks.
type asking struct {
	turn    chan struct{}
	at      time.Time
	trouble string
	members time.Time    // when its organizations were last asked for
	read    atomic.Int64 // when the platform last answered, in Unix milliseconds
}

// Schedule gives a page (from 0) of an account's events that run or are planned, of all its organizations: those on air first,
// then by their beginning. When the platform does not answer these are the last known ones, and Account.Trouble says why.
// Event.ID is ours.
func (s *Service) Schedule(ctx context.Context, actor, accountID int64, page, size int) (Page, error) {
	row, v, err := s.enter(ctx, actor, accountID, domain.DeedEventView)
	if err != nil {
		return Page{}, err
	}
	page, size = max(page, 0), max(size, 1)
	limit := freshFor
	if page > 0 {
		limit = leafFor
	}
	trouble, err := s.ask(ctx, row, limit)
	if err != nil {
		return Page{}, err
	}
	if row, err = s.findAccount(ctx, accountID); err != nil { // its organizations may be others by now
		return Page{}, err
	}
	events, err := s.scheduled(ctx, accountID)
	if err != nil {
		return Page{}, err
	}
	if first := page * size; first >= len(events) && page > 0 {
		page = max(0, (len(events)-1)/size)
	}
	first := min(page*size, len(events))
	last := min(first+size, len(events))
	p := Page{Account: accountOf(row, v.standing), Page: page, More: last < len(events)}
	p.Account.Trouble = trouble
	for _, e := range events[first:last] {
		p.Events = append(p.Events, eventOf(e, row, v.standing))
	}
	return p, nil
}

// scheduled reads the rows of a schedule in their order.
func (s *Service) scheduled(ctx context.Context, accountID int64) ([]store.WebinarEvent, error) {
	list, err := s.DB.ScheduledEvents(ctx, accountID, s.Clock.Now().Add(-overdue))
	if err != nil {
		return nil, fmt.Errorf("read the schedule: %w", err)
	}
	running, err := s.DB.RunningWebinarEvents(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what runs: %w", err)
	}
	for _, e := range running {
		if e.AccountID == accountID {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b store.WebinarEvent) int {
		return cmp.Or(cmp.Compare(orderOf(a), orderOf(b)), a.StartsAt.Compare(b.StartsAt), cmp.Compare(a.ID, b.ID))
	})
	return slices.CompactFunc(list, func(a, b store.WebinarEvent) bool { return a.ID == b.ID }), nil
}

// orderOf puts what runs first, and what has no beginning last.
func orderOf(e store.WebinarEvent) int {
	switch {
	case e.Status == domain.EventRunning:
		return 0
	case !e.StartsAt.IsZero():
		return 1
	}
	return 2
}

// ask brings an account's rows up to date with the platform unless that was done a moment ago, and gives the text key of why
// that was not possible. Those who ask at the same time share one asking.
func (s *Service) ask(ctx context.Context, row store.WebinarAccount, limit time.Duration) (trouble string, err error) {
	a := s.askingOf(row.ID)
	waited := false
	select {
	case a.turn <- struct{}{}:
	default:
		waited = true
		select {
		case a.turn <- struct{}{}:
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
	defer func() { <-a.turn }()
	now := s.Clock.Now()
	if a.trouble != "" {
		limit = failedFor
	}
	if !a.at.IsZero() && (waited || now.Sub(a.at) < limit) {
		return a.trouble, nil
	}
	h, err := s.open(row)
	if err != nil {
		return "", err
	}
	asking, cancel := within(ctx, askWithin)
	defer cancel()
	problem, err := s.readAll(ctx, asking, h, a, row, now)
	if err != nil {
		return "", err
	}
	if a.at, a.trouble = now, TroubleOf(problem); problem != nil {
		a.at = s.Clock.Now() // silence takes its time
	} else {
		a.read.Store(now.UnixMilli())
	}
	return a.trouble, nil
}

// isRead tells whether an account's schedule was read within rereadEvery, by whomever.
func (s *Service) isRead(accountID int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.asked[accountID]
	return a != nil && s.Clock.Now().Sub(time.UnixMilli(a.read.Load())) < rereadEvery
}

func (s *Service) askingOf(accountID int64) *asking {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.asked[accountID]
	if a == nil {
		a = &asking{turn: make(chan struct{}, 1)}
		s.asked[accountID] = a
	}
	return a
}

// readAll reads the schedule, and beside it now and then of which organizations the account is a member: people are added to
// new ones, and leave others. The platform is waited for as long as asking goes on. problem is the platform's, err ours.
func (s *Service) readAll(ctx, asking context.Context, h *handle, a *asking, row store.WebinarAccount, now time.Time) (problem, err error) {
	var members []domain.WebinarOrganization
	var reading sync.WaitGroup
	// A token is one organization's for good.
	if row.Face == domain.WebinarCookie && (a.members.IsZero() || now.Sub(a.members) >= membersFor) {
		a.members = now
		reading.Go(func() {
			if p, err := h.Profile(asking); err == nil {
				members = p.Organizations
			}
		})
	}
	problem, err = s.readSchedule(ctx, asking, h, row, now)
	reading.Wait()
	// An account without any is more likely an answer that we cannot read.
	if err != nil || len(members) == 0 || sameMembers(members, row.Organizations) {
		return problem, err
	}
	row.Organizations = members
	if err := s.setMembers(ctx, row, now); err != nil {
		return problem, err
	}
	return s.readSchedule(ctx, asking, h, row, now)
}

func sameMembers(a, b []domain.WebinarOrganization) bool {
	byID := func(x, y domain.WebinarOrganization) int { return cmp.Compare(x.ID, y.ID) }
	return slices.Equal(slices.SortedFunc(slices.Values(a), byID), slices.SortedFunc(slices.Values(b), byID))
}

// setMembers keeps of which organizations an account is a member. What was planned in one that it has left is over for it; it
// comes back by itself when the schedule names it again.
func (s *Service) setMembers(ctx context.Context, row store.WebinarAccount, asked time.Time) error {
	known, err := s.DB.ScheduledEvents(ctx, row.ID, asked.Add(-overdue))
	if err != nil {
		return fmt.Errorf("read the schedule: %w", err)
	}
	u := work.New(fmt.Sprintf("webinar:%d:organizations", row.ID))
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		return tx.SetWebinarOrganizations(ctx, row.ID, row.Organizations)
	})
	for _, e := range known {
		stays := slices.ContainsFunc(row.Organizations, func(o domain.WebinarOrganization) bool { return o.ID == e.Organization })
		if stays || e.Organization == 0 || e.Status == domain.EventRunning {
			continue
		}
		u.Write(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.SetEventStatus(ctx, e.ID, domain.EventOver, asked)
			return err
		})
		s.eventChanged(u, e.ID)
	}
	s.accountChanged(u, row.ID)
	if err := u.Commit(ctx, s.DB); err != nil {
		return fmt.Errorf("keep an account's organizations: %w", err)
	}
	return nil
}

// readSchedule asks for the schedules of all organizations and keeps what comes, also when some of it does not. problem is the
// platform's, err ours.
func (s *Service) readSchedule(ctx, asking context.Context, h *handle, row store.WebinarAccount, asked time.Time) (problem, err error) {
	since := asked.Add(-overdue)
	answers := make([]answer, max(len(row.Organizations), 1))
	var all sync.WaitGroup
	for i := range answers {
		var organization int64
		if i < len(row.Organizations) {
			organization = row.Organizations[i].ID
		}
		all.Go(func() { answers[i] = readOrganization(asking, h, organization, since) })
	}
	all.Wait()
	var events []domain.WebinarEvent
	complete := true
	for _, a := range answers {
		events = append(events, a.events...)
		complete = complete && a.complete
		if a.problem != nil {
			problem = a.problem
		}
	}
	if err := s.describe(ctx, row.ID, events, asked); err != nil {
		return problem, err
	}
	if complete {
		err = s.lookForMissed(asking, h, row, events, asked)
	}
	return problem, err
}

// answer is what the platform says of one organization's schedule.
type answer struct {
	events   []domain.WebinarEvent
	complete bool
	problem  error
}

func readOrganization(ctx context.Context, h *handle, organization int64, since time.Time) (a answer) {
	for page := 1; page <= askPages; page++ {
		events, more, err := h.Schedule(ctx, organization, since, page)
		if err != nil {
			a.problem = err
			return a
		}
		for _, e := range events {
			if e.Organization == 0 {
				e.Organization = organization
			}
			a.events = append(a.events, e)
		}
		if !more {
			a.complete = true
			return a
		}
	}
	return a
}

// lookForMissed asks for planned events that we know and the whole schedule no longer names: they may have been moved,
// started, or deleted.
func (s *Service) lookForMissed(ctx context.Context, h *handle, row store.WebinarAccount, named []domain.WebinarEvent, asked time.Time) error {
	known, err := s.DB.ScheduledEvents(ctx, row.ID, asked.Add(-overdue))
	if err != nil {
		return fmt.Errorf("read the schedule: %w", err)
	}
	looked := map[int64]bool{}
	for _, e := range named {
		looked[e.ID] = true
	}
	left := missedAtOnce
	for _, e := range known {
		if looked[e.EventID] || e.Status == domain.EventRunning || left == 0 {
			continue
		}
		looked[e.EventID] = true
		left--
		problem, err := s.reread(ctx, h, e)
		if err != nil {
			return err
		}
		if problem != nil {
			return nil // another time
		}
	}
	return nil
}

// reread asks the platform for one event. One that is gone there is over here. problem is the platform's, err ours.
func (s *Service) reread(ctx context.Context, h *handle, e store.WebinarEvent) (problem, err error) {
	asked := s.Clock.Now()
	described, err := h.Event(ctx, e.EventID)
	if nothing(err) {
		return nil, s.setStatus(ctx, e, domain.EventOver, asked)
	}
	if err != nil {
		return err, nil
	}
	if described.Organization == 0 {
		described.Organization = e.Organization
	}
	return nil, s.describe(ctx, e.AccountID, []domain.WebinarEvent{described}, asked)
}

// TroubleOf is the text key that says why the platform cannot be read; empty for no error.
func TroubleOf(err error) string {
	if err == nil {
		return ""
	}
	switch domain.KindOf(err) {
	case domain.KindUnauthorized, domain.KindInvalid:
		return troubleCredentials
	case domain.KindForbidden:
		return "trouble.webinar_forbidden"
	case domain.KindNotFound:
		return "trouble.webinar_gone"
	case domain.KindRateLimited:
		return "trouble.webinar_limited"
	default:
		return "trouble.webinar_away"
	}
}
