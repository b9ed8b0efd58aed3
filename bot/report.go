package bot

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"
	"sync"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/redact"
	"frontdesk/services/outbox"
	"frontdesk/services/work"
)

// reportEvery is the least time between two reports of the same cause.
const reportEvery = time.Minute

// Trouble is an error of ours as the report chat is told it.
type Trouble struct {
	ID     string `json:"id"`
	ChatID int64  `json:"chat"`
	Cause  error  `json:"-"`
	Text   string `json:"cause"`
	Before int    `json:"before,omitempty"` // how many of the same were kept back
}

// Reporter tells errors to a chat: at most one message a minute for each cause, without secrets.
type Reporter struct {
	chat   int64 // 0: nobody is told
	outbox *outbox.Outbox
	now    func() time.Time

	mu   sync.Mutex
	seen map[uint64]*cause
}

type cause struct {
	at     time.Time
	work   string // whose report it is
	told   bool   // that report is on disk
	before int    // how many were kept back before it
	kept   int    // and since
}

// NewReporter makes a reporter for a chat; 0 tells nobody.
func NewReporter(chat int64, o *outbox.Outbox, now func() time.Time) *Reporter {
	return &Reporter{chat: chat, outbox: o, now: now, seen: map[uint64]*cause{}}
}

// Report adds a report to a unit, or keeps it back when its cause was reported within the minute.
func (r *Reporter) Report(u *work.Unit, t Trouble) {
	if r.chat == 0 {
		return
	}
	t.Text = brief(t.Cause)
	id := fingerprint(t.Text)
	kept, ok := r.admit(id, u.Key())
	if !ok {
		return
	}
	u.After(func() { r.told(id, u.Key()) })
	t.Before = kept
	payload, err := json.Marshal(t)
	if err != nil {
		return // numbers and strings always marshal
	}
	r.outbox.Add(u, domain.Delivery{
		Channel: domain.ChannelTelegram, Kind: domain.DeliveryReport, Recipient: r.chat, Payload: string(payload),
		Priority: domain.PriorityNotice,
	})
}

// admit tells whether a cause is reported now, by the work of a name, and how many of the same were kept back. Work that
// could not be written is done again, and may report again.
func (r *Reporter) admit(id uint64, work string) (kept int, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	c := r.seen[id]
	switch {
	case c == nil:
		r.forget(now)
		c = &cause{at: now, work: work}
		r.seen[id] = c
	case c.work == work && !c.told:
	case now.Sub(c.at) < reportEvery:
		c.kept++
		return 0, false
	case c.told:
		*c = cause{at: now, work: work, before: c.kept}
	default:
		*c = cause{at: now, work: work, before: c.before + 1 + c.kept}
	}
	return c.before, true
}

// told notes that a report is on disk.
func (r *Reporter) told(id uint64, work string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c := r.seen[id]; c != nil && c.work == work {
		c.told = true
	}
}

// forget keeps the list of causes short.
func (r *Reporter) forget(now time.Time) {
	for id, c := range r.seen {
		if now.Sub(c.at) > time.Hour {
			delete(r.seen, id)
		}
	}
}

// fingerprint names a cause by its words without its numbers, which differ each time.
func fingerprint(text string) uint64 {
	h := fnv.New64a()
	fmt.Fprint(h, strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, text))
	return h.Sum64()
}

// brief keeps the first line of a cause, without secrets: a stack trace is for the log, which takes them out itself.
func brief(cause error) string {
	text, _, _ := strings.Cut(redact.Text(cause.Error()), "\n")
	if r := []rune(text); len(r) > 300 {
		return string(r[:300]) + "…"
	}
	return text
}
