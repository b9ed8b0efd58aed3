package overlays

import (
	"context"
	"time"

	"frontdesk/domain"
	"frontdesk/services/live"
	"frontdesk/store"
)

// Shown is all that stands on one overlay now. Its token proves the right to see it, and there is no other.
type Shown struct {
	Settings domain.OverlaySettings
	Lines    []store.ShownLine // the newest last
}

// Show reads an overlay by the hash of its token. KindNotFound for one that does not exist or is revoked.
func (s *Service) Show(ctx context.Context, tokenHash string, limit int) (Shown, error) {
	o, err := s.db.FindOverlayByToken(ctx, tokenHash)
	if err != nil {
		return Shown{}, err
	}
	lines, err := s.db.ShownLines(ctx, o.EventID, s.now(), limit)
	return Shown{Settings: o.Settings, Lines: lines}, err
}

// Follow calls changed whenever what Show gives may have changed, until ctx ends or it has fallen behind; then whoever
// follows begins anew. It tells nothing about what has changed.
func (s *Service) Follow(ctx context.Context, tokenHash string, changed func()) error {
	o, err := s.db.FindOverlayByToken(ctx, tokenHash)
	if err != nil {
		return err
	}
	sub := s.live.Subscribe(live.OfEvent(o.EventID))
	defer sub.Close()
	changed() // what happened before the subscription
	due := time.NewTimer(time.Hour)
	defer due.Stop()
	s.await(ctx, due, o.EventID)
	for {
		select {
		case <-ctx.Done():
			return nil
		case _, ok := <-sub.C:
			if !ok {
				return nil
			}
		case <-due.C:
		}
		changed()
		s.await(ctx, due, o.EventID)
	}
}

// await sets the timer for the next message whose delay before show ends.
func (s *Service) await(ctx context.Context, due *time.Timer, eventID int64) {
	now := s.now()
	next, err := s.db.NextShown(ctx, eventID, now)
	wait := time.Hour
	if err == nil && !next.IsZero() {
		wait = next.Sub(now)
	}
	due.Reset(max(wait, 10*time.Millisecond))
}
