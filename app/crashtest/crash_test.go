package crashtest

import (
	"encoding/base64"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"frontdesk/app/crashtest/child"
	"frontdesk/platforms/telegram/sim"
)

// What runs through while the program is being killed.
const (
	chats        = 200
	perChat      = 10
	botID        = 7000000001
	testToken    = "7000000001:AAFrontdesk-crash-test-token-000000"
	patience     = 90 * time.Second // for what must come; a machine may be busy with other tests
	defaultKills = 20
)

// TestNothingIsLostOrDoneTwice runs 2,000 updates from 200 chats through a program that is killed all the while.
//
// Once the shops are in our own database, and once, with half the kills, in another, as Django's are; both on SQLite and on
// PostgreSQL. And once the program lives on, and PostgreSQL is what dies and comes back all the while.
//
// FRONTDESK_TEST_KILLS says how often, FRONTDESK_TEST_SEED repeats the choices of an earlier run. What the machine makes
// of them differs a little each time.
func TestNothingIsLostOrDoneTwice(t *testing.T) {
	t.Parallel()
	kills := int(number(t, "FRONTDESK_TEST_KILLS", defaultKills))
	seed := number(t, "FRONTDESK_TEST_SEED", rand.Uint64())
	t.Logf("seed %d: repeat with FRONTDESK_TEST_SEED=%d FRONTDESK_TEST_KILLS=%d", seed, seed, kills)

	for name, test := range map[string]struct {
		house func(t *testing.T) house
		kills int
	}{
		"shops of our own":                       {ownFile, kills},
		"shops in Django's database":             {besideDjangosFile, (kills + 1) / 2},
		"shops of our own, PostgreSQL":           {ownPostgres, kills},
		"shops in Django's database, PostgreSQL": {besideDjangosPostgres, (kills + 1) / 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			newRun(t, seed, test.kills, test.house(t)).all()
		})
	}
	t.Run("PostgreSQL dies and comes back", func(t *testing.T) {
		t.Parallel()
		server, h := fragilePostgres(t)
		newRun(t, seed, 0, h).without(server, (kills+3)/4)
	})
}

func (r *run) all() {
	r.t.Helper()
	r.settle()
	for r.fallen < r.kills {
		r.live()
	}
	doneBefore := r.ordersDone()
	r.finish(r.start(moment{}))

	r.t.Logf("%d kills in %d lives; %d of %d updates had their effect before the last kill\n%s",
		r.fallen, r.life, doneBefore, len(r.orders), r.tally)
	r.checkEffects()
	r.checkShops()
	r.checkReplies()
	r.checkRepetitions()
	if r.kills >= 100 {
		r.tally.demandAll(r.t)
	}
}

func number(t *testing.T, name string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("%s must be a whole number", name)
	}
	return n
}

// run is one test run: one database and one Telegram over many lives of the program.
type run struct {
	t        *testing.T
	random   *rand.Rand
	kills    int
	house    house
	telegram *sim.Server
	binary   string
	settings map[string]string

	sellers []seller
	orders  []*order // in the order in which they are fed
	fed     int      // how many of them Telegram has got
	book    *book
	life    int
	fallen  int // kills that met work in flight
	tally   tally
	last    picture // the database after the latest life
}

func newRun(t *testing.T, seed uint64, kills int, h house) *run {
	t.Helper()
	r := &run{
		t: t, random: rand.New(rand.NewPCG(seed, 1)), kills: kills, house: h, binary: child.Build(t), book: newBook(),
	}
	r.telegram = sim.New(sim.Options{Token: testToken, Bot: sim.BotInfo{ID: botID}, FirstUpdateID: firstUpdate})
	t.Cleanup(func() {
		r.telegram.Close()
		for _, v := range r.telegram.Violations() {
			t.Errorf("the bot broke the Bot API's specification: %v", v)
		}
	})
	r.settings = map[string]string{
		"FRONTDESK_TELEGRAM_TOKEN":                      testToken,
		"FRONTDESK_HTTP_LISTEN":                         "127.0.0.1:0",
		"FRONTDESK_DATABASE_URL":                        h.own,
		"FRONTDESK_SECRET_KEY":                          base64.StdEncoding.EncodeToString([]byte("a key of 32 bytes for crash test")),
		"FRONTDESK_TELEGRAM_LIMITS_PER_SECOND":          "1000",
		"FRONTDESK_TELEGRAM_LIMITS_PER_CHAT_PER_SECOND": "100",
		"FRONTDESK_TELEGRAM_LIMITS_CHAT_BURST":          "100",
		"FRONTDESK_LOG_FORMAT":                          "json",
	}
	if h.shops != h.own {
		r.settings["FRONTDESK_HOST_DATABASE_URL"] = h.shops
	}
	r.orders = plan(r.random)
	return r
}

