package webinars

import (
	"context"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// ring tells moderators that their events begin soon, and louder that they begin and nobody is here. What fails is left for the
// next look, and keeps nothing else back.
func (k *Keeper) ring(ctx context.Context, events []store.WebinarEvent, now time.Time) (failed error) {
	for _, e := range events {
		var err error
		switch soon, begins := soon(e, now), begins(e, now); {
		case begins && e.CalledAt.IsZero():
			err = k.callOut(ctx, e)
		case soon && e.PingedAt.IsZero():
			err = k.call(ctx, e, false, (*store.Tx).MarkPinged)
		}
		if err != nil {
			failed = err
		}
	}
	return failed
}

// soon tells whether an event is about to begin.
func soon(e store.WebinarEvent, now time.Time) bool {
	return !e.StartsAt.IsZero() && e.StartsAt.After(now) && e.Status != domain.EventRunning
}

// begins tells whether an event has just begun, or should have. One that was put on air early has begun.
func begins(e store.WebinarEvent, now time.Time) bool {
	if e.StartsAt.IsZero() || now.Sub(e.StartsAt) >= callUntil {
		return false
	}
	return e.Status == domain.EventRunning || !e.StartsAt.After(now)
}

// callOut rings for an event that begins without anybody, and notes of the others that all is well.
func (k *Keeper) callOut(ctx context.Context, e store.WebinarEvent) error {
	here, err := k.s.DB.AnybodyHere(ctx, e.ID)
	if err != nil {
		return fmt.Errorf("read who is here: %w", err)
	}
	if here {
		return nil // asked again with the next look: they may leave
	}
	return k.call(ctx, e, true, (*store.Tx).MarkCalled)
}

// call tells everybody whose event it is, once. Quiet hours hold back what is not urgent.
func (k *Keeper) call(ctx context.Context, e store.WebinarEvent, urgent bool, mark func(tx *store.Tx, ctx context.Context, id int64) (bool, error)) error {
	people, err := k.rung(ctx, e, urgent)
	if err != nil {
		return err
	}
	u := work.New(fmt.Sprintf("webinar:event:%d:call:%t", e.ID, urgent))
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		first, err := mark(tx, ctx, e.ID)
		if err != nil || !first {
			return err
		}
		for _, person := range people {
			if err := k.s.Chat.Tell(ctx, tx, u, person, Notice{Event: e.ID, Urgent: urgent}); err != nil {
				return err
			}
		}
		return nil
	})
	if err := u.Commit(ctx, k.s.DB); err != nil {
		return fmt.Errorf("tell of an event: %w", err)
	}
	return nil
}

// rung are those who are told of an event: its roster, else all moderators and the owner. Only people with a Telegram account
// can be told; the roster names only those who may moderate now.
func (k *Keeper) rung(ctx context.Context, e store.WebinarEvent, urgent bool) ([]int64, error) {
	account, err := k.s.findAccount(ctx, e.AccountID)
	if nothing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	roster, err := k.s.roster(ctx, account, e.ID)
	if err != nil {
		return nil, err
	}
	var listed, all []int64
	for _, r := range roster {
		if r.PersonID <= 0 {
			continue
		}
		if all = append(all, r.PersonID); r.Listed {
			listed = append(listed, r.PersonID)
		}
	}
	if len(listed) > 0 {
		all = listed
	}
	if urgent {
		return all, nil
	}
	var awake []int64
	for _, person := range all {
		quiet, err := k.s.DB.QuietHours(ctx, person)
		if err != nil {
			return nil, fmt.Errorf("read quiet hours: %w", err)
		}
		if !quiet.Hold(k.s.Clock.Now(), k.s.Zone) {
			awake = append(awake, person)
		}
	}
	return awake, nil
}
