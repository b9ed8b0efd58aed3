package bot

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/crew"
	"frontdesk/keyboards"
	"frontdesk/services/chats"
	"frontdesk/services/inbox"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// How long a handler may take, and how often an update is tried that fails by our own fault.
const (
	handleLimit = 15 * time.Second
	maxAttempts = 3
	// lastWords is how much longer the desk listens to a handler whose time is over: one that was kept waiting by a locked
	// database says so then, and that is nobody's fault.
	lastWords = time.Second
)

// Desk handles accepted updates: each through the machine, in one transaction, with its three tries.
type Desk struct {
	telegram Telegram
	inbox    *inbox.Service
	machine  *Machine
	answers  *Answers
	reporter *Reporter
	log      zerolog.Logger
	// Logs of what each update says again while a database is away: one line a minute.
	waits, hides, tries zerolog.Logger

	hands   *crew.Crew // handlers run there, so that one that does not end in time can be left behind
	observe func(kind domain.UpdateKind, outcome Outcome, took time.Duration)
}

// Outcome is how one handling of an update ended.
type Outcome string

// The outcomes.
const (
	OutcomeDone     Outcome = "done"
	OutcomeRepeated Outcome = "repeated" // it had had its effect before
	OutcomeWaiting  Outcome = "waiting"  // something that we need is away
	OutcomeFailed   Outcome = "failed"   // it is tried again
	OutcomeParked   Outcome = "parked"   // it was given up
	OutcomeStopped  Outcome = "stopped"  // we stop; it is in the inbox
)

// NewDesk makes the desk.
func NewDesk(t Telegram, in *inbox.Service, m *Machine, a *Answers, r *Reporter, log zerolog.Logger) *Desk {
	once := func() zerolog.Logger { return log.Sample(&zerolog.BurstSampler{Burst: 1, Period: time.Minute}) }
	return &Desk{
		telegram: t, inbox: in, machine: m, answers: a, reporter: r, log: log, waits: once(), hides: once(), tries: once(),
		hands: crew.New(), observe: func(domain.UpdateKind, Outcome, time.Duration) {},
	}
}

// Observe sets who hears how each handling ended. It must be quick, and is set before the first update.
func (d *Desk) Observe(fn func(kind domain.UpdateKind, outcome Outcome, took time.Duration)) {
	d.observe = fn
}

// Wait returns when the handlers that overran their time have ended. Nothing is handled after it.
func (d *Desk) Wait() { d.hands.Wait() }

// Handle handles one update. It returns how long the lane is to wait before trying it again; zero when it is through.
func (d *Desk) Handle(ctx context.Context, item *domain.InboxItem) time.Duration {
	began := time.Now()
	var up domain.Update
	outcome := OutcomeDone
	defer func() { d.observe(up.Kind, outcome, time.Since(began)) }()
	if err := d.fetch(ctx, item); err != nil {
		if outcome = OutcomeRepeated; errors.Is(err, inbox.ErrDone) {
			return 0
		}
		outcome = OutcomeWaiting
		return d.wait(err, *item)
	}
	up, err := d.read(*item)
	if err != nil {
		outcome = OutcomeParked
		return d.park(ctx, *item, domain.Update{}, err)
	}
	pending := d.answers.Open(ctx, up)
	err = d.attempt(ctx, *item, up, pending)
	switch {
	case err == nil, errors.Is(err, inbox.ErrDone):
		if err != nil {
			outcome = OutcomeRepeated
		}
		return 0
	case ctx.Err() != nil:
		outcome = OutcomeStopped
		return 0 // we stop: it is in the inbox
	}
	d.conceal(ctx, *item, up)
	if domain.KindOf(err) == domain.KindUnavailable {
		outcome = OutcomeWaiting
		return d.wait(err, *item)
	}
	item.Attempts++
	if item.Attempts >= maxAttempts {
		outcome = OutcomeParked
		return d.park(ctx, *item, up, err)
	}
	outcome = OutcomeFailed
	d.log.Error().Err(err).Int64("update", item.UpdateID).Int("attempt", item.Attempts).Msg("handling an update failed; trying again")
	if err := d.inbox.Failed(ctx, *item, brief(err)); err != nil {
		d.tries.Warn().Err(err).Int64("update", item.UpdateID).Msg("cannot count a failed try")
	}
	return 200 * time.Millisecond
}

