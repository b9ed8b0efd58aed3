package moderation

import (
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/work"
)

func TestRulesHoldPassAndDelete(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	h.rule(domain.RuleWords, "казино\n казино \n\nспам")
	h.rule(domain.RuleLinks, "")
	h.rule(domain.RuleRepeats, "5")
	h.rule(domain.RuleLong, "40")
	h.rule(domain.RuleAuto, "")
	for _, c := range []struct {
		author, text string
		state        domain.MessageState
		rule         domain.RuleKind
	}{
		{"Анна", "Здравствуйте!", approved, domain.RuleAuto},
		{"Анна", "Лучшее к а з и н о", awaiting, domain.RuleWords},
		{"Борис", "смотрите t.me/kurs", awaiting, domain.RuleLinks},
		{"Вера", strings.Repeat("очень ", 10), awaiting, domain.RuleLong},
		{"Глеб", "Когда перерыв?", approved, domain.RuleAuto},
		{"Глеб", "когда  ПЕРЕРЫВ", deleted, domain.RuleRepeats},
		{"Дина", "Когда перерыв?", approved, domain.RuleAuto}, // another author
	} {
		m := h.waits(c.author, c.text)
		h.deliver()
		if m = h.again(m); m.State != c.state || m.Rule != c.rule || !m.Settled() || m.DecidedBy != 0 {
			t.Errorf("%q: %+v", c.text, m)
		}
	}
	h.clock.Advance(6 * time.Minute)
	if m := h.waits("Глеб", "Когда перерыв?"); m.State != approved {
		t.Errorf("the same after a while: %+v", m)
	}
	rules, err := h.Rules(t.Context(), olga, account)
	must(t, err)
	for i, want := range []int{1, 1, 1, 1, 0, 4, 0} {
		if rules[i].Hits != want {
			t.Errorf("%s: %d hits, not %d", rules[i].Kind, rules[i].Hits, want)
		}
	}
	if rules[0].Value != "казино\nспам" {
		t.Errorf("%q", rules[0].Value)
	}
	h.clock.Advance(25 * time.Hour)
	if rules, err = h.Rules(t.Context(), olga, account); err != nil || rules[0].Hits != 0 {
		t.Errorf("a day later: %+v, %v", rules, err)
	}
}

func TestTrustIsEarnedByApprovalsAndLostByADeletion(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarUserAPI, sim.Options{})
	h.rule(domain.RuleTrust, "2")
	h.rule(domain.RuleLinks, "")
	h.rule(domain.RuleWords, "казино")
	approve := func(text string) domain.ModeratedMessage {
		m := h.waits("Анна", text)
		must(t, h.decides(masha, m, approved))
		h.deliver()
		return m
	}
	approve("первое")
	second := approve("второе")
	must(t, h.undoes(masha, second)) // does not count
	h.deliver()
	if m := h.waits("Анна", "рано"); m.State != awaiting {
		t.Errorf("%+v", m)
	}
	must(t, h.decides(petya, second, approved))
	if m := h.waits("Анна", "проходит, и example.ru тоже"); m.State != approved || m.Rule != domain.RuleTrust {
		t.Errorf("%+v", m)
	}
	if m := h.waits("Анна", "казино"); m.State != awaiting || m.Rule != domain.RuleWords {
		t.Errorf("stop words hold everybody: %+v", m)
	}
	list, err := h.Trusted(t.Context(), masha, account)
	if err != nil || len(list) != 1 || list[0].Name != "Анна" || list[0].ByName != "" || list[0].Approvals != 2 {
		t.Errorf("%+v, %v", list, err)
	}
	bad := h.waits("Анна", "казино снова")
	must(t, h.decides(masha, bad, deleted))
	h.deliver()
	h.clock.Advance(domain.DecisionUndo)
	h.deliver()
	if m := h.waits("Анна", "больше не проходит"); m.State != awaiting {
		t.Errorf("%+v", m)
	}
	// By hand is by hand.
	m := h.waits("Анна", "ещё")
	must(t, h.does(func(u *work.Unit) error { return h.Trust(t.Context(), u, petya, m.ID, true) }))
	bad = h.waits("Анна", "казино опять")
	must(t, h.decides(masha, bad, deleted))
	h.clock.Advance(domain.DecisionUndo)
	h.deliver()
	if m := h.waits("Анна", "проходит"); m.State != approved {
		t.Errorf("%+v", m)
	}
	list, err = h.Trusted(t.Context(), masha, account)
	if err != nil || len(list) != 1 || list[0].ByName != "Петя" {
		t.Fatalf("%+v, %v", list, err)
	}
	must(t, h.does(func(u *work.Unit) error { return h.TrustAuthor(t.Context(), u, masha, account, list[0].Author, false) }))
	if m := h.waits("Анна", "и снова нет"); m.State != awaiting {
		t.Errorf("%+v", m)
	}
}

func TestWithoutPremoderationRulesTakeBack(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	h.rule(domain.RuleWords, "казино")
	h.waits("Анна", "обычное") // the chat is known
	h.execute(`UPDATE frontdesk_webinar_event SET premoderation = 0 WHERE id = 1`)
	h.platform.SetPremoderation(h.session, "false")
	bad, good := h.says("Борис", "казино"), h.says("Анна", "ещё")
	h.later(time.Second)
	h.deliver()
	m := h.wantState(h.known(bad), awaiting, awaiting)
	h.wantEffects(m, "unapprove")
	h.wantState(h.known(good), approved, approved)
	if !slices.Equal(h.carried, []string{"+ещё"}) {
		t.Errorf("the relay has heard %v", h.carried)
	}
}

func TestAPhraseCanBeTried(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	h.rule(domain.RuleWords, "казино")
	h.rule(domain.RuleLinks, "")
	v, err := h.Try(t.Context(), olga, account, "", "КАЗИНО на example.ru")
	must(t, err)
	if v.State != awaiting || !slices.Equal(v.Stops, []domain.RuleKind{domain.RuleWords, domain.RuleLinks}) || v.Found != "казино" || v.By != "" {
		t.Errorf("%+v", v)
	}
	if v, err = h.Try(t.Context(), olga, account, "", "добрый день"); err != nil || len(v.Stops) != 0 || v.State != awaiting {
		t.Errorf("%+v, %v", v, err)
	}
	rules, err := h.Rules(t.Context(), admin, account)
	if err != nil || rules[0].Hits != 0 {
		t.Errorf("trying counts: %+v, %v", rules, err)
	}
}

func TestValuesThatNoRuleCanHave(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	set := func(kind domain.RuleKind, value string) error {
		return h.does(func(u *work.Unit) error {
			return h.SetRule(t.Context(), u, olga, account, domain.Rule{Kind: kind, Enabled: true, Value: value})
		})
	}
	for _, value := range []string{"0", "-1", "601", "1.5", "десять"} {
		h.wantKey(set(domain.RuleDelay, value), domain.KindInvalid, "error.rule_value")
	}
	h.wantKey(set(domain.RuleWords, strings.Repeat("x", 101)), domain.KindInvalid, "error.rule_words")
	if err := set("made up", ""); domain.KindOf(err) != domain.KindInvalid {
		t.Error(err)
	}
	must(t, set(domain.RuleLong, ""))
	rules, err := h.Rules(t.Context(), olga, account)
	must(t, err)
	if rules[3].Value != "300" || !rules[3].Enabled || rules[2].Enabled || rules[2].Value != "5" {
		t.Errorf("%+v", rules)
	}
}
