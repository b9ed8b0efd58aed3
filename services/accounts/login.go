package accounts

import (
	"context"
	"errors"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Login is how a name and password at the console's door turned out.
type Login struct {
	Outcome   Outcome
	LockedFor time.Duration   // with Locked
	Host      domain.HostUser // with SignedIn: the Django user; its ID is 0 when own was right
}

// Login holds a name and password for the console: against the Django user of that name, who must be active and in
// telegram_admins, else against own, the encoded password of somebody who signed up here (empty: there is nobody of that name).
// A Django user's name is nobody else's. Failures count against the name and the address, as in the bot; success forgets those
// of the name alone, so that an account of one's own does not pay for guessing others'.
func (s *Service) Login(ctx context.Context, u *work.Unit, address, username, password, own string) (Login, error) {
	key, err := s.nameKey(ctx, username)
	if err != nil {
		return Login{}, err
	}
	from, err := s.nameKey(ctx, "address "+address)
	if err != nil {
		return Login{}, err
	}
	name, place := key.subject(), "from:"+from.subject()
	t, err := s.begin(ctx, u, name, place)
	if err != nil {
		return Login{}, err
	}
	if t.refused {
		return Login{Outcome: Locked, LockedFor: t.left}, nil
	}
	found, ok, err := s.checkConsole(ctx, username, key, password, own)
	if err != nil {
		return Login{}, s.abandon(ctx, u, t, err)
	}
	if !ok {
		t.fail(u)
		if t.left > 0 {
			lockedAtConsole(u)
			return Login{Outcome: Locked, LockedFor: t.left}, nil
		}
		return Login{Outcome: Wrong}, nil
	}
	try{subjects: []string{name}}.succeed(u)
	u.Write(try{subjects: []string{place}}.uncount)
	return Login{Outcome: SignedIn, Host: found}, nil
}

// checkConsole tells whether the password is right; the user's ID is 0 when own was. Whoever the name belongs to, it costs the
// same queries and one check.
func (s *Service) checkConsole(ctx context.Context, username string, key nameKey, password, own string) (domain.HostUser, bool, error) {
	user, err := s.host.FindUserByName(ctx, username)
	if err != nil && domain.KindOf(err) != domain.KindNotFound {
		return user, false, fmt.Errorf("finding a user: %w", err)
	}
	hosts := err == nil
	standIn, err := s.standIn(ctx, key)
	if err != nil {
		return user, false, err
	}
	encoded := standIn
	switch {
	case hosts:
		encoded = user.Password
	case own != "":
		encoded = own
	case key[8]%2 == 0:
		encoded = costlyFiller() // some unknown names cost what those who signed up here cost
	}
	ok, err := s.passwords.Check(ctx, encoded, password)
	for _, other := range []string{standIn, costlyFiller()} {
		if !useless(err) {
			break
		}
		_, err = s.passwords.Check(ctx, other, password)
		ok = false
	}
	switch {
	case err != nil:
		return user, false, &domain.Error{Kind: domain.KindUnavailable, Err: errors.Join(errors.New("checking a password"), err)}
	case hosts:
		return user, ok && user.Active && user.Admin, nil
	default:
		return domain.HostUser{}, ok && own != "", nil
	}
}

func lockedAtConsole(u *work.Unit) {
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		return tx.AddAudit(ctx, store.Audit{Action: "console.locked", WorkKey: u.Key()})
	})
}

// Prove lets prove hold a person's credentials against another house (a webinar platform), whose doors must not be tried through
// ours: what it refuses as KindUnauthorized counts against the person and against the login, as a failure at our own doors does,
// and apart from those. closed is how long the door stays closed: prove was not asked then, or this was the failure that closed
// it. An empty login counts for nobody. A login that is right forgets its failures; those of the person fade with time.
func (s *Service) Prove(ctx context.Context, u *work.Unit, person int64, login string, prove func(ctx context.Context) error) (closed time.Duration, err error) {
	place := "outside:" + Subject(person)
	subjects := []string{place}
	if login != "" {
		key, err := s.nameKey(ctx, "outside "+login)
		if err != nil {
			return 0, err
		}
		subjects = append(subjects, "outside:"+key.subject())
	}
	t, err := s.begin(ctx, u, subjects...)
	if err != nil {
		return 0, err
	}
	if t.refused {
		return t.left, nil
	}
	switch err = prove(ctx); {
	case err == nil:
		try{subjects: subjects[1:]}.succeed(u)
		u.Write(try{subjects: subjects[:1]}.uncount)
		return 0, nil
	case domain.KindOf(err) == domain.KindUnauthorized:
		t.fail(u)
		return max(t.left, 0), err
	default:
		return 0, s.abandon(ctx, u, t, err)
	}
}
