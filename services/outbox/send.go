package outbox

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/store"
)

// callTimeout bounds one delivery, rendering included.
const callTimeout = 60 * time.Second

func (o *Outbox) send(ctx context.Context, it *item) {
	receipt, err := o.try(ctx, it.d)
	switch {
	case err == nil:
		o.end(ctx, it, receipt, nil)
	case ctx.Err() != nil:
		// We are being stopped in the middle of the call: it stays pending.
		o.release(it, time.Time{})
	case temporary(it.d, err):
		if err = o.patience(it.d, err); errors.Is(err, errGivenUp) {
			o.end(ctx, it, receipt, err)
			return
		}
		o.postpone(ctx, it, err)
	default:
		o.end(ctx, it, receipt, err)
		if kind := domain.KindOf(err); o.fault != nil && (kind == domain.KindInternal || kind == domain.KindRejected) {
			o.fault(ctx, it.d, err)
		}
	}
}

func (o *Outbox) try(ctx context.Context, d domain.Delivery) (r Receipt, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic while sending: %v\n%s", p, debug.Stack())
		}
	}()
	return o.sender.Send(ctx, d)
}

// ownFaults is how often a delivery is tried that fails by our own fault: a panic, a screen that cannot be drawn.
const ownFaults = 3

func temporary(d domain.Delivery, err error) bool {
	switch domain.KindOf(err) {
	case domain.KindRateLimited, domain.KindUnavailable, domain.KindUnauthorized, domain.KindElsewhere:
		return true
	case domain.KindInternal:
		return d.Attempts+1 < ownFaults
	default:
		return false
	}
}

// When a delivery is given up that the platform keeps failing with (HTTP 5xx, no answer), so that it does not hold its chat
// up for ever. A platform that is away for everybody is no reason: what was accepted waits for it.
const (
	patientTries = 50                 // at least so many tries
	patientHour  = time.Hour          // and so old, while the platform answers others
	patientWeek  = 7 * 24 * time.Hour // or so old, whatever the platform does
	answersNow   = 10 * time.Minute   // how recent an answer shows that it does
)

var errGivenUp = errors.New("given up")

// patience makes of an error that may pass errGivenUp when it has had its time. A refund is money, and holds nobody up: it
// is asked for until there is an answer.
func (o *Outbox) patience(d domain.Delivery, err error) error {
	if domain.KindOf(err) != domain.KindUnavailable || errors.Is(err, errNotAsked) || d.Kind == domain.DeliveryRefund {
		return err
	}
	now := o.o.Clock.Now()
	o.mu.Lock()
	answers := now.Sub(o.answered) < answersNow
	o.mu.Unlock()
	age := now.Sub(d.CreatedAt)
	if d.Attempts+1 >= patientTries && (age >= patientHour && answers || age >= patientWeek) {
		return fmt.Errorf("%w after %d tries: %w", errGivenUp, d.Attempts+1, err)
	}
	return err
}

// end records how a delivery ended, and tries until the database takes it: sending it again is the worse evil.
func (o *Outbox) end(ctx context.Context, it *item, r Receipt, failed error) {
	status, reason := domain.DeliverySent, ""
	switch {
	case errors.Is(failed, errGivenUp):
		status, reason = domain.DeliveryFailed, failed.Error()
		o.o.Log.Error().Err(failed).Int64("delivery", it.d.ID).Str("kind", string(it.d.Kind)).Int64("chat", it.d.Recipient).Msg("outbox: a delivery was given up: the platform failed with it again and again; its chat goes on")
	case failed != nil:
		status, reason = domain.DeliveryFailed, failed.Error()
		o.o.Log.Warn().Err(failed).Int64("delivery", it.d.ID).Str("kind", string(it.d.Kind)).Int64("chat", it.d.Recipient).Msg("outbox: refused for good")
	case r.Superseded:
		status = domain.DeliverySuperseded
	}
	for delay := 50 * time.Millisecond; ; delay = min(2*delay, 5*time.Second) {
		err := o.record(ctx, it.d, status, r, reason, failed)
		if err == nil || ctx.Err() != nil {
			break
		}
		o.seldom.record.Error().Err(err).Int64("delivery", it.d.ID).Msg("outbox: cannot record a delivery; trying again")
		clock.Sleep(ctx, o.o.Clock, delay, nil)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.loading != nil {
		o.loading[it.d.ID] = struct{}{}
	}
	o.plan.done(it, o.o.Clock.Now(), r.Superseded)
	switch {
	case status == domain.DeliverySent:
		o.figures.Sent++
	case status == domain.DeliverySuperseded:
		o.figures.Superseded++
	case errors.Is(failed, errGivenUp):
		o.figures.GivenUp++
	default:
		o.figures.Failed++
	}
	switch {
	case failed == nil && !r.Superseded:
		o.recovered()
	case failed != nil && domain.KindOf(failed) == domain.KindUnreachable:
		o.present() // only the platform knows that somebody has blocked the bot
	}
}

func (o *Outbox) record(ctx context.Context, d domain.Delivery, status domain.DeliveryStatus, r Receipt, reason string, failed error) error {
	return o.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		first, err := tx.EndDelivery(ctx, d.ID, status, r.MessageID, reason)
		if err != nil || !first {
			return err
		}
		if d.Channel == domain.ChannelTelegram && domain.KindOf(failed) == domain.KindUnreachable && failed != nil && d.Recipient > 0 {
			return tx.SetUnreachable(ctx, d.Recipient, true)
		}
		switch {
		case status != domain.DeliverySent || d.ScreenID == 0 || r.MessageID == 0:
		case r.Edited:
			err = tx.ScreenEdited(ctx, d.ScreenID, r.MessageID, r.Hash)
		default:
			err = tx.ScreenSent(ctx, d.ScreenID, d.Recipient, r.MessageID, r.Hash)
		}
		if err == nil && r.Over && failed == nil && d.ScreenID != 0 {
			err = tx.EndScreen(ctx, d.ScreenID, d.Revision)
		}
		return err
	})
}