// start begins a life of the program behind a gate of its own.
func (r *run) start(m moment) (*gate, *child.Process) {
	r.t.Helper()
	r.life++
	g := openGate(r.telegram, r.book, r.life, m)
	r.t.Cleanup(g.close)
	env := map[string]string{"FRONTDESK_TELEGRAM_API_URL": g.url()}
	for name, value := range r.settings {
		env[name] = value
	}
	p := child.Start(r.t, r.binary, env, "serve")
	g.aim(p.Kill)
	return g, p
}

// settle signs nobody in, since that is done, but lets every seller say hello twice: the answers are the messages whose
// buttons they press later.
func (r *run) settle() {
	r.t.Helper()
	r.prepare()
	g, p := r.start(moment{})
	for i := range 2 * len(r.sellers) {
		if _, err := r.telegram.Send(r.sellers[i/2].id, "/start"); err != nil {
			r.t.Fatal(err)
		}
	}
	for i := range r.sellers {
		s := &r.sellers[i]
		r.waitUntil(p, "everybody is greeted", func() bool {
			greetings := r.greetings(s.id)
			if len(greetings) == 2 {
				s.home, s.side = greetings[0], greetings[1]
			}
			return len(greetings) == 2
		})
	}
	r.stop(g, p)
	r.book.forgetRequests()
}

// stop ends a life as a service manager does. A program that has nothing left to do may be asked before it has begun to listen
// for signals: it is waited for.
func (r *run) stop(g *gate, p *child.Process) {
	r.t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	select {
	case <-g.polled:
	case <-p.Ended():
		r.t.Fatalf("the program ended by itself:\n%s", p.Output())
	case <-limit.C:
		r.t.Fatalf("the program has not polled within %v:\n%s", patience, p.Output())
	}
	if err := p.Stop(patience); err != nil {
		r.t.Fatalf("%v\n%s", err, p.Output())
	}
	g.close()
	r.last = r.exhume()
}

// live is one life that ends with a kill.
func (r *run) live() {
	r.t.Helper()
	left := len(r.orders) - r.fed
	share := left / max(r.kills-r.fallen, 1)
	if r.fallen == 0 {
		share = min(left, share*2) // so that there is always something under way
	}
	m := r.choose(share)
	begin := r.random.IntN(share + 1)
	r.feed(begin)
	g, p := r.start(m)
	r.feedUntilKilled(g, p, m, share-begin)
	g.close()
	r.judge(m)
}

// feedUntilKilled feeds in small portions, and sees to it that the program dies.
func (r *run) feedUntilKilled(g *gate, p *child.Process, m moment, left int) {
	r.t.Helper()
	portion := max(left/4, 1)
	next := time.NewTimer(r.upTo(20 * time.Millisecond))
	defer next.Stop()
	death := time.NewTimer(patience)
	defer death.Stop()
	if m.method == sinceStart {
		death.Reset(m.delay)
	}
	limit := time.NewTimer(time.Second) // the event may never come when there is nothing left to do
	defer limit.Stop()
	polled := g.polled
	for {
		select {
		case <-polled:
			polled = nil
			if m.method == sincePoll {
				death.Reset(m.delay)
			}
		case <-g.moment:
			death.Reset(m.delay)
		case <-next.C:
			n := min(portion, left)
			r.feed(n)
			left -= n
			next.Reset(r.upTo(20 * time.Millisecond))
		case <-death.C:
			g.shoot()
		case <-limit.C:
			g.shoot()
		case <-p.Ended():
			if !g.shot() {
				r.t.Fatalf("the program ended by itself:\n%s", p.Output())
			}
			r.feed(left) // while nobody is there
			return
		}
	}
}

func (r *run) upTo(d time.Duration) time.Duration {
	return time.Duration(r.random.Int64N(int64(d) + 1))
}

// finish lets the last life do what is left, and stops it.
func (r *run) finish(g *gate, p *child.Process) {
	r.t.Helper()
	r.feed(len(r.orders) - r.fed)
	// The last of each chat is a text, and a chat's updates and answers keep their order.
	for _, s := range r.sellers {
		r.waitUntil(p, "the last answer of every chat", func() bool { return r.book.answered(s.last) })
	}
	r.stop(g, p)
}

// waitUntil waits for something to be seen at Telegram.
func (r *run) waitUntil(p *child.Process, what string, seen func() bool) {
	r.t.Helper()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		changed := r.telegram.Changed()
		if seen() {
			return
		}
		select {
		case <-changed:
		case <-p.Ended():
			r.t.Fatalf("the program ended while the test waited for %s:\n%s", what, p.Output())
		case <-timer.C:
			r.t.Fatalf("waited %v in vain for %s:\n%s", patience, what, p.Output())
		}
	}
}

func (r *run) greetings(id int64) (messages []int64) {
	chat, _ := r.telegram.Chat(id)
	for _, m := range chat.Messages {
		if !m.Out {
			messages = append(messages, m.ID)
		}
	}
	return messages
}
