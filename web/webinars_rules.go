package web

import (
	"slices"
	"strings"

	"frontdesk/domain"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// rulesPage is what happens to messages by itself, and what would to a phrase.
type rulesPage struct {
	Account accountRow
	Rules   []ruleRow
	MayEdit bool
	Trusted []trustedRow
	Try     try
}

type ruleRow struct {
	Kind, Label, Hint, Unit string
	On, Enabled             bool // what is kept; what the form has
	Value                   string
	Words, Number           bool // what its value is
	Hits                    int
	Authors                 int // of the rule about trust: how many pass, by somebody's word too
	Problem                 string
}

type trustedRow struct {
	Author, Name, By string
	Approvals        int
}

// try is the form that tries a phrase, and what the rules said.
type try struct {
	Author, Text string
	Asked        bool
	State        string // awaiting, approved, deleted
	Why          []string
	Found        string
}

func (c *call) rulesPage(a webinars.Account) (rulesPage, error) {
	p := rulesPage{Account: c.accountRow(a), MayEdit: domain.May(a.Standing, domain.DeedRules)}
	list, err := c.h.Moderation.Rules(c.r.Context(), c.me(), a.ID)
	if err != nil {
		return p, err
	}
	for _, r := range list {
		kind := string(r.Kind)
		p.Rules = append(p.Rules, ruleRow{
			Kind: kind, Label: c.named("console.rule_"+kind, kind), Hint: c.named("console.rule_hint_"+kind, ""), Unit: c.named("console.rule_unit_"+kind, ""),
			On: r.Enabled, Enabled: r.Enabled, Value: r.Value, Words: r.Kind == domain.RuleWords, Hits: r.Hits,
			Number: slices.Contains([]domain.RuleKind{domain.RuleRepeats, domain.RuleLong, domain.RuleTrust, domain.RuleDelay}, r.Kind),
		})
	}
	authors, err := c.h.Moderation.Trusted(c.r.Context(), c.me(), a.ID)
	for _, t := range authors {
		p.Trusted = append(p.Trusted, trustedRow{t.Author, c.nameOr(t.Name), t.ByName, t.Approvals})
	}
	for i := range p.Rules {
		if p.Rules[i].Kind == string(domain.RuleTrust) {
			p.Rules[i].Authors = len(p.Trusted)
		}
	}
	return p, err
}

func (c *call) showRules() error {
	a, err := c.account()
	if err != nil {
		return err
	}
	p, err := c.rulesPage(a)
	if err != nil {
		return err
	}
	p.Try = try{Author: c.query("author"), Text: c.query("text"), Asked: c.query("text") != ""}
	if p.Try.Asked {
		if p.Try, err = c.tried(a.ID, p.Try); err != nil {
			return err
		}
	}
	if c.htmx() {
		return c.part("rules", "verdict", p.Try)
	}
	return c.show("rules", texts.ButtonRules, p)
}

func (c *call) tried(account int64, t try) (try, error) {
	v, err := c.h.Moderation.Try(c.r.Context(), c.me(), account, t.Author, t.Text)
	if err != nil {
		return t, err
	}
	t.State, t.Found = [...]string{"awaiting", "approved", "deleted", "awaiting"}[v.State&3], v.Found
	kinds := v.Stops
	if len(kinds) == 0 && v.By != "" {
		kinds = []domain.RuleKind{v.By}
	}
	for _, k := range kinds {
		t.Why = append(t.Why, c.named("console.rule_"+string(k), string(k)))
	}
	return t, nil
}

// saveRule keeps one rule. What does not do comes back in its form.
func (c *call) saveRule() error {
	a, err := c.account()
	if err != nil {
		return err
	}
	kind := c.r.PathValue("kind")
	if !slices.Contains(domain.RuleKinds(), domain.RuleKind(kind)) {
		return domain.Fail(domain.KindNotFound, "error.no_page", nil)
	}
	rule := domain.Rule{
		Kind: domain.RuleKind(kind), Enabled: c.r.PostFormValue("enabled") == "on",
		Value: strings.TrimSpace(strings.ReplaceAll(c.r.PostFormValue("value"), "\r\n", "\n")),
	}
	err = c.change(func(u *work.Unit) error { return c.h.Moderation.SetRule(c.r.Context(), u, c.me(), a.ID, rule) })
	if err == nil {
		return c.done(accountPath(a.ID)+"/rules#"+kind, texts.ConsoleSaved, nil)
	}
	words, ours := c.words(err)
	if !ours {
		return err
	}
	p, err := c.rulesPage(a)
	if err != nil {
		return err
	}
	for i := range p.Rules {
		if r := &p.Rules[i]; r.Kind == kind {
			r.Problem, r.Value, r.Enabled = words, rule.Value, rule.Enabled
		}
	}
	return c.showAs(statusOf(domain.KindInvalid), "rules", texts.ButtonRules, p)
}

func (c *call) trustAuthor() error {
	a, err := c.account()
	if err != nil {
		return err
	}
	if err := c.change(func(u *work.Unit) error {
		return c.h.Moderation.TrustAuthor(c.r.Context(), u, c.me(), a.ID, c.r.PostFormValue("author"), c.wantsOn())
	}); err != nil {
		return err
	}
	return c.done(accountPath(a.ID)+"/rules#trusted", texts.ConsoleSaved, nil)
}