// postpone puts a delivery back: for as long as the platform says, else longer with each try.
func (o *Outbox) postpone(ctx context.Context, it *item, cause error) {
	var e *domain.Error
	if !errors.As(cause, &e) {
		e = &domain.Error{Kind: domain.KindInternal, Err: cause}
		o.o.Log.Error().Err(cause).Int64("delivery", it.d.ID).Msg("outbox: a delivery failed by our own fault; trying again")
	}
	now := o.o.Clock.Now()
	it.d.Attempts++
	delay := backoff(it.d.Attempts)
	if e.Kind == domain.KindRateLimited && e.RetryAfter > 0 {
		delay = e.RetryAfter + jitter(e.RetryAfter/20)
	}
	until := now.Add(delay)
	err := o.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.PostponeDelivery(ctx, it.d.ID, it.d.Attempts, time.Time{}, cause.Error()); err != nil || !doubtful(it.d, cause) {
			return err
		}
		return tx.DoubtScreen(ctx, it.d.ScreenID)
	})
	if err != nil {
		o.seldom.count.Error().Err(err).Int64("delivery", it.d.ID).Msg("outbox: cannot count a try")
	}
	o.mu.Lock()
	o.figures.Retried++
	if e.Kind == domain.KindRateLimited && !errors.Is(cause, errNotAsked) {
		o.figures.Limited++
	}
	if aside(it.d) && e.Kind == domain.KindUnavailable {
		o.plan.adjourn(it, now, until)
		o.mu.Unlock()
		o.nudge()
		return
	}
	if !errors.Is(cause, errNotAsked) {
		o.hold(it.d, e, now, until)
	}
	o.mu.Unlock()
	o.release(it, until)
}

// doubtful tells whether a screen's message may have changed though the try failed: the answer can be what was lost. What
// it shows is not known then, and the next state is sent even when it equals the last one that was recorded.
func doubtful(d domain.Delivery, cause error) bool {
	if d.ScreenID == 0 || errors.Is(cause, errNotAsked) {
		return false
	}
	kind := domain.KindOf(cause)
	return kind == domain.KindUnavailable || kind == domain.KindInternal
}

// hold stops the whole channel where the trouble is not that of one chat. The caller holds the lock.
func (o *Outbox) hold(d domain.Delivery, e *domain.Error, now, until time.Time) {
	switch {
	case e.Kind == domain.KindUnauthorized || e.Kind == domain.KindElsewhere:
		o.plan.holdAll(now.Add(30 * time.Second))
		o.o.Log.Error().Err(e).Msg("outbox: the platform does not let us send; trying again in 30 s")
		o.plan.failures++
	case e.Kind == domain.KindRateLimited && e.Global:
		o.plan.holdAll(until)
	case e.Kind == domain.KindRateLimited:
		o.limited(d, e, now)
	case e.Kind == domain.KindUnavailable:
		if d.Attempts == 1 {
			o.seldom.answer.Warn().Err(e).Int64("delivery", d.ID).Msg("outbox: a call was not answered; it is made again")
		}
		// A few failures in a row are the platform's, not a chat's: asking for everybody would only add to its load.
		if o.plan.failures++; o.plan.failures >= awayAfter {
			o.plan.holdAll(now.Add(backoff(o.plan.failures + 1 - awayAfter)))
			if o.plan.failures == awayAfter && now.Sub(o.awayAt).Abs() >= time.Minute {
				o.away, o.awayAt = true, now
				o.o.Log.Warn().Err(e).Msg("outbox: the platform does not answer; messages wait")
			}
		}
	}
}

// limited looks whose limit was met. The caller holds the lock.
func (o *Outbox) limited(d domain.Delivery, e *domain.Error, now time.Time) {
	if d.Attempts == 1 { // not again for each time that the same message is refused
		o.seldom.limit.Warn().Err(e).Int64("chat", d.Recipient).Msg("outbox: the platform asks us to wait; messages to that chat do")
	}
	if o.plan.heldTill.After(now) {
		return // it was on its way when all were stopped
	}
	news := !o.plan.storm.careful()
	wait := o.plan.storm.refuse(d.Recipient, e.RetryAfter)
	if wait == 0 {
		return
	}
	o.plan.holdAll(now.Add(wait))
	if news {
		o.o.Log.Warn().Err(e).Msg("outbox: the platform asks us to wait, whichever the chat; all messages do")
	}
}

func (o *Outbox) recovered() {
	if o.plan.storm.pass() {
		o.o.Log.Info().Msg("outbox: the platform lets messages through again")
	}
	o.present()
}

// present notes that the platform is there, whatever it has answered. The caller holds the lock.
func (o *Outbox) present() {
	if o.away {
		o.o.Log.Info().Msg("outbox: the platform answers again")
	}
	o.away = false
	o.plan.failures = 0
	o.answered = o.o.Clock.Now()
}

// release gives the chat back; the delivery is its next one again, not before until.
func (o *Outbox) release(it *item, until time.Time) {
	o.mu.Lock()
	o.plan.back(it, o.o.Clock.Now(), until)
	o.mu.Unlock()
	o.nudge()
}

// backoff is 0.5 s, 1 s, 2 s … up to a minute, give or take a quarter.
func backoff(attempt int) time.Duration {
	d := 500 * time.Millisecond << min(max(attempt-1, 0), 7)
	d = min(d, time.Minute)
	return d*3/4 + jitter(d/2)
}

func jitter(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return rand.N(d)
}
