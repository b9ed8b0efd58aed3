package accounts

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Outcome is how signing in ended. A refusal is a result and no error: it is counted and answered like everything else.
type Outcome int

// The outcomes.
const (
	SignedIn Outcome = iota + 1
	Wrong            // the key; or the name, the password, the group, an inactive user: all the same
	Locked           // too many failures
)

// SignIn is the result of signing in.
type SignIn struct {
	Outcome   Outcome
	LockedFor time.Duration       // with Locked
	User      domain.TelegramUser // with SignedIn
	Shops     []domain.Shop       // with SignedIn as a seller: all that have the key
	Linked    []domain.Shop       // those of Shops that the person did not have before
}

// Minutes is LockedFor as people are told it: begun minutes count.
func (r SignIn) Minutes() int { return int((r.LockedFor + time.Minute - 1) / time.Minute) }

// SignInSeller signs a person in as a seller by a shop's api key and links every shop that has exactly this key. A
// seller who is signed in adds a shop with the same call; an admin becomes a seller. KindForbidden for the banned, and
// for people who are signed in without a subscription.
func (s *Service) SignInSeller(ctx context.Context, u *work.Unit, sender domain.Sender, key string) (SignIn, error) {
	known, err := s.mayEnter(ctx, u, sender.ID)
	if err != nil {
		return SignIn{}, err
	}
	t, err := s.begin(ctx, u, Subject(sender.ID))
	if err != nil {
		return SignIn{}, err
	}
	if t.refused {
		return SignIn{Outcome: Locked, LockedFor: t.left}, nil
	}
	shops, err := s.host.ShopsByKey(ctx, strings.TrimSpace(key))
	if err != nil {
		return SignIn{}, s.abandon(ctx, u, t, fmt.Errorf("finding shops by key: %w", err))
	}
	if len(shops) == 0 {
		return s.refuse(u, sender, t), nil
	}
	r := SignIn{Outcome: SignedIn, Shops: shops}
	if r.User, err = s.host.SaveSignIn(ctx, sender, domain.RoleSeller, s.now()); err != nil {
		return SignIn{}, s.abandon(ctx, u, t, fmt.Errorf("saving a seller: %w", err))
	}
	if r.Linked, err = s.link(ctx, u, sender.ID, shops); err != nil {
		return SignIn{}, s.abandon(ctx, u, t, err)
	}
	if known {
		// A key that the person may have proved before proves nothing new, and a shop can be unlinked and added again: it must
		// not pay for guessing others.
		t.takeBack(u)
	} else {
		t.succeed(u)
	}
	audit(u, r.User, "sign_in.seller", sender.ID, names(r.Linked))
	return r, nil
}

// mayEnter keeps out those whom signing in must not let in, and tells whether the person has signed in before.
func (s *Service) mayEnter(ctx context.Context, u *work.Unit, id int64) (known bool, err error) {
	user, err := s.Find(ctx, id)
	if err != nil || user == nil {
		return false, err
	}
	if user.Banned {
		return true, forbidden()
	}
	if user.LoggedOut || user.Active {
		return true, nil
	}
	// Signed in without a subscription: by this very unit, before a crash, or earlier.
	begun, err := s.db.FindAttempts(ctx, markOf(u))
	if err == nil && begun.Failures == 0 {
		err = forbidden()
	}
	return true, err
}

// link links the shops that the person does not have, and gives them. After a crash the host has the links already;
// which of them are this unit's was written down before.
func (s *Service) link(ctx context.Context, u *work.Unit, id int64, shops []domain.Shop) ([]domain.Shop, error) {
	intent := "intent:" + u.Key() + ":shop.link"
	begun, err := s.db.Setting(ctx, intent)
	if err != nil {
		return nil, fmt.Errorf("look for an earlier try: %w", err)
	}
	ours := strings.Fields(begun)
	var linked []domain.Shop
	var ids []int64
	for _, shop := range shops {
		has, err := s.host.IsLinked(ctx, id, shop.ID)
		if err != nil {
			return nil, fmt.Errorf("reading who has shop %d: %w", shop.ID, err)
		}
		if !has || slices.Contains(ours, strconv.FormatInt(shop.ID, 10)) {
			linked, ids = append(linked, shop), append(ids, shop.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	if err := s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.SetSetting(ctx, intent, strings.Trim(fmt.Sprint(ids), "[]"))
	}); err != nil {
		return nil, fmt.Errorf("write down what is to be linked: %w", err)
	}
	if _, err := s.host.LinkShops(ctx, id, ids); err != nil {
		return nil, fmt.Errorf("linking shops: %w", err)
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.DropSetting(ctx, intent) })
	return linked, nil
}

func names(shops []domain.Shop) string {
	list := make([]string, len(shops))
	for i, shop := range shops {
		list[i] = fmt.Sprintf("%d %s", shop.ID, shop.Name)
	}
	return strings.Join(list, ", ")
}

// refuse is the end of a try that failed. The one that closes the door says so at once.
func (s *Service) refuse(u *work.Unit, sender domain.Sender, t try) SignIn {
	t.fail(u)
	if t.left <= 0 {
		return SignIn{Outcome: Wrong}
	}
	who := domain.TelegramUser{ChatID: sender.ID, FirstName: sender.FirstName, LastName: sender.LastName, Username: sender.Username}
	audit(u, who, "sign_in.locked", sender.ID, t.left.Round(time.Second).String())
	return SignIn{Outcome: Locked, LockedFor: t.left}
}

// SignInAdmin signs a person in as an admin by the name and password of a Django user who is active and in the group
// telegram_admins. Any number of people may sign in with one Django user. Every refusal is the same Wrong, after the
// same work. KindForbidden as SignInSeller.
func (s *Service) SignInAdmin(ctx context.Context, u *work.Unit, sender domain.Sender, username, password string) (SignIn, error) {
	if _, err := s.mayEnter(ctx, u, sender.ID); err != nil {
		return SignIn{}, err
	}
	nameKey, err := s.nameKey(ctx, username)
	if err != nil {
		return SignIn{}, err
	}
	t, err := s.begin(ctx, u, Subject(sender.ID), nameKey.subject())
	if err != nil {
		return SignIn{}, err
	}
	if t.refused {
		return SignIn{Outcome: Locked, LockedFor: t.left}, nil
	}
	ok, err := s.checkLogin(ctx, username, nameKey, password)
	if err != nil {
		return SignIn{}, s.abandon(ctx, u, t, err)
	}
	if !ok {
		return s.refuse(u, sender, t), nil
	}
	user, err := s.host.SaveSignIn(ctx, sender, domain.RoleAdmin, s.now())
	if err != nil {
		return SignIn{}, s.abandon(ctx, u, t, fmt.Errorf("saving an admin: %w", err))
	}
	t.succeed(u)
	audit(u, user, "sign_in.admin", sender.ID, strings.TrimSpace(username))
	return SignIn{Outcome: SignedIn, User: user}, nil
}

// SignOut signs a person out; shops stay linked. Nothing happens to somebody who is not signed in.
func (s *Service) SignOut(ctx context.Context, u *work.Unit, id int64) error {
	user, err := s.Find(ctx, id)
	if err != nil || user == nil {
		return err
	}
	news, err := s.beginSwitch(ctx, u, !user.LoggedOut)
	if err != nil || !news {
		return err
	}
	if err := s.host.SetLoggedOut(ctx, id, true); err != nil {
		return fmt.Errorf("signing out: %w", err)
	}
	u.Write(unmark(u))
	audit(u, *user, "sign_out", id, "")
	return nil
}
