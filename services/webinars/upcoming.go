package webinars

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"frontdesk/domain"
	"frontdesk/store"
)

// ahead is how far Upcoming looks.
const ahead = 7 * 24 * time.Hour

// Upcoming gives up to most events that run, or begin within a week, of all accounts that a person owns or moderates: those on
// air first. They are as we know them: the platform is not asked, but the keeper does so now and then for each account. Who may see
// none gets none.
func (s *Service) Upcoming(ctx context.Context, actor int64, most int) ([]Event, error) {
	who, err := s.person(ctx, actor)
	if err != nil || who.known && who.standing < domain.Member {
		return nil, err
	}
	accounts, err := s.accountsOf(ctx, who)
	if err != nil {
		return nil, fmt.Errorf("read webinar accounts: %w", err)
	}
	var list []Event
	for _, row := range accounts {
		v, err := s.visit(ctx, actor, row)
		if err != nil {
			return nil, err
		}
		if !domain.May(v.standing, domain.DeedEventView) {
			continue
		}
		events, err := s.scheduled(ctx, row.ID)
		if err != nil {
			return nil, err
		}
		for _, e := range slices.DeleteFunc(events, s.distant) {
			list = append(list, eventOf(e, row, v.standing))
		}
	}
	slices.SortStableFunc(list, func(a, b Event) int {
		return cmp.Or(cmp.Compare(later(a), later(b)), a.StartsAt.Compare(b.StartsAt), cmp.Compare(a.ID, b.ID))
	})
	return list[:min(len(list), most)], nil
}

func (s *Service) distant(e store.WebinarEvent) bool {
	return e.Status != domain.EventRunning && (e.StartsAt.IsZero() || e.StartsAt.After(s.Clock.Now().Add(ahead)))
}

func later(e Event) int {
	if e.Running() {
		return 0
	}
	return 1
}
