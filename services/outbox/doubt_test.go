package outbox_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/services/outbox"
	"frontdesk/store"
)

// shown makes a screen whose message is known to show something of hash 5.
func (d *desk) shown(chat int64) domain.ShownScreen {
	d.t.Helper()
	s := domain.ShownScreen{ChatID: chat, PersonID: chat, State: "shop"}
	err := d.db.Write(d.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		if err := tx.ShowScreen(ctx, &s); err != nil {
			return err
		}
		return tx.ScreenSent(ctx, s.ID, chat, 100+chat, 5)
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

func (d *desk) hash(s domain.ShownScreen) int64 {
	d.t.Helper()
	found, err := d.db.FindScreen(context.Background(), s.ID)
	if err != nil {
		d.t.Error(err)
	}
	return found.Hash
}

func edit(s domain.ShownScreen) domain.Delivery {
	return domain.Delivery{Kind: domain.DeliveryScreen, Recipient: s.ChatID, ScreenID: s.ID, Revision: s.Revision, Priority: domain.PriorityInteractive}
}

// TestWhatAMessageShowsIsNotKnownAfterALostAnswer: its state may turn back to what was recorded, and that is to be sent.
func TestWhatAMessageShowsIsNotKnownAfterALostAnswer(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "x.db"), outbox.Limits{})
	lost, busy, unread := d.shown(1), d.shown(2), d.shown(3)
	d.to.fail = func(one domain.Delivery) error {
		switch {
		case d.time.Now().Sub(start) > time.Minute:
			return nil
		case one.Recipient == 2:
			return &domain.Error{Kind: domain.KindRateLimited, RetryAfter: time.Second, Err: errBroken}
		case one.Recipient == 3:
			return outbox.NotAsked(errBroken)
		}
		return errBroken
	}
	d.run()
	d.until(d.box.Idle, 0)
	d.put(edit(lost), edit(busy), edit(unread))
	d.until(func() bool { return d.box.Figures().Retried >= 3 }, 0)
	if d.hash(lost) != 0 {
		t.Error("the old state still counts as what the message shows")
	}
	if d.hash(busy) != 5 || d.hash(unread) != 5 {
		t.Error("a refused try, or none at all, has changed what the message shows")
	}
	d.until(d.sent(3), time.Second)
}

// TestWhatAMessageShowsIsNotKnownAfterACrash: the edit may have been sent and not recorded.
func TestWhatAMessageShowsIsNotKnownAfterACrash(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	d := open(t, path, outbox.Limits{})
	pending, rest := d.shown(1), d.shown(2)
	d.put(edit(pending))
	d.db.Close()
	d = open(t, path, outbox.Limits{})
	var seen []int64
	d.to.fail = func(domain.Delivery) error {
		seen = append(seen, d.hash(pending), d.hash(rest))
		return nil
	}
	d.run()
	d.until(d.sent(1), 0)
	d.stop()
	if len(seen) != 2 || seen[0] != 0 || seen[1] != 5 {
		t.Errorf("while the edit is sent again, the messages are known to show %v", seen)
	}
}
