package storetest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"frontdesk/domain"
	"frontdesk/store"
)

func consoleSessions(h house) {
	later := time.Now().Add(time.Hour)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		for i, until := range []time.Time{later, later, later, tx.Now.Add(-time.Hour)} {
			s := store.ConsoleSession{TokenHash: fmt.Sprintf("hash-%d", i), PersonID: int64(-1 - i/2), UserID: int64(1 + i/2), ExpiresAt: until, Address: "203.0.113.7", Agent: "Firefox"}
			if err := tx.AddConsoleSession(ctx, s); err != nil {
				return err
			}
		}
		return tx.SeeConsoleSession(ctx, "hash-0", later.Add(time.Hour))
	})
	s, err := h.db.FindConsoleSession(h.Context(), "hash-0")
	h.must(err)
	if s.PersonID != -1 || s.Address != "203.0.113.7" || s.ExpiresAt.Before(later) {
		h.Errorf("the session is %+v", s)
	}
	if list, err := h.db.ConsoleSessions(h.Context(), -2, time.Now(), 10); err != nil || len(list) != 1 {
		h.Errorf("standing sessions of the second: %v, %v", list, err)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		if n, err := tx.PruneConsoleSessions(ctx, tx.Now, 10); err != nil || n != 1 {
			h.Errorf("forgotten: %d, %v", n, err)
		}
		if n, err := tx.EndConsoleSessions(ctx, 1, -1); err != nil || n != 2 {
			h.Errorf("ended: %d, %v", n, err)
		}
		return tx.EndConsoleSession(ctx, "hash-2")
	})
	if _, err := h.db.FindConsoleSession(h.Context(), "hash-2"); domain.KindOf(err) != domain.KindNotFound {
		h.Errorf("an ended session: %v", err)
	}
}

func consoleLinks(h house) {
	const hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	use := func(kind string) (ours bool) {
		h.write(func(ctx context.Context, tx *store.Tx) (err error) {
			ours, err = tx.UseConsoleLink(ctx, hash, kind)
			return err
		})
		return ours
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		old := store.ConsoleLink{TokenHash: "ff", Kind: store.LinkLogin, PersonID: 5, ExpiresAt: tx.Now.Add(-time.Hour)}
		if err := tx.AddConsoleLink(ctx, old); err != nil {
			return err
		}
		return tx.AddConsoleLink(ctx, store.ConsoleLink{TokenHash: hash, Kind: store.LinkTelegram, PersonID: -5, ExpiresAt: tx.Now.Add(time.Hour)})
	})
	if link, err := h.db.FindConsoleLinkByRef(h.Context(), hash[:28]); err != nil || link.TokenHash != hash || link.PersonID != -5 {
		h.Errorf("by its beginning: %+v, %v", link, err)
	}
	if _, err := h.db.FindConsoleLinkByRef(h.Context(), "0123456789abcdef0123456789ac"); domain.KindOf(err) != domain.KindNotFound {
		h.Errorf("by another beginning: %v", err)
	}
	if use(store.LinkLogin) || !use(store.LinkTelegram) || use(store.LinkTelegram) {
		h.Error("a link is used once, as what it is")
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		if n, err := tx.PruneConsoleLinks(ctx, tx.Now, 10); err != nil || n != 1 {
			h.Errorf("forgotten: %d, %v", n, err)
		}
		return tx.DropConsoleLinks(ctx, store.LinkTelegram, -5)
	})
	if link, err := h.db.FindConsoleLink(h.Context(), hash); err != nil || link.UsedAt.IsZero() {
		h.Errorf("a used link is kept: %+v, %v", link, err)
	}
}

func bareConsoleUser(h house) {
	drop := func() (gone bool) {
		h.write(func(ctx context.Context, tx *store.Tx) (err error) {
			gone, err = tx.DropBareConsoleUser(ctx, 77)
			return err
		})
		return gone
	}
	add := func(u store.ConsoleUser) {
		h.write(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.AddConsoleUser(ctx, &u)
			return err
		})
	}
	add(store.ConsoleUser{Username: "telegram:77", TelegramID: 77})
	if !drop() || drop() {
		h.Error("a user with nothing but Telegram gives way once")
	}
	add(store.ConsoleUser{Username: "vera", Password: "a hash", TelegramID: 77})
	if drop() {
		h.Error("a user with a password is gone")
	}
}

