package bot

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
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

	allowed, refused, failed atomic.Uint64
}

type checkout struct {
	domain.Update
	at time.Time
}

// NewCheckouts makes the answerer; Run it.
func NewCheckouts(t Telegram, p Payments, c *chats.Service, catalog *texts.Catalog, log zerolog.Logger) *Checkouts {
	return &Checkouts{
		telegram: t, payments: p, chats: c, texts: catalog, log: log, queue: make(chan checkout, checkoutQueue), seen: map[string]time.Time{},
	}
}

// CheckoutFigures are counts since the start.
type CheckoutFigures struct {
	Allowed, Refused uint64
	Failed           uint64 // no answer reached Telegram
}

// Figures tells how the questions were answered.
func (c *Checkouts) Figures() CheckoutFigures {
	return CheckoutFigures{Allowed: c.allowed.Load(), Refused: c.refused.Load(), Failed: c.failed.Load()}
}

// Put hands in a question and never waits. One that came before (Telegram repeats what is not confirmed) is nothing.
func (c *Checkouts) Put(up domain.Update) {
	now := time.Now()
	if !c.isNew(up.Checkout.ID, now) {
		return
	}
	select {
	case c.queue <- checkout{up, now}:
	default:
		c.failed.Add(1)
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
	refusal := c.decide(ctx, q)
	for {
		try, stop := context.WithTimeout(ctx, checkoutTry)
		err := c.telegram.AnswerCheckout(try, q.Checkout.ID, refusal)
		stop()
		switch {
		case err == nil && refusal == "":
			c.allowed.Add(1)
			return
		case err == nil:
			c.refused.Add(1)
			return
		case domain.KindOf(err) == domain.KindRejected || ctx.Err() != nil || !sleep(ctx, 100*time.Millisecond):
			c.failed.Add(1)
			c.log.Error().Err(err).Int64("person", q.From.ID).Msg("the question before a payment could not be answered; the person can try again")
			return
		}
	}
}

// decide gives the words of a refusal; none means yes.
func (c *Checkouts) decide(ctx context.Context, q checkout) string {
	ctx, cancel := context.WithTimeout(ctx, checkoutDecide)
	defer cancel()
	decided := make(chan string, 1)
	// A database that is stuck may not listen to the deadline.
	c.left.Go(func() { decided <- c.judge(ctx, q) })
	select {
	case words := <-decided:
		return words
	case <-ctx.Done():
		c.log.Error().Int64("person", q.From.ID).Msg("a payment was refused: what it needs did not answer in time")
		return c.texts.For(q.From.Language).Text(texts.ErrorInvoiceUnavailable, nil)
	}
}

func (c *Checkouts) judge(ctx context.Context, q checkout) (words string) {
	p := c.texts.For(q.From.Language)
	defer func() {
		if r := recover(); r != nil {
			c.log.Error().Interface("panic", r).Msg("deciding about a payment broke; it was refused")
			words = p.Text(texts.ErrorInvoiceUnavailable, nil)
		}
	}()
	err := c.payments.Check(ctx, q.From.ID, *q.Checkout)
	if err == nil {
		return ""
	}
	if person, problem := c.chats.Person(ctx, q.From.ID); problem == nil && person.Speaks() != "" {
		p = c.texts.For(person.Speaks())
	}
	var known *domain.Error
	if forPeople(err) && errors.As(err, &known) && known.Key != "" {
		c.log.Info().Err(err).Int64("person", q.From.ID).Msg("a payment was refused")
		return p.Text(texts.Key(known.Key), known.Params)
	}
	c.log.Error().Err(err).Int64("person", q.From.ID).Msg("a payment was refused: it could not be decided")
	return p.Text(texts.ErrorInvoiceUnavailable, nil)
}
