package faulttest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/bot"
	"frontdesk/internal/pgtest"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
	"frontdesk/store"
	"frontdesk/texts"
)

// house is a Frontdesk whose people place orders: "/order 7" leaves one row in the database and one message "«7»".
type house struct {
	*apptest.Desk
	t      *testing.T
	people []*simtest.P
	placed map[int64]int // how many orders each person has placed; they count from 1
}

// inBubble runs a test in front of a house where time passes only while everybody waits.
func inBubble(t *testing.T, o apptest.Options, people int, test func(h *house)) {
	t.Helper()
	t.Parallel()
	if os.Getenv("FRONTDESK_TEST_DATABASE") == "postgres" {
		pgtest.URL(t) // the server starts by the machine's clock
	}
	synctest.Test(t, func(t *testing.T) {
		o.Bubble = true
		test(openHouse(t, o, people))
	})
}

func openHouse(t *testing.T, o apptest.Options, people int) *house {
	t.Helper()
	o.Flows = append(o.Flows, orders())
	h := &house{Desk: apptest.Open(t, o), t: t, placed: map[int64]int{}}
	h.execute("CREATE TABLE faulttest_order (person BIGINT NOT NULL, number BIGINT NOT NULL)")
	for i := range people {
		h.people = append(h.people, h.Stranger(t, int64(5001+i), "Анна "+strconv.Itoa(i), "ru"))
	}
	return h
}

// execute runs a statement in Frontdesk's own database.
func (h *house) execute(query string) {
	h.t.Helper()
	err := h.DB().Write(h.t.Context(), func(ctx context.Context, tx *store.Tx) error { _, err := tx.Exec(ctx, query); return err })
	if err != nil {
		h.t.Fatal(err)
	}
}

// orders is the flow of /order, and of /note, which leaves the row alone. The row has no key: what is done twice is there
// twice.
func orders() bot.Flow {
	note := func(_ context.Context, t *bot.Turn) error {
		number, err := strconv.Atoi(t.Text)
		if err != nil {
			return err
		}
		person := t.Update.From.ID
		t.Unit.Write(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, "INSERT INTO faulttest_order (person, number) VALUES (?, ?)", person, number)
			return err
		})
		return nil
	}
	return bot.Flow{Name: "orders", Commands: []bot.CommandDef{
		{Name: "note", Do: note},
		{Name: "order", Do: func(ctx context.Context, t *bot.Turn) error {
			t.Say(texts.CommonQuoted, texts.Params{"Name": t.Text})
			return note(ctx, t)
		}},
	}}
}

// order places a person's next orders.
func (h *house) order(p *simtest.P, times int) {
	h.t.Helper()
	for range times {
		h.placed[p.ID]++
		p.Sends("/order " + strconv.Itoa(h.placed[p.ID]))
	}
}

// everybodyOrders places some orders of each person, one person after the other as people do.
func (h *house) everybodyOrders(times int) {
	h.t.Helper()
	for range times {
		for _, p := range h.people {
			h.order(p, 1)
		}
	}
}

// carriedOut fails unless each order that was placed was carried out once, and was answered once, in its person's order.
func (h *house) carriedOut() {
	h.t.Helper()
	h.effects()
	for _, p := range h.people {
		if have, want := confirmed(p), upTo(h.placed[p.ID]); !slices.Equal(have, want) {
			h.t.Errorf("person %d has placed %d orders and was answered %v", p.ID, len(want), have)
		}
	}
}

// effects fails unless each order that was placed was carried out once.
func (h *house) effects() {
	h.t.Helper()
	var rows []struct {
		Person int64 `db:"person"`
		Number int   `db:"number"`
	}
	if err := h.DB().Readers().SelectContext(h.t.Context(), &rows, "SELECT person, number FROM faulttest_order ORDER BY person, number"); err != nil {
		h.t.Fatal(err)
	}
	done := map[int64][]int{}
	for _, r := range rows {
		done[r.Person] = append(done[r.Person], r.Number)
	}
	for _, p := range h.people {
		if have, want := done[p.ID], upTo(h.placed[p.ID]); !slices.Equal(have, want) {
			h.t.Errorf("person %d has placed %d orders, and carried out were %v", p.ID, len(want), have)
		}
	}
}

