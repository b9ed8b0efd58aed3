package webinars

import (
	"context"
	"fmt"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Roster lists everybody who may moderate an event by being asked to: the owner first, then the moderators, then admins who
// have put themselves on the list or moderate now.
func (s *Service) Roster(ctx context.Context, actor, eventID int64) ([]RosterEntry, error) {
	p, err := s.enterEvent(ctx, actor, eventID, domain.DeedEventView)
	if err != nil {
		return nil, err
	}
	return s.roster(ctx, p.account, eventID)
}

func (s *Service) roster(ctx context.Context, account store.WebinarAccount, eventID int64) ([]RosterEntry, error) {
	moderators, err := s.DB.ModeratorsOf(ctx, account.ID)
	if err != nil {
		return nil, fmt.Errorf("read moderators: %w", err)
	}
	marks, err := s.DB.EventModerators(ctx, eventID)
	if err != nil {
		return nil, fmt.Errorf("read a roster: %w", err)
	}
	marked := map[int64]store.EventModerator{}
	for _, m := range marks {
		marked[m.PersonID] = m
	}
	people := []int64{account.OwnerID}
	for _, m := range moderators {
		people = append(people, m.PersonID)
	}
	for _, m := range marks {
		if m.Listed || m.Here {
			people = append(people, m.PersonID)
		}
	}
	var list []RosterEntry
	seen := map[int64]bool{}
	for _, id := range people {
		if seen[id] {
			continue
		}
		seen[id] = true
		v, err := s.visit(ctx, id, account)
		if err != nil {
			return nil, err
		}
		if domain.May(v.standing, domain.DeedEventModerate) {
			list = append(list, RosterEntry{
				PersonID: id, Name: v.name, Listed: marked[id].Listed, Here: marked[id].Here, Owner: id == account.OwnerID,
			})
		}
	}
	return list, nil
}

// SetListed puts a person on an event's roster or takes them off. Moderators list themselves; for others it takes the owner.
// KindInvalid ("error.not_moderator") for somebody who may not moderate the event.
func (s *Service) SetListed(ctx context.Context, u *work.Unit, actor, eventID, personID int64, listed bool) error {
	deed := domain.DeedEventModerate
	if personID != actor {
		deed = domain.DeedModeratorsInvite
	}
	p, err := s.enterEvent(ctx, actor, eventID, deed)
	if err != nil {
		return err
	}
	v, err := s.visit(ctx, personID, p.account)
	if err != nil {
		return err
	}
	if listed && !domain.May(v.standing, domain.DeedEventModerate) {
		return domain.Fail(domain.KindInvalid, "error.not_moderator", nil)
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.SetListed(ctx, eventID, personID, listed)
		return err
	})
	s.eventChanged(u, eventID)
	return nil
}
