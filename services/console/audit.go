package console

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/store"
)

// AuditEntry is one line of who did what.
type AuditEntry struct {
	ID      int64
	At      time.Time
	Actor   int64  // a person; 0: the program itself, or, with an Address, a visitor who has not signed in
	Name    string // what the actor was called then, else is called now; empty when nobody knows any more
	Action  string // "shop.is_active", "person.ban"
	Subject string // "shop:5", "person:42"
	About   string // what the subject is called now; empty when it is gone, or has no name
	Details string
	Other   string // the name of the person that Details are about; empty when they are about nobody
	Address string // of the network; empty when it came from the bot, or from the program itself
}

// AuditFilter says which lines to read.
type AuditFilter struct {
	Actor   *int64 // nil: anybody
	Action  string // empty: anything
	Subject string // empty: anything
	Before  int64  // older than this line; 0: from the newest on
	Size    int
}

// Audit gives an admin the audit log, the newest first, and the id to go on before (0: that was all).
func (s *Service) Audit(ctx context.Context, actor int64, f AuditFilter) ([]AuditEntry, int64, error) {
	if _, err := s.may(ctx, actor, domain.DeedAudit); err != nil {
		return nil, 0, err
	}
	lines, err := s.deps.DB.AuditLines(ctx, store.AuditFilter{
		Actor: f.Actor, Action: f.Action, Subject: f.Subject, Before: f.Before, Limit: f.Size + 1,
	})
	if err != nil {
		return nil, 0, fmt.Errorf("read the audit log: %w", err)
	}
	next := int64(0)
	if len(lines) > f.Size {
		lines = lines[:f.Size]
		next = lines[f.Size-1].ID
	}
	names := s.names()
	list := make([]AuditEntry, len(lines))
	for i, l := range lines {
		if list[i], err = s.entry(ctx, names, l); err != nil {
			return nil, 0, err
		}
	}
	return list, next, nil
}

// entry is a line with the names of what it is about.
func (s *Service) entry(ctx context.Context, names names, l store.AuditLine) (AuditEntry, error) {
	e := AuditEntry{ID: l.ID, At: l.At(), Actor: l.Actor, Name: l.Name, Action: l.Action, Subject: l.Subject, Details: l.Details, Address: l.Address}
	var err error
	if e.About, err = names.of(ctx, l.Subject); err != nil {
		return e, err
	}
	if e.Name == "" && l.Actor != 0 {
		if e.Name, err = names.of(ctx, subject(l.Actor)); err != nil {
			return e, err
		}
	}
	if id, is := strings.CutPrefix(l.Details, invitedWords); is {
		e.Other, err = names.of(ctx, "person:"+id)
	}
	return e, err
}

// AuditChoice is somebody or something that the log can be asked for.
type AuditChoice struct {
	Value string // a person's id, a subject
	Name  string // empty when nobody knows any more
}

// AuditChoices are what there is in the log to ask for.
type AuditChoices struct {
	People  []AuditChoice
	Actions []string
	Shops   []AuditChoice
}

// mostChoices is how many of each are offered.
const mostChoices = 200

// AuditChoices tells an admin what the audit log can be asked for: who, what and which shops stand in it.
func (s *Service) AuditChoices(ctx context.Context, actor int64) (AuditChoices, error) {
	var c AuditChoices
	if _, err := s.may(ctx, actor, domain.DeedAudit); err != nil {
		return c, err
	}
	people, err := s.deps.DB.AuditActors(ctx, mostChoices)
	if err != nil {
		return c, fmt.Errorf("read who stands in the audit log: %w", err)
	}
	names := s.names()
	for _, p := range people {
		if p.Name == "" && p.ID != 0 {
			if p.Name, err = names.of(ctx, subject(p.ID)); err != nil {
				return c, err
			}
		}
		c.People = append(c.People, AuditChoice{strconv.FormatInt(p.ID, 10), p.Name})
	}
	if c.Actions, err = s.deps.DB.AuditActions(ctx, mostChoices); err != nil {
		return c, fmt.Errorf("read what stands in the audit log: %w", err)
	}
	shops, err := s.deps.DB.AuditSubjects(ctx, "shop", mostChoices)
	if err != nil {
		return c, fmt.Errorf("read which shops stand in the audit log: %w", err)
	}
	for _, subject := range shops {
		name, err := names.of(ctx, subject)
		if err != nil {
			return c, err
		}
		c.Shops = append(c.Shops, AuditChoice{subject, name})
	}
	return c, nil
}

// names are what subjects are called, each asked for once.
type names struct {
	s     *Service
	known map[string]string
}

func (s *Service) names() names { return names{s, map[string]string{}} }

// of is what a subject ("shop:5", "person:42", "event:7", "account:3") is called; empty when it is gone, or has no name.
func (n names) of(ctx context.Context, subject string) (string, error) {
	if name, known := n.known[subject]; known {
		return name, nil
	}
	kind, text, _ := strings.Cut(subject, ":")
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return "", nil
	}
	name, err := n.read(ctx, kind, id)
	if isNone(err) {
		err = nil
	}
	if err != nil {
		return "", fmt.Errorf("read the name of %s: %w", subject, err)
	}
	n.known[subject] = name
	return name, nil
}

func (n names) read(ctx context.Context, kind string, id int64) (string, error) {
	switch kind {
	case "shop":
		shop, err := n.s.deps.Host.FindShop(ctx, id)
		return shop.Name, err
	case "person":
		return n.person(ctx, id)
	case "event":
		event, err := n.s.deps.DB.FindWebinarEvent(ctx, id)
		return event.Name, err
	case "account":
		account, err := n.s.deps.DB.FindWebinarAccount(ctx, id)
		if account.Name != "" {
			return account.Name, err
		}
		return account.Login, err
	default:
		return "", nil
	}
}

// person is what somebody is called; who has linked Telegram since is called so under the old id as well.
func (n names) person(ctx context.Context, id int64) (string, error) {
	who, err := n.s.deps.People.Find(ctx, id)
	if err != nil {
		return "", err
	}
	if who != nil {
		return who.Name(), nil
	}
	var user store.ConsoleUser
	if id < 0 {
		user, err = n.s.deps.DB.FindConsoleUser(ctx, -id)
	} else {
		user, err = n.s.deps.DB.FindConsoleUserByTelegram(ctx, id)
	}
	if name := n.s.profile(user).Name(); name != "" || err != nil && !isNone(err) {
		return name, err
	}
	return n.s.deps.DB.ModeratorName(ctx, id)
}
