package outbox

import (
	"container/heap"
	"time"

	"frontdesk/domain"
)

// plan decides what is sent next. It is plain data under the outbox's lock and knows the time only as an argument.
//
// A chat is in exactly one place: in ready (by the priority of its next delivery), in waiting (until a limit or a
// freeze is over), or in neither, when one of its deliveries is under way.
type plan struct {
	limits   Limits
	chats    map[int64]*chat
	ready    [priorities]chatHeap
	waiting  chatHeap
	later    itemHeap           // deliveries that are not due yet
	known    map[int64]struct{} // what is in here, under way included: reading on in the database must not add it again
	count    [priorities]int    // how many of each priority those are, extra and later ones left out
	crowd    crowd
	all      meter
	heldTill time.Time
	picks    int
	picked   time.Time // when the newest was taken
	failures int       // calls in a row that found the platform away
	storm    storm
	under    int // deliveries under way
}

const priorities = int(domain.PriorityBroadcast) + 1

// fairEvery: one pick of this many goes to the least urgent chat that is ready, so that nobody starves.
const fairEvery = 10

const (
	// awayAfter calls in a row that were not answered the platform is taken to be away, and one call at a time tries for all.
	awayAfter = 3
	probeFor  = 10 * time.Second
)

// rank is a delivery's priority as an index.
func rank(d domain.Delivery) int { return min(max(int(d.Priority), 0), priorities-1) }

// crowd is how a chat that has a crowd of deliveries is kept from taking the memory that is meant for all: from keep on they
// are extra, and count for nothing, as long as there are no more than most of them in all.
type crowd struct{ keep, most, extra int }

type item struct {
	d     domain.Delivery
	chat  *chat
	extra bool
}

type chat struct {
	id      int64
	queue   itemHeap
	busy    bool
	till    time.Time // nothing before: a 429, or a failed try
	meter   meter
	wakeAt  time.Time
	home    *chatHeap // where it is, with its index there
	index   int
	limited bool // what is under way has taken from the meter
}

func newPlan(l Limits) plan {
	p := plan{limits: l, chats: map[int64]*chat{}, known: map[int64]struct{}{}, all: newMeter(l.PerSecond, 3)}
	byID := func(a, b *chat) bool { return a.queue.items[0].d.ID < b.queue.items[0].d.ID }
	for i := range p.ready {
		p.ready[i].less = byID
	}
	p.waiting.less = func(a, b *chat) bool { return a.wakeAt.Before(b.wakeAt) }
	p.later.less = func(a, b *item) bool { return a.d.NotBefore.Before(b.d.NotBefore) }
	return p
}

func (p *plan) size() int { return len(p.known) }

// idle tells whether nothing is due or under way.
func (p *plan) idle() bool { return len(p.known) == p.later.Len() }

func (p *plan) add(d domain.Delivery, now time.Time) {
	if _, ok := p.known[d.ID]; ok {
		return
	}
	p.known[d.ID] = struct{}{}
	it := &item{d: d}
	if d.NotBefore.After(now) {
		heap.Push(&p.later, it)
		return
	}
	p.enqueue(it, now)
}

// crowded tells whether one more delivery to a chat would be extra.
func (p *plan) crowded(recipient int64) bool {
	c := p.chats[recipient]
	return c != nil && c.queue.Len() >= p.crowd.keep && p.crowd.extra < p.crowd.most
}

// weigh takes or gives back the room that a delivery has: one that is not due yet has none, so that it keeps none out that is.
func (p *plan) weigh(it *item, by int) {
	if it.extra {
		p.crowd.extra += by
	} else {
		p.count[rank(it.d)] += by
	}
}

func (p *plan) enqueue(it *item, now time.Time) {
	it.extra = p.crowded(it.d.Recipient)
	p.weigh(it, 1)
	c := p.chats[it.d.Recipient]
	if c == nil {
		c = &chat{id: it.d.Recipient, meter: p.meterOf(it.d.Recipient)}
		c.queue.less = func(a, b *item) bool {
			if a.d.Priority != b.d.Priority {
				return a.d.Priority < b.d.Priority
			}
			return a.d.ID < b.d.ID
		}
		p.chats[c.id] = c
	}
	it.chat = c
	heap.Push(&c.queue, it)
	p.place(c, now)
}

func (p *plan) meterOf(chatID int64) meter {
	if chatID < 0 && p.limits.GroupPerMinute > 0 {
		perSecond := p.limits.GroupPerMinute / 60
		if p.limits.PerChatSecond > 0 {
			perSecond = min(perSecond, p.limits.PerChatSecond)
		}
		return newMeter(perSecond, 1)
	}
	return newMeter(p.limits.PerChatSecond, max(p.limits.ChatBurst, 1))
}

