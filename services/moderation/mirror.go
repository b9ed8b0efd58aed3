package moderation

import (
	"context"
	"time"

	"frontdesk/domain"
	"frontdesk/services/webinars"
)

// settle is for how long after it has taken a decision the platform may still show what was before.
const settle = 2 * time.Second

// insist is for how long the platform may go on showing what it has deleted before it is asked again.
const insist = 30 * time.Second

// page is one reading of a chat.
type page struct {
	began    time.Time // before the platform was asked
	messages []domain.ChatMessage
	capped   bool
}

// stands is what the platform says about a message.
func stands(m domain.ChatMessage) domain.MessageState {
	switch {
	case m.Deleted:
		return domain.MessageDeleted
	case m.Approved:
		return domain.MessageApproved
	}
	return domain.MessageAwaiting
}

// from is the id from which on our rows are to be compared: all of them, unless the page may be cut off.
func (p page) from() int64 {
	if !p.capped {
		return 0
	}
	var least int64
	for _, m := range p.messages {
		if least == 0 || m.ID < least {
			least = m.ID
		}
	}
	return least
}

// oldest are the oldest messages of each approval: of what a capped page lacks, nothing can be said about those before.
func (p page) oldest() map[domain.MessageState]domain.ChatMessage {
	oldest := map[domain.MessageState]domain.ChatMessage{}
	for _, m := range p.messages {
		if o, ok := oldest[stands(m)]; !ok || m.ID < o.ID {
			oldest[stands(m)] = m
		}
	}
	return oldest
}

// missing are our rows that should be in a page and are not: somebody has deleted them, or this reading has missed them.
func (p page) missing(rows []domain.ModeratedMessage) []domain.ModeratedMessage {
	there := make(map[int64]struct{}, len(p.messages))
	for _, m := range p.messages {
		there[m.ID] = struct{}{}
	}
	oldest := p.oldest()
	var list []domain.ModeratedMessage
	for _, row := range rows {
		if _, found := there[row.MessageID]; found || row.AtPlatform == domain.MessageDeleted || !row.SeenAt.Before(p.began) {
			continue
		}
		if p.capped {
			if first, any := oldest[row.AtPlatform]; !any || row.MessageID <= first.ID {
				continue
			}
		}
		list = append(list, row)
	}
	return list
}

// follow brings one of our rows to what the platform says of it, when that is news. A decision that is on its way or has just
// been taken by the platform is not undone by what was read before. What was decided here and has not reached the platform
// stands, unless the message is gone there: that is for good.
func follow(row domain.ModeratedMessage, at domain.MessageState, began, now time.Time) (next domain.ModeratedMessage, news bool) {
	next = row
	switch {
	case at == row.AtPlatform, !began.After(row.SentAt.Add(settle)):
		return row, false
	case at == domain.MessageDeleted:
		next.AtPlatform = at
		if row.State != at {
			takenOver(&next, at, now)
		}
		next.Trouble = ""
		return next, true
	case row.AtPlatform == domain.MessageUnsure && row.Trouble == "":
		return row, false // the call that is on its way will tell
	case row.AtPlatform == domain.MessageDeleted && row.State == at:
		next.AtPlatform = at
		return next, true
	case row.AtPlatform == domain.MessageDeleted && !row.SentAt.IsZero():
		if now.Before(row.SentAt.Add(insist)) {
			return row, false
		}
		next.AtPlatform = at // we have deleted it, and it is still there: asked again
		return next, true
	case row.State == at:
		next.AtPlatform, next.Trouble = at, ""
		return next, true
	case row.State == row.AtPlatform:
		next.AtPlatform = at
		takenOver(&next, at, now)
		return next, true
	}
	next.AtPlatform = at
	return next, true
}

// takenOver makes what somebody has done at the platform ours.
func takenOver(m *domain.ModeratedMessage, state domain.MessageState, now time.Time) {
	m.Was, m.State = state, state
	m.DecidedAt, m.DecidedBy, m.DecidedName, m.Rule = now.Truncate(time.Millisecond), 0, "", ""
	if state == domain.MessageAwaiting {
		m.DecidedAt, m.ShownAt = time.Time{}, time.Time{}
	}
	m.Revision++
}

// unknown counts the messages of a page that we do not have.
func (p page) unknown(rows []domain.ModeratedMessage) int {
	known := make(map[int64]struct{}, len(rows))
	for _, row := range rows {
		known[row.MessageID] = struct{}{}
	}
	n := 0
	for _, m := range p.messages {
		if _, ours := known[m.ID]; !ours {
			n++
		}
	}
	return n
}

// news tells whether a page has news for our rows, without changing anything. gone are rows that are missing from it and
// count as deleted.
func (p page) news(rows []domain.ModeratedMessage, gone map[int64]struct{}, now time.Time) bool {
	if len(gone) > 0 {
		return true
	}
	known := make(map[int64]domain.ModeratedMessage, len(rows))
	for _, row := range rows {
		known[row.MessageID] = row
	}
	for _, m := range p.messages {
		row, ours := known[m.ID]
		if !ours {
			return true
		}
		if _, news := follow(row, stands(m), p.began, now); news {
			return true
		}
	}
	return false
}