func upTo(n int) []int {
	var all []int
	for i := 1; i <= n; i++ {
		all = append(all, i)
	}
	return all
}

// confirmed lists the orders that a person was answered about, as they came.
func confirmed(p *simtest.P) []int {
	var all []int
	for _, m := range p.Messages() {
		if text, found := strings.CutPrefix(m.Text, "«"); found && !m.Out {
			n, _ := strconv.Atoi(strings.TrimSuffix(text, "»"))
			all = append(all, n)
		}
	}
	return all
}

// rest gives the house some time, and waits until it has nothing to do.
func (h *house) rest(some time.Duration) {
	h.t.Helper()
	time.Sleep(some) // in the bubble
	h.Settle()
}

// says fails unless the log has this message so many times, each at the level.
func (h *house) says(times int, level, message string) {
	h.t.Helper()
	if n := h.heard(level, message); n != times {
		h.t.Errorf("the log says %d times, not %d: %s: %s", n, times, level, message)
	}
}

// heard counts the lines of the log with a level and a message.
func (h *house) heard(level, message string) int {
	n := 0
	for line := range strings.Lines(h.Log()) {
		var entry struct{ Level, Message string }
		if json.Unmarshal([]byte(line), &entry) == nil && entry.Level == level && entry.Message == message {
			n++
		}
	}
	return n
}

// figure reads one of Prometheus' figures; 0 when it is not there yet. The name is without "frontdesk_".
func (h *house) figure(name string) float64 {
	h.t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	r.RemoteAddr, r.Host = "127.0.0.1:40000", "127.0.0.1:8080"
	w := httptest.NewRecorder()
	h.App().Handler().ServeHTTP(w, r)
	for line := range strings.Lines(w.Body.String()) {
		if value, found := strings.CutPrefix(line, "frontdesk_"+name+" "); found {
			n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil {
				h.t.Fatal(err)
			}
			return n
		}
	}
	return 0
}

// counts fails unless a figure is within bounds.
func (h *house) counts(name string, least, most float64) {
	h.t.Helper()
	if n := h.figure(name); n < least || n > most {
		h.t.Errorf("%s is %v, not between %v and %v", name, n, least, most)
	}
}

// calls counts what the bot has asked Telegram for.
func (h *house) calls(method string) sim.Count { return h.Sim.Counts()[method] }

// outcome names the figure of updates that ended in some way.
func outcome(kind string, o bot.Outcome) string {
	return fmt.Sprintf("update_seconds_count{kind=%q,outcome=%q}", kind, o)
}

// call names the figure of calls that ended in some way.
func call(method, outcome string) string {
	return fmt.Sprintf(`platform_call_seconds_count{method=%q,outcome=%q,platform="telegram"}`, method, outcome)
}

// served waits until everybody has all their answers; the app's clock goes on meanwhile, for what it tries again.
func (h *house) served() {
	h.t.Helper()
	for _, p := range h.people {
		patience := time.Now().Add(simtest.Patience)
		for len(confirmed(p)) < h.placed[p.ID] {
			changed := h.Sim.Changed()
			select {
			case <-changed:
			case <-time.After(20 * time.Millisecond):
				h.Clock.Advance(100 * time.Millisecond)
			}
			if time.Now().After(patience) {
				h.t.Fatalf("person %d was answered %v\n%s", p.ID, confirmed(p), p.Screen())
			}
		}
	}
	h.Settle()
}

// key makes a shop and gives the key that opens it.
func (h *house) key(shop string) string {
	h.t.Helper()
	h.Shop(shop, "key-of-"+shop)
	return "key-of-" + shop
}
