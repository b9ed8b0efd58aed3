package moderation

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"frontdesk/domain"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

// numbers are the rules whose value is a whole number, with its bounds and what it is until somebody says otherwise.
var numbers = map[domain.RuleKind]struct{ least, most, standard int }{
	domain.RuleRepeats: {1, 24 * 60, 5},
	domain.RuleLong:    {10, 4000, 300},
	domain.RuleTrust:   {1, 100, 3},
	domain.RuleDelay:   {1, 600, 10},
}

// What stop words are bounded by.
const (
	mostWords   = 500
	longestWord = 100
)

// Rules reads an account's rules in their order, with what each has caught in the last 24 hours (by whole hours).
func (s *Service) Rules(ctx context.Context, actor, accountID int64) ([]domain.Rule, error) {
	if _, err := s.Webinars.Check(ctx, actor, accountID, domain.DeedRules); err != nil {
		return nil, err
	}
	set, err := s.ruleSet(ctx, accountID)
	if err != nil {
		return nil, err
	}
	hits, err := s.DB.RuleHits(ctx, accountID, s.Clock.Now().Add(-24*time.Hour))
	if err != nil {
		return nil, fmt.Errorf("count the rules' hits: %w", err)
	}
	rules := make([]domain.Rule, 0, len(set.rules))
	for _, kind := range domain.RuleKinds() {
		r := set.rules[kind]
		r.Hits = hits[kind]
		rules = append(rules, r)
	}
	return rules, nil
}

// SetRule keeps a rule. A stop word is one line: "слово" is caught at the beginning of a word, whatever ends it; "*слово"
// anywhere; in quotation marks it has to be the whole word. KindInvalid "error.rule_value" (Params Least and Most) or
// "error.rule_words" (Most) when the value does not do. An empty number is the usual one.
func (s *Service) SetRule(ctx context.Context, u *work.Unit, actor, accountID int64, r domain.Rule) error {
	if _, err := s.Webinars.Check(ctx, actor, accountID, domain.DeedRules); err != nil {
		return err
	}
	value, err := valueOf(r)
	if err != nil {
		return err
	}
	set, err := s.ruleSet(ctx, accountID)
	if err != nil {
		return err
	}
	r.Value = value
	if action := changeOf(set.rules[r.Kind], r); action != "" {
		if err := s.audit(ctx, u, actor, accountID, action, detailsOf(r)); err != nil {
			return err
		}
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		if err := tx.SetModerationRule(ctx, accountID, r); err != nil {
			return err
		}
		return s.Chats.RefreshNow(ctx, tx, u, webinars.AccountSubject(accountID), 0)
	})
	return nil
}

// changeOf is the audit log's action for a rule that becomes another; empty when nothing changes.
func changeOf(was, now domain.Rule) string {
	switch {
	case now.Enabled && !was.Enabled:
		return "rule.on"
	case was.Enabled && !now.Enabled:
		return "rule.off"
	case was.Value != now.Value:
		return "rule.change"
	}
	return ""
}

// detailsOf are a rule's kind and its number, in the audit log: "long 300". Of stop words it is how many there are.
func detailsOf(r domain.Rule) string {
	switch {
	case r.Value == "":
		return string(r.Kind)
	case r.Kind == domain.RuleWords:
		return fmt.Sprintf("%s %d", r.Kind, strings.Count(r.Value, "\n")+1)
	}
	return string(r.Kind) + " " + r.Value
}

// valueOf brings a rule's value into its form.
func valueOf(r domain.Rule) (string, error) {
	if r.Kind == domain.RuleWords {
		return wordsOf(r.Value)
	}
	bounds, has := numbers[r.Kind]
	switch {
	case !has && slices.Contains(domain.RuleKinds(), r.Kind):
		return "", nil
	case !has:
		return "", &domain.Error{Kind: domain.KindInvalid, Err: fmt.Errorf("there is no rule %.20q", r.Kind)}
	case strings.TrimSpace(r.Value) == "":
		return strconv.Itoa(bounds.standard), nil
	}
	n, err := strconv.Atoi(strings.TrimSpace(r.Value))
	if err != nil || n < bounds.least || n > bounds.most {
		return "", domain.Fail(domain.KindInvalid, "error.rule_value", map[string]any{"Least": bounds.least, "Most": bounds.most})
	}
	return strconv.Itoa(n), nil
}

