package storetest

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/store"
)

// put adds a delivery and gives its id; 0 when one with its key exists.
func (h house) put(d domain.Delivery) int64 {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		added, err := tx.AddDelivery(ctx, &d)
		if added != (d.ID != 0) {
			h.Errorf("added %v, id %d", added, d.ID)
		}
		return err
	})
	return d.ID
}

func (h house) end(id int64, status domain.DeliveryStatus) (first bool) {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) (err error) {
		first, err = tx.EndDelivery(ctx, id, status, 100, "")
		return err
	})
	return first
}

func (h house) pending() []domain.Delivery {
	h.Helper()
	return Pending(h.T, h.db)
}

// Pending are the deliveries to Telegram that wait, by id.
func Pending(t testing.TB, db *store.DB) (found []domain.Delivery) {
	t.Helper()
	for p := domain.PrioritySecret; p <= domain.PriorityBroadcast; p++ {
		list, err := db.PendingDeliveries(t.Context(), domain.ChannelTelegram, p, 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, list...)
	}
	slices.SortFunc(found, func(a, b domain.Delivery) int { return int(a.ID - b.ID) })
	return found
}

func notice(key string) domain.Delivery {
	return domain.Delivery{
		Channel: domain.ChannelTelegram, Kind: domain.DeliveryNotice, Recipient: 7, Person: 8, Payload: `{"key":"x"}`,
		Priority: domain.PriorityNotice, DedupeKey: key,
	}
}

func dedupedDelivery(h house) {
	first := h.put(notice("ban:7"))
	if h.put(notice("ban:7")) != 0 || h.put(notice("ban:8")) == 0 {
		h.Error("the key does not tell them apart")
	}
	for range 2 {
		if h.put(notice("")) == 0 {
			h.Error("deliveries without a key are held for the same")
		}
	}
	if !h.end(first, domain.DeliverySent) || h.put(notice("ban:7")) != 0 {
		h.Error("a sent one does not count")
	}
}

func endedOnce(h house) {
	id := h.put(notice(""))
	if !h.end(id, domain.DeliverySent) || h.end(id, domain.DeliveryFailed) {
		h.Error("it does not end exactly once")
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.PostponeDelivery(ctx, id, 3, tx.Now, "too late")
	})
	if n := len(h.pending()); n != 0 {
		h.Errorf("%d wait", n)
	}
}

func postponed(h house) {
	id := h.put(notice(""))
	until := time.UnixMilli(1_900_000_000_123).UTC()
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.PostponeDelivery(ctx, id, 3, until, "429") })
	list := h.pending()
	if len(list) != 1 || list[0].Attempts != 3 || !list[0].NotBefore.Equal(until) || list[0].Error != "429" {
		h.Errorf("%+v", list)
	}
}

func pendingInOrder(h house) {
	want := notice("")
	want.ScreenID, want.Revision, want.NotBefore = 3, 4, time.UnixMilli(1_900_000_000_000).UTC()
	a, b := h.put(want), h.put(notice(""))
	other := notice("")
	other.Channel = "mail"
	h.put(other)
	list := h.pending()
	if len(list) != 2 || list[0].ID != a || list[1].ID != b {
		h.Fatalf("%+v", list)
	}
	got := list[0]
	want.ID, want.CreatedAt = a, got.CreatedAt
	if got != want || got.CreatedAt.IsZero() {
		h.Errorf("kept %+v, read %+v", want, got)
	}
	news := notice("")
	news.Priority = domain.PriorityBroadcast
	h.put(news)
	after, err := h.db.PendingDeliveries(h.Context(), domain.ChannelTelegram, domain.PriorityNotice, a, 2)
	h.must(err)
	if len(after) != 1 || after[0].ID != b {
		h.Errorf("behind the first: %+v", after)
	}
}

func dueDeliveries(h house) {
	now := time.UnixMilli(1_900_000_000_000).UTC()
	at := func(p domain.Priority, in time.Duration) int64 {
		d := notice("")
		d.Priority, d.NotBefore = p, now.Add(in)
		return h.put(d)
	}
	first, far := at(domain.PriorityNotice, time.Minute), at(domain.PriorityNotice, time.Hour)
	at(domain.PriorityNotice, 2*time.Minute)
	soon, news := h.put(notice("")), at(domain.PriorityBroadcast, time.Minute)
	due, err := h.db.DueDeliveries(h.Context(), domain.ChannelTelegram, domain.PriorityNotice, 0, now.Add(time.Minute), 10)
	h.must(err)
	if len(due) != 2 || due[0].ID != first || due[1].ID != soon {
		h.Errorf("due within a minute: %+v", due)
	}
	for by, want := range map[time.Duration]map[domain.Priority]int64{
		0:           {},
		time.Minute: {domain.PriorityNotice: first, domain.PriorityBroadcast: news},
	} {
		got, err := h.db.FirstDue(h.Context(), domain.ChannelTelegram, now, now.Add(by))
		h.must(err)
		if !maps.Equal(got, want) {
			h.Errorf("the first due by %v: %v, want %v", by, got, want)
		}
	}
	if got, err := h.db.FirstDue(h.Context(), domain.ChannelTelegram, now.Add(2*time.Minute), now.Add(time.Hour)); err != nil || got[domain.PriorityNotice] != far {
		h.Errorf("the first that is due later: %v, %v", got, err)
	}
}

func prunedDeliveries(h house) {
	sent, failed := h.put(notice("")), h.put(notice(""))
	h.put(notice(""))
	h.end(sent, domain.DeliverySent)
	h.end(failed, domain.DeliveryFailed)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		early, err := tx.PruneDeliveries(ctx, tx.Now.Add(-time.Hour), 10)
		h.must(err)
		one, err := tx.PruneDeliveries(ctx, tx.Now.Add(time.Hour), 1)
		h.must(err)
		rest, err := tx.PruneDeliveries(ctx, tx.Now.Add(time.Hour), 10)
		if early != 0 || one != 1 || rest != 1 {
			h.Errorf("forgotten: %d, %d, %d", early, one, rest)
		}
		return err
	})
	if n := len(h.pending()); n != 1 {
		h.Errorf("%d wait", n)
	}
}

func figures(h house) {
	h.put(notice(""))
	h.accept(1)
	n, err := h.db.CountPendingDeliveries(h.Context(), domain.ChannelTelegram)
	h.must(err)
	counts, err := h.db.CountInbox(h.Context())
	h.must(err)
	if n != 1 || counts != (store.InboxCounts{Waiting: 1}) {
		h.Errorf("%d, %+v", n, counts)
	}
}

func failedUnit(h house) {
	err := h.db.Write(h.Context(), func(ctx context.Context, tx *store.Tx) error {
		d := notice("once")
		_, err := tx.AddDelivery(ctx, &d)
		h.must(err)
		return errRefused
	})
	if !errors.Is(err, errRefused) || len(h.pending()) != 0 {
		h.Errorf("%v, %d wait", err, len(h.pending()))
	}
	if h.put(notice("once")) == 0 {
		h.Error("its key is taken")
	}
}
