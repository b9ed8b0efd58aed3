package moderation

import (
	"context"
	"fmt"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// mostTrusted bounds the list of trusted authors.
const mostTrusted = 1000

// Trust lets the author of a message pass from now on, or no longer. What waits already goes on waiting: ApproveTrusted.
func (s *Service) Trust(ctx context.Context, u *work.Unit, actor, messageID int64, trusted bool) error {
	m, e, err := s.reach(ctx, actor, messageID, domain.DeedEventModerate)
	if err != nil {
		return err
	}
	s.trust(u, actor, e.AccountID, m.AuthorKey(), m.Author, trusted, fmt.Sprintf("event:%d", e.ID), fmt.Sprintf("message:%d", m.ID))
	return nil
}

// TrustAuthor does the same by an author's key, as Trusted gives it.
func (s *Service) TrustAuthor(ctx context.Context, u *work.Unit, actor, accountID int64, author string, trusted bool) error {
	if _, err := s.Webinars.Check(ctx, actor, accountID, domain.DeedEventModerate); err != nil {
		return err
	}
	if author == "" {
		return &domain.Error{Kind: domain.KindInvalid}
	}
	s.trust(u, actor, accountID, author, "", trusted)
	return nil
}

func (s *Service) trust(u *work.Unit, actor, accountID int64, key, name string, trusted bool, subjects ...string) {
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		a, err := tx.FindAuthor(ctx, accountID, key)
		if err != nil {
			return err
		}
		if a.Trusted, a.ByID = trusted, actor; !trusted {
			a.Approvals, a.ByID = 0, 0 // begins anew
		}
		if name != "" || a.Name == "" {
			a.Name = name
		}
		if a.Name == "" {
			a.Name = key
		}
		if err := tx.SaveAuthor(ctx, accountID, a); err != nil {
			return err
		}
		for _, subject := range append(subjects, fmt.Sprintf("account:%d", accountID)) {
			if err := s.Chats.RefreshNow(ctx, tx, u, subject, 0); err != nil {
				return err
			}
		}
		return nil
	})
}

// Trusted reads the authors who pass, by their keys; those that only the rule trusts count while it is on.
func (s *Service) Trusted(ctx context.Context, actor, accountID int64) ([]Trusted, error) {
	if _, err := s.Webinars.Check(ctx, actor, accountID, domain.DeedEventModerate); err != nil {
		return nil, err
	}
	set, err := s.ruleSet(ctx, accountID)
	if err != nil {
		return nil, err
	}
	authors, err := s.DB.TrustedAuthors(ctx, accountID, mostTrusted)
	if err != nil {
		return nil, fmt.Errorf("read trusted authors: %w", err)
	}
	var list []Trusted
	for _, a := range authors {
		if !set.passes(a) {
			continue
		}
		t := Trusted{Author: a.Key, Name: a.Name, Approvals: a.Approvals}
		if a.ByID != 0 {
			by, err := s.person(ctx, a.ByID, accountID)
			if err != nil && domain.KindOf(err) != domain.KindNotFound {
				return nil, err
			}
			t.ByName = by.name
		}
		list = append(list, t)
	}
	return list, nil
}

// count keeps account of a person's approvals: enough of them make an author trusted while the rule is on, and one that is
// taken back does not count.
func (w step) count(ctx context.Context, was, now domain.ModeratedMessage) error {
	by := 0
	switch {
	case was.State == domain.MessageAwaiting && now.State == domain.MessageApproved && now.DecidedBy != 0:
		by = 1
	case was.State == domain.MessageApproved && now.State == domain.MessageAwaiting && was.DecidedBy != 0:
		by = -1
	default:
		return nil
	}
	a, err := w.tx.FindAuthor(ctx, w.account, now.AuthorKey())
	if err != nil {
		return err
	}
	a.Name, a.Approvals = now.Author, max(0, a.Approvals+by)
	w.earn(&a)
	return w.tx.SaveAuthor(ctx, w.account, a)
}

// earn makes the rule's own trust what the approvals say. What somebody has said by hand stands.
func (w step) earn(a *store.Author) {
	if a.Trusted && a.ByID != 0 {
		return
	}
	a.Trusted = w.rules.on(domain.RuleTrust) && a.Approvals >= w.rules.number(domain.RuleTrust)
}

// forfeit takes away what an author has earned: a message has been deleted for good.
func (w step) forfeit(ctx context.Context, m domain.ModeratedMessage) error {
	a, err := w.tx.FindAuthor(ctx, w.account, m.AuthorKey())
	if err != nil || a.Approvals == 0 {
		return err
	}
	a.Approvals = 0
	w.earn(&a)
	return w.tx.SaveAuthor(ctx, w.account, a)
}

// delayed counts a message that appears outside later for the rule that makes it so.
func (w step) delayed(ctx context.Context) error {
	if w.rules.delay() == 0 {
		return nil
	}
	return w.tx.AddRuleHits(ctx, w.account, domain.RuleDelay, 1)
}
