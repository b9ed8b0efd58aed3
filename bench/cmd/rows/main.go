// rows writes what one update must leave behind in Frontdesk's database, and nothing else: no bot, no Telegram, no reading.
// The time it takes is the bare cost of the promise that nothing is lost; beside the cost of a bare bot it gives the limit
// that Frontdesk can come near to. It prints one line of JSON in the form of the runner's.
//
// For each update of the runner's flow, as triggers on the tables have shown: the accepted update with its sealed payload;
// then the screen, the chat's former screen taken
// back, the delivery, and the update done; then the delivery sent and the screen's message. Three transactions, each joined
// with those of other updates as the bot's workers allow.
//
// With -rate it takes the updates at that pace, each in a single commit with all that must be on disk before the answer, and
// tells how long that took: no program that keeps its promises can answer sooner than a bare bot and this.
package main

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"time"

	"github.com/mattn/go-sqlite3"

	"frontdesk/bench/proc"
	"frontdesk/bench/run"
)

type options struct {
	path                 string
	updates, warm, round int
	accepted, joined     int
	rate                 float64
}

func main() {
	var o options
	flag.StringVar(&o.path, "db", "", "a database that `frontdesk migrate` has made")
	flag.IntVar(&o.updates, "n", 20000, "updates that are measured")
	flag.IntVar(&o.warm, "warm", 4000, "updates before the clock starts")
	flag.IntVar(&o.round, "round", 0, "label of the run")
	flag.IntVar(&o.accepted, "accepted", 100, "updates accepted in one transaction: a batch of Telegram's")
	flag.IntVar(&o.joined, "joined", 32, "updates that share a commit after that: bot.workers")
	flag.Float64Var(&o.rate, "rate", 0, "updates a second, each in a commit of its own; 0: as many as go")
	flag.Parse()
	if err := measure(o); err != nil {
		fmt.Fprintln(os.Stderr, "rows:", err)
		os.Exit(1)
	}
}

func measure(o options) error {
	w, err := open(o.path)
	if err != nil {
		return err
	}
	defer w.conn.Close()
	if o.rate > 0 {
		return w.steady(o)
	}
	if err := w.run(1, o.warm, o); err != nil {
		return err
	}
	before, began := proc.Of(os.Getpid()), time.Now()
	if err := w.run(o.warm+1, o.warm+o.updates, o); err != nil {
		return err
	}
	took, after := time.Since(began).Seconds(), proc.Of(os.Getpid())
	round := func(f float64) float64 { return math.Round(f*1000) / 1000 }
	return json.NewEncoder(os.Stdout).Encode(run.Result{
		Name: "rows", Round: o.round, Updates: o.updates, Warm: o.warm, Status: "ok", Seconds: round(took),
		PerSecond: round(float64(o.updates) / took), CPUPer10k: round((after.CPU - before.CPU) / float64(o.updates) * 10000),
		PeakMB: round(float64(after.Peak) / (1 << 20)),
	})
}

// steady writes one update after another at a pace, each with its effect in one commit.
func (w *writer) steady(o options) error {
	payload := make([]byte, payloadSize)
	pace := time.NewTicker(time.Duration(float64(time.Second) / o.rate))
	defer pace.Stop()
	var took []time.Duration
	began := time.Now()
	for id := 1; id <= o.warm+o.updates; id++ {
		<-pace.C
		start := time.Now()
		err := w.together(id, id, 1, func(id, now int64) error {
			if err := w.exec(accept, id, id, chat(id), payload, now); err != nil {
				return err
			}
			return w.handle(id, now)
		})
		if err != nil {
			return err
		}
		if id > o.warm {
			took = append(took, time.Since(start))
		}
	}
	slices.Sort(took)
	ms := func(share float64) float64 {
		return math.Round(float64(took[int(share*float64(len(took)-1))].Microseconds())) / 1000
	}
	return json.NewEncoder(os.Stdout).Encode(run.Result{
		Name: "rows", Round: o.round, Updates: o.updates, Warm: o.warm, Rate: o.rate, Status: "ok",
		Seconds: math.Round(time.Since(began).Seconds()*1000) / 1000, PerSecond: o.rate, P50: ms(0.5), P99: ms(0.99), Max: ms(1),
	})
}

