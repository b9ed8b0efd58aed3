package moderation

import (
	"context"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

// mostTrusted bounds the list of trusted authors.
const mostTrusted = 1000

// Trust lets the author of a message pass from now on, or no longer. What waits already goes on waiting: ApproveTrusted. Trust
// that is given back within domain.DecisionUndo after it was taken away is as it was, with who had given it and the approvals:
// that is the way to undo it, for everybody who may moderate.
func (s *Service) Trust(ctx context.Context, u *work.Unit, actor, messageID int64, trusted bool) error {
	m, e, err := s.reach(ctx, actor, messageID, domain.DeedEventModerate)
	if err != nil {
		return err
	}
	return s.trust(ctx, u, actor, e.AccountID, m.AuthorKey(), m.Author, trusted, webinars.EventSubject(e.ID), MessageSubject(m.ID))
}

// TrustAuthor does the same by an author's key, as Trusted gives it.
func (s *Service) TrustAuthor(ctx context.Context, u *work.Unit, actor, accountID int64, author string, trusted bool) error {
	if _, err := s.Webinars.Check(ctx, actor, accountID, domain.DeedEventModerate); err != nil {
		return err
	}
	if author == "" {
		return &domain.Error{Kind: domain.KindInvalid}
	}
	return s.trust(ctx, u, actor, accountID, author, "", trusted)
}

func (s *Service) trust(ctx context.Context, u *work.Unit, actor, accountID int64, key, name string, trusted bool, subjects ...string) error {
	by, err := s.called(ctx, actor, accountID)
	if err != nil {
		return err
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		a, err := tx.FindAuthor(ctx, accountID, key)
		if err != nil {
			return err
		}
		was := a
		changeTrust(&a, trusted, actor, tx.Now)
		if name != "" || a.Name == "" {
			a.Name = name
		}
		if a.Name == "" {
			a.Name = key
		}
		if err := tx.SaveAuthor(ctx, accountID, a); err != nil {
			return err
		}
		if err := noteTrust(ctx, tx, was, a, store.Audit{Actor: actor, Name: by, Subject: webinars.AccountSubject(accountID), WorkKey: u.Key()}); err != nil {
			return err
		}
		for _, subject := range append(subjects, webinars.AccountSubject(accountID)) {
			if err := s.Chats.RefreshNow(ctx, tx, u, subject, 0); err != nil {
				return err
			}
		}
		return nil
	})
	return nil
}

// noteTrust writes into the audit log what has become of an author; a press that changes nothing leaves no line.
func noteTrust(ctx context.Context, tx *store.Tx, was, now store.Author, line store.Audit) error {
	switch {
	case now.Trusted && (!was.Trusted || was.ByID != now.ByID):
		line.Action = "author.trust"
	case was.Trusted && !now.Trusted:
		line.Action = "author.distrust"
	default:
		return nil
	}
	line.Details = now.Name
	return tx.AddAudit(ctx, line)
}

func changeTrust(a *store.Author, trusted bool, actor int64, now time.Time) {
	back := a.Withdrawn && now.UnixMilli()-a.ChangedAt < domain.DecisionUndo.Milliseconds()
	switch {
	case trusted && back:
		a.Withdrawn, a.Trusted = false, true
	case trusted:
		anew(a)
		a.Trusted, a.ByID = true, actor
	case a.Trusted:
		a.Trusted, a.Withdrawn = false, true
	}
}

// anew lets an author whose trust was taken away begin from nothing.
func anew(a *store.Author) {
	if a.Withdrawn {
		a.Withdrawn, a.Approvals, a.ByID = false, 0, 0
	}
}

// LostTrust reads the authors whose trust was taken away a moment ago, and can be given back as it was.
func (s *Service) LostTrust(ctx context.Context, actor, accountID int64) ([]Trusted, error) {
	if _, err := s.Webinars.Check(ctx, actor, accountID, domain.DeedEventModerate); err != nil {
		return nil, err
	}
	authors, err := s.DB.WithdrawnAuthors(ctx, accountID, s.Clock.Now().Add(-domain.DecisionUndo), mostTrusted)
	if err != nil {
		return nil, fmt.Errorf("read whose trust was taken away: %w", err)
	}
	list := make([]Trusted, len(authors))
	for i, a := range authors {
		list[i] = Trusted{Author: a.Key, Name: a.Name}
	}
	return list, nil
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
	anew(&a)
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
	anew(&a)
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
