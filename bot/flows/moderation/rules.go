package moderation

import (
	"context"
	"hash/fnv"
	"math"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	service "frontdesk/services/moderation"
	"frontdesk/texts"
)

func (f *flow) loadRules(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	rules, err := f.Moderation.Rules(ctx, v.Person, v.Args.Account)
	if err != nil {
		return keyboards.Screen{}, err
	}
	a, err := f.Webinars.Account(ctx, v.Person, v.Args.Account)
	if err != nil {
		return keyboards.Screen{}, err
	}
	name := a.Name
	if name == "" {
		name = a.Login
	}
	return keyboards.Rules(v.Printer, keyboards.RulesView{Args: v.Args, Name: name, Rules: rules}), nil
}

// rule reads one rule; KindNotFound for a kind that does not exist.
func (f *flow) rule(ctx context.Context, person int64, a keyboards.Args) (domain.Rule, error) {
	rules, err := f.Moderation.Rules(ctx, person, a.Account)
	if err != nil {
		return domain.Rule{}, err
	}
	for _, r := range rules {
		if string(r.Kind) == a.Query {
			return r, nil
		}
	}
	return domain.Rule{}, &domain.Error{Kind: domain.KindNotFound}
}

func (f *flow) loadRule(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	r, err := f.rule(ctx, v.Person, v.Args)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return keyboards.Rule(v.Printer, keyboards.RuleView{Args: v.Args, Rule: r}), nil
}

func loadRuleValue(_ context.Context, v bot.View) (keyboards.Screen, error) {
	return keyboards.RuleValue(v.Printer, keyboards.PromptView{Args: v.Args}), nil
}

// setRule switches a rule. Stop words without a word are asked for first.
func (f *flow) setRule(ctx context.Context, t *bot.Turn) error {
	r, err := f.rule(ctx, t.Who.Sender.ID, t.Args)
	if err != nil {
		return err
	}
	r.Enabled = t.Args.Value == keyboards.On
	if r.Enabled && r.Kind == domain.RuleWords && r.Value == "" {
		t.Ask(keyboards.StateRuleValue, t.Args.Place(), "")
		return nil
	}
	if err := f.Moderation.SetRule(ctx, t.Unit, t.Who.Sender.ID, t.Args.Account, r); err != nil {
		return err
	}
	toast := texts.ToastRuleOff
	if r.Enabled {
		toast = texts.ToastRuleOn
	}
	t.Toast(toast, nil)
	t.Show(keyboards.StateRule, t.Args.Place())
	return nil
}

// enterRuleValue keeps what was sent, and switches the rule on: that is what somebody sets it for.
func (f *flow) enterRuleValue(ctx context.Context, t *bot.Turn) error {
	r, err := f.rule(ctx, t.Who.Sender.ID, t.Args)
	if err != nil {
		return err
	}
	r.Value, r.Enabled = t.Text, true
	err = f.Moderation.SetRule(ctx, t.Unit, t.Who.Sender.ID, t.Args.Account, r)
	switch {
	case err == nil:
		t.Show(keyboards.StateRule, t.Args.Place())
	case refused(t, err):
		t.Ask(keyboards.StateRuleValue, t.Args.Place(), "")
	default:
		return err
	}
	return nil
}

// longestPhrase is how much of a phrase is tried, in characters.
const longestPhrase = 2000

// enterPhrase shows what the rules do to a phrase, and waits for the next one.
func enterPhrase(_ context.Context, t *bot.Turn) error {
	t.Ask(keyboards.StateTry, keyboards.Args{Account: t.Args.Account, Query: texts.CutRunes(t.Text, longestPhrase)}, "")
	return nil
}

func (f *flow) loadTry(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	view := keyboards.TryView{Args: v.Args}
	verdict, err := f.Moderation.Try(ctx, v.Person, v.Args.Account, "", v.Args.Query)
	if err != nil {
		return keyboards.Screen{}, err
	}
	view.Found, view.Stops, view.State, view.By = verdict.Found, verdict.Stops, verdict.State, verdict.By
	return keyboards.Try(v.Printer, view), nil
}

func (f *flow) loadTrusted(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	all, err := f.Moderation.Trusted(ctx, v.Person, v.Args.Account)
	if err != nil {
		return keyboards.Screen{}, err
	}
	view := keyboards.TrustedView{Args: v.Args, Total: len(all), Pages: max(1, (len(all)+authorPage-1)/authorPage)}
	view.Args.Page = min(v.Args.Page, view.Pages-1)
	from := view.Args.Page * authorPage
	for _, a := range all[from:min(from+authorPage, len(all))] {
		view.Items = append(view.Items, keyboards.TrustedRow{Key: authorKey(a), Name: a.Name, By: a.ByName, Approvals: a.Approvals})
	}
	if v.Args.Change != 0 {
		lost, err := f.Moderation.LostTrust(ctx, v.Person, v.Args.Account)
		if err != nil {
			return keyboards.Screen{}, err
		}
		for _, a := range lost {
			if authorKey(a) == v.Args.Change {
				view.Lost = a.Name
			}
		}
	}
	return keyboards.Trusted(v.Printer, view), nil
}

// authorKey is what a button tells an author by: their own key may be a long name.
func authorKey(a service.Trusted) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(a.Author)) // a hash takes everything
	return int64(h.Sum64() & math.MaxInt64)
}

func (f *flow) distrust(ctx context.Context, t *bot.Turn) error {
	all, err := f.Moderation.Trusted(ctx, t.Who.Sender.ID, t.Args.Account)
	if err != nil {
		return err
	}
	t.Toast(texts.ToastAlready, nil)
	for _, a := range all {
		if authorKey(a) != t.Args.Item {
			continue
		}
		if err := f.Moderation.TrustAuthor(ctx, t.Unit, t.Who.Sender.ID, t.Args.Account, a.Author, false); err != nil {
			return err
		}
		t.Toast(texts.ToastDistrusted, nil)
	}
	here := t.Args.Place()
	here.Change = t.Args.Item
	t.Show(keyboards.StateTrusted, here)
	t.RenewIn(domain.DecisionUndo)
	return nil
}

// trustAgain takes back that somebody's trust was taken away: all is as it was.
func (f *flow) trustAgain(ctx context.Context, t *bot.Turn) error {
	lost, err := f.Moderation.LostTrust(ctx, t.Who.Sender.ID, t.Args.Account)
	if err != nil {
		return err
	}
	t.Toast(texts.ToastUndoLate, nil)
	for _, a := range lost {
		if authorKey(a) != t.Args.Change {
			continue
		}
		if err := f.Moderation.TrustAuthor(ctx, t.Unit, t.Who.Sender.ID, t.Args.Account, a.Author, true); err != nil {
			return err
		}
		t.Toast(texts.ToastUndone, nil)
	}
	t.Show(keyboards.StateTrusted, t.Args.Place())
	return nil
}