func journal(h house) {
	h.write(func(ctx context.Context, tx *store.Tx) error {
		tx.Address = "203.0.113.7"
		for i := range 5 {
			if err := tx.AddAudit(ctx, store.Audit{Actor: int64(i % 2), Action: "x", Subject: "shop:1", Details: fmt.Sprint(i)}); err != nil {
				return err
			}
		}
		return nil
	})
	one := int64(1)
	lines, err := h.db.AuditLines(h.Context(), store.AuditFilter{Actor: &one, Action: "x", Subject: "shop:1", Limit: 1})
	h.must(err)
	if len(lines) != 1 || lines[0].Details != "3" || lines[0].Address != "203.0.113.7" || lines[0].At().IsZero() {
		h.Fatalf("the newest of one person: %+v", lines)
	}
	if lines, err = h.db.AuditLines(h.Context(), store.AuditFilter{Before: lines[0].ID, Limit: 9}); err != nil || len(lines) != 3 {
		h.Errorf("what is older: %+v, %v", lines, err)
	}
}

func journalKnowsWhoAndWhat(h house) {
	if none, err := h.db.AuditActors(h.Context(), 9); err != nil || len(none) != 0 {
		h.Errorf("an empty log names %v, %v", none, err)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		for i, line := range []store.Audit{
			{Actor: 7, Name: "Мария", Action: "shop.rename", Subject: "shop:5"},
			{Actor: -2, Name: "Олег", Action: "shop.rename", Subject: "shop:15"},
			{Actor: 7, Name: "Маша", Action: "shop.key", Subject: "shop:5"},
			{Action: "subscription.switch", Subject: "person:7"},
		} {
			line.Details = fmt.Sprint(i)
			if err := tx.AddAudit(ctx, line); err != nil {
				return err
			}
		}
		return nil
	})
	people, err := h.db.AuditActors(h.Context(), 9)
	h.must(err)
	if want := []store.AuditActor{{ID: -2, Name: "Олег"}, {ID: 0}, {ID: 7, Name: "Маша"}}; !slices.Equal(people, want) {
		h.Errorf("the log names %v, want %v", people, want)
	}
	actions, err := h.db.AuditActions(h.Context(), 2)
	h.must(err)
	if want := []string{"shop.key", "shop.rename"}; !slices.Equal(actions, want) {
		h.Errorf("the log's first deeds are %v, want %v", actions, want)
	}
	shops, err := h.db.AuditSubjects(h.Context(), "shop", 9)
	h.must(err)
	if want := []string{"shop:15", "shop:5"}; !slices.Equal(shops, want) {
		h.Errorf("the log's shops are %v, want %v", shops, want)
	}
	nobody := int64(0)
	if lines, err := h.db.AuditLines(h.Context(), store.AuditFilter{Actor: &nobody, Limit: 9}); err != nil || len(lines) != 1 {
		h.Errorf("the program's own lines: %+v, %v", lines, err)
	}
}

func deliveriesAreRevived(h house) {
	d := domain.Delivery{Channel: domain.ChannelDiscord, Kind: domain.DeliveryNotice, Recipient: 1}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.AddDelivery(ctx, &d); err != nil {
			return err
		}
		_, err := tx.EndDelivery(ctx, d.ID, domain.DeliveryFailed, 0, "no such webhook")
		return err
	})
	for channel, want := range map[domain.Channel]int{"": 1, domain.ChannelDiscord: 1, domain.ChannelTelegram: 0} {
		if list, err := h.db.DeliveriesOf(h.Context(), domain.DeliveryFailed, channel, 0, 9); err != nil || len(list) != want {
			h.Errorf("failed by %q: %v, %v", channel, list, err)
		}
	}
	revive := func() (back domain.Delivery, err error) {
		err = h.db.Write(h.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
			back, err = tx.ReviveDelivery(ctx, d.ID)
			return err
		})
		return back, err
	}
	if back, err := revive(); err != nil || back.Status != domain.DeliveryPending || back.Error != "" || back.Channel != d.Channel {
		h.Errorf("back is %+v, %v", back, err)
	}
	if _, err := revive(); domain.KindOf(err) != domain.KindNotFound {
		h.Errorf("revived twice: %v", err)
	}
	if list, err := h.db.DeliveriesOf(h.Context(), domain.DeliveryPending, domain.ChannelDiscord, 0, 9); err != nil || len(list) != 1 {
		h.Errorf("pending: %v, %v", list, err)
	}
	pending, err := h.db.CountDeliveries(h.Context(), domain.DeliveryPending, 10)
	h.must(err)
	failed, err := h.db.CountDeliveries(h.Context(), domain.DeliveryFailed, 10)
	h.must(err)
	if pending != 1 || failed != 0 {
		h.Errorf("%d pending, %d failed", pending, failed)
	}
}
