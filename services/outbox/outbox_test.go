package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/services/outbox"
	"frontdesk/services/work"
	"frontdesk/store"
)

// platform notes what it is given, and refuses as it is told.
type platform struct {
	mu    sync.Mutex
	sent  []domain.Delivery
	times []time.Time
	fail  func(d domain.Delivery) error
	news  chan struct{}
	now   func() time.Time
}

func (p *platform) Send(_ context.Context, d domain.Delivery) (outbox.Receipt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	defer func() {
		select {
		case p.news <- struct{}{}:
		default:
		}
	}()
	if p.fail != nil {
		if err := p.fail(d); err != nil {
			return outbox.Receipt{}, err
		}
	}
	p.sent = append(p.sent, d)
	p.times = append(p.times, p.now())
	return outbox.Receipt{MessageID: int64(len(p.sent))}, nil
}

func (p *platform) got() []domain.Delivery {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]domain.Delivery(nil), p.sent...)
}

// when tells at what times what got gives was sent. The platform goes on noting.
func (p *platform) when() []time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]time.Time(nil), p.times...)
}

type desk struct {
	t    *testing.T
	db   *store.DB
	box  *outbox.Outbox
	to   *platform
	time *clock.Fake
	stop func()
}

var start = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func open(t *testing.T, path string, l outbox.Limits) *desk {
	t.Helper()
	return openWith(t, path, outbox.Options{Limits: l})
}

func openWith(t *testing.T, path string, o outbox.Options) *desk {
	t.Helper()
	fake := clock.NewFake(start)
	db, err := store.Open(t.Context(), "sqlite:"+path, store.Options{Now: fake.Now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Migrate(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, db: db, time: fake, to: &platform{news: make(chan struct{}, 1), now: fake.Now}}
	o.Channel, o.Clock = domain.ChannelTelegram, fake
	d.box = outbox.New(db, o)
	d.box.Use(d.to)
	return d
}

func (d *desk) run() {
	ctx, cancel := context.WithCancel(d.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.box.Run(ctx) }()
	d.stop = sync.OnceFunc(func() {
		cancel()
		<-ended
		d.db.Close()
	})
	d.t.Cleanup(d.stop)
}

func (d *desk) put(list ...domain.Delivery) {
	d.t.Helper()
	u := work.New("test")
	for _, one := range list {
		one.Channel = domain.ChannelTelegram
		if one.Kind == "" {
			one.Kind = domain.DeliveryNotice
		}
		d.box.Add(u, one)
	}
	if err := u.Commit(d.t.Context(), d.db); err != nil {
		d.t.Fatal(err)
	}
}

// until moves the clock on while the outbox has nothing to do, and waits for ok.
func (d *desk) until(ok func() bool, step time.Duration) {
	d.t.Helper()
	deadline := time.After(time.Minute)
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-d.to.news:
		case <-tick.C:
			d.time.Advance(step)
		case <-deadline:
			d.t.Fatalf("waited in vain; %d were sent", len(d.to.got()))
		}
	}
}

func (d *desk) sent(n int) func() bool { return func() bool { return len(d.to.got()) >= n } }

func TestAChatGetsItsMessagesInOrderAndUrgentOnesFirst(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "x.db"), outbox.Limits{})
	d.put(
		domain.Delivery{Recipient: 1, Priority: domain.PriorityBroadcast, Payload: "news"},
		domain.Delivery{Recipient: 1, Priority: domain.PriorityInteractive, Payload: "first"},
		domain.Delivery{Recipient: 1, Priority: domain.PriorityInteractive, Payload: "second"},
		domain.Delivery{Recipient: 1, Priority: domain.PrioritySecret, Payload: "password", Kind: domain.DeliveryDelete},
	)
	d.run()
	d.until(d.sent(4), 0)
	var order []string
	for _, s := range d.to.got() {
		order = append(order, s.Payload)
	}
	if fmt.Sprint(order) != "[password first second news]" {
		t.Errorf("sent in the order %v", order)
	}
}

func TestAFailedMessageHoldsItsChatAndNoOther(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "x.db"), outbox.Limits{})
	failures := 0
	d.to.fail = func(one domain.Delivery) error {
		if one.Recipient == 1 && failures < 2 {
			failures++
			return &domain.Error{Kind: domain.KindRateLimited, RetryAfter: 7 * time.Second, Err: errors.New("429")}
		}
		return nil
	}
	d.put(domain.Delivery{Recipient: 1, Payload: "a", Priority: 1}, domain.Delivery{Recipient: 1, Payload: "b", Priority: 1}, domain.Delivery{Recipient: 2, Payload: "c", Priority: 1})
	d.run()
	d.until(d.sent(1), 0)
	if got := d.to.got()[0]; got.Payload != "c" {
		t.Errorf("%q was sent first, though its chat was told to wait", got.Payload)
	}
	d.until(d.sent(3), 100*time.Millisecond)
	if got := d.to.got(); got[1].Payload != "a" || got[2].Payload != "b" {
		t.Errorf("the chat's order was lost: %v", got)
	}
	if waited := d.to.when()[1].Sub(start); waited < 14*time.Second {
		t.Errorf("asked to wait twice 7 s, it took %v", waited)
	}
}

