package keyboards

import (
	"strconv"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/texts"
)

// Queue is a page of what waits for a decision. What comes and goes stands above the buttons for single messages, and what is
// decided keeps its place among them: nothing moves under a thumb at the lower edge.
func Queue(p texts.Printer, v QueueView) Screen {
	here := v.Args.Place()
	here.Value = v.Args.Value
	s := Screen{State: StateQueue, Text: queueText(p, v)}
	var waits []domain.ModeratedMessage
	for _, m := range v.Items {
		if m.State == domain.MessageAwaiting {
			waits = append(waits, m)
		}
	}
	s.Rows = append(s.Rows, queueUndo(p, here, v))
	if len(waits) > 1 {
		s.Rows = append(s.Rows, []Button{manyButton(p, here, waits)})
	}
	if v.Trusted > 0 {
		s.Rows = append(s.Rows, []Button{button(p, texts.ButtonApproveTrusted, ActTrusted, here)})
	}
	if len(waits) > 0 {
		s.Rows = append(s.Rows,
			choices(p, texts.ButtonApproveNumber, ActApprove, here, v.Items), choices(p, texts.ButtonRejectNumber, ActReject, here, v.Items))
	}
	about := Args{Event: here.Event}
	cards, label := about, texts.ButtonCardsOn
	cards.Value = On
	if v.Cards {
		cards.Value, label = Off, texts.ButtonCardsOff
	}
	s.Rows = append(s.Rows, pager(p, here, v.Pages), []Button{button(p, label, ActCards, cards)},
		[]Button{button(p, texts.ButtonMessages, ActMessages, about), button(p, texts.ButtonQuiet, ActQuiet, about)}, back(p, about))
	return s
}

// queueUndo takes back what this person has decided last: a message by its number where it is on the page, or several at once.
func queueUndo(p texts.Printer, here Args, v QueueView) []Button {
	if len(v.Together) > 1 {
		here.Change = v.Together[0].ID
		return []Button{{Label: p.Text(texts.ButtonUndoMany, texts.Params{texts.Count: len(v.Together)}), Action: ActUndoMany, Args: here}}
	}
	row := undoRow(p, here, v.Last)
	if n := numberOf(v.Last, v.Items); n > 0 && v.Last.MayUndo {
		row[0].Label = p.Text(texts.ButtonUndoNumber, texts.Params{"Number": n})
	}
	return row
}

// numberOf is which row of a page tells of a message; 0: none.
func numberOf(last *CardView, items []domain.ModeratedMessage) int {
	for i, m := range items {
		if last != nil && m.ID == last.Message.ID {
			return i + 1
		}
	}
	return 0
}

func queueText(p texts.Printer, v QueueView) string {
	state, trusted := p.HTML(texts.QueueNone, nil), ""
	switch {
	case v.Total > 0:
		state = p.HTML(texts.QueueWaiting, texts.Params{texts.Count: v.Total, "Time": p.Moment(v.Oldest, v.Now)})
	case !v.Running:
		state = p.HTML(texts.QueueOver, nil)
	}
	if v.Trusted > 0 {
		trusted = p.HTML(texts.QueueTrusted, texts.Params{"Number": v.Trusted})
	}
	cards := p.HTML(texts.QueueCardsOff, nil)
	switch {
	case v.Cards && v.Flood && v.Running:
		cards = p.HTML(texts.QueueCardsFlood, nil)
	case v.Cards:
		cards = p.HTML(texts.QueueCardsOn, nil)
	}
	quiet := ""
	if v.Quiet != "" {
		quiet = p.HTML(texts.QueueQuiet, texts.Params{"Hours": v.Quiet})
	}
	trouble := ""
	if v.Trouble != "" {
		trouble = p.HTML(texts.CommonWarning, texts.Params{"Text": troubleText(p, v.Trouble)})
	}
	return paragraphs(
		p.HTML(texts.QueueTitle, texts.Params{"Name": called(p, v.Name)}), trouble, lines(state, trusted), listed(p, v.Items, true, v.Now),
		queueLast(p, v), lines(cards, quiet),
	)
}

// listed are messages with the numbers that their buttons have. Where they are to wait, those that do not are a line.
func listed(p texts.Printer, items []domain.ModeratedMessage, waiting bool, now time.Time) string {
	parts := make([]string, len(items))
	for i, m := range items {
		if m.State != domain.MessageAwaiting && waiting {
			parts[i] = lines(p.HTML(texts.QueueSettled, texts.Params{
				"Number": i + 1, "Decided": decidedText(p, m, now), "Name": called(p, m.Author), "Text": tidy(m.Text, maxShortText),
			}), unsent(p, m))
			continue
		}
		head := p.HTML(texts.QueueRow, texts.Params{"Number": i + 1, "Name": called(p, m.Author), "Time": p.Moment(m.SaidAt, now)})
		parts[i] = lines(head, saidText(p, m.Text, maxQueueText), unsent(p, m))
	}
	return paragraphs(parts...)
}

func unsent(p texts.Printer, m domain.ModeratedMessage) string {
	if m.Trouble == "" {
		return ""
	}
	return p.HTML(texts.CardUnsent, nil)
}

