package moderation

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

// SetHere switches the cards of an event on or off for who asks. In a flood that is the digest.
func (s *Service) SetHere(ctx context.Context, u *work.Unit, actor, eventID int64, on bool) error {
	e, err := s.Webinars.EventFor(ctx, actor, eventID, domain.DeedEventModerate)
	if err != nil {
		return err
	}
	w := step{s: s, u: u, eventID: e.ID, account: e.AccountID}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		w.tx = tx
		news, err := tx.SetHere(ctx, e.ID, actor, on)
		if err != nil || !news {
			return err
		}
		u.After(func() { s.nudge(e.ID) })
		w.eventChanged()
		if flooded, err := tx.Flooded(ctx, e.ID); err != nil {
			return err
		} else if on && flooded && s.cards != nil {
			if err := s.cards.Digest(ctx, tx, u, actor, e.ID); err != nil {
				return err
			}
		}
		return w.refresh(ctx)
	})
	return nil
}

// Here tells who gets an event's cards. It asks for nobody's right.
func (s *Service) Here(ctx context.Context, eventID int64) ([]int64, error) {
	people, err := s.DB.HerePeople(ctx, eventID)
	if err != nil {
		return nil, fmt.Errorf("read who moderates: %w", err)
	}
	return people, nil
}

// listeners are those who get cards now: here, still allowed to moderate, and not in their quiet hours.
func (s *Service) listeners(ctx context.Context, e webinars.Event) ([]int64, error) {
	people, err := s.Here(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	var list []int64
	for _, person := range people {
		_, err := s.Webinars.Check(ctx, person, e.AccountID, domain.DeedEventModerate)
		switch kind := domain.KindOf(err); {
		case err != nil && (kind == domain.KindForbidden || kind == domain.KindNotFound):
			continue
		case err != nil:
			return nil, err
		}
		quiet, err := s.DB.QuietHours(ctx, person)
		if err != nil {
			return nil, fmt.Errorf("read quiet hours: %w", err)
		}
		if !quiet.Hold(s.Clock.Now(), s.Zone) {
			list = append(list, person)
		}
	}
	return list, nil
}

// QuietHours is when somebody gets no new cards: "22:00-08:00" in their zone (an IANA name; empty: the house's). What they have
// open is kept up to date. An empty Hours means never.
type QuietHours struct {
	Hours string
	Zone  string
}

// QuietHours reads those of a person, for that person.
func (s *Service) QuietHours(ctx context.Context, person int64) (QuietHours, error) {
	q, err := s.DB.QuietHours(ctx, person)
	if err != nil || q.From == q.To {
		return QuietHours{Zone: q.Zone}, err
	}
	return QuietHours{Hours: clockOf(q.From) + "-" + clockOf(q.To), Zone: q.Zone}, nil
}

// SetQuietHours keeps a person's own. KindInvalid "error.quiet_hours" when they cannot be read.
func (s *Service) SetQuietHours(u *work.Unit, person int64, q QuietHours) error {
	kept := store.QuietHours{Zone: q.Zone}
	if _, err := time.LoadLocation(q.Zone); err != nil {
		return domain.Fail(domain.KindInvalid, "error.quiet_hours", nil)
	}
	if hours := strings.Join(strings.Fields(strings.NewReplacer("–", "-", "—", "-").Replace(q.Hours)), ""); hours != "" {
		from, to, _ := strings.Cut(hours, "-")
		var readable, also bool
		kept.From, readable = minuteOf(from)
		kept.To, also = minuteOf(to)
		if !readable || !also {
			return domain.Fail(domain.KindInvalid, "error.quiet_hours", nil)
		}
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.SetQuietHours(ctx, person, kept) })
	return nil
}

// minuteOf reads "22:00" or "22" as a minute of the day.
func minuteOf(s string) (int, bool) {
	hour, minute, found := strings.Cut(s, ":")
	h, err := strconv.Atoi(hour)
	m := 0
	if err == nil && found {
		m, err = strconv.Atoi(minute)
	}
	return h*60 + m, err == nil && h >= 0 && h < 24 && m >= 0 && m < 60
}

func clockOf(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
