package accounts_test

import (
	"context"
	"testing"

	"frontdesk/domain"
	"frontdesk/services/accounts"
	"frontdesk/services/work"
)

func TestABannedPersonIsToldOnceAndWhy(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		h.staff()
		h.ban(olga, masha, "чужой ключ")
		h.wantTold("5000000001 banned_reason: чужой ключ")
		if _, err := h.Actor(t.Context(), masha); domain.KindOf(err) != domain.KindForbidden {
			t.Errorf("banned, and still an actor: %v", err)
		}
		h.ban(olga, masha, "ещё раз")
		h.wantTold()
		card, err := h.Person(t.Context(), olga, masha)
		must(t, err)
		if card.Reason != "ещё раз" || !card.User.Banned || card.Shops != 1 || card.Self {
			t.Errorf("the card says %+v", card)
		}
		h.unban(olga, masha)
		h.unban(olga, masha)
		h.wantTold("5000000001 unbanned")
		if card, err = h.Person(t.Context(), olga, masha); err != nil || card.User.Banned || card.Reason != "" {
			t.Errorf("after the ban the card says %+v (%v)", card, err)
		}
	})
}

func (h *house) ban(actor, id int64, reason string) {
	h.t.Helper()
	u := h.unit()
	_, err := h.Ban(h.t.Context(), u, actor, id, reason)
	must(h.t, err)
	h.commit(u)
}

func (h *house) unban(actor, id int64) {
	h.t.Helper()
	u := h.unit()
	_, err := h.Unban(h.t.Context(), u, actor, id)
	must(h.t, err)
	h.commit(u)
}

func TestAfterACrashBetweenTheTwoDatabasesThePersonIsStillTold(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		h.staff()
		for _, change := range []struct {
			do   func(u *work.Unit) error
			told string
		}{
			{func(u *work.Unit) error { _, err := h.Ban(t.Context(), u, olga, masha, ""); return err }, "banned"},
			{func(u *work.Unit) error { _, err := h.Unban(t.Context(), u, olga, masha); return err }, "unbanned"},
			{func(u *work.Unit) error { _, err := h.SetActive(t.Context(), u, olga, masha, false); return err }, "deactivated"},
			{func(u *work.Unit) error { _, err := h.SetActive(t.Context(), u, olga, masha, true); return err }, "activated"},
		} {
			lost := h.unit()
			must(t, change.do(lost)) // the host's row is set, ours never is
			again := work.New(lost.Key())
			must(t, change.do(again))
			h.commit(again)
			h.wantTold("5000000001 " + change.told)
		}
	})
}

func TestASecondTapOnTheSubscriptionTellsNobody(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		h.staff()
		for range 2 {
			u := h.unit()
			got, err := h.SetActive(t.Context(), u, olga, masha, false)
			must(t, err)
			h.commit(u)
			if got.Active || h.find(masha).Active {
				t.Error("the subscription stands")
			}
		}
		h.wantTold("5000000001 deactivated")
	})
}

func TestWhoHasSignedOutIsNotToldOfTheSubscription(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		h.staff()
		u := h.unit()
		must(t, h.SignOut(t.Context(), u, masha))
		h.commit(u)
		for _, value := range []bool{false, true} {
			u := h.unit()
			got, err := h.SetActive(t.Context(), u, olga, masha, value)
			must(t, err)
			h.commit(u)
			if got.Active != value || h.find(masha).Active != value {
				t.Errorf("the subscription is not %t", value)
			}
		}
		h.wantTold()
	})
}

func TestOnlyAdminsChangePeopleAndNobodyThemself(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.staff()
	h.adminSends(pavel, "pavel", right)
	asks := map[string]func(actor, id int64) error{
		"ban":   func(actor, id int64) error { _, err := h.Ban(t.Context(), h.unit(), actor, id, ""); return err },
		"unban": func(actor, id int64) error { _, err := h.Unban(t.Context(), h.unit(), actor, id); return err },
		"active": func(actor, id int64) error {
			_, err := h.SetActive(t.Context(), h.unit(), actor, id, false)
			return err
		},
	}
	for name, ask := range asks {
		t.Run(name, func(t *testing.T) {
			wantKind(t, ask(masha, olga), domain.KindForbidden)
			wantKind(t, ask(404, olga), domain.KindForbidden)
			wantKind(t, ask(olga, olga), domain.KindInvalid)
			wantKind(t, ask(olga, 404), domain.KindNotFound)
		})
	}
	h.ban(pavel, olga, "")
	wantKind(t, asks["ban"](olga, masha), domain.KindForbidden)
	if h.find(masha).Banned {
		t.Error("a banned admin has banned somebody")
	}
}

