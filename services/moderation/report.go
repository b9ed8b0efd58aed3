package moderation

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"frontdesk/domain"
)

const (
	reportPage = 1000 // how many messages are read at once
	topAuthors = 10
)

// Report counts an event.
func (s *Service) Report(ctx context.Context, actor, eventID int64) (Report, error) {
	e, err := s.Webinars.EventFor(ctx, actor, eventID, domain.DeedEventView)
	if err != nil {
		return Report{}, err
	}
	c := counting{
		report: Report{EventID: e.ID, Event: e.Name, StartsAt: e.StartsAt},
		people: map[int64]*ReportPerson{}, authors: map[string]*ReportAuthor{}, minutes: map[int64]*ReportMinute{},
	}
	if err := s.every(ctx, e.ID, c.add); err != nil {
		return Report{}, err
	}
	return c.sum(), nil
}

// every gives all messages of an event in the order in which they were said.
func (s *Service) every(ctx context.Context, eventID int64, do func(domain.ModeratedMessage)) error {
	for after := int64(0); ; {
		list, err := s.DB.ChatMessagesAfter(ctx, eventID, after, reportPage)
		if err != nil {
			return fmt.Errorf("read messages: %w", err)
		}
		for _, m := range list {
			do(m)
			after = m.MessageID
		}
		if len(list) < reportPage {
			return nil
		}
	}
}

// counting is a report in the making.
type counting struct {
	report  Report
	waits   []time.Duration
	people  map[int64]*ReportPerson
	authors map[string]*ReportAuthor
	minutes map[int64]*ReportMinute
}

func (c *counting) add(m domain.ModeratedMessage) {
	author := entry(c.authors, m.AuthorKey())
	author.Name = m.Author
	author.Messages++
	c.report.Messages++
	switch m.State {
	case domain.MessageApproved:
		c.report.Approved++
		author.Approved++
	case domain.MessageDeleted:
		c.report.Deleted++
		author.Deleted++
	default:
		c.report.Awaiting++
	}
	c.minute(m.SaidAt).Messages++
	if m.DecidedBy == 0 {
		c.byItself(m)
		return
	}
	c.minute(m.DecidedAt).Decided++
	c.waits = append(c.waits, max(0, m.DecidedAt.Sub(m.SeenAt)))
	person := entry(c.people, m.DecidedBy)
	person.Name = m.DecidedName
	if m.State == domain.MessageApproved {
		person.Approved++
	} else {
		person.Deleted++
	}
}

// byItself counts a message that no person of ours has decided.
func (c *counting) byItself(m domain.ModeratedMessage) {
	share := &c.report.Platform
	if m.Rule != "" {
		share = &c.report.Rules
	}
	switch m.State {
	case domain.MessageApproved:
		share.Approved++
	case domain.MessageDeleted:
		share.Deleted++
	}
}

func (c *counting) minute(at time.Time) *ReportMinute {
	m := entry(c.minutes, at.Unix()/60)
	m.At = at.Truncate(time.Minute)
	return m
}

// entry gives what stands under a key, made when there is nothing.
func entry[K comparable, V any](of map[K]*V, key K) *V {
	if of[key] == nil {
		of[key] = new(V)
	}
	return of[key]
}

func (c *counting) sum() Report {
	r := c.report
	slices.Sort(c.waits)
	r.Median, r.P95 = quantile(c.waits, 0.5), quantile(c.waits, 0.95)
	for _, p := range c.people {
		r.People = append(r.People, *p)
	}
	slices.SortFunc(r.People, func(a, b ReportPerson) int {
		return cmp.Or(cmp.Compare(b.Approved+b.Deleted, a.Approved+a.Deleted), cmp.Compare(a.Name, b.Name))
	})
	for _, a := range c.authors {
		r.Authors = append(r.Authors, *a)
	}
	slices.SortFunc(r.Authors, func(a, b ReportAuthor) int {
		return cmp.Or(cmp.Compare(b.Messages, a.Messages), cmp.Compare(a.Name, b.Name))
	})
	r.Authors = r.Authors[:min(len(r.Authors), topAuthors)]
	r.Minutes = c.row()
	return r
}

// mostMinutes bounds a chart: a session that was left on for days is shown by its last day.
const mostMinutes = 24 * 60

// row is all minutes from the first to the last, those without messages too.
func (c *counting) row() []ReportMinute {
	if len(c.minutes) == 0 {
		return nil
	}
	keys := slices.Sorted(maps.Keys(c.minutes))
	last := keys[len(keys)-1]
	var row []ReportMinute
	for minute := max(keys[0], last-mostMinutes+1); minute <= last; minute++ {
		if m := c.minutes[minute]; m != nil {
			row = append(row, *m)
			continue
		}
		row = append(row, ReportMinute{At: time.Unix(minute*60, 0).UTC()})
	}
	return row
}

// quantile is the smallest value that a share of the sorted values does not exceed; 0 when there are none.
func quantile(sorted []time.Duration, share float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	at := int(share*float64(len(sorted))+0.999999) - 1
	return sorted[min(max(at, 0), len(sorted)-1)]
}