// place puts a chat where it belongs now.
func (p *plan) place(c *chat, now time.Time) {
	if c.home != nil {
		heap.Remove(c.home, c.index)
	}
	if c.busy {
		return
	}
	if c.queue.Len() == 0 {
		// Forgotten once its limits have nothing left to remember.
		if c.wakeAt = later(c.till, c.meter.full); !c.wakeAt.After(now) {
			delete(p.chats, c.id)
			return
		}
		heap.Push(&p.waiting, c)
		return
	}
	next := c.queue.items[0]
	c.wakeAt = c.till
	if metered(next.d) {
		c.wakeAt = later(c.till, c.meter.freeBut(reserve(next.d.Priority)))
	}
	if c.wakeAt.After(now) {
		heap.Push(&p.waiting, c)
		return
	}
	heap.Push(&p.ready[rank(next.d)], c)
}

// aside tells whether a delivery may come out of its chat's order: a command menu and a refund are beside the conversation,
// and a server that cannot do it must not hold the messages up.
func aside(d domain.Delivery) bool {
	return d.Kind == domain.DeliveryCommands || d.Kind == domain.DeliveryRefund
}

// metered tells whether a delivery counts against its chat's limit. Deleting does not fill a chat.
func metered(d domain.Delivery) bool {
	return d.Kind != domain.DeliveryDelete && d.Kind != domain.DeliveryCommands && d.Kind != domain.DeliveryRefund
}

// reserve is how many of a chat's burst a delivery leaves to more urgent ones: the less urgent it is, the more. A burst is
// for somebody who waits with the phone in hand, and a broadcast has time.
func reserve(p domain.Priority) int { return max(int(p-domain.PriorityInteractive), 0) }

// next takes what is to be sent now, or tells how long nothing will be; negative means until something is added.
func (p *plan) next(now time.Time) (*item, time.Duration) {
	p.arrive(now)
	if p.heldTill.After(now) {
		return nil, p.heldTill.Sub(now)
	}
	if wait := p.probing(now); wait > 0 {
		return nil, wait
	}
	c := p.pick()
	if c == nil {
		return nil, p.quiet(now)
	}
	if free := p.all.free(); free.After(now) {
		return nil, free.Sub(now)
	}
	p.picks++
	p.picked = now
	heap.Remove(c.home, c.index)
	it := heap.Pop(&c.queue).(*item)
	c.busy = true
	p.under++
	p.all.take(now)
	if c.limited = metered(it.d); c.limited {
		c.meter.take(now)
	}
	return it, 0
}

// probing tells how long the one that tries for all has yet to answer, while the platform is away or refuses everybody.
// Its end wakes us before that; one that hangs does not hold up the others for longer than probeFor.
func (p *plan) probing(now time.Time) time.Duration {
	if p.under == 0 || !p.storm.careful() && p.failures < awayAfter {
		return 0
	}
	return p.picked.Add(probeFor).Sub(now)
}

// arrive moves what has come due.
func (p *plan) arrive(now time.Time) {
	for p.later.Len() > 0 && !p.later.items[0].d.NotBefore.After(now) {
		p.enqueue(heap.Pop(&p.later).(*item), now)
	}
	for p.waiting.Len() > 0 && !p.waiting.chats[0].wakeAt.After(now) {
		p.place(p.waiting.chats[0], now)
	}
}

func (p *plan) pick() *chat {
	if p.picks%fairEvery == fairEvery-1 {
		for i := priorities - 1; i >= 0; i-- {
			if p.ready[i].Len() > 0 {
				return p.ready[i].chats[0]
			}
		}
	}
	for i := range p.ready {
		if p.ready[i].Len() > 0 {
			return p.ready[i].chats[0]
		}
	}
	return nil
}

func (p *plan) quiet(now time.Time) time.Duration {
	d := time.Duration(-1)
	if p.waiting.Len() > 0 {
		d = p.waiting.chats[0].wakeAt.Sub(now)
	}
	if p.later.Len() > 0 {
		if l := p.later.items[0].d.NotBefore.Sub(now); d < 0 || l < d {
			d = l
		}
	}
	return d
}

// done ends a delivery. refund gives back what it took from the limits, when nothing was sent.
func (p *plan) done(it *item, now time.Time, refund bool) {
	delete(p.known, it.d.ID)
	p.weigh(it, -1)
	c := it.chat
	c.busy = false
	p.under--
	switch {
	case refund:
		p.all.refund()
		if c.limited {
			c.meter.refund()
		}
	case c.limited:
		c.meter.arrived(now)
	}
	p.place(c, now)
}

// back makes a delivery its chat's next one again, not before till.
func (p *plan) back(it *item, now, till time.Time) {
	c := it.chat
	c.busy = false
	p.under--
	c.till = till
	if c.limited {
		c.meter.arrived(now) // as far as we know
	}
	heap.Push(&c.queue, it)
	p.place(c, now)
}

// adjourn frees the chat for its other deliveries; this one comes back by itself, not before till.
func (p *plan) adjourn(it *item, now, till time.Time) {
	it.chat.busy = false
	p.under--
	p.place(it.chat, now)
	p.weigh(it, -1)
	it.d.NotBefore = till
	heap.Push(&p.later, it)
}

func (p *plan) holdAll(till time.Time) { p.heldTill = later(p.heldTill, till) }

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