func TestOnlyAdminsSeePeople(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.staff()
	_, err := h.ListPeople(t.Context(), masha, accounts.PeopleFilter{Size: 5})
	wantKind(t, err, domain.KindForbidden)
	_, err = h.Person(t.Context(), masha, olga)
	wantKind(t, err, domain.KindForbidden)
	_, err = h.PersonShops(t.Context(), masha, olga, 0, 5)
	wantKind(t, err, domain.KindForbidden)
	_, err = h.Person(t.Context(), olga, 404)
	wantKind(t, err, domain.KindNotFound)
}

func TestOfTwoAdminsWhoBanAtOnceOneIsTold(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.staff()
	h.adminSends(pavel, "pavel", right)
	first := h.unit()
	_, err := h.Ban(t.Context(), first, olga, masha, "первый")
	must(t, err)
	_, err = h.Ban(t.Context(), h.unit(), pavel, masha, "второй")
	wantKind(t, err, domain.KindConflict)
	h.commit(first)
	h.ban(pavel, masha, "")
	h.wantTold("5000000001 banned_reason: первый")
}

func TestAClaimOfAUnitThatIsNeverCommittedEnds(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.staff()
	h.adminSends(pavel, "pavel", right)
	_, err := h.Ban(t.Context(), h.unit(), olga, masha, "")
	must(t, err)
	h.clock.Advance(claimEnds)
	h.ban(pavel, masha, "")
	h.wantTold("5000000001 banned")
}

func TestPagesOfPeopleAndOfTheirShops(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		h.staff()
		for i := range int64(6) {
			h.sellerSends(610+i, "sample-key-001")
		}
		for _, key := range []string{"sample-key-002", "sample-key-003", "sample-key-004"} {
			h.sellerSends(masha, key)
		}
		p, err := h.ListPeople(t.Context(), olga, accounts.PeopleFilter{Page: 99, Size: 3})
		must(t, err)
		if p.Total != 8 || p.Pages != 3 || p.Page != 2 || len(p.Items) != 2 {
			t.Errorf("past the end of 8 people: page %d of %d with %d of %d", p.Page, p.Pages, len(p.Items), p.Total)
		}
		if p, err = h.ListPeople(t.Context(), olga, accounts.PeopleFilter{Query: "ИМЯ61", Size: 5}); err != nil || p.Total != 6 || p.Pages != 2 {
			t.Errorf("searching finds %d people on %d pages (%v)", p.Total, p.Pages, err)
		}
		if p, err = h.ListPeople(t.Context(), olga, accounts.PeopleFilter{Query: "никого", Page: 4, Size: 5}); err != nil || p.Total != 0 || p.Pages != 1 || p.Page != 0 {
			t.Errorf("nobody is found on page %d of %d (%v)", p.Page, p.Pages, err)
		}
		s, err := h.PersonShops(t.Context(), olga, masha, 1, 3)
		must(t, err)
		if s.Total != 4 || s.Pages != 2 || s.Page != 1 || len(s.Items) != 1 || s.User.ChatID != masha {
			t.Errorf("the second page of Masha's shops: %+v", s)
		}
	})
}

func TestABannedPersonWhoWritesIsToldAtOnceAndOnce(t *testing.T) {
	t.Parallel()
	h := withDjango(t)
	h.staff()
	h.djangoBans(masha, true)
	for range 3 {
		u := h.unit()
		must(t, h.TellBan(context.Background(), u, masha))
		h.commit(u)
	}
	h.wantTold("5000000001 banned")
}
