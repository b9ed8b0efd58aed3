// Package outbox sends what was promised: durable deliveries, each channel with its limits, urgent ones first, one at a
// time per chat and in order. A delivery is pending in the database until its end is recorded there; after a crash the
// pending ones are sent, which may repeat one message per chat: that which was on its way.
package outbox

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/internal/crew"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Sender brings deliveries of one channel to their recipient. Its errors tell by their kind what is to happen:
// KindRateLimited waits as told, KindUnavailable tries again (for an hour at least), KindUnauthorized and KindElsewhere hold the channel,
// everything else is final.
type Sender interface {
	Send(ctx context.Context, d domain.Delivery) (Receipt, error)
}

var errNotAsked = errors.New("the platform was not asked")

// NotAsked is for a Sender whose delivery failed before the platform was asked: what it shows could not be read
// (KindUnavailable), or it knows of a limit that would be met (KindRateLimited). The delivery waits, and the channel goes on
// with others. Any other error is left as it is.
func NotAsked(err error) error {
	if kind := domain.KindOf(err); err == nil || kind != domain.KindUnavailable && kind != domain.KindRateLimited {
		return err
	}
	return fmt.Errorf("%w: %w", errNotAsked, err)
}

// Receipt is how a delivery went.
type Receipt struct {
	MessageID int64 // the message at the platform; 0 when there is none
	Hash      int64 // of what a screen shows now
	Edited    bool  // the screen had this message before
	// Superseded says that nothing was sent, since a newer state of the same message is on its way or stands already.
	Superseded bool
	// Over says that the screen shows its last word: it is not refreshed any more.
	Over bool
}

// Limits are a channel's. Zero values mean no limit.
type Limits struct {
	PerSecond      float64 // of all chats together
	PerChatSecond  float64 // of one chat, once its burst is spent
	ChatBurst      int     // what one chat may get at once
	GroupPerMinute float64 // of one group (a chat with a negative id)
}

// Options are what an outbox needs.
type Options struct {
	Channel domain.Channel
	Limits  Limits
	Workers int // calls at the same time; default 32
	Window  int // how many deliveries of each priority are held in memory, a chat's crowd left out; default 10,000, the rest wait in the database
	Clock   clock.Clock
	Log     zerolog.Logger
}

// Outbox is the way out on one channel.
type Outbox struct {
	db     *store.DB
	o      Options
	sender Sender
	wake   chan struct{}

	fault func(ctx context.Context, d domain.Delivery, cause error) // may be nil

	seldom seldom

	mu sync.Mutex
	// inherited tells that it is taken note of what an earlier life has left, or a commit that we were not told of.
	inherited bool
	plan      plan
	windows   [priorities]window
	horizon   horizon
	loading   map[int64]struct{}
	figures   Figures
	away      bool // the log says that the platform does not answer
	awayAt    time.Time
	// answered is when the platform last took a delivery.
	answered time.Time
}

// Figures are counts for Prometheus and people.
type Figures struct {
	Queued     int
	Sent       uint64
	Superseded uint64
	Failed     uint64
	GivenUp    uint64 // the platform failed with them again and again
	Retried    uint64
	Limited    uint64 // 429s
}

// New makes an outbox. Give it a Sender with Use, then Run it.
func New(db *store.DB, o Options) *Outbox {
	if o.Workers == 0 {
		o.Workers = 32
	}
	if o.Clock == nil {
		o.Clock = clock.System()
	}
	if o.Window == 0 {
		o.Window = 10_000
	}
	ob := &Outbox{db: db, o: o, wake: make(chan struct{}, 1), seldom: newSeldom(o.Log), plan: newPlan(o.Limits)}
	ob.plan.crowd = crowd{keep: max(o.Window/100, 8), most: 10 * o.Window}
	ob.windows, ob.horizon = unread(), newHorizon(o.Clock.Now())
	return ob
}

// seldom are logs of what may happen many times a second: each lets one line a minute through.
type seldom struct{ read, count, record, limit, answer zerolog.Logger }

func newSeldom(log zerolog.Logger) seldom {
	once := func() zerolog.Logger { return log.Sample(&zerolog.BurstSampler{Burst: 1, Period: time.Minute}) }
	return seldom{read: once(), count: once(), record: once(), limit: once(), answer: once()}
}