// queueLast tells what this person has decided last, unless the page says it already.
func queueLast(p texts.Printer, v QueueView) string {
	if numberOf(v.Last, v.Items) > 0 {
		return ""
	}
	return lastLine(p, v.Last)
}

// lastLine tells what has become of what this person has decided last: here it is that it is taken back.
func lastLine(p texts.Printer, last *CardView) string {
	if last == nil || last.Message.State == domain.MessageAwaiting {
		return ""
	}
	return lines(cardLine(p, *last), cardTrouble(p, last.Message.Trouble))
}

func undoRow(p texts.Printer, here Args, last *CardView) []Button {
	if last == nil {
		return nil
	}
	here.Change = last.Message.ID
	var row []Button
	if last.MayUndo {
		row = append(row, button(p, texts.ButtonUndo, ActUndo, here))
	}
	if last.Message.Trouble != "" {
		row = append(row, button(p, texts.ButtonAgain, ActAgain, here))
	}
	return row
}

// choices is a row of buttons, one for each message of the page. A message that a press would not find as it was leaves a blank in
// its place.
func choices(p texts.Printer, label texts.Key, action Action, here Args, items []domain.ModeratedMessage) []Button {
	row := make([]Button, len(items))
	for i, m := range items {
		to := here
		to.Item = m.ID
		row[i] = Button{Label: p.Text(label, texts.Params{"Number": i + 1}), Action: action, Args: to}
		if m.State != domain.MessageAwaiting && action != ActDelete {
			row[i].Label, row[i].Action = p.Text(texts.ButtonBlank, nil), ActBlank
		}
	}
	return row
}

// manyButton decides exactly those messages that are on the page, whatever else comes or goes meanwhile. It names as many as
// have room in a button: with ids of everyday size all of them.
func manyButton(p texts.Printer, here Args, items []domain.ModeratedMessage) Button {
	here.Item = items[0].ID
	n := 1
	var steps []string
	for i := 1; i < len(items); i++ {
		steps = append(steps, strconv.FormatInt(items[i].ID-items[i-1].ID, 36))
		to := here
		to.Query = strings.Join(steps, ",")
		data, err := Encode(StateQueue, ActMany, to)
		if err != nil {
			break
		}
		if call, err := Decode(data); err != nil || call.Args != to {
			break
		}
		here, n = to, i+1
	}
	return Button{Label: p.Text(texts.ButtonApproveThese, texts.Params{texts.Count: n}), Action: ActMany, Args: here}
}

// Many are the messages that a button of ActMany names; none when it cannot be read.
func Many(a Args) []int64 {
	ids := []int64{a.Item}
	if a.Query == "" {
		return ids
	}
	for step := range strings.SplitSeq(a.Query, ",") {
		n, err := strconv.ParseInt(step, 36, 64)
		if err != nil {
			return nil
		}
		ids = append(ids, ids[len(ids)-1]+n)
	}
	return ids
}

// Approved is a page of what was approved.
func Approved(p texts.Printer, v ApprovedView) Screen {
	here := v.Args.Place()
	s := Screen{State: StateApproved}
	state := p.HTML(texts.ApprovedNone, nil)
	if v.Total > 0 {
		state = p.HTML(texts.ApprovedCount, texts.Params{texts.Count: v.Total})
	}
	s.Text = paragraphs(p.HTML(texts.ApprovedTitle, texts.Params{"Name": called(p, v.Name)}), state, listed(p, v.Items, false, v.Now), lastLine(p, v.Last))
	about := Args{Event: here.Event}
	s.Rows = append(s.Rows,
		undoRow(p, here, v.Last), choices(p, texts.ButtonTakeDown, ActDelete, here, v.Items), pager(p, here, v.Pages),
		[]Button{button(p, texts.ButtonOpenQueue, ActOpen, about)}, back(p, about))
	return s
}

// presets are the quiet hours that most people mean.
var presets = []string{"22:00-08:00", "23:00-07:00", "00:00-09:00"}

// Quiet is when a person gets no cards.
func Quiet(p texts.Printer, v QuietView) Screen {
	here := v.Args.Place()
	s := Screen{State: StateQuiet}
	state := p.HTML(texts.QuietIsOff, nil)
	if v.Hours != "" {
		state = p.HTML(texts.QuietIsOn, texts.Params{"Hours": v.Hours})
	}
	s.Text = paragraphs(p.HTML(texts.QuietTitle, nil), p.HTML(texts.QuietHint, nil), lines(state, p.HTML(texts.QuietNow, texts.Params{"Time": p.Clock(v.Now)})))
	var row []Button
	for _, hours := range presets {
		to := here
		to.Query = hours
		row = append(row, Button{Label: hours, Action: ActSet, Args: to})
	}
	s.Rows = append(s.Rows, row, []Button{button(p, texts.ButtonQuietOwn, ActEdit, here)})
	if v.Hours != "" {
		s.Rows = append(s.Rows, []Button{button(p, texts.ButtonQuietOff, ActOff, here)})
	}
	s.Rows = append(s.Rows, back(p, here))
	return s
}

// QuietAsk asks for quiet hours.
func QuietAsk(p texts.Printer, v PromptView) Screen {
	return prompt(p, StateQuietAsk, v, texts.QuietAsk)
}
