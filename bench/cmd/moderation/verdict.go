package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"frontdesk/bench/house"
)

// result is what one run has shown.
type result struct {
	viewers              int
	said, kept, extra    int // messages: said at the platform, mirrored, mirrored that nobody said
	approved, deleted    int
	byRule               int // of the approved
	open, troubled       int // decisions that the platform has not got
	wrong                int // messages of which the platform has something else than was decided, or more than one decision
	again                int // calls that changed nothing since it was so already
	unseen, doubled      int // of approved messages at the sampled overlays
	behind               int // messages that overlays which are only counted lack, snapshots apart
	over                 int64
	told, fetchFailed    int // of the console
	fetched              []time.Duration
	seen                 []time.Duration // from the platform's message to our row
	cards, digests       []time.Duration
	cardsLost, cardTwice int
	cardsSpared          int             // whose message was decided before they were sent
	phones               int             // that got the digest
	shown                []time.Duration // from the decision to the overlay
	answers              []time.Duration
	unanswered           int
	limited, refused     int
	lastNo               string
	passed, violations   int
	used                 usage
	taps                 map[string]int
}

// row is one of our messages.
type row struct {
	id, platform, state, at int64
	text                    string
	seen, decided, by       int64
	trouble                 string
}

func (s *studio) verdict(ctx context.Context, w *watchers, people *seats) (result, error) {
	r := result{viewers: len(w.pages), used: s.used, taps: people.taps, over: w.over.Load()}
	if people.fail != nil {
		return r, people.fail
	}
	rows, err := s.rows(ctx)
	if err != nil {
		return r, err
	}
	s.judgeRows(&r, rows)
	s.judgePlatform(&r, rows)
	judgeDesks(&r, w.desks)
	judgeOverlays(&r, rows, w.pages)
	s.judgePhones(&r, rows)
	r.violations = len(s.telegram.Violations()) + len(s.platform.Violations())
	return r, nil
}

func (s *studio) rows(ctx context.Context) ([]row, error) {
	db, err := house.OpenFile(s.house.Database(), "mode=ro")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	all, err := db.QueryContext(ctx, `SELECT id, message_id, state, at_platform, text, seen_at, decided_at, decided_by, trouble
		FROM frontdesk_chat_message WHERE event_id = ?`, s.event)
	if err != nil {
		return nil, err
	}
	defer all.Close()
	var list []row
	for all.Next() {
		var o row
		if err := all.Scan(&o.id, &o.platform, &o.state, &o.at, &o.text, &o.seen, &o.decided, &o.by, &o.trouble); err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	return list, all.Err()
}

func (s *studio) judgeRows(r *result, rows []row) {
	r.said = s.said.count()
	known := map[int]bool{}
	for _, o := range rows {
		n, ok := number(o.text)
		at, was := s.said.when(n)
		if !ok || !was || known[n] {
			r.extra++
			continue
		}
		known[n] = true
		r.seen = append(r.seen, time.UnixMilli(o.seen).Sub(at))
		switch o.state {
		case 1:
			r.approved++
			if o.by == 0 {
				r.byRule++
			}
		case 2:
			r.deleted++
		}
		if o.state != o.at {
			r.open++
		}
		if o.trouble != "" {
			r.troubled++
		}
	}
	r.kept = len(known)
}

// judgePlatform wants each decision to have had its effect once.
func (s *studio) judgePlatform(r *result, rows []row) {
	type done struct{ approved, deleted, hidden int }
	did := map[int64]*done{}
	for _, e := range s.platform.Effects() {
		if e.Message == 0 {
			continue
		}
		if !e.Changed {
			r.again++
			continue
		}
		if did[e.Message] == nil {
			did[e.Message] = &done{}
		}
		switch e.Action {
		case "approve":
			did[e.Message].approved++
		case "delete":
			did[e.Message].deleted++
		default:
			did[e.Message].hidden++
		}
	}
	for _, o := range rows {
		want := done{}
		switch o.state {
		case 1:
			want.approved = 1
		case 2:
			want.deleted = 1
		}
		have := done{}
		if d := did[o.platform]; d != nil {
			have = *d
		}
		delete(did, o.platform)
		if have != want {
			r.wrong++
		}
	}
	r.wrong += len(did)
}

func judgeOverlays(r *result, rows []row, pages []*page) {
	for i, p := range pages {
		if i >= sampled {
			if p.jumps == 1 {
				r.behind += max(0, r.approved-int(p.frames))
			}
			continue
		}
		r.doubled += p.doubled
		for _, o := range rows {
			if o.state != 1 {
				continue
			}
			at, ok := p.lines[o.id]
			if !ok {
				r.unseen++
				continue
			}
			r.shown = append(r.shown, max(0, at.Sub(time.UnixMilli(o.decided))))
		}
	}
}

// inTime is how soon a card is on its way in any case: only what is decided sooner needs none.
const inTime = 10 * time.Second

func (s *studio) judgePhones(r *result, rows []row) {
	decided := map[int]time.Time{}
	for _, o := range rows {
		if n, ok := number(o.text); ok && o.decided != 0 {
			decided[n] = time.UnixMilli(o.decided)
		}
	}
	b := s.phones
	b.mu.Lock()
	defer b.mu.Unlock()
	r.cards, r.answers = slices.Clone(b.cards), slices.Clone(b.answers)
	for n := range leadMessages {
		for i := range s.o.moderators {
			switch times := b.carded[[2]int64{s.o.person(i), int64(n)}]; {
			case times == 0 && s.decidedSoon(n, decided):
				r.cardsSpared++
			case times == 0:
				r.cardsLost++
			case times > 1:
				r.cardTwice++
			}
		}
	}
	for _, d := range b.digest {
		r.digests = append(r.digests, d)
	}
	r.phones = len(b.digest)
	r.unanswered = len(b.pressed)
	r.limited, r.refused, r.lastNo, r.passed = b.limited, b.refused, b.lastNo, b.passed
}

func (s *studio) decidedSoon(n int, decided map[int]time.Time) bool {
	said, _ := s.said.when(n)
	at, ok := decided[n]
	return ok && at.Sub(said) < inTime
}

func quantile(all []time.Duration, q float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

func ms(d time.Duration) string { return fmt.Sprintf("%.0f", float64(d.Microseconds())/1000) }