// fetch reads the payload of an update that was let go of.
func (d *Desk) fetch(ctx context.Context, item *domain.InboxItem) error {
	if !item.Shed {
		return nil
	}
	found, err := d.inbox.Again(ctx, *item)
	if err == nil {
		*item = found
	}
	return err
}

// wait is for an update that can be handled once something is back.
func (d *Desk) wait(err error, item domain.InboxItem) time.Duration {
	d.waits.Warn().Err(err).Int64("update", item.UpdateID).Msg("an update waits: something we need is away")
	return 500 * time.Millisecond
}

// conceal sees to it that a secret does not stay in the chat because its handling has failed.
func (d *Desk) conceal(ctx context.Context, item domain.InboxItem, up domain.Update) {
	u := d.inbox.Unit(item)
	hidden, err := d.machine.conceal(ctx, up, u)
	if err == nil && hidden {
		err = d.inbox.Keep(ctx, u)
	}
	if err != nil {
		d.hides.Warn().Err(err).Int64("update", item.UpdateID).Msg("cannot see whether a message holds a secret")
	}
}

func (d *Desk) read(item domain.InboxItem) (domain.Update, error) {
	if item.Update != nil {
		return *item.Update, nil
	}
	if item.Raw == nil {
		return domain.Update{}, errors.New("its payload was sealed with another secret key")
	}
	return d.telegram.Decode(item.Raw)
}

// attempt runs the handler with a deadline. One that does not end is left behind: its work cannot be committed any more.
func (d *Desk) attempt(ctx context.Context, item domain.InboxItem, up domain.Update, pending *Pending) error {
	limited, cancel := context.WithTimeout(ctx, handleLimit)
	defer cancel()
	u := d.inbox.Unit(item)
	type result struct {
		turn *Turn
		err  error
	}
	ended := make(chan result, 1)
	d.hands.Go(func() {
		turn, err := d.run(limited, up, u)
		ended <- result{turn, err}
	})
	overrun := time.NewTimer(handleLimit + lastWords)
	defer overrun.Stop()
	select {
	case r := <-ended:
		return d.settle(ctx, item, u, r.turn, r.err, pending)
	case <-overrun.C:
		return fmt.Errorf("the handler did not end within %v", handleLimit)
	}
}

func (d *Desk) run(ctx context.Context, up domain.Update, u *work.Unit) (t *Turn, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return d.machine.Handle(ctx, up, u)
}

// settle commits what the handler left, or tells the person why nothing was done.
func (d *Desk) settle(ctx context.Context, item domain.InboxItem, u *work.Unit, t *Turn, err error, pending *Pending) error {
	if err == nil {
		if err = d.inbox.Finish(ctx, u, item); err == nil {
			pending.Say(t)
			return nil
		}
	}
	if !forPeople(err) || t == nil {
		return err
	}
	u = d.inbox.Unit(item)
	told := d.machine.refuse(t, u, err)
	if _, err := d.machine.conceal(ctx, t.Update, u); err != nil {
		return err
	}
	if err := d.inbox.Finish(ctx, u, item); err != nil {
		return err
	}
	pending.Say(told)
	return nil
}

// forPeople tells errors that a person can do something about from our own faults. What we need and cannot reach is waited for;
// a platform that somebody has asked for something, and that is away or says no, has words of its own: the person hears of it
// now, and nothing is done behind their back later.
func forPeople(err error) bool {
	var e *domain.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Kind {
	case domain.KindInvalid, domain.KindNotFound, domain.KindForbidden, domain.KindConflict, domain.KindLocked, domain.KindRejected:
		return true
	case domain.KindUnavailable, domain.KindRateLimited, domain.KindUnauthorized:
		return e.Key != ""
	default:
		return false
	}
}