// writer is SQLite without database/sql in between: the least that a Go program can pay.
type writer struct {
	conn  *sqlite3.SQLiteConn
	stmts map[string]*sqlite3.SQLiteStmt
}

// What is written. The settings are those of `frontdesk serve`.
const (
	settings = "?_journal_mode=WAL&_synchronous=FULL&_foreign_keys=on&_busy_timeout=5000"

	accept   = `INSERT INTO frontdesk_inbox (seq, bot_id, update_id, lane, payload, received_at) VALUES (?, 1234567890, ?, ?, ?, ?)`
	show     = `INSERT INTO frontdesk_screen (id, chat_id, message_id, person_id, state, args, subject, updated_at) VALUES (?, ?, ?, ?, 'info', 's3', 'shop:3', ?)`
	withdraw = `UPDATE frontdesk_screen SET live = 0 WHERE chat_id = ? AND live = 1 AND id <> ?`
	deliver  = `INSERT INTO frontdesk_delivery (id, channel, kind, recipient, person, screen_id, revision, priority, created_at) VALUES (?, 'telegram', 'screen', ?, ?, ?, 1, 1, ?)`
	finish   = `UPDATE frontdesk_inbox SET status = 1, payload = NULL, done_at = ? WHERE seq = ? AND status = 0`
	sent     = `UPDATE frontdesk_delivery SET status = 1, external_id = ?, done_at = ? WHERE id = ? AND status = 0`
	shown    = `UPDATE frontdesk_screen SET message_id = ?, hash = ? WHERE id = ?`
)

// payloadSize is about that of a sealed press with the message it stands under.
const payloadSize = 640

// people is how many chats there are, as in the runner.
const people = 977

func open(path string) (*writer, error) {
	conn, err := (&sqlite3.SQLiteDriver{}).Open("file:" + path + settings)
	if err != nil {
		return nil, err
	}
	w := &writer{conn: conn.(*sqlite3.SQLiteConn), stmts: map[string]*sqlite3.SQLiteStmt{}}
	for _, text := range []string{"BEGIN IMMEDIATE", "COMMIT", accept, show, withdraw, deliver, finish, sent, shown} {
		stmt, err := w.conn.Prepare(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", text, err)
		}
		w.stmts[text] = stmt.(*sqlite3.SQLiteStmt)
	}
	return w, nil
}

func (w *writer) exec(text string, args ...driver.Value) error {
	named := make([]driver.NamedValue, len(args))
	for i, v := range args {
		named[i] = driver.NamedValue{Ordinal: i + 1, Value: v}
	}
	if _, err := w.stmts[text].ExecContext(context.Background(), named); err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	return nil
}

// run writes the rows of the updates from…to.
func (w *writer) run(from, to int, o options) error {
	payload := make([]byte, payloadSize)
	for ; from <= to; from += o.accepted {
		last := min(from+o.accepted-1, to)
		err := w.together(from, last, last-from+1, func(id int64, now int64) error {
			return w.exec(accept, id, id, chat(id), payload, now)
		})
		if err == nil {
			err = w.together(from, last, o.joined, w.handle)
		}
		if err == nil {
			err = w.together(from, last, o.joined, func(id, now int64) error {
				if err := w.exec(sent, id, now, id); err != nil {
					return err
				}
				return w.exec(shown, id, id, id)
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func chat(id int64) int64 { return 100_000 + id%people }

func (w *writer) handle(id, now int64) error {
	message := int64(0)
	if id%2 == 0 {
		message = id // a press adopts the message that it was made on
	}
	if err := w.exec(show, id, chat(id), message, chat(id), now); err != nil {
		return err
	}
	if err := w.exec(withdraw, chat(id), id); err != nil {
		return err
	}
	if err := w.exec(deliver, id, chat(id), chat(id), id, now); err != nil {
		return err
	}
	return w.exec(finish, now, id)
}

// together runs fn for each update, joined of them in one transaction.
func (w *writer) together(from, to, joined int, fn func(id, now int64) error) error {
	for ; from <= to; from += joined {
		if err := w.exec("BEGIN IMMEDIATE"); err != nil {
			return err
		}
		now := time.Now().UnixMilli()
		for id := from; id <= min(from+joined-1, to); id++ {
			if err := fn(int64(id), now); err != nil {
				return err
			}
		}
		if err := w.exec("COMMIT"); err != nil {
			return err
		}
	}
	return nil
}
