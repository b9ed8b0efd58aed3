package crashtest

import (
	"fmt"
	"strings"

	"github.com/jmoiron/sqlx"

	"frontdesk/domain"
	"frontdesk/platforms/telegram/sim"
)

// checkEffects looks at the database after the end: every update is done, and each press has changed its shop once.
func (r *run) checkEffects() {
	r.t.Helper()
	db := r.open(r.house.own)
	defer func() { _ = db.Close() }() // it has only read

	var inbox []struct {
		Update int64 `db:"update_id"`
		Seq    int64 `db:"seq"`
		Status int   `db:"status"`
	}
	r.query(db, &inbox, "SELECT update_id, seq, status FROM frontdesk_inbox")
	if want := 2*chats + len(r.orders); len(inbox) != want {
		r.t.Errorf("the inbox has %d updates, %d were fed", len(inbox), want)
	}
	seqs := map[int64]int64{}
	for _, u := range inbox {
		seqs[u.Update] = u.Seq
		if u.Status != handled {
			r.t.Errorf("update %d has the status %d and is not done", u.Update, u.Status)
		}
	}
	// What nobody waits for (a command menu) may stay for the next start.
	var unsent []struct {
		Chat     int64  `db:"recipient"`
		Kind     string `db:"kind"`
		Status   int    `db:"status"`
		Priority int    `db:"priority"`
		Attempts int    `db:"attempts"`
		Error    string `db:"error"`
	}
	r.query(db, &unsent, `SELECT recipient, kind, status, priority, attempts, error FROM frontdesk_delivery
		WHERE status = 2 OR status = 0 AND not_before = 0 AND priority <= 1`)
	for _, d := range unsent {
		r.t.Errorf("a message was not sent: %+v", d)
	}

	var changes []change
	r.query(db, &changes, "SELECT work_key, shop_id, field, old, new, by_id, status FROM frontdesk_change ORDER BY id")
	r.checkChanges(changes, seqs)
	var audit []line
	r.query(db, &audit, "SELECT work_key, details FROM frontdesk_audit")
	r.checkAudit(audit, changes, seqs)
}

// checkShops holds what the shops are at the end against what they were last told to be.
func (r *run) checkShops() {
	r.t.Helper()
	db := r.open(r.house.shops)
	defer func() { _ = db.Close() }() // it has only read
	r.checkLinks(db)
	var shops []struct {
		ID     int64 `db:"id"`
		Active bool  `db:"is_active"`
		Price  bool  `db:"price_updating"`
	}
	r.query(db, &shops, "SELECT id, is_active, price_updating FROM shops WHERE name NOT LIKE 'Ещё%'")
	want := r.wanted()
	for _, s := range shops {
		if have := (switches{s.Active, s.Price}); have != want[s.ID] {
			r.t.Errorf("shop %d is %+v at the end, it was last told to be %+v", s.ID, have, want[s.ID])
		}
	}
}

// checkLinks wants every seller to have the shop of the beginning and the one that was added.
func (r *run) checkLinks(db *sqlx.DB) {
	r.t.Helper()
	var links []struct {
		Chat int64  `db:"chat_id"`
		Name string `db:"name"`
	}
	r.query(db, &links, `SELECT u.chat_id, s.name FROM tg_bot_telegramuser_shops l
		JOIN tg_bot_telegramuser u ON u.id = l.telegramuser_id JOIN shops s ON s.id = l.shop_id`)
	have := map[string]bool{}
	for _, l := range links {
		have[fmt.Sprint(l.Chat, l.Name)] = true
	}
	for _, o := range r.orders {
		if name, _ := extraShop(o); o.kind == key && !have[fmt.Sprint(r.sellers[o.chat].id, name)] {
			r.t.Errorf("chat %d: the shop %q was not added", o.chat, name)
		}
	}
	if len(links) != 2*chats {
		r.t.Errorf("%d links between people and shops; there should be %d", len(links), 2*chats)
	}
}

type change struct {
	Key    string `db:"work_key"`
	Shop   int64  `db:"shop_id"`
	Field  string `db:"field"`
	Old    bool   `db:"old"`
	New    bool   `db:"new"`
	By     int64  `db:"by_id"`
	Status int    `db:"status"`
}

type switches struct{ active, price bool }

// wanted is what each shop was last told to be.
func (r *run) wanted() map[int64]switches {
	all := map[int64]switches{}
	for _, s := range r.sellers {
		all[s.shop] = switches{active: false, price: true}
	}
	for _, o := range r.orders {
		id := r.sellers[o.chat].shop
		s := all[id]
		switch {
		case o.kind == press && o.field == domain.FieldActive:
			s.active = o.value
		case o.kind == press:
			s.price = o.value
		}
		all[id] = s
	}
	return all
}