// take brings our rows to a page's state inside the transaction, and gives the messages that wait since then.
func (w step) take(ctx context.Context, e webinars.Event, p page, gone map[int64]struct{}) ([]domain.ModeratedMessage, error) {
	any, err := w.tx.AnyChatMessage(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	rows, err := w.tx.ChatMessagesFrom(ctx, e.ID, p.from())
	if err != nil {
		return nil, err
	}
	known := make(map[int64]domain.ModeratedMessage, len(rows))
	for _, row := range rows {
		known[row.MessageID] = row
	}
	var fresh []domain.ModeratedMessage
	for _, m := range p.messages {
		row, ours := known[m.ID]
		if ours {
			next, err := w.followUp(ctx, row, stands(m), p.began)
			if err != nil {
				return nil, err
			}
			if next.State == domain.MessageAwaiting && row.State != next.State {
				fresh = append(fresh, next)
			}
			continue
		}
		added, err := w.meet(ctx, e, m, !any)
		if err != nil {
			return nil, err
		}
		if added.ID != 0 && added.State == domain.MessageAwaiting {
			fresh = append(fresh, added)
		}
	}
	for _, row := range rows {
		if _, deleted := gone[row.MessageID]; deleted {
			if _, err := w.followUp(ctx, row, domain.MessageDeleted, p.began); err != nil {
				return nil, err
			}
		}
	}
	return fresh, nil
}

// followUp writes what the platform says of a row that we have. When that leaves the two apart, it is told again what was
// decided here.
func (w step) followUp(ctx context.Context, row domain.ModeratedMessage, at domain.MessageState, began time.Time) (domain.ModeratedMessage, error) {
	next, news := follow(row, at, began, w.tx.Now)
	if !news {
		return row, nil
	}
	if next.State == domain.MessageApproved && row.State != domain.MessageApproved {
		next.ShownAt = w.tx.Now.Add(w.rules.delay())
	}
	apart := next.State != next.AtPlatform && next.Trouble == ""
	if apart {
		next.Revision = row.Revision + 1
	}
	if err := w.save(ctx, row, next); err != nil || !apart {
		return next, err
	}
	return next, w.dispatch(ctx, next)
}

// meet keeps a message that is new to us and lets the rules speak. What is approved already when a chat is first read is
// history: it is kept, and carried nowhere.
func (w step) meet(ctx context.Context, e webinars.Event, said domain.ChatMessage, history bool) (domain.ModeratedMessage, error) {
	at := stands(said)
	m := domain.ModeratedMessage{
		EventID: e.ID, MessageID: said.ID, Author: said.Author, AuthorID: said.AuthorID, Text: said.Text, SaidAt: said.At,
		SeenAt: w.tx.Now.Truncate(time.Millisecond), State: at, AtPlatform: at, Was: at,
	}
	if m.SaidAt.IsZero() {
		m.SaidAt = m.SeenAt
	}
	var caught []domain.RuleKind
	if at == domain.MessageAwaiting || at == domain.MessageApproved && e.Premoderation == webinars.Off && !history {
		v, err := w.verdict(ctx, m)
		if err != nil {
			return m, err
		}
		caught = v.caught()
		m.State, m.Rule = ruled(m.State, v)
	}
	if m.State != domain.MessageAwaiting {
		m.DecidedAt = m.SeenAt
	}
	if m.State == domain.MessageApproved {
		if m.ShownAt = w.tx.Now.Add(w.rules.delay()); history && at == domain.MessageApproved {
			m.ShownAt = m.SaidAt
		} else if w.rules.delay() > 0 {
			caught = append(caught, domain.RuleDelay)
		}
	}
	return w.keep(ctx, m, caught, history && at == domain.MessageApproved)
}

// keep adds a message with everything that follows from it.
func (w step) keep(ctx context.Context, m domain.ModeratedMessage, caught []domain.RuleKind, silent bool) (domain.ModeratedMessage, error) {
	added, err := w.tx.AddChatMessage(ctx, &m)
	if err != nil || !added {
		return domain.ModeratedMessage{}, err
	}
	for _, kind := range caught {
		if err := w.tx.AddRuleHits(ctx, w.account, kind, 1); err != nil {
			return m, err
		}
	}
	if !silent {
		if err := w.outside(ctx, domain.MessageAwaiting, m); err != nil {
			return m, err
		}
	}
	if err := w.tell(ctx, m); err != nil || m.State == m.AtPlatform {
		return m, err
	}
	return m, w.dispatch(ctx, m)
}

// mostRepeats bounds how many of an author's messages are compared.
const mostRepeats = 50

// verdict holds a message against the rules, its author and what the author has said lately.
func (w step) verdict(ctx context.Context, m domain.ModeratedMessage) (Verdict, error) {
	author, err := w.tx.FindAuthor(ctx, w.account, m.AuthorKey())
	if err != nil {
		return Verdict{}, err
	}
	repeated := false
	if w.rules.on(domain.RuleRepeats) {
		if repeated, err = w.repeated(ctx, m); err != nil {
			return Verdict{}, err
		}
	}
	return w.rules.judge(m.Text, w.rules.passes(author), repeated), nil
}

func (w step) repeated(ctx context.Context, m domain.ModeratedMessage) (bool, error) {
	before, err := w.tx.AuthorChatMessages(ctx, w.eventID, m.Author, mostRepeats)
	if err != nil {
		return false, err
	}
	since := m.SaidAt.Add(-time.Duration(w.rules.number(domain.RuleRepeats)) * time.Minute)
	same := skeleton(m.Text)
	for _, b := range before {
		if b.AuthorKey() == m.AuthorKey() && b.MessageID < m.MessageID && !b.SaidAt.Before(since) && skeleton(b.Text) == same {
			return true, nil
		}
	}
	return false, nil
}

// ruled is what a verdict makes of a message: what the platform shows by itself stays, unless a rule holds or deletes it.
func ruled(state domain.MessageState, v Verdict) (domain.MessageState, domain.RuleKind) {
	switch {
	case state == domain.MessageApproved && len(v.Stops) == 0:
		return state, ""
	case v.By == "" && len(v.Stops) > 0:
		return domain.MessageAwaiting, v.rule()
	}
	return v.State, v.rule()
}
