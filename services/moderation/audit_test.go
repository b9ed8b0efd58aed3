package moderation

import (
	"slices"
	"testing"

	"frontdesk/domain"
	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/work"
	"frontdesk/store"
)

// log is what the audit log says, the oldest first.
func (h *studio) log() (list []string) {
	h.t.Helper()
	lines, err := h.DB.AuditLines(h.t.Context(), store.AuditFilter{Limit: 100})
	must(h.t, err)
	for _, l := range slices.Backward(lines) {
		list = append(list, l.Name+" "+l.Action+" "+l.Subject+" "+l.Details)
	}
	return list
}

func TestTheAuditLogTellsWhoHasChangedTheRules(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	set := func(kind domain.RuleKind, on bool, value string) {
		t.Helper()
		must(t, h.does(func(u *work.Unit) error {
			return h.SetRule(t.Context(), u, olga, account, domain.Rule{Kind: kind, Enabled: on, Value: value})
		}))
	}
	set(domain.RuleLinks, true, "")
	set(domain.RuleLinks, true, "") // nothing new
	set(domain.RuleLinks, false, "")
	set(domain.RuleWords, true, "казино\nспам")
	set(domain.RuleWords, true, "казино\nспам\nставки")
	set(domain.RuleLong, true, "40")
	want := []string{
		"Ольга rule.on account:1 links", "Ольга rule.off account:1 links", "Ольга rule.on account:1 words 2",
		"Ольга rule.change account:1 words 3", "Ольга rule.on account:1 long 40",
	}
	if got := h.log(); !slices.Equal(got, want) {
		t.Errorf("the log says %q, not %q", got, want)
	}
}

func TestTheAuditLogTellsWhoTrustsAnAuthor(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarUserAPI, sim.Options{})
	m := h.waits("Анна", "привет")
	trust := func(trusted bool) {
		t.Helper()
		must(t, h.does(func(u *work.Unit) error { return h.Trust(t.Context(), u, masha, m.ID, trusted) }))
	}
	trust(true)
	trust(true) // nothing new
	trust(false)
	must(t, h.does(func(u *work.Unit) error { return h.TrustAuthor(t.Context(), u, olga, account, m.AuthorKey(), true) }))
	want := []string{"Маша author.trust account:1 Анна", "Маша author.distrust account:1 Анна", "Ольга author.trust account:1 Анна"}
	if got := h.log(); !slices.Equal(got, want) {
		t.Errorf("the log says %q, not %q", got, want)
	}
}
