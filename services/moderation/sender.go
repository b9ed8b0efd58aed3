package moderation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"frontdesk/domain"
	"frontdesk/services/outbox"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

// errandsAtOnce bounds how many messages one Send brings to the platform.
const errandsAtOnce = 200

// After so many tries and so long a time a decision is given back to people, who can have it tried again: before the outbox
// gives the delivery up (50 tries), and nobody would know.
const (
	tiredTries = 40
	tiredHour  = time.Hour
)

// ownFaults is how often a delivery is tried that fails by our own fault, as the outbox counts.
const ownFaults = 3

// Sender brings decisions to the platform. One delivery carries everything of its event that is due, in as few calls as
// possible; the deliveries of the others then find nothing left to do.
//
// Before a call its messages are marked as ones of which nobody knows what the platform has (domain.MessageUnsure), and stay
// so when the answer is lost: they are sent again until it is known. All calls may be repeated.
func (s *Service) Sender() outbox.Sender { return sender{s} }

type sender struct{ s *Service }

// act is what is to be done with a message at the platform.
type act int

const (
	actNone act = iota
	actApprove
	actHide
	actDelete
)

// leavesBehind is what the platform has after an act.
var leavesBehind = map[act]domain.MessageState{
	actApprove: domain.MessageApproved, actHide: domain.MessageAwaiting, actDelete: domain.MessageDeleted,
}

// errandOf tells what is to be done with an open message now. A person's deletion is final only when it can no longer be taken
// back; until then the message is hidden.
func errandOf(m domain.ModeratedMessage, now time.Time) act {
	switch {
	case m.State == m.AtPlatform || m.Trouble != "":
		return actNone
	case m.State == domain.MessageApproved:
		return actApprove
	case m.State == domain.MessageAwaiting:
		return actHide
	case m.DecidedBy == 0 || !now.Before(m.DecidedAt.Add(domain.DecisionUndo)):
		return actDelete
	case m.AtPlatform == domain.MessageAwaiting:
		return actNone
	}
	return actHide
}

// errands are the messages of one Send by what is to be done, each as it was before.
type errands struct {
	event   int64
	account int64
	session int64
	by      map[act][]domain.ModeratedMessage
	tired   bool          // the platform has been away for so long that people are told
	early   time.Duration // until the delivery's own message is due; 0 when it is, or settled
}

// Send carries out what is due. See outbox.Sender for its errors.
func (d sender) Send(ctx context.Context, delivery domain.Delivery) (outbox.Receipt, error) {
	var own errand
	if err := json.Unmarshal([]byte(delivery.Payload), &own); err != nil {
		return outbox.Receipt{}, &domain.Error{Kind: domain.KindRejected, Err: fmt.Errorf("read an errand: %w", err)}
	}
	e := errands{event: delivery.Recipient, tired: delivery.Attempts >= tiredTries && d.s.Clock.Now().Sub(delivery.CreatedAt) >= tiredHour}
	var err error
	if e.account, e.session, err = d.s.DB.ChatOf(ctx, e.event); err != nil {
		return outbox.Receipt{}, outbox.NotAsked(fmt.Errorf("read event %d: %w", e.event, err))
	}
	if err := d.claim(ctx, &e, own); err != nil {
		return outbox.Receipt{}, outbox.NotAsked(fmt.Errorf("claim what is due: %w", err))
	}
	if len(e.by) == 0 {
		if e.early > 0 {
			return outbox.Receipt{}, &domain.Error{Kind: domain.KindRateLimited, RetryAfter: e.early}
		}
		return outbox.Receipt{Superseded: true}, nil
	}
	handle, err := d.s.Webinars.Open(ctx, e.account)
	for _, what := range []act{actHide, actDelete, actApprove} { // what must not be seen goes first
		if list := e.by[what]; len(list) > 0 {
			failed := err
			if failed == nil {
				failed = d.bring(ctx, e, handle, what, list)
			} else {
				failed = d.fail(ctx, e, list, failed, delivery.Attempts)
			}
			if failed != nil {
				return outbox.Receipt{}, failed
			}
		}
	}
	return outbox.Receipt{}, nil
}

// claim finds what is due and marks it. It does so in a writing transaction: whoever takes a deletion back in time has done it
// before, and whoever comes after is too late.
func (d sender) claim(ctx context.Context, e *errands, own errand) error {
	return d.s.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		e.by, e.early = map[act][]domain.ModeratedMessage{}, 0
		open, err := tx.OpenChatMessages(ctx, e.event, errandsAtOnce)
		if err != nil {
			return err
		}
		if len(open) == errandsAtOnce { // the delivery's own may be behind
			if open, err = withOwn(ctx, tx, open, own.Message); err != nil {
				return err
			}
		}
		for _, m := range open {
			what := errandOf(m, tx.Now)
			if what == actNone {
				if m.ID == own.Message && m.Revision == own.Revision && own.Late {
					e.early = m.DecidedAt.Add(domain.DecisionUndo).Sub(tx.Now)
				}
				continue
			}
			e.by[what] = append(e.by[what], m)
			marked := m
			marked.AtPlatform = domain.MessageUnsure
			if _, err := tx.SaveChatMessage(ctx, marked, m.Revision); err != nil {
				return err
			}
		}
		return nil
	})
}

