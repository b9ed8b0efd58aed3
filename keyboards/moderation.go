package keyboards

import (
	"strings"
	"time"
	"unicode"

	"frontdesk/domain"
	"frontdesk/texts"
)

// How many characters of a message are shown: on a card, in a list, and in one line.
const (
	maxCardText  = 1500
	maxQueueText = 200
	maxShortText = 80
)

// maxTrouble bounds why something did not work: the platform's own words may be in it.
const maxTrouble = 250

// Card is one message with its buttons. Once it is decided it tells by whom, for as long as this person may take that back,
// and then folds into a line.
func Card(p texts.Printer, v CardView) Screen {
	m := v.Message
	s := Screen{State: StateCard}
	here := Args{Item: m.ID}
	row := func(buttons ...Button) { s.Rows = append(s.Rows, buttons) }
	if m.Trouble != "" {
		row(button(p, texts.ButtonAgain, ActAgain, here))
	}
	if v.MayUndo {
		row(button(p, texts.ButtonUndo, ActUndo, here))
	}
	switch {
	case m.State == domain.MessageAwaiting:
		if v.Flood {
			s.Unsent = DropIt
		}
		row(button(p, texts.ButtonApprove, ActApprove, here), button(p, texts.ButtonReject, ActReject, here))
		row(trustButton(p, v.Trusted, here))
	case len(s.Rows) == 0:
		s.Text, s.Unsent = cardLine(p, v), HoldIt
		s.Over = m.Settled() && !v.Now.Before(m.DecidedAt.Add(domain.DecisionUndo))
		return s
	}
	hint := ""
	if v.MayUndo {
		hint = p.HTML(texts.CommonUndoHint, nil)
	}
	s.Text = paragraphs(
		lines(p.HTML(texts.CardEvent, texts.Params{"Name": called(p, v.Event)}), cardHead(p, m, v.Now)),
		saidText(p, m.Text, maxCardText),
		lines(cardHints(p, v), decidedLine(p, m, v.Now), cardTrouble(p, m.Trouble), hint),
	)
	return s
}

func trustButton(p texts.Printer, trusted bool, here Args) Button {
	here.Value = On
	if trusted {
		here.Value = Off
		return button(p, texts.ButtonDistrust, ActTrust, here)
	}
	return button(p, texts.ButtonTrust, ActTrust, here)
}

func cardHead(p texts.Printer, m domain.ModeratedMessage, now time.Time) string {
	return p.HTML(texts.CardHead, texts.Params{"Name": called(p, m.Author), "Time": p.Moment(m.SaidAt, now)})
}

func cardHints(p texts.Printer, v CardView) string {
	if v.Message.State != domain.MessageAwaiting {
		return ""
	}
	held, trusted := "", ""
	if v.Message.Rule != "" {
		held = p.HTML(texts.CardHeld, texts.Params{"Name": ruleName(p, v.Message.Rule)})
	}
	if v.Trusted {
		trusted = p.HTML(texts.CardTrusted, nil)
	}
	return lines(held, trusted)
}

// cardLine is a card that needs nothing any more.
func cardLine(p texts.Printer, v CardView) string {
	m := v.Message
	return p.HTML(texts.CardShort, texts.Params{
		"Decided": decidedText(p, m, v.Now), "Name": called(p, m.Author), "Text": tidy(m.Text, maxShortText),
	})
}

func decidedLine(p texts.Printer, m domain.ModeratedMessage, now time.Time) string {
	if m.State == domain.MessageAwaiting {
		return ""
	}
	return p.HTML(texts.CommonPlain, texts.Params{"Text": decidedText(p, m, now)})
}

