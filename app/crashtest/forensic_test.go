package crashtest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
)

// picture is what the database says after a life.
type picture struct {
	inbox    map[int64]int // update id to status
	intended int           // changes written down whose effect is not recorded
	due      map[int64]int // messages to send now, by chat
	sent     map[int64]int // messages recorded as sent, by chat
}

const (
	waiting = 0
	handled = 1
)

func (r *run) exhume() picture {
	r.t.Helper()
	db := r.open(r.house.own)
	p := picture{inbox: map[int64]int{}, due: map[int64]int{}, sent: map[int64]int{}}
	var updates []struct {
		ID     int64 `db:"update_id"`
		Status int   `db:"status"`
	}
	r.query(db, &updates, "SELECT update_id, status FROM frontdesk_inbox")
	for _, u := range updates {
		p.inbox[u.ID] = u.Status
	}
	var counts []struct {
		Chat   int64 `db:"recipient"`
		Status int   `db:"status"`
		Count  int   `db:"n"`
	}
	// What is to be drawn once more later (not_before) is no answer that waits.
	r.query(db, &counts, `SELECT recipient, status, COUNT(*) AS n FROM frontdesk_delivery
		WHERE kind IN ('screen', 'notice') AND (status = 1 OR status = 0 AND not_before = 0) GROUP BY recipient, status`)
	for _, c := range counts {
		if c.Status == waiting {
			p.due[c.Chat] = c.Count
		} else {
			p.sent[c.Chat] = c.Count
		}
	}
	var intended []int
	r.query(db, &intended, "SELECT id FROM frontdesk_change WHERE status = 0")
	p.intended = len(intended)
	if err := db.Close(); err != nil {
		r.t.Fatal(err)
	}
	return p
}

// query reads all rows.
func (r *run) query(db *sqlx.DB, into any, query string) {
	r.t.Helper()
	if err := db.SelectContext(r.t.Context(), into, query); err != nil {
		r.t.Fatal(err)
	}
}

// gaps counts what a kill has met, by the gap that it was in.
type gaps struct {
	untold    int // fed, and not yet fetched
	unstored  int // fetched, and not yet in the inbox
	undone    int // in the inbox, and not yet done
	intended  int // of those: the change is written down, and not yet recorded as done
	unsent    int // done, and its message has not reached Telegram
	unwritten int // the message has reached Telegram, and that is not recorded
}

func (g gaps) work() bool { return g.untold+g.unstored+g.undone+g.unsent+g.unwritten > 0 }

// judge looks what the last kill has met, and holds it against the promise: of one chat at most one message is under way.
func (r *run) judge(m moment) {
	r.t.Helper()
	now := r.exhume()
	g := gaps{intended: now.intended}
	for _, o := range r.orders[:r.fed] {
		status, stored := now.inbox[o.update]
		switch {
		case stored && status == waiting:
			g.undone++
		case !stored && r.book.out[o.update]:
			g.unstored++
		case !stored:
			g.untold++
		}
	}
	for i := range r.sellers {
		chat := r.sellers[i].id
		unwritten := r.book.requests[r.life][chat] - (now.sent[chat] - r.last.sent[chat])
		if unwritten < 0 || unwritten > 1 {
			r.t.Errorf("life %d, killed %v: chat %d has %d messages at Telegram that are not recorded as sent; at most one may be under way", r.life, m, chat, unwritten)
		}
		g.unwritten += unwritten
		g.unsent += max(0, now.due[chat]-unwritten)
	}
	r.last = now
	if g.work() {
		r.fallen++
		r.tally.add(m, g)
	} else {
		r.tally.idle++
	}
}

func (r *run) ordersDone() int {
	n := 0
	for _, o := range r.orders[:r.fed] {
		if r.last.inbox[o.update] == handled {
			n++
		}
	}
	return n
}

// tally is the histogram of all kills.
type tally struct {
	kills    int
	idle     int // kills that met nothing under way; they do not count
	rows     [6]struct{ kills, items int }
	inMoment map[string]int
}

var gapNames = [6]string{
	"waiting at Telegram", "fetched, not stored", "stored, not done", "  change begun, not recorded", "done, message not sent", "message sent, not recorded",
}

func (t *tally) add(m moment, g gaps) {
	t.kills++
	for i, n := range [6]int{g.untold, g.unstored, g.undone, g.intended, g.unsent, g.unwritten} {
		if n > 0 {
			t.rows[i].kills++
			t.rows[i].items += n
		}
	}
	if t.inMoment == nil {
		t.inMoment = map[string]int{}
	}
	t.inMoment[m.method]++
}

func (t tally) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-30s %6s %6s\n", "what the kills met", "kills", "items")
	for i, row := range t.rows {
		fmt.Fprintf(&b, "%-30s %6d %6d\n", gapNames[i], row.kills, row.items)
	}
	fmt.Fprintf(&b, "aimed by: %v; %d more met nothing under way and do not count", t.inMoment, t.idle)
	return b.String()
}

// demandAll fails when a gap was never hit.
func (t tally) demandAll(tb testing.TB) {
	tb.Helper()
	for i, row := range t.rows {
		if row.kills == 0 {
			tb.Errorf("no kill has met: %s", gapNames[i])
		}
	}
}
