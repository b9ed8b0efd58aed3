package keyboards

import (
	"strconv"
	"strings"

	"frontdesk/domain"
	"frontdesk/texts"
)

// maxWords is how much of the list of stop words its page shows, in characters.
const maxWords = 2000

// Rules lists an account's rules.
func Rules(p texts.Printer, v RulesView) Screen {
	here := Args{Account: v.Args.Account}
	s := Screen{State: StateRules, Text: paragraphs(p.HTML(texts.RulesTitle, texts.Params{"Name": called(p, v.Name)}), p.HTML(texts.RulesHint, nil))}
	for _, r := range v.Rules {
		to := here
		to.Query = string(r.Kind)
		s.Rows = append(s.Rows, []Button{{Label: label(ruleRow(p, r)), Action: ActOpen, Args: to}})
	}
	s.Rows = append(s.Rows,
		[]Button{button(p, texts.ButtonTryPhrase, ActTry, here)},
		[]Button{button(p, texts.ButtonTrustedAuthors, ActAuthors, here)}, back(p, here))
	return s
}

func ruleRow(p texts.Printer, r domain.Rule) string {
	params := texts.Params{"Name": ruleName(p, r.Kind)}
	switch {
	case !r.Enabled:
		return p.Text(texts.RulesRowOff, params)
	case r.Hits > 0:
		params[texts.Count] = r.Hits
		return p.Text(texts.RulesCaught, params)
	}
	return p.Text(texts.RulesRowOn, params)
}

// Rule is one rule.
func Rule(p texts.Printer, v RuleView) Screen {
	here := v.Args.Place()
	set, label, state := here, texts.ButtonSwitchOn, p.HTML(texts.RulePageIsOff, nil)
	set.Value = On
	if v.Rule.Enabled {
		set.Value, label, state = Off, texts.ButtonSwitchOff, p.HTML(texts.RulePageIsOn, nil)
	}
	hits := ""
	if v.Rule.Enabled || v.Rule.Hits > 0 {
		hits = p.HTML(texts.RulePageHits, texts.Params{texts.Count: v.Rule.Hits})
	}
	s := Screen{State: StateRule}
	s.Text = paragraphs(p.HTML(texts.RulePageTitle, texts.Params{"Name": ruleName(p, v.Rule.Kind)}), aboutRule(p, v.Rule), wordList(p, v.Rule), lines(state, hits))
	s.Rows = [][]Button{{button(p, label, ActSet, set)}}
	if hasValue(v.Rule.Kind) {
		s.Rows = append(s.Rows, []Button{button(p, texts.ButtonEdit, ActEdit, here)})
	}
	s.Rows = append(s.Rows, back(p, here))
	return s
}

func hasValue(kind domain.RuleKind) bool { return kind != domain.RuleLinks && kind != domain.RuleAuto }

// aboutRule says what a rule does, with its number.
func aboutRule(p texts.Printer, r domain.Rule) string {
	n, _ := strconv.Atoi(r.Value)
	count := texts.Params{texts.Count: n}
	switch r.Kind {
	case domain.RuleWords:
		return p.HTML(texts.RulePageWords, nil)
	case domain.RuleLinks:
		return p.HTML(texts.RulePageLinks, nil)
	case domain.RuleRepeats:
		return p.HTML(texts.RulePageRepeats, count)
	case domain.RuleLong:
		return p.HTML(texts.RulePageLong, count)
	case domain.RuleTrust:
		return p.HTML(texts.RulePageTrust, count)
	case domain.RuleAuto:
		return p.HTML(texts.RulePageAuto, nil)
	case domain.RuleDelay:
		return p.HTML(texts.RulePageDelay, count)
	}
	return ""
}

func wordList(p texts.Printer, r domain.Rule) string {
	if r.Kind != domain.RuleWords {
		return ""
	}
	if strings.TrimSpace(r.Value) == "" {
		return p.HTML(texts.RulePageNoWords, nil)
	}
	return p.HTML(texts.RulePageList, texts.Params{"Text": texts.CutRunes(r.Value, maxWords)})
}

// RuleValue asks for a rule's words or number. Query is the kind.
func RuleValue(p texts.Printer, v PromptView) Screen {
	key := texts.RulePageAskWords
	switch domain.RuleKind(v.Args.Query) {
	case domain.RuleRepeats:
		key = texts.RulePageAskMinutes
	case domain.RuleLong:
		key = texts.RulePageAskCharacters
	case domain.RuleTrust:
		key = texts.RulePageAskApprovals
	case domain.RuleDelay:
		key = texts.RulePageAskSeconds
	case domain.RuleWords, domain.RuleLinks, domain.RuleAuto:
	}
	return prompt(p, StateRuleValue, v, key)
}

// Try asks for a phrase, below what the rules do to the last one.
func Try(p texts.Printer, v TryView) Screen {
	s := prompt(p, StateTry, PromptView{Args: Args{Account: v.Args.Account, Value: v.Args.Value, Item: v.Args.Item}}, texts.TryAsk)
	if v.Args.Query != "" {
		s.Text = paragraphs(verdict(p, v), s.Text)
	}
	return s
}

