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
	"frontdesk/services/work"
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

func TestAfterACrashSomebodyWithoutASubscriptionIsLetInAllTheSame(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		h.sellerSends(masha, "sample-key-001")
		must(t, h.host.SetActive(t.Context(), masha, false))
		must(t, h.host.SetLoggedOut(t.Context(), masha, true))
		u := h.unit()
		_, err := h.SignInSeller(t.Context(), work.New(u.Key()), person(masha), "sample-key-001")
		must(t, err) // the host's row is set, ours never is
		again := work.New(u.Key())
		r, err := h.SignInSeller(t.Context(), again, person(masha), "sample-key-001")
		must(t, err)
		h.commit(again)
		h.wantOutcome(r, accounts.SignedIn)
		_, err = h.SignInSeller(t.Context(), h.unit(), person(masha), "sample-key-001")
		if domain.KindOf(err) != domain.KindForbidden || err == nil {
			t.Errorf("signed in and without a subscription: %v", err)
		}
	})
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

func TestAnUpdateThatIsDoneAgainAfterACrashCountsOnce(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	u := h.unit()
	for range 4 * accounts.MaxFailures {
		// Never committed: each time the power fails just before.
		r, err := h.SignInSeller(t.Context(), u, person(masha), "wrong")
		must(t, err)
		h.wantOutcome(r, accounts.Wrong)
	}
	for range accounts.MaxFailures - 2 {
		h.wantOutcome(h.sellerSends(masha, "wrong"), accounts.Wrong)
	}
	h.wantOutcome(h.sellerSends(masha, "wrong"), accounts.Locked)
}

func TestAfterACrashASellerHearsThatTheShopWasAdded(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		u := h.unit()
		for range 3 {
			// The host has the link; the power fails before our own transaction is on disk.
			r, err := h.SignInSeller(t.Context(), work.New(u.Key()), person(masha), "sample-key-001")
			must(t, err)
			if len(r.Linked) != 1 {
				t.Fatalf("the answer names %d added shops, want 1", len(r.Linked))
			}
		}
		again := work.New(u.Key())
		_, err := h.SignInSeller(t.Context(), again, person(masha), "sample-key-001")
		must(t, err)
		h.commit(again)
		h.wantAudit("sign_in.seller", 1)
		if r := h.sellerSends(masha, "sample-key-001"); len(r.Linked) != 0 {
			t.Errorf("another message with the same key has added %d shops", len(r.Linked))
		}
	})
}

func TestAfterACrashASigningOutIsInTheAuditLog(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		h.sellerSends(masha, "sample-key-001")
		u := h.unit()
		must(t, h.SignOut(t.Context(), work.New(u.Key()), masha)) // the host's row is set, ours never is
		again := work.New(u.Key())
		must(t, h.SignOut(t.Context(), again, masha))
		h.commit(again)
		second := h.unit()
		must(t, h.SignOut(t.Context(), second, masha))
		h.commit(second)
		h.wantAudit("sign_out", 1)
	})
}

// wantAudit counts the lines about an action. Those of a shop that was added must name it.
func (h *house) wantAudit(action string, want int) {
	h.t.Helper()
	var details []string
	must(h.t, h.db.Readers().SelectContext(h.t.Context(), &details, "SELECT details FROM frontdesk_audit WHERE action = ?", action))
	if len(details) != want {
		h.t.Errorf("%d lines about %s in the audit log, want %d", len(details), action, want)
	}
	for _, line := range details {
		if action == "sign_in.seller" && line == "" {
			h.t.Error("the audit log does not say which shop was added")
		}
	}
}

func TestTheRightPasswordOnTheLastTrySurvivesACrash(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		for range accounts.MaxFailures - 1 {
			h.adminSends(olga, "olga", "wrong")
		}
		u := h.unit()
		for range 3 {
			// The try is the fifth and counted; the power fails before its success is on disk.
			r, err := h.SignInAdmin(t.Context(), u, person(olga), "olga", right)
			must(t, err)
			h.wantOutcome(r, accounts.SignedIn)
		}
		h.wantOutcome(h.adminSends(olga, "olga", right), accounts.Locked)
		again := work.New(u.Key())
		r, err := h.SignInAdmin(t.Context(), again, person(olga), "olga", right)
		must(t, err)
		h.wantOutcome(r, accounts.SignedIn)
		h.commit(again)
		h.wantOutcome(h.adminSends(olga, "olga", right), accounts.SignedIn)
	})
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
	a, b := median(known), median(unknown)
	if a > 3*b || b > 3*a {
		t.Errorf("a known name takes %v, an unknown one %v", a, b)
	}
}

func (h *house) timed(id int64, name string) time.Duration {
	began := time.Now()
	h.adminSends(id, name, "wrong")
	return time.Since(began)
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}