// TestWhatCannotBeDrawnHoldsItsChatAlone: the host's database is away, and with it what the screens show.
func TestWhatCannotBeDrawnHoldsItsChatAlone(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "g.db"), outbox.Limits{})
	away := true
	d.to.fail = func(m domain.Delivery) error {
		if m.Kind == domain.DeliveryScreen && away {
			return outbox.NotAsked(&domain.Error{Kind: domain.KindUnavailable, Err: errors.New("database is locked")})
		}
		return nil
	}
	for chat := range int64(4) {
		d.put(domain.Delivery{Recipient: chat + 1, Kind: domain.DeliveryScreen, Priority: domain.PriorityInteractive})
	}
	d.run()
	d.until(func() bool { return d.box.Figures().Retried >= 4 }, 0)
	d.put(domain.Delivery{Recipient: 5, Kind: domain.DeliveryDelete, Priority: domain.PrioritySecret})
	d.until(d.sent(1), 0) // the clock stands: a password goes at once

	d.to.mu.Lock()
	away = false
	d.to.mu.Unlock()
	d.until(d.sent(5), time.Second)
}

// TestACommandMenuThatCannotBeSetHoldsNobodyUp: some Bot API servers do not know setMyCommands and answer 500 for ever.
func TestACommandMenuThatCannotBeSetHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "f.db"), outbox.Limits{})
	away := true
	d.to.fail = func(m domain.Delivery) error {
		if m.Kind == domain.DeliveryCommands && away {
			return &domain.Error{Kind: domain.KindUnavailable, Err: errors.New("HTTP 500")}
		}
		return nil
	}
	for chat := range int64(4) {
		d.put(domain.Delivery{Recipient: chat + 1, Kind: domain.DeliveryCommands, Payload: "SE ru", Priority: domain.PriorityNotice})
	}
	d.run()
	d.until(func() bool { return d.box.Figures().Retried >= 4 }, 0)
	d.put(domain.Delivery{Recipient: 1, Priority: domain.PriorityNotice}, domain.Delivery{Recipient: 2, Priority: domain.PriorityBroadcast})
	d.until(d.sent(2), 0) // the clock stands: nothing waits for anything

	d.to.mu.Lock()
	away = false
	d.to.mu.Unlock()
	d.until(d.sent(6), time.Second)
}

func TestLimitsAreKept(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "x.db"), outbox.Limits{PerSecond: 30, PerChatSecond: 1, ChatBurst: 3, GroupPerMinute: 20})
	for i := range 60 {
		d.put(domain.Delivery{Recipient: int64(100 + i), Priority: domain.PriorityBroadcast})
	}
	for range 6 {
		d.put(domain.Delivery{Recipient: 1, Priority: domain.PriorityNotice}, domain.Delivery{Recipient: -5, Priority: domain.PriorityNotice})
	}
	d.run()
	d.until(d.sent(72), 5*time.Millisecond)
	d.stop()
	per := map[int64][]time.Time{}
	for i, one := range d.to.got() {
		per[one.Recipient] = append(per[one.Recipient], d.to.when()[i])
	}
	all := d.to.when() // noted a step or two of the clock after the decision
	for i := range all {
		if i >= 33 && all[i].Sub(all[i-33]) < 900*time.Millisecond {
			t.Errorf("more than 33 messages within %v", all[i].Sub(all[i-33]))
		}
	}
	if one := per[1]; one[5].Sub(one[0]) < 2900*time.Millisecond {
		t.Errorf("a chat got 6 messages in %v; 3 at once and then 1 a second are allowed", one[5].Sub(one[0]))
	}
	if group := per[-5]; group[5].Sub(group[0]) < 14900*time.Millisecond {
		t.Errorf("a group got 6 messages in %v; 20 a minute are allowed", group[5].Sub(group[0]))
	}
}

// TestAMessageThatTravelsLongDoesNotBringTheNextOneTooEarly: Telegram counts from when it gets a message, which is later than
// when we let it go.
func TestAMessageThatTravelsLongDoesNotBringTheNextOneTooEarly(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "x.db"), outbox.Limits{PerChatSecond: 1, ChatBurst: 1})
	var slow sync.Once
	d.to.fail = func(domain.Delivery) error {
		slow.Do(func() { d.time.Advance(400 * time.Millisecond) })
		return nil
	}
	d.put(domain.Delivery{Recipient: 1}, domain.Delivery{Recipient: 1})
	d.run()
	d.until(d.sent(2), 10*time.Millisecond)
	if gap := d.to.when()[1].Sub(d.to.when()[0]); gap < time.Second {
		t.Errorf("Telegram got two messages of one chat within %v; one a second is allowed", gap)
	}
}