// park gives an update up after its tries, tells the person a number, and the log and the report chat the cause.
func (d *Desk) park(ctx context.Context, item domain.InboxItem, up domain.Update, cause error) time.Duration {
	id := errorID()
	d.log.Error().Err(cause).Str("number", id).Int64("update", item.UpdateID).Int64("chat", item.Lane).Msg("an update failed for good and is parked")
	u := d.inbox.Unit(item)
	var told *Turn
	if up.From.ID != 0 && up.Private {
		told = d.machine.apologize(up, u, id)
	}
	d.reporter.Report(u, Trouble{ID: id, ChatID: item.Lane, Cause: cause})
	err := d.inbox.Park(ctx, u, item, id+": "+brief(cause))
	if err != nil && ctx.Err() == nil {
		d.log.Error().Err(err).Msg("cannot park an update; trying again")
		return time.Second
	}
	d.answers.Open(ctx, up).Say(told)
	return 0
}

// Undelivered is for a message that was given up by our own fault: the log and the report chat get the cause, and whoever
// waits for it with the phone in hand a number.
func (d *Desk) Undelivered(ctx context.Context, lost domain.Delivery, cause error) {
	if lost.Kind != domain.DeliveryScreen && lost.Kind != domain.DeliveryNotice {
		return
	}
	id := errorID()
	d.log.Error().Err(cause).Str("number", id).Int64("delivery", lost.ID).Int64("chat", lost.Recipient).Msg("a message could not be sent by our own fault")
	u := work.New(fmt.Sprintf("undelivered:%d", lost.ID))
	if lost.Kind == domain.DeliveryScreen && lost.Priority <= domain.PriorityInteractive {
		d.machine.chats.Say(u, lost.Recipient, chats.Notice{Key: string(texts.ErrorInternal), Params: texts.Params{"ID": id}}, domain.PriorityInteractive)
	}
	d.reporter.Report(u, Trouble{ID: id, ChatID: lost.Recipient, Cause: cause})
	if err := d.inbox.Keep(ctx, u); err != nil && ctx.Err() == nil {
		d.log.Error().Err(err).Str("number", id).Msg("cannot tell of an error")
	}
}

// refuse tells a person why nothing was done: a box over a pressed button and a fresh screen, or a message.
func (m *Machine) refuse(from *Turn, u *work.Unit, err error) *Turn {
	var e *domain.Error
	errors.As(err, &e)
	t := &Turn{Update: from.Update, Who: from.Who, Now: from.Now, Args: from.Args, Unit: u, machine: m}
	key, params := texts.KindKey(e.Kind), texts.Params(e.Params)
	if e.Key != "" {
		key = texts.Key(e.Key)
	}
	if minutes, ok := params["Minutes"]; ok {
		params[texts.Count] = minutes
	}
	t.Alert(key, params)
	if t.Update.Kind == domain.UpdateCallback {
		m.redraw(t, e.Kind)
		return t
	}
	t.Say(key, params)
	return t
}

// redraw puts a fresh screen under a refusal: the same one when the thing is there and ours, else the way home.
func (m *Machine) redraw(t *Turn, kind domain.Kind) {
	call, err := keyboards.Decode(t.Update.Data)
	if err != nil {
		return
	}
	t.next = []keyboards.State{call.State, keyboards.StateGone}
	switch kind {
	case domain.KindNotFound:
		t.Show(keyboards.StateGone, keyboards.Args{Value: int(keyboards.WhyVanished)})
	case domain.KindForbidden:
		t.Show(keyboards.StateGone, keyboards.Args{Value: int(keyboards.WhyForbidden)})
	default:
		t.Show(call.State, call.Args)
	}
}

// apologize tells the number of an error.
func (m *Machine) apologize(up domain.Update, u *work.Unit, id string) *Turn {
	t := &Turn{Update: up, Now: m.now(), Unit: u, machine: m}
	params := texts.Params{"ID": id}
	t.Alert(texts.ErrorInternal, params)
	if up.Kind != domain.UpdateCallback {
		t.Say(texts.ErrorInternal, params)
	}
	return t
}

// errorID is a short number that a person can read out and that the log has.
func errorID() string {
	b := make([]byte, 4)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return hex.EncodeToString(b)
}

func retryAfter(err error) time.Duration {
	var e *domain.Error
	if errors.As(err, &e) {
		return e.RetryAfter
	}
	return 0
}
