package subscriptions

import (
	"context"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/services/work"
	"frontdesk/store"
)

// How the keeper looks: at once after a payment, and every minute for what comes due. It reads only rows that are due, by an
// index: years of history and people without a subscription cost it nothing.
const (
	lookEvery = time.Minute
	lookPage  = 200
	// carryOutWithin bounds what a payment waits for the host before it leaves that to the keeper.
	carryOutWithin = 3 * time.Second
)

// Keeper makes the host's rows follow what was paid, tells people before the end, and takes unpaid invoices away.
type Keeper struct {
	s       *Service
	failing bool
}

// Keeper makes the keeper; one Run at a time.
func (s *Service) Keeper() *Keeper { return &Keeper{s: s} }

func (s *Service) nudge() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Run keeps until ctx ends.
func (k *Keeper) Run(ctx context.Context) error {
	for {
		began := k.s.Clock.Now()
		var err error
		if k.s.ClockIsRight() {
			err = k.Look(ctx)
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil && !k.failing {
			k.s.Log.Error().Err(err).Msg("cannot bring subscriptions up to date; trying again")
		}
		k.failing = err != nil
		if !clock.Until(ctx, k.s.Clock, began.Add(lookEvery), k.s.wake) {
			return nil
		}
	}
}

// Look does everything that is due. What fails is left for the next look, and keeps nothing else back.
func (k *Keeper) Look(ctx context.Context) error {
	failed := k.subscriptions(ctx)
	if err := k.invoices(ctx); err != nil {
		failed = err
	}
	return failed
}

func (k *Keeper) subscriptions(ctx context.Context) (failed error) {
	var last domain.Subscription
	for now := k.s.Clock.Now(); ; {
		page, err := k.s.DB.DueSubscriptions(ctx, now, last, lookPage)
		if err != nil {
			return fmt.Errorf("read what is due: %w", err)
		}
		for _, sub := range page {
			if err := k.s.advance(ctx, sub); err != nil {
				failed = fmt.Errorf("the subscription of person %d: %w", sub.PersonID, err)
			}
			last = sub
		}
		if len(page) < lookPage || ctx.Err() != nil {
			return failed
		}
	}
}

func (k *Keeper) invoices(ctx context.Context) error {
	for {
		page, err := k.s.DB.ExpiredInvoices(ctx, k.s.Clock.Now(), lookPage)
		if err != nil || len(page) == 0 {
			return err
		}
		u := work.New("invoices:expired")
		u.Write(func(ctx context.Context, tx *store.Tx) error {
			for _, in := range page {
				if err := k.s.withdraw(ctx, tx, u, in); err != nil {
					return err
				}
			}
			return nil
		})
		if err := u.Commit(ctx, k.s.DB); err != nil {
			return fmt.Errorf("withdraw expired invoices: %w", err)
		}
	}
}

// carryOut does the keeper's part for one person right after a payment or a refund. When the host is away, the keeper goes on trying.
func (s *Service) carryOut(ctx context.Context, person int64) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), carryOutWithin)
	defer cancel()
	sub, err := s.DB.FindSubscription(ctx, person)
	if err == nil && sub.PersonID != 0 && (sub.Stage == domain.StageActivate || sub.Stage == domain.StageTake) {
		err = s.advance(ctx, sub)
	}
	if err != nil {
		s.Log.Warn().Err(err).Int64("person", person).Msg("money is recorded, but the person could not be switched on or off yet; trying again")
		s.nudge()
	}
}