// OnFault sets who is told of a delivery that was given up by our own fault: it could not be drawn, or the platform refused
// what we had made of it. It is called once the delivery is recorded. Set it before Run.
func (o *Outbox) OnFault(told func(ctx context.Context, d domain.Delivery, cause error)) {
	o.fault = told
}

// Use sets who sends. It is a setter since the sender renders screens from services that put deliveries here.
func (o *Outbox) Use(s Sender) { o.sender = s }

// Put adds a delivery to a unit's transaction. It is queued to be sent once that is on disk.
func (o *Outbox) Put(ctx context.Context, tx *store.Tx, u *work.Unit, d domain.Delivery) error {
	added, err := tx.AddDelivery(ctx, &d)
	if err != nil || !added {
		return err
	}
	u.After(func() { o.push(d) })
	u.InDoubt(o.lookAgain)
	return nil
}

// Requeue takes a delivery that was made pending anew, once the unit is on disk.
func (o *Outbox) Requeue(u *work.Unit, d domain.Delivery) { u.After(func() { o.push(d) }) }

// Add is Put for those who hold no transaction yet.
func (o *Outbox) Add(u *work.Unit, d domain.Delivery) {
	u.Write(func(ctx context.Context, tx *store.Tx) error { return o.Put(ctx, tx, u, d) })
}

func (o *Outbox) push(d domain.Delivery) {
	o.mu.Lock()
	if o.horizon.beyond(d) {
		o.mu.Unlock()
		return
	}
	if o.windows[rank(d)].admits(d.ID, o.plan.count[rank(d)] < o.o.Window || o.plan.crowded(d.Recipient)) {
		o.plan.add(d, o.o.Clock.Now())
	}
	o.mu.Unlock()
	o.nudge()
}

// lookAgain makes the database be read for deliveries that nobody has pushed.
func (o *Outbox) lookAgain() {
	o.mu.Lock()
	o.inherited = false
	o.mu.Unlock()
	o.nudge()
}

func (o *Outbox) nudge() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// Figures tells how the channel is doing.
func (o *Outbox) Figures() Figures {
	o.mu.Lock()
	defer o.mu.Unlock()
	f := o.figures
	f.Queued = o.plan.size()
	return f
}

// Channel is the way out that this outbox sends on.
func (o *Outbox) Channel() domain.Channel { return o.o.Channel }

// Idle tells whether nothing waits to be sent now; what is due later does not count.
func (o *Outbox) Idle() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.inherited {
		return false
	}
	for i := range o.windows {
		if o.windows[i].behind {
			return false
		}
	}
	return o.plan.idle()
}

// stopGrace is how long calls that are under way may take to end when the outbox stops.
const stopGrace = 5 * time.Second

// Run sends until ctx ends. Then it lets the calls under way end and records them, so that they are not repeated.
func (o *Outbox) Run(ctx context.Context) error {
	calls, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	under := crew.New()
	slots := make(chan struct{}, o.o.Workers)
	for ctx.Err() == nil {
		if err := o.load(ctx); err != nil {
			o.seldom.read.Error().Err(err).Msg("outbox: cannot read what is to be sent; trying again")
			o.pause(ctx, o.o.Clock.Now().Add(time.Second))
			continue
		}
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			continue
		}
		it, until := o.next()
		if it == nil {
			<-slots
			o.pause(ctx, until)
			continue
		}
		under.Go(func() {
			defer func() { <-slots; o.nudge() }()
			o.send(calls, it)
		})
	}
	return drain(under, cancel)
}

func drain(under *crew.Crew, cancel func()) error {
	timer := time.AfterFunc(stopGrace, cancel)
	defer timer.Stop()
	under.Wait()
	return nil
}

// next takes what is to be sent now, or tells when to look again.
func (o *Outbox) next() (*item, time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := o.o.Clock.Now()
	it, wait := o.plan.next(now)
	if until := now.Add(wait); it == nil && wait >= 0 && until.Before(o.horizon.next) {
		return nil, until
	}
	return it, o.horizon.next
}

// pause waits for news, at most until the given time.
func (o *Outbox) pause(ctx context.Context, until time.Time) {
	clock.Until(ctx, o.o.Clock, until, o.wake)
}