// wordsOf tidies a list of stop words: one a line, none twice.
func wordsOf(value string) (string, error) {
	var lines []string
	for line := range strings.Lines(value) {
		if line = strings.Join(strings.Fields(line), " "); line == "" || slices.Contains(lines, line) {
			continue
		}
		if utf8.RuneCountInString(line) > longestWord || len(lines) == mostWords {
			return "", domain.Fail(domain.KindInvalid, "error.rule_words", map[string]any{"Most": mostWords})
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n"), nil
}

// ruleSet is an account's rules ready to be held against messages.
type ruleSet struct {
	rules map[domain.RuleKind]domain.Rule
	words []stopWord
}

// ruleSet reads all rules of an account: those that nobody has set are off.
func (s *Service) ruleSet(ctx context.Context, accountID int64) (ruleSet, error) {
	kept, err := s.DB.ModerationRules(ctx, accountID)
	if err != nil {
		return ruleSet{}, fmt.Errorf("read the rules: %w", err)
	}
	set := ruleSet{rules: map[domain.RuleKind]domain.Rule{}}
	for _, kind := range domain.RuleKinds() {
		set.rules[kind] = domain.Rule{Kind: kind}
	}
	for _, r := range kept {
		set.rules[r.Kind] = r
	}
	for kind, bounds := range numbers {
		if r := set.rules[kind]; r.Value == "" {
			r.Value = strconv.Itoa(bounds.standard)
			set.rules[kind] = r
		}
	}
	if set.on(domain.RuleWords) {
		set.words = stopWords(set.rules[domain.RuleWords].Value)
	}
	return set, nil
}

func (r ruleSet) on(kind domain.RuleKind) bool { return r.rules[kind].Enabled }

// number is a rule's value.
func (r ruleSet) number(kind domain.RuleKind) int {
	n, err := strconv.Atoi(r.rules[kind].Value)
	if err != nil {
		return numbers[kind].standard
	}
	return n
}

// delay is how long approved messages wait before they appear outside.
func (r ruleSet) delay() time.Duration {
	if !r.on(domain.RuleDelay) {
		return 0
	}
	return time.Duration(r.number(domain.RuleDelay)) * time.Second
}

// passes tells whether an author is trusted: by somebody's word, or by the rule while it is on.
func (r ruleSet) passes(a store.Author) bool {
	return a.Trusted && (a.ByID != 0 || r.on(domain.RuleTrust))
}

// Try tells what the rules would say to a phrase of an author (by name; may be empty). Nothing is counted. Repeats are not
// tried: a phrase has no history.
func (s *Service) Try(ctx context.Context, actor, accountID int64, author, text string) (Verdict, error) {
	if _, err := s.Webinars.Check(ctx, actor, accountID, domain.DeedRules); err != nil {
		return Verdict{}, err
	}
	set, err := s.ruleSet(ctx, accountID)
	if err != nil {
		return Verdict{}, err
	}
	known, err := s.DB.FindAuthor(ctx, accountID, author)
	if err != nil {
		return Verdict{}, fmt.Errorf("read the author: %w", err)
	}
	return set.judge(text, set.passes(known), false), nil
}

// judge holds a message against the rules. Trusted authors pass all but the stop words; who says the same again is deleted;
// what another rule holds waits; the rest is approved when that is asked for.
func (r ruleSet) judge(text string, trusted, repeated bool) Verdict {
	var v Verdict
	stop := func(kind domain.RuleKind, found string) {
		v.Stops = append(v.Stops, kind)
		if v.Found == "" {
			v.Found = found
		}
	}
	if found := findWord(r.words, text); found != "" {
		stop(domain.RuleWords, found)
	}
	if trusted && len(v.Stops) == 0 {
		v.State, v.By = domain.MessageApproved, domain.RuleTrust
		return v
	}
	if found := findLink(text); found != "" && r.on(domain.RuleLinks) {
		stop(domain.RuleLinks, found)
	}
	if repeated && r.on(domain.RuleRepeats) {
		stop(domain.RuleRepeats, "")
	}
	if r.on(domain.RuleLong) && utf8.RuneCountInString(text) > r.number(domain.RuleLong) {
		stop(domain.RuleLong, "")
	}
	switch {
	case repeated && r.on(domain.RuleRepeats) && !trusted:
		v.State, v.By = domain.MessageDeleted, domain.RuleRepeats
	case len(v.Stops) == 0 && r.on(domain.RuleAuto):
		v.State, v.By = domain.MessageApproved, domain.RuleAuto
	}
	return v
}

// caught are the rules that a verdict counts for.
func (v Verdict) caught() []domain.RuleKind {
	if v.By == "" || slices.Contains(v.Stops, v.By) {
		return v.Stops
	}
	return append(slices.Clone(v.Stops), v.By)
}

// rule is the one that is named with the message: what has decided, else the first that holds it.
func (v Verdict) rule() domain.RuleKind {
	if v.By != "" {
		return v.By
	}
	if len(v.Stops) > 0 {
		return v.Stops[0]
	}
	return ""
}