// TestABroadcastLeavesAChatRoomForReplies: what may be sent to a chat at once is for the person who waits there.
func TestABroadcastLeavesAChatRoomForReplies(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "x.db"), outbox.Limits{PerChatSecond: 1, ChatBurst: 3})
	news := domain.Delivery{Recipient: 1, Priority: domain.PriorityBroadcast}
	d.put(news, news, news)
	d.run()
	d.until(d.sent(1), 0)
	reply := domain.Delivery{Recipient: 1, Priority: domain.PriorityInteractive}
	d.put(reply, reply)
	d.until(d.sent(3), 0) // the clock stands still until they are there
	d.until(d.sent(5), 10*time.Millisecond)
	for i, one := range d.to.got() {
		if waited := d.to.when()[i].Sub(start); one.Priority == domain.PriorityInteractive && waited > 0 {
			t.Errorf("a reply waited %v for the chat's limit, which a broadcast had used up", waited)
		}
	}
	if first, last := d.to.when()[0], d.to.when()[4]; last.Sub(first) < 2*time.Second {
		t.Errorf("five messages of one chat within %v; three at once and then one a second are allowed", last.Sub(first))
	}
}

func TestABroadcastDoesNotStarveAndNobodyWaitsForIt(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "x.db"), outbox.Limits{})
	for i := range 200 {
		d.put(domain.Delivery{Recipient: int64(1000 + i), Priority: domain.PriorityInteractive}, domain.Delivery{Recipient: int64(5000 + i), Priority: domain.PriorityBroadcast})
	}
	d.run()
	d.until(d.sent(400), 0)
	early := 0
	for _, one := range d.to.got()[:200] {
		if one.Priority == domain.PriorityBroadcast {
			early++
		}
	}
	if early < 10 || early > 40 {
		t.Errorf("%d of the first 200 were broadcasts; about one in ten is fair", early)
	}
}

func TestWhatWasPromisedBeforeARestartIsSentAfterIt(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	d := open(t, path, outbox.Limits{})
	for i := range 2500 {
		d.put(domain.Delivery{Recipient: int64(i % 50), Priority: domain.PriorityNotice, Payload: fmt.Sprint(i)})
	}
	d.db.Close()
	d = open(t, path, outbox.Limits{})
	d.run()
	d.until(d.sent(2500), 0)
	d.stop()
	seen := map[string]int{}
	for _, one := range d.to.got() {
		seen[one.Payload]++
	}
	if len(seen) != 2500 || len(d.to.got()) != 2500 {
		t.Errorf("%d of 2500 were sent, %d times in all", len(seen), len(d.to.got()))
	}
}

func TestARefusalIsFinalAndABlockedBotIsRemembered(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "x.db"), outbox.Limits{})
	d.to.fail = func(one domain.Delivery) error {
		if one.Recipient == 1 {
			return &domain.Error{Kind: domain.KindUnreachable, Err: errors.New("Forbidden: bot was blocked by the user")}
		}
		return nil
	}
	d.put(domain.Delivery{Recipient: 1, Priority: 1}, domain.Delivery{Recipient: 2, Priority: 1})
	d.run()
	d.until(func() bool { f := d.box.Figures(); return f.Sent == 1 && f.Failed == 1 }, 0)
	person, err := d.db.FindPerson(t.Context(), 1)
	if err != nil || !person.Unreachable {
		t.Errorf("the person who blocked the bot: %+v, %v", person, err)
	}
	if n, err := d.db.CountPendingDeliveries(t.Context(), domain.ChannelTelegram); err != nil || n != 0 {
		t.Errorf("%d are still pending: %v", n, err)
	}
}

func TestADeliveryForLaterWaits(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "x.db"), outbox.Limits{})
	d.put(domain.Delivery{Recipient: 1, Priority: 1, NotBefore: start.Add(10 * time.Second)}, domain.Delivery{Recipient: 2, Priority: 1})
	d.run()
	d.until(d.sent(1), 0)
	d.until(d.sent(2), 250*time.Millisecond)
	if d.to.when()[0] != start || d.to.when()[1].Sub(start) < 10*time.Second {
		t.Errorf("sent after %v and %v", d.to.when()[0].Sub(start), d.to.when()[1].Sub(start))
	}
}

// TestAStormOfLimitsHoldsEverybodyUntilOnePasses: Telegram limits the whole bot, and says so for one chat after another.
func TestAStormOfLimitsHoldsEverybodyUntilOnePasses(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "h.db"), outbox.Limits{})
	asked := 0
	d.to.fail = func(domain.Delivery) error {
		if d.time.Now().Sub(start) < 20*time.Second {
			asked++
			return &domain.Error{Kind: domain.KindRateLimited, RetryAfter: 20 * time.Second, Err: errors.New("429")}
		}
		return nil
	}
	for chat := range int64(200) {
		d.put(domain.Delivery{Recipient: chat + 1, Priority: domain.PriorityNotice})
	}
	d.run()
	d.until(d.sent(200), 100*time.Millisecond)
	if asked > 45 { // as many as go out at once, and a few tries
		t.Errorf("asked %d times while everything was refused", asked)
	}
	if took := d.time.Now().Sub(start); took > 2*time.Minute {
		t.Errorf("it took %v in all", took)
	}
}
