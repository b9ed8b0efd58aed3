package accounts_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/djangohash"
	"frontdesk/services/accounts"
)

func TestFiveWrongKeysLockForFifteenMinutes(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	for range accounts.MaxFailures - 1 {
		h.wantOutcome(h.sellerSends(masha, "wrong"), accounts.Wrong)
	}
	fifth := h.sellerSends(masha, "wrong")
	h.wantOutcome(fifth, accounts.Locked)
	if fifth.Minutes() != 15 {
		t.Errorf("locked for %d minutes, want 15", fifth.Minutes())
	}
	h.clock.Advance(4*time.Minute + time.Second)
	r := h.sellerSends(masha, "sample-key-001")
	h.wantOutcome(r, accounts.Locked)
	if r.Minutes() != 11 {
		t.Errorf("%d minutes are left, want 11", r.Minutes())
	}
	h.wantOutcome(h.sellerSends(pavel, "sample-key-001"), accounts.SignedIn)
	h.clock.Advance(11 * time.Minute)
	h.wantOutcome(h.sellerSends(masha, "wrong"), accounts.Wrong)
	h.wantOutcome(h.sellerSends(masha, "sample-key-001"), accounts.SignedIn)
}

func TestFailuresFadeAndSuccessForgetsThem(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	for range 3 * accounts.MaxFailures {
		h.wantOutcome(h.sellerSends(masha, "wrong"), accounts.Wrong)
		h.clock.Advance(accounts.LockFor)
	}
	for range 3 {
		for range accounts.MaxFailures - 1 {
			h.wantOutcome(h.adminSends(olga, "olga", "wrong"), accounts.Wrong)
		}
		h.wantOutcome(h.adminSends(olga, "olga", right), accounts.SignedIn)
	}
}

func TestAKeyThatIsKnownDoesNotPayForGuessing(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.sellerSends(masha, "sample-key-001")
	guesses := 0
	for range 10 {
		if h.sellerSends(masha, "a guess").Outcome != accounts.Wrong {
			break
		}
		guesses++
		h.sellerSends(masha, "sample-key-001")
	}
	if guesses != accounts.MaxFailures-1 {
		t.Errorf("%d wrong keys between right ones were let pass, want %d", guesses, accounts.MaxFailures-1)
	}
}

func TestAShopThatIsUnlinkedAndAddedAgainDoesNotPayForGuessing(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	first := h.sellerSends(masha, "sample-key-001")
	guesses := 0
	for range 10 {
		if h.sellerSends(masha, "a guess").Outcome != accounts.Wrong {
			break
		}
		guesses++
		_, err := h.host.UnlinkShop(t.Context(), masha, first.Shops[0].ID)
		must(t, err)
		h.sellerSends(masha, "sample-key-001")
	}
	if guesses != accounts.MaxFailures-1 {
		t.Errorf("%d wrong keys between right ones were let pass, want %d", guesses, accounts.MaxFailures-1)
	}
}

func TestAKnownKeyOnTheLastTryOpensTheDoorAgain(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.sellerSends(masha, "sample-key-001")
	for range accounts.MaxFailures - 1 {
		h.wantOutcome(h.sellerSends(masha, "wrong"), accounts.Wrong)
	}
	h.wantOutcome(h.sellerSends(masha, "sample-key-001"), accounts.SignedIn)
	h.wantOutcome(h.sellerSends(masha, "sample-key-001"), accounts.SignedIn)
	h.wantOutcome(h.sellerSends(masha, "wrong"), accounts.Locked)
}

func TestOurOwnTroubleLocksNobodyOut(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.guard.broken = errors.New("out of memory")
	for range 2 * accounts.MaxFailures {
		_, err := h.SignInAdmin(t.Context(), h.unit(), person(olga), "olga", right)
		wantKind(t, err, domain.KindUnavailable)
	}
	h.guard.broken = nil
	h.wantOutcome(h.adminSends(olga, "olga", right), accounts.SignedIn)
}