func verdict(p texts.Printer, v TryView) string {
	stops := p.HTML(texts.TryClean, nil)
	if len(v.Stops) > 0 {
		names := make([]string, len(v.Stops))
		for i, kind := range v.Stops {
			names[i] = ruleName(p, kind)
		}
		stops = p.HTML(texts.TryStops, texts.Params{"Names": p.Names(names)})
	}
	found := ""
	if v.Found != "" {
		found = p.HTML(texts.TryFound, texts.Params{"Text": tidy(v.Found, maxName)})
	}
	ends := texts.TryWaits
	switch v.State {
	case domain.MessageApproved:
		ends = texts.TryApproved
	case domain.MessageDeleted:
		ends = texts.TryDeleted
	case domain.MessageAwaiting, domain.MessageUnsure:
	}
	phrase := p.HTML(texts.TryPhrase, texts.Params{"Text": tidy(v.Args.Query, maxQueueText)})
	return paragraphs(phrase, lines(stops, found, p.HTML(ends, texts.Params{"Name": ruleName(p, v.By)})))
}

// Trusted lists whose messages pass. Pressing a name ends that.
func Trusted(p texts.Printer, v TrustedView) Screen {
	here := v.Args.Place()
	s := Screen{State: StateTrusted, Text: p.HTML(texts.TrustedNone, nil)}
	if v.Total > 0 {
		rows := make([]string, len(v.Items))
		for i, item := range v.Items {
			rows[i] = trustedLine(p, item)
			to := here
			to.Item = item.Key
			s.Rows = append(s.Rows, []Button{{
				Label: label(p.Text(texts.TrustedRow, texts.Params{"Name": called(p, item.Name)})), Action: ActDistrust, Args: to,
			}})
		}
		s.Text = paragraphs(p.HTML(texts.TrustedTitle, texts.Params{texts.Count: v.Total}), lines(rows...), p.HTML(texts.TrustedHint, nil))
	}
	if v.Lost != "" {
		s.Text = paragraphs(s.Text, p.HTML(texts.TrustedLost, texts.Params{"Name": called(p, v.Lost)}))
		undo := here
		undo.Change = v.Args.Change
		s.Rows = append(s.Rows, []Button{button(p, texts.ButtonUndo, ActUndo, undo)})
	}
	s.Rows = append(s.Rows, pager(p, here, v.Pages), back(p, Args{Account: here.Account}))
	return s
}

func trustedLine(p texts.Printer, item TrustedRow) string {
	if item.By != "" {
		return p.HTML(texts.TrustedBy, texts.Params{"Name": called(p, item.Name), "By": called(p, item.By)})
	}
	return p.HTML(texts.TrustedByRule, texts.Params{"Name": called(p, item.Name), texts.Count: item.Approvals})
}

// maxReported is how many moderators a report names.
const maxReported = 20

// Report is a webinar in figures.
func Report(p texts.Printer, v ReportView) Screen {
	here := Args{Event: v.Args.Event}
	title := p.HTML(texts.FiguresTitle, texts.Params{"Name": called(p, v.Name)})
	s := Screen{State: StateReport, Rows: [][]Button{back(p, here)}}
	if v.Messages == 0 {
		s.Text = paragraphs(title, p.HTML(texts.FiguresNone, nil))
		return s
	}
	waits := ""
	if len(v.People) > 0 {
		waits = p.HTML(texts.FiguresWaits, texts.Params{"Median": span(p, v.Median), "Most": span(p, v.P95)})
	}
	s.Text = paragraphs(title, lines(
		p.HTML(texts.FiguresMessages, texts.Params{texts.Count: v.Messages}),
		p.HTML(texts.FiguresStates, texts.Params{"Approved": v.Approved, "Deleted": v.Deleted, "Awaiting": v.Awaiting}), waits,
	), reportPeople(p, v), reportAuthors(p, v.Authors))
	s.Rows = [][]Button{{button(p, texts.ButtonChart, ActChart, here), button(p, texts.ButtonTable, ActTable, here)}, back(p, here)}
	return s
}

// reportPeople are the shares of all that was decided: people, then rules and the platform itself.
func reportPeople(p texts.Printer, v ReportView) string {
	var list []string
	say := func(name string, share ReportPerson) {
		list = append(list, p.HTML(texts.FiguresPerson, texts.Params{"Name": name, "Approved": share.Approved, "Deleted": share.Deleted}))
	}
	for i, person := range v.People {
		if i == maxReported {
			list = append(list, p.HTML(texts.CommonMore, texts.Params{"Number": len(v.People) - i}))
			break
		}
		say(called(p, person.Name), person)
	}
	if v.Rules != (ReportPerson{}) {
		say(p.Text(texts.ConsoleByRules, nil), v.Rules)
	}
	if v.Platform != (ReportPerson{}) {
		say(p.Text(texts.ConsoleAtPlatform, nil), v.Platform)
	}
	if len(list) == 0 {
		return ""
	}
	return lines(append([]string{p.HTML(texts.FiguresPeople, nil)}, list...)...)
}

func reportAuthors(p texts.Printer, authors []ReportAuthor) string {
	if len(authors) == 0 {
		return ""
	}
	list := []string{p.HTML(texts.FiguresAuthors, nil)}
	for _, a := range authors[:min(len(authors), maxReported)] {
		list = append(list, p.HTML(texts.FiguresAuthor, texts.Params{"Name": called(p, a.Name), "Number": a.Messages}))
	}
	return lines(list...)
}
