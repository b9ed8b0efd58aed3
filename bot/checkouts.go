package bot

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/services/chats"
	"frontdesk/texts"
)

// Telegram waits 10 s for the answer before a payment (Bot API, answerPreCheckoutQuery). Deciding and answering have their
// parts of it, with some to spare for the way of the question.
const (
	checkoutDecide  = 3 * time.Second
	checkoutAnswer  = 7 * time.Second // from the arrival, all tries together
	checkoutTry     = 2 * time.Second
	checkoutWorkers = 8
	checkoutQueue   = 256
)

// Checkouts answer the question before a payment. They have workers of their own and wait for nothing else: no lane, no
// outbox, no transaction. A question that cannot be decided in time is answered with no, since silence costs the person the
// same payment and ten seconds.
type Checkouts struct {
	telegram Telegram
	payments Payments
	chats    *chats.Service
	texts    *texts.Catalog
	log      zerolog.Logger
	queue    chan checkout
	left     sync.WaitGroup // decisions that did not end in time

	mu   sync.Mutex
	seen map[string]time.Time

	observe func(outcome CheckoutOutcome, reason string, took time.Duration)
}

type checkout struct {
	domain.Update
	at time.Time
}

// NewCheckouts makes the answerer; Run it.
func NewCheckouts(t Telegram, p Payments, c *chats.Service, catalog *texts.Catalog, log zerolog.Logger) *Checkouts {
	return &Checkouts{
		telegram: t, payments: p, chats: c, texts: catalog, log: log, queue: make(chan checkout, checkoutQueue), seen: map[string]time.Time{},
		observe: func(CheckoutOutcome, string, time.Duration) {},
	}
}

// CheckoutOutcome is how a question before a payment ended.
type CheckoutOutcome string

// The outcomes.
const (
	CheckoutAllowed    CheckoutOutcome = "allowed"
	CheckoutRefused    CheckoutOutcome = "refused"
	CheckoutUnanswered CheckoutOutcome = "unanswered" // no answer reached Telegram
)

// Reasons of a refusal beside those of Payments.Check, which go by their texts' keys ("invoice_old").
const (
	reasonLate = "late"        // what it needs did not answer in time
	reasonAway = "unavailable" // what it needs is away
	reasonOurs = "fault"       // deciding broke
)

// Observe sets who hears how each question was answered, for a refusal why, and how long after it came. It must be quick,
// and is set before Run.
func (c *Checkouts) Observe(fn func(outcome CheckoutOutcome, reason string, took time.Duration)) {
	c.observe = fn
}

// refusal is what a person is told and what the figures are; none means yes.
type refusal struct{ words, reason string }

// Put hands in a question and never waits. One that came before (Telegram repeats what is not confirmed) is nothing.
func (c *Checkouts) Put(up domain.Update) {
	now := time.Now()
	if !c.isNew(up.Checkout.ID, now) {
		return
	}
	select {
	case c.queue <- checkout{up, now}:
	default:
		c.observe(CheckoutUnanswered, "", 0)
		c.log.Error().Msg("more payments at once than can be answered; one was left without an answer")
	}
}

func (c *Checkouts) isNew(id string, now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.seen[id]; known {
		return false
	}
	if len(c.seen) >= checkoutQueue {
		for old, at := range c.seen {
			if now.Sub(at) > 5*time.Minute { // Telegram keeps them 150 s
				delete(c.seen, old)
			}
		}
	}
	c.seen[id] = now
	return true
}

// Run answers until ctx ends, and lets the answers under way end.
func (c *Checkouts) Run(ctx context.Context) error {
	var workers sync.WaitGroup
	for range checkoutWorkers {
		workers.Go(func() {
			for {
				select {
				case q := <-c.queue:
					c.answer(context.WithoutCancel(ctx), q)
				case <-ctx.Done():
					return
				}
			}
		})
	}
	workers.Wait()
	c.left.Wait()
	return nil
}

func (c *Checkouts) answer(ctx context.Context, q checkout) {
	ctx, cancel := context.WithDeadline(ctx, q.at.Add(checkoutAnswer))
	defer cancel()
	no := c.decide(ctx, q)
	for {
		try, stop := context.WithTimeout(ctx, checkoutTry)
		err := c.telegram.AnswerCheckout(try, q.Checkout.ID, no.words)
		stop()
		switch {
		case err == nil && no.words == "":
			c.observe(CheckoutAllowed, "", time.Since(q.at))
			return
		case err == nil:
			c.observe(CheckoutRefused, no.reason, time.Since(q.at))
			return
		case domain.KindOf(err) == domain.KindRejected || ctx.Err() != nil || !sleep(ctx, 100*time.Millisecond):
			c.observe(CheckoutUnanswered, no.reason, time.Since(q.at))
			c.log.Error().Err(err).Int64("person", q.From.ID).Msg("the question before a payment could not be answered; the person can try again")
			return
		}
	}
}

func (c *Checkouts) decide(ctx context.Context, q checkout) refusal {
	ctx, cancel := context.WithTimeout(ctx, checkoutDecide)
	defer cancel()
	decided := make(chan refusal, 1)
	// A database that is stuck may not listen to the deadline.
	c.left.Go(func() { decided <- c.judge(ctx, q) })
	select {
	case no := <-decided:
		return no
	case <-ctx.Done():
		c.log.Error().Int64("person", q.From.ID).Msg("a payment was refused: what it needs did not answer in time")
		return refusal{c.texts.For(q.From.Language).Text(texts.ErrorInvoiceUnavailable, nil), reasonLate}
	}
}

func (c *Checkouts) judge(ctx context.Context, q checkout) (no refusal) {
	p := c.texts.For(q.From.Language)
	defer func() {
		if r := recover(); r != nil {
			c.log.Error().Interface("panic", r).Msg("deciding about a payment broke; it was refused")
			no = refusal{p.Text(texts.ErrorInvoiceUnavailable, nil), reasonOurs}
		}
	}()
	err := c.payments.Check(ctx, q.From.ID, *q.Checkout)
	if err == nil {
		return refusal{}
	}
	if person, problem := c.chats.Person(ctx, q.From.ID); problem == nil && person.Speaks() != "" {
		p = c.texts.For(person.Speaks())
	}
	var known *domain.Error
	if forPeople(err) && errors.As(err, &known) && known.Key != "" {
		c.log.Info().Err(err).Int64("person", q.From.ID).Msg("a payment was refused")
		return refusal{p.Text(texts.Key(known.Key), known.Params), strings.TrimPrefix(known.Key, "error.")}
	}
	c.log.Error().Err(err).Int64("person", q.From.ID).Msg("a payment was refused: it could not be decided")
	return refusal{p.Text(texts.ErrorInvoiceUnavailable, nil), reasonAway}
}