// advance does what is due about one subscription: the host's row first, by an idempotent set, then our own rows and the
// words to the person in one transaction, unless the subscription has moved on in between.
//
// One at a time: a payment that is recorded while a row is being switched off waits its turn and switches it on after. If we
// die between the two, it still stands in our own row that the person is to be switched on.
func (s *Service) advance(ctx context.Context, was domain.Subscription) error {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.turn }()
	sub, err := s.DB.FindSubscription(ctx, was.PersonID)
	if err != nil || sub != was {
		return err // somebody was first
	}
	now := s.Clock.Now()
	stage := s.due(sub, now)
	user, err := s.Host.FindTelegramUser(ctx, sub.PersonID)
	known := err == nil
	if err != nil && domain.KindOf(err) != domain.KindNotFound {
		return fmt.Errorf("read the person: %w", err)
	}
	wanted, sets := wantedFlag(stage)
	if sets && known {
		if err := s.Host.SetActive(ctx, sub.PersonID, wanted); err != nil && domain.KindOf(err) != domain.KindNotFound {
			return fmt.Errorf("switch the person: %w", err)
		}
	}
	u := work.New(fmt.Sprintf("subscription:%d:%d:%d", sub.PersonID, sub.EndsAt.UnixMilli(), stage))
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		next, at := s.next(sub, stage, now)
		moved, err := tx.AdvanceSubscription(ctx, sub, next, at)
		if err != nil || !moved {
			return err
		}
		if sets {
			details := fmt.Sprintf("is_active=%v, paid until %s", wanted, sub.EndsAt.Format(time.RFC3339))
			if err := tx.AddAudit(ctx, store.Audit{Action: "subscription.switch", Subject: subject(sub.PersonID), Details: details, WorkKey: u.Key()}); err != nil {
				return err
			}
		}
		// Who was switched off or banned meanwhile does not care for dates.
		if !known || !user.Active || user.Banned {
			return nil
		}
		return s.remind(ctx, tx, u, sub, stage)
	})
	return u.Commit(ctx, s.DB)
}

// wantedFlag is what a stage makes of the host's is_active.
func wantedFlag(stage domain.Stage) (value, sets bool) {
	switch stage {
	case domain.StageActivate:
		return true, true
	case domain.StageOff, domain.StageTake:
		return false, true
	default:
		return false, false
	}
}

// remind tells the person what a stage is about; some are silent.
func (s *Service) remind(ctx context.Context, tx *store.Tx, u *work.Unit, sub domain.Subscription, stage domain.Stage) error {
	n := Notice{Once: "subscription:" + u.Key(), Params: map[string]any{"Until": sub.EndsAt}}
	switch stage {
	case domain.StageWeek, domain.StageThreeDays, domain.StageDay:
		n.Key = "notice.subs_ends"
		n.Params["Count"] = daysLeft(sub.EndsAt.Sub(tx.Now))
	case domain.StageEnd:
		n.Key = "notice.subs_ended"
		n.Params["Off"] = sub.EndsAt.Add(s.Grace)
	case domain.StageOff:
		n.Key = "notice.subs_off"
	default:
		return nil
	}
	return s.Chat.Tell(ctx, tx, u, sub.PersonID, n)
}

// daysLeft rounds up: a reminder that was held up by some hours does not count a day less.
func daysLeft(left time.Duration) int { return max(1, int((left+day-1)/day)) }

// timeOf is when a stage is due.
func (s *Service) timeOf(sub domain.Subscription, stage domain.Stage) time.Time {
	switch stage {
	case domain.StageWeek:
		return sub.EndsAt.Add(-7 * day)
	case domain.StageThreeDays:
		return sub.EndsAt.Add(-3 * day)
	case domain.StageDay:
		return sub.EndsAt.Add(-day)
	case domain.StageEnd:
		return sub.EndsAt
	default:
		return sub.EndsAt.Add(s.Grace)
	}
}

// due is what to do now: the newest of the stages whose time has come. After a long sleep nobody gets three reminders.
func (s *Service) due(sub domain.Subscription, now time.Time) domain.Stage {
	stage := sub.Stage
	for stage > domain.StageActivate && stage < domain.StageOff && !s.timeOf(sub, stage+1).After(now) {
		stage++
	}
	return stage
}

// next is what comes after a stage, and when. Reminders whose time has passed are left out; the end is not, unless the grace
// days are over as well.
func (s *Service) next(sub domain.Subscription, done domain.Stage, now time.Time) (domain.Stage, time.Time) {
	for stage := done + 1; stage <= domain.StageOff; stage++ {
		at := s.timeOf(sub, stage)
		over := stage == domain.StageEnd && !s.timeOf(sub, domain.StageOff).After(now)
		if (stage < domain.StageEnd && !at.After(now)) || over {
			continue
		}
		return stage, at
	}
	return domain.StageOver, time.Time{}
}
