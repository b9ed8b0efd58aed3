package accounts_test

import (
	"testing"

	"frontdesk/domain"
	"frontdesk/services/accounts"
	"frontdesk/services/work"
)

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
