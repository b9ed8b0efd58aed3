package accounts_test

import (
	"slices"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/djangohash"
	"frontdesk/services/accounts"
)

func TestASellerSignsInWithAShopsKey(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		r := h.sellerSends(masha, "  sample-key-002\n")
		h.wantOutcome(r, accounts.SignedIn)
		if len(r.Linked) != 1 || r.Linked[0].ID != 2 || r.User.Role != domain.RoleSeller || !r.User.Active {
			t.Errorf("signed in as %+v with %+v", r.User, r.Linked)
		}
		again := h.sellerSends(masha, "sample-key-002")
		if len(again.Linked) != 0 || len(again.Shops) != 1 {
			t.Errorf("the same key again: linked %+v of %+v", again.Linked, again.Shops)
		}
		more := h.sellerSends(masha, "sample-key-003")
		if len(more.Linked) != 1 || more.Linked[0].ID != 3 {
			t.Errorf("one more shop: %+v", more.Linked)
		}
	})
}

func TestShopsThatShareAKeyAreAllLinked(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		h.djangoSets("UPDATE shops SET ozon_api_key = 'sample-key-001' WHERE id IN (4, 6)")
		if r := h.sellerSends(masha, "sample-key-001"); len(r.Linked) != 3 {
			t.Errorf("linked %+v, want three shops", r.Linked)
		}
	})
}

func TestAWrongKeyIsWrong(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		for _, key := range []string{"", "   ", "sample-key-00", "SAMPLE-KEY-001"} {
			h.wantOutcome(h.sellerSends(masha, key), accounts.Wrong)
		}
		if user, err := h.Find(t.Context(), masha); err != nil || user != nil {
			t.Errorf("a wrong key left the row %+v (%v)", user, err)
		}
	})
}

func TestManyPeopleSignInWithOneDjangoUser(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		for i := range int64(20) {
			h.wantOutcome(h.adminSends(600+i, "olga", right), accounts.SignedIn)
		}
		for i := range int64(20) {
			if _, err := h.Admin(t.Context(), 600+i); err != nil {
				t.Errorf("person %d: %v", 600+i, err)
			}
		}
	})
}

func TestSigningInAgainKeepsWhatAdminsHaveSet(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		h.staff()
		u := h.unit()
		must(t, h.SignOut(t.Context(), u, masha))
		h.commit(u)
		if _, err := h.Actor(t.Context(), masha); domain.KindOf(err) != domain.KindForbidden {
			t.Errorf("signed out, and still an actor: %v", err)
		}
		h.djangoSets("UPDATE tg_bot_telegramuser SET is_active = ? WHERE chat_id = ?", false, masha)

		u = h.unit()
		renamed := domain.Sender{ID: masha, FirstName: "Мария", Username: "maria"}
		r, err := h.SignInAdmin(t.Context(), u, renamed, "olga", right)
		must(t, err)
		h.commit(u)
		got := h.find(masha)
		if r.User != got || got.Name() != "Мария" || got.Username != "maria" || got.Role != domain.RoleAdmin || got.Active || got.LoggedOut {
			t.Errorf("after signing in again: %+v", got)
		}
		if linked, err := h.host.IsLinked(t.Context(), masha, 1); err != nil || !linked {
			t.Errorf("the shop is no longer linked (%v)", err)
		}
	})
}

func TestTheBannedDoNotGetInBySigningInAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		h.staff()
		must(t, h.SignOut(t.Context(), h.unit(), masha))
		h.djangoBans(masha, true)
		_, err := h.SignInSeller(t.Context(), h.unit(), person(masha), "sample-key-002")
		wantKind(t, err, domain.KindForbidden)
		_, err = h.SignInAdmin(t.Context(), h.unit(), person(masha), "olga", right)
		wantKind(t, err, domain.KindForbidden)
		if got := h.find(masha); !got.Banned || !got.LoggedOut {
			t.Errorf("the banned person is now %+v", got)
		}
	})
}

func TestAnAdminWhoSignsInWithAKeyBecomesASeller(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.staff()
	h.sellerSends(olga, "sample-key-005")
	if _, err := h.Admin(t.Context(), olga); domain.KindOf(err) != domain.KindForbidden {
		t.Errorf("still an admin: %v", err)
	}
}

func TestSigningOutAStrangerIsNothing(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	u := h.unit()
	must(t, h.SignOut(t.Context(), u, 404))
	h.commit(u)
}

// The same through real hashing: Django's own hashes let the right password in.
func TestDjangosUsersSignIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.openDjango()
	h.open(nil)
	for i, name := range []string{"olga", "pavel", "rita", "semyon", "fedor"} {
		h.wantOutcome(h.adminSends(int64(700+i), name, "demo-"+name+"-пароль"), accounts.SignedIn)
	}
	h.wantOutcome(h.adminSends(710, "olga", "demo-olga-пароль "+"x"), accounts.Wrong)
	h.wantOutcome(h.adminSends(711, "tamara", "demo-tamara-пароль"), accounts.Wrong)
	h.wantOutcome(h.adminSends(712, "ulyana", "demo-ulyana-пароль"), accounts.Wrong)
}

// A coarse look at the clock: known and unknown names take about as long. That the work is the same is shown by
// TestEveryRefusedLoginLooksAndCostsTheSame.
func TestKnownAndUnknownNamesTakeAboutAsLong(t *testing.T) {
	t.Parallel()
	hash, err := djangohash.Encode("a password")
	must(t, err)
	h := newHouse(t)
	h.openEmbedded(hash)
	h.open(nil)
	var known, unknown []time.Duration
	for i := range int64(accounts.MaxFailures) {
		known = append(known, h.timed(800+i, "olga"))
		unknown = append(unknown, h.timed(900+i, "nobody"))
	}
	a, b := slices.Min(known), slices.Min(unknown) // what else the machine does makes a try slower, never faster
	if a > 3*b || b > 3*a {
		t.Errorf("a known name takes %v, an unknown one %v", a, b)
	}
}

func (h *house) timed(id int64, name string) time.Duration {
	began := time.Now()
	h.adminSends(id, name, "wrong")
	return time.Since(began)
}
