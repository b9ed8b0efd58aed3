package webinars

import (
	"context"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// describe keeps what the platform said at asked of events, one row for each run. Nothing is written when nothing is new, and
// nothing is changed by what is older than the row.
func (s *Service) describe(ctx context.Context, accountID int64, events []domain.WebinarEvent, asked time.Time) error {
	u := work.New(fmt.Sprintf("webinar:%d:described", accountID))
	news := false
	for _, e := range events {
		known, err := s.DB.RunsOfEvent(ctx, accountID, e.ID)
		if err != nil {
			return fmt.Errorf("read an event's runs: %w", err)
		}
		for _, run := range runsOf(accountID, e, asked) {
			was, found := match(known, run)
			if found && same(was, run) || run.SessionID == 0 && !found && len(known) > 0 {
				continue
			}
			news = true
			if !found {
				u.Write(func(ctx context.Context, tx *store.Tx) error { _, err := tx.AddWebinarEvent(ctx, &run); return err })
				continue
			}
			for i := range known { // a run without a session is given one once
				if known[i].ID == was.ID {
					known[i].SessionID = run.SessionID
				}
			}
			run.ID = was.ID
			s.redescribe(u, was, run)
		}
	}
	if !news {
		return nil
	}
	s.accountChanged(u, accountID)
	if err := u.Commit(ctx, s.DB); err != nil {
		return fmt.Errorf("keep what the platform says of events: %w", err)
	}
	return nil
}

func (s *Service) redescribe(u *work.Unit, was, run store.WebinarEvent) {
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		changed, err := tx.DescribeWebinarEvent(ctx, run)
		if err != nil || !changed || !run.StartsAt.After(was.StartsAt) || !run.StartsAt.After(tx.Now.Add(pingBefore)) {
			return err
		}
		return tx.ForgetPings(ctx, run.ID) // it was put off
	})
	s.eventChanged(u, run.ID)
	u.After(s.nudge)
}

// runsOf makes the rows of an event: one for each session, and one without a session while it has none.
func runsOf(accountID int64, e domain.WebinarEvent, asked time.Time) []store.WebinarEvent {
	base := store.WebinarEvent{
		AccountID: accountID, EventID: e.ID, Organization: e.Organization, Name: e.Name, Description: plainText(e.Description),
		PictureURL: e.PictureURL, PublicURL: e.PublicURL, StartsAt: toMS(e.StartsAt), EndsAt: toMS(e.EndsAt),
		Status: domain.EventPlanned, SeenAt: toMS(asked),
	}
	if len(e.Sessions) == 0 {
		return []store.WebinarEvent{base}
	}
	runs := make([]store.WebinarEvent, 0, len(e.Sessions))
	for _, session := range e.Sessions {
		if session.ID <= 0 {
			continue
		}
		run := base
		run.SessionID, run.Status = session.ID, session.Status
		if !session.StartsAt.IsZero() {
			run.StartsAt, run.EndsAt = toMS(session.StartsAt), toMS(session.EndsAt)
		}
		if len(e.Sessions) > 1 && session.Name != "" && session.Name != e.Name {
			run.Name = e.Name + ": " + session.Name
		}
		runs = append(runs, run)
	}
	return runs
}

// toMS cuts a time to what the database keeps.
func toMS(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return time.UnixMilli(t.UnixMilli()).UTC()
}

// match finds the row of a run: that of its session, else the event's row that has no session yet. An event whose sessions
// the platform does not tell this time keeps those that it has.
func match(known []store.WebinarEvent, run store.WebinarEvent) (store.WebinarEvent, bool) {
	for _, k := range known {
		if k.SessionID == run.SessionID {
			return k, true
		}
	}
	for _, k := range known {
		if k.SessionID == 0 {
			return k, true
		}
	}
	return store.WebinarEvent{}, false
}

// same tells whether a row says what the platform says.
func same(was, is store.WebinarEvent) bool {
	return was.SessionID == is.SessionID && was.Organization == is.Organization && was.Name == is.Name &&
		was.Description == is.Description && was.PictureURL == is.PictureURL && was.PublicURL == is.PublicURL &&
		was.StartsAt.Equal(is.StartsAt) && was.EndsAt.Equal(is.EndsAt) && was.Status == is.Status
}

// setStatus keeps the status that the platform told when it was asked.
func (s *Service) setStatus(ctx context.Context, e store.WebinarEvent, status domain.EventStatus, asked time.Time) error {
	if e.Status == status {
		return nil
	}
	u := work.New(fmt.Sprintf("webinar:event:%d:%s", e.ID, status))
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.SetEventStatus(ctx, e.ID, status, asked)
		return err
	})
	s.eventChanged(u, e.ID)
	s.accountChanged(u, e.AccountID)
	if err := u.Commit(ctx, s.DB); err != nil {
		return fmt.Errorf("keep an event's status: %w", err)
	}
	return nil
}

// refreshWithin bounds what somebody waits for one event.
const refreshWithin = 8 * time.Second

// Refresh asks the platform for an event and gives it as it is now. When the platform does not answer it is the last known
// one, and its Trouble says why.
func (s *Service) Refresh(ctx context.Context, actor, eventID int64) (Event, error) {
	p, err := s.enterEvent(ctx, actor, eventID, domain.DeedEventView)
	if err != nil {
		return Event{}, err
	}
	h, err := s.open(p.account)
	if err != nil {
		return Event{}, err
	}
	asking, cancel := within(ctx, refreshWithin)
	defer cancel()
	problem, err := s.reread(asking, h, p.event)
	if err != nil {
		return Event{}, err
	}
	if problem == nil && p.event.Status != domain.EventOver {
		if problem, err = s.readPremoderation(asking, h, p.account, p.event); err != nil {
			return Event{}, err
		}
	}
	event, err := s.EventFor(ctx, actor, eventID, domain.DeedEventView)
	if problem != nil {
		event.Trouble = TroubleOf(problem)
	}
	return event, err
}

// readPremoderation asks whether messages of an event wait for approval, where the platform tells. problem is the platform's,
// err ours.
func (s *Service) readPremoderation(ctx context.Context, h *handle, account store.WebinarAccount, e store.WebinarEvent) (problem, err error) {
	if account.Face != domain.WebinarCookie || e.SessionID == 0 {
		return nil, nil
	}
	on, err := h.Premoderation(ctx, e.SessionID)
	if err != nil {
		return err, nil
	}
	return nil, s.setPremoderation(ctx, e, on)
}

func (s *Service) setPremoderation(ctx context.Context, e store.WebinarEvent, on bool) error {
	value := int(switchOf(on))
	if e.Premoderation == value {
		return nil
	}
	u := work.New(fmt.Sprintf("webinar:event:%d:premoderation", e.ID))
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.SetPremoderation(ctx, e.ID, value)
		return err
	})
	s.eventChanged(u, e.ID)
	if err := u.Commit(ctx, s.DB); err != nil {
		return fmt.Errorf("keep an event's premoderation: %w", err)
	}
	return nil
}

func switchOf(on bool) Switch {
	if on {
		return On
	}
	return Off
}

// RunningEvents gives the events on air of all connected accounts, by our id, without a person: for the poller.
func (s *Service) RunningEvents(ctx context.Context) ([]Event, error) {
	rows, err := s.DB.RunningWebinarEvents(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what runs: %w", err)
	}
	list := make([]Event, len(rows))
	for i, row := range rows {
		list[i] = eventOf(row, store.WebinarAccount{}, domain.Nobody)
	}
	return list, nil
}