// checkChanges holds each chat's changes, in the order of their coming, against its presses, in the order of feeding.
func (r *run) checkChanges(have []change, seqs map[int64]int64) {
	r.t.Helper()
	want, got := make([][]change, chats), make([][]change, chats)
	for _, o := range r.orders {
		if o.kind == press {
			s := r.sellers[o.chat]
			want[o.chat] = append(want[o.chat], change{
				Key:  workKey(o, seqs) + ":" + string(o.field),
				Shop: s.shop, Field: string(o.field), Old: !o.value, New: o.value, By: s.id, Status: int(domain.ChangeApplied),
			})
		}
	}
	for _, c := range have {
		if i := c.By - firstPerson; i >= 0 && i < chats {
			got[i] = append(got[i], c)
		} else {
			r.t.Errorf("a change of nobody: %+v", c)
		}
	}
	for i := range want {
		if fmt.Sprint(want[i]) != fmt.Sprint(got[i]) {
			r.t.Errorf("chat %d: its changes are not its presses, each once and in order\nhave %+v\nwant %+v", i, got[i], want[i])
		}
	}
}

func workKey(o *order, seqs map[int64]int64) string {
	return fmt.Sprintf("update:%d:%d:%d", botID, o.update, seqs[o.update])
}

type line struct {
	Key     string `db:"work_key"`
	Details string `db:"details"`
}

// checkAudit wants one line for each change, and one for each shop that was added, which names it.
func (r *run) checkAudit(have []line, changes []change, seqs map[int64]int64) {
	r.t.Helper()
	lines := map[string][]string{}
	for _, l := range have {
		lines[l.Key] = append(lines[l.Key], l.Details)
	}
	added := 0
	for _, o := range r.orders {
		if o.kind != key {
			continue
		}
		added++
		name, _ := extraShop(o)
		if l := lines[workKey(o, seqs)]; len(l) != 1 || !strings.Contains(l[0], name) {
			r.t.Errorf("adding the shop %q left these lines in the audit log: %q", name, l)
		}
	}
	for _, c := range changes {
		if l := lines[c.Key]; len(l) != 1 {
			r.t.Errorf("the change %s stands %d times in the audit log", c.Key, len(l))
		}
	}
	if len(have) != len(changes)+added {
		r.t.Errorf("%d lines in the audit log for %d changes and %d added shops", len(have), len(changes), added)
	}
}

// checkReplies looks at the chats after the end: every text was answered, in order, and the message whose buttons were
// pressed shows the page of the last press.
func (r *run) checkReplies() {
	r.t.Helper()
	for _, refusal := range r.book.refused {
		r.t.Errorf("Telegram refused a message: %s", refusal)
	}
	want, lastPress := make([][]int, chats), make([]*order, chats)
	for _, o := range r.orders {
		switch o.kind {
		case press:
			lastPress[o.chat] = o
		case text, key:
			want[o.chat] = append(want[o.chat], o.number)
		}
	}
	for i, s := range r.sellers {
		chat, _ := r.telegram.Chat(s.id)
		var got []int
		home := ""
		for _, m := range chat.Messages {
			if m.ID == s.home {
				home = m.Text
			}
			r.checkMessage(i, m)
			// A repeated message follows right behind the first.
			if n, ok := answeredText(m.Text); ok && !m.Out && (len(got) == 0 || got[len(got)-1] != n) {
				got = append(got, n)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want[i]) {
			r.t.Errorf("chat %d: the answers are not those to its texts in order\nhave %v\nwant %v", i, got, want[i])
		}
		if o := lastPress[i]; o != nil && !strings.Contains(home, pageLine(o)) {
			r.t.Errorf("chat %d: after the last press its message should say %q:\n%s", i, pageLine(o), home)
		}
	}
}

// checkMessage wants keys to be gone, and the answer to a key to say what it did.
func (r *run) checkMessage(chat int, m sim.Message) {
	r.t.Helper()
	switch n, answers := answeredText(m.Text); {
	case m.Out && strings.HasPrefix(m.Text, "crash-extra-key") && !m.Deleted:
		r.t.Errorf("chat %d: the key still stands in the chat", chat)
	case !m.Out && answers && r.orders[n].kind == key && !strings.Contains(m.Text, "добавлен"):
		r.t.Errorf("chat %d: a shop was added, and the answer says: %s", chat, m.Text)
	}
}

// pageLine is the line of a switch's page that tells its state.
func pageLine(o *order) string {
	switch {
	case o.field == domain.FieldActive && o.value:
		return "🟢 Магазин активен"
	case o.field == domain.FieldActive:
		return "🔴 Магазин не активен"
	case o.value:
		return "🟢 Цены обновляются"
	default:
		return "🔴 Цены не обновляются"
	}
}

// checkRepetitions allows at most one repeated message per chat and kill, and tells how many there were.
func (r *run) checkRepetitions() (total int) {
	r.t.Helper()
	most := 0
	for i, s := range r.sellers {
		seen, again := map[int]bool{}, map[int]int{}
		for _, a := range r.book.replies[s.id] {
			if !seen[a.text] {
				seen[a.text] = true
				continue
			}
			total++
			if again[a.life]++; again[a.life] > 1 {
				r.t.Errorf("chat %d: life %d repeated more than one message", i, a.life)
			}
			most = max(most, again[a.life])
		}
	}
	r.t.Logf("%d messages came twice, at most %d per chat and kill", total, most)
	return total
}