func TestEveryRefusedLoginLooksAndCostsTheSame(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	samples, err := h.host.SampleAdminHashes(t.Context(), 100)
	must(t, err)
	h.djangoSets("UPDATE auth_user SET password = '!no password' WHERE username = 'semyon'")
	for i, login := range []struct{ name, password string }{
		{"olga", "wrong"}, {"nobody", right}, {"nobody at all", "wrong"}, {"tamara", right}, {"ulyana", right}, {"semyon", right}, {"OLGA", right},
	} {
		h.wantOutcome(h.adminSends(int64(100+i), login.name, login.password), accounts.Wrong)
		if worked := h.guard.work(); len(worked) != 1 {
			t.Errorf("%q: %d hashes were worked on, want 1", login.name, len(worked))
		} else if h.isStandIn(login.name) && !slices.Contains(samples, worked[0]) {
			t.Errorf("%q was held against a hash that no admin has", login.name)
		}
	}
}

func (h *house) isStandIn(name string) bool {
	return name != "olga" && name != "tamara" && name != "ulyana" && name != "semyon"
}

func TestAnUnknownNameAlwaysCostsTheSame(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	seen := map[string]bool{}
	for i, name := range []string{"anna", "boris", "vera", "gleb", "daria", "egor", "zhanna", "igor", "kira", "lev", "maria", "nina"} {
		h.adminSends(int64(200+2*i), name, "wrong")
		h.adminSends(int64(201+2*i), name, "wrong")
		worked := h.guard.work()
		if len(worked) != 2 || worked[0] != worked[1] {
			t.Errorf("%q was held against %q", name, worked)
		}
		seen[worked[0]] = true
	}
	if len(seen) < 2 {
		t.Error("all unknown names are held against one hash: real names would stand out")
	}
}

func TestAHouseWithoutAdminsRefusesAtThePriceOfOurOwnHashes(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.djangoSets("DELETE FROM auth_user_groups")
	h.wantOutcome(h.adminSends(olga, "nobody", right), accounts.Wrong)
	worked := h.guard.work()
	if len(worked) != 1 {
		t.Fatalf("worked on %q", worked)
	}
	ok, err := djangohash.Verify(worked[0], right)
	if ok || err != nil {
		t.Errorf("the filler is no hash that costs something: %v, %v", ok, err)
	}
}

func TestFiveFailuresUnderOneNameLockTheName(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	for _, name := range []string{"olga", "nobody"} {
		spellings := []string{name, " " + name + " ", string(name[0]-32) + name[1:], fullWidth(name), name}
		for i, spelling := range spellings {
			r := h.adminSends(int64(300+i), spelling, "wrong")
			if want := i == len(spellings)-1; (r.Outcome == accounts.Locked) != want {
				t.Errorf("try %d as %q: outcome %d", i+1, spelling, r.Outcome)
			}
		}
		h.guard.work()
		h.wantOutcome(h.adminSends(400, name, right), accounts.Locked)
		if worked := h.guard.work(); len(worked) != 0 {
			t.Errorf("a locked name was checked all the same")
		}
	}
	h.wantOutcome(h.adminSends(400, "pavel", right), accounts.SignedIn)
	h.clock.Advance(accounts.LockFor)
	h.wantOutcome(h.adminSends(400, "olga", right), accounts.SignedIn)
}

// fullWidth writes ASCII letters as their full-width look-alikes, which Django reads as the same name.
func fullWidth(s string) string {
	wide := []rune(s)
	for i := range wide {
		wide[i] += 0xFEE0
	}
	return string(wide)
}

func TestTriesSideBySideAreNoMoreThanFive(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	var all sync.WaitGroup
	for i := range 40 {
		u := h.unit()
		all.Go(func() {
			if _, err := h.SignInAdmin(t.Context(), u, person(int64(500+i)), "olga", "wrong"); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if tries := len(h.guard.work()); tries != accounts.MaxFailures {
		t.Errorf("%d passwords were tried at once, want %d", tries, accounts.MaxFailures)
	}
}
