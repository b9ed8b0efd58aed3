package console

import (
	"context"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// User is a console user as an admin sees them.
type User struct {
	ID       int64
	Person   int64 // whom they act as
	Profile  Profile
	SeenAt   time.Time // when a session of theirs was last used; zero: they are signed in nowhere
	ClosedAt time.Time // zero: the console is open to them
	Own      bool      // signed up here: the console can be closed to them
	Self     bool      // who asks
}

// UserPage is a page of those who signed up here.
type UserPage struct {
	Items []User
	Page  int // the one that this is, from 0
	Pages int // at least 1
	Total int
}

// Users gives an admin a page of those who signed up here, by username; part of a name, or empty. A page past the end is the last.
func (s *Service) Users(ctx context.Context, actor int64, part string, page, size int) (UserPage, error) {
	var p UserPage
	if _, err := s.may(ctx, actor, domain.DeedConsoleUsers); err != nil {
		return p, err
	}
	p.Page = max(page, 0)
	list, total, err := s.deps.DB.SignedUp(ctx, part, size, p.Page*size)
	if p.Total, p.Pages = total, max((total+size-1)/max(size, 1), 1); err == nil && p.Page >= p.Pages {
		p.Page = p.Pages - 1
		list, _, err = s.deps.DB.SignedUp(ctx, part, size, p.Page*size)
	}
	if err != nil {
		return p, fmt.Errorf("list console users: %w", err)
	}
	for _, u := range list {
		p.Items = append(p.Items, s.user(u, actor))
	}
	return p, nil
}

func (s *Service) user(u store.ConsoleUser, actor int64) User {
	return User{
		ID: u.ID, Person: u.PersonID(), Profile: s.profile(u), ClosedAt: u.ClosedAt,
		Own: u.HostUser == 0 && u.Password != "", Self: u.PersonID() == actor,
	}
}

// UserOf gives an admin the console user who acts as a person. KindNotFound when there is none.
func (s *Service) UserOf(ctx context.Context, actor, person int64) (User, error) {
	if _, err := s.may(ctx, actor, domain.DeedConsoleUsers); err != nil {
		return User{}, err
	}
	row, err := s.rowOf(ctx, person)
	if err != nil {
		return User{}, err
	}
	user := s.user(row, actor)
	sessions, err := s.deps.DB.ConsoleSessions(ctx, person, s.deps.Now(), maxSessions)
	for _, one := range sessions {
		if one.SeenAt.After(user.SeenAt) {
			user.SeenAt = one.SeenAt
		}
	}
	return user, err
}

func (s *Service) rowOf(ctx context.Context, person int64) (row store.ConsoleUser, err error) {
	if person < 0 {
		row, err = s.deps.DB.FindConsoleUser(ctx, -person)
	} else {
		row, err = s.deps.DB.FindConsoleUserByTelegram(ctx, person)
	}
	if isNone(err) || err == nil && row.PersonID() != person {
		return row, domain.Fail(domain.KindNotFound, "error.not_found", nil)
	}
	if err != nil {
		return row, fmt.Errorf("read a console user: %w", err)
	}
	return row, nil
}

// SetOpen lets an admin close the console to somebody who signed up here, and open it again. Closing ends their sessions with the
// unit, and they are asked for at each request: no page that is open goes on. It tells false when that is so already. KindInvalid
// ("error.own_access") for oneself, KindForbidden ("error.user_elsewhere") for a Django user and for who comes by links of the bot
// alone, KindNotFound for who has no user here.
func (s *Service) SetOpen(ctx context.Context, u *work.Unit, actor, person int64, open bool) (bool, error) {
	name, err := s.may(ctx, actor, domain.DeedConsoleUsers)
	if err != nil {
		return false, err
	}
	row, err := s.rowOf(ctx, person)
	switch {
	case err != nil:
		return false, err
	case person == actor:
		return false, domain.Fail(domain.KindInvalid, "error.own_access", nil)
	case row.HostUser != 0 || row.Password == "":
		return false, domain.Fail(domain.KindForbidden, "error.user_elsewhere", nil)
	case row.Closed() != open:
		return false, nil
	}
	action := "user.close"
	if open {
		action = "user.open"
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		changed, err := setOpen(ctx, tx, row, open)
		if err != nil || !changed {
			return err
		}
		return tx.AddAudit(ctx, store.Audit{Actor: actor, Name: name, Action: action, Subject: subject(person), WorkKey: u.Key()})
	})
	return true, nil
}

func setOpen(ctx context.Context, tx *store.Tx, row store.ConsoleUser, open bool) (bool, error) {
	if open {
		return tx.OpenConsoleUser(ctx, row.ID)
	}
	return tx.CloseConsoleUser(ctx, row)
}

func closed() error { return domain.Fail(domain.KindForbidden, "error.console_closed", nil) }