// decidedText says who has decided what: a person, a rule, or somebody at the platform itself.
func decidedText(p texts.Printer, m domain.ModeratedMessage, now time.Time) string {
	approved := m.State == domain.MessageApproved
	pick := func(yes, no texts.Key, params texts.Params) string {
		if approved {
			return p.Text(yes, params)
		}
		return p.Text(no, params)
	}
	switch {
	case m.State == domain.MessageAwaiting:
		return ""
	case m.DecidedBy != 0:
		return pick(texts.DecidedApprovedBy, texts.DecidedDeletedBy, texts.Params{
			"Name": called(p, m.DecidedName), "Time": p.Moment(m.DecidedAt, now),
		})
	case m.Rule != "":
		return pick(texts.DecidedApprovedRule, texts.DecidedDeletedRule, texts.Params{"Name": ruleName(p, m.Rule)})
	}
	return pick(texts.DecidedApprovedThere, texts.DecidedDeletedThere, nil)
}

func cardTrouble(p texts.Printer, trouble string) string {
	if trouble == "" {
		return ""
	}
	return p.HTML(texts.CardFailed, texts.Params{"Text": troubleText(p, trouble)})
}

// troubleText writes what domain.TroubleOf has noted.
func troubleText(p texts.Printer, trouble string) string {
	key, params := domain.ReadTrouble(trouble)
	return texts.CutRunes(p.Text(texts.Key(key), params), maxTrouble)
}

// saidText is what somebody has written: its lines stay, but no marks that turn the text around them, and not too many lines.
func saidText(p texts.Printer, text string, most int) string {
	const mostLines = 15
	var kept []string
	for line := range strings.Lines(text) {
		if line = tidy(line, most); line == "" {
			continue
		}
		if len(kept) == mostLines {
			kept = append(kept, "…")
			break
		}
		kept = append(kept, line)
	}
	text = texts.CutRunes(strings.TrimFunc(strings.Join(kept, "\n"), unicode.IsSpace), most)
	if text == "" {
		text = "…"
	}
	return p.HTML(texts.CommonPlain, texts.Params{"Text": text})
}

// span writes how long something takes or has taken, roughly.
func span(p texts.Printer, d time.Duration) string {
	switch d = max(0, d); {
	case d < time.Minute:
		return p.Text(texts.AgoSeconds, texts.Params{"Number": int(d.Round(time.Second) / time.Second)})
	case d < time.Hour:
		return p.Text(texts.AgoMinutes, texts.Params{"Number": int(d / time.Minute)})
	}
	return p.Text(texts.AgoHours, texts.Params{"Number": int(d / time.Hour)})
}

// Digest stands for the cards of a flood.
func Digest(p texts.Printer, v DigestView) Screen {
	s := Screen{State: StateDigest}
	if v.Over {
		s.Text, s.Over = p.HTML(texts.DigestOver, texts.Params{"Name": called(p, v.Name)}), true
		return s
	}
	oldest := v.Oldest // its time, not its age: nothing draws this again while nobody writes
	if oldest.IsZero() {
		oldest = v.Now
	}
	s.Text = paragraphs(
		p.HTML(texts.QueueTitle, texts.Params{"Name": called(p, v.Name)}),
		p.HTML(texts.DigestWaiting, texts.Params{texts.Count: v.Count, "Time": p.Moment(oldest, v.Now)}),
		p.HTML(texts.DigestHint, nil),
	)
	s.Rows = [][]Button{{button(p, texts.ButtonOpenQueue, ActOpen, Args{Event: v.Args.Event})}}
	return s
}

func ruleName(p texts.Printer, kind domain.RuleKind) string {
	switch kind {
	case domain.RuleWords:
		return p.Text(texts.RuleWords, nil)
	case domain.RuleLinks:
		return p.Text(texts.RuleLinks, nil)
	case domain.RuleRepeats:
		return p.Text(texts.RuleRepeats, nil)
	case domain.RuleLong:
		return p.Text(texts.RuleLong, nil)
	case domain.RuleTrust:
		return p.Text(texts.RuleTrust, nil)
	case domain.RuleAuto:
		return p.Text(texts.RuleAuto, nil)
	case domain.RuleDelay:
		return p.Text(texts.RuleDelay, nil)
	}
	return tidy(string(kind), maxName)
}

// RuleName is how people know a rule.
func RuleName(p texts.Printer, kind domain.RuleKind) string { return ruleName(p, kind) }

// Called is a name as texts show it, or a word in its place.
func Called(p texts.Printer, name string) string { return called(p, name) }