func withOwn(ctx context.Context, tx *store.Tx, open []domain.ModeratedMessage, own int64) ([]domain.ModeratedMessage, error) {
	if slices.ContainsFunc(open, func(m domain.ModeratedMessage) bool { return m.ID == own }) {
		return open, nil
	}
	m, err := tx.FindChatMessage(ctx, own)
	if err != nil && domain.KindOf(err) == domain.KindNotFound {
		return open, nil
	}
	return append(open, m), err
}

// bring does one act with many messages. When the platform refuses them together, each is tried alone: one must not keep the
// others back.
func (d sender) bring(ctx context.Context, e errands, handle webinars.Handle, what act, list []domain.ModeratedMessage) error {
	err := call(ctx, handle, what, e.session, list)
	kind := domain.KindOf(err)
	switch {
	case err == nil:
		return d.settled(ctx, e, what, list, nil)
	case kind == domain.KindNotFound:
		return d.settled(ctx, e, what, list, missing(err, list))
	case len(list) > 1 && (kind == domain.KindRejected || kind == domain.KindConflict || kind == domain.KindInvalid):
		for _, m := range list {
			if err := d.bring(ctx, e, handle, what, []domain.ModeratedMessage{m}); err != nil {
				return err
			}
		}
		return nil
	}
	return d.fail(ctx, e, list, err, 0)
}

func call(ctx context.Context, handle webinars.Handle, what act, session int64, list []domain.ModeratedMessage) error {
	ids := make([]int64, len(list))
	for i, m := range list {
		ids[i] = m.MessageID
	}
	switch what {
	case actApprove:
		return handle.Approve(ctx, session, ids...)
	case actDelete:
		return handle.Delete(ctx, session, ids...)
	default:
		return handle.Unapprove(ctx, session, ids...)
	}
}

// missing are the messages that the platform no longer has: those that the error names, else all.
func missing(err error, list []domain.ModeratedMessage) map[int64]struct{} {
	gone := map[int64]struct{}{}
	var e *domain.Error
	if errors.As(err, &e) {
		if ids, ok := e.Params["Missing"].([]int64); ok {
			for _, id := range ids {
				gone[id] = struct{}{}
			}
			return gone
		}
	}
	for _, m := range list {
		gone[m.MessageID] = struct{}{}
	}
	return gone
}

// fail leaves messages to be sent again when the platform is away, and else notes on each why it is not.
func (d sender) fail(ctx context.Context, e errands, list []domain.ModeratedMessage, cause error, attempts int) error {
	kind := domain.KindOf(cause)
	if ctx.Err() != nil || kind == domain.KindRateLimited || (kind == domain.KindUnavailable && !e.tired) {
		return cause
	}
	if kind == domain.KindInternal && attempts+1 < ownFaults {
		return cause
	}
	d.s.Log.Warn().Err(cause).Int64("event", e.event).Int("messages", len(list)).Msg("moderation: the platform does not take decisions")
	return d.record(ctx, e, func(ctx context.Context, w step) error {
		for _, before := range list {
			m, err := w.tx.FindChatMessage(ctx, before.ID)
			if err != nil {
				return err
			}
			next := m
			if kind != domain.KindUnavailable { // which may have had its effect
				next.AtPlatform = before.AtPlatform
			}
			if m.Revision == before.Revision {
				next.Trouble = domain.TroubleOf(cause)
			}
			if err := w.save(ctx, m, next); err != nil {
				return err
			}
		}
		return nil
	})
}

// settled records what the platform has now. gone are messages that it no longer has: they are deleted, whatever was decided.
func (d sender) settled(ctx context.Context, e errands, what act, list []domain.ModeratedMessage, gone map[int64]struct{}) error {
	return d.record(ctx, e, func(ctx context.Context, w step) error {
		for _, before := range list {
			m, err := w.tx.FindChatMessage(ctx, before.ID)
			if err != nil && domain.KindOf(err) == domain.KindNotFound {
				continue // forgotten meanwhile
			}
			if err != nil {
				return err
			}
			next := m
			next.AtPlatform, next.SentAt = leavesBehind[what], w.tx.Now
			if _, missing := gone[m.MessageID]; missing {
				if next.AtPlatform = domain.MessageDeleted; m.State != domain.MessageDeleted {
					takenOver(&next, domain.MessageDeleted, w.tx.Now)
				}
			}
			if err := w.save(ctx, m, next); err != nil {
				return err
			}
			if next.State == domain.MessageDeleted && next.AtPlatform == domain.MessageDeleted && next.DecidedBy != 0 {
				if err := w.forfeit(ctx, next); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// record writes how a call went. When the database is away, the delivery stays, and the call is repeated.
func (d sender) record(ctx context.Context, e errands, fn func(ctx context.Context, w step) error) error {
	set, err := d.s.ruleSet(ctx, e.account)
	if err != nil {
		return outbox.NotAsked(err)
	}
	u := work.New(fmt.Sprintf("decisions:%d", e.event))
	w := step{s: d.s, u: u, eventID: e.event, account: e.account, rules: set}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		w.tx = tx
		return fn(ctx, w)
	})
	if err := u.Commit(ctx, d.s.DB); err != nil {
		return outbox.NotAsked(fmt.Errorf("record decisions: %w", err))
	}
	return nil
}
