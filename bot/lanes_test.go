package bot_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot"
	"frontdesk/domain"
)

func item(seq, lane int64) *domain.InboxItem { return &domain.InboxItem{Seq: seq, Lane: lane} }

func put(t *testing.T, l *bot.Lanes, items ...*domain.InboxItem) {
	t.Helper()
	for _, it := range items {
		if err := l.Put(t.Context(), *it); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAChatKeepsItsOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		done := map[int64][]int64{}
		l := bot.NewLanes(4, 1000, func(_ context.Context, it *domain.InboxItem) time.Duration {
			time.Sleep(time.Duration(it.Seq%7) * time.Millisecond) // in the bubble: some take longer than others
			mu.Lock()
			defer mu.Unlock()
			done[it.Lane] = append(done[it.Lane], it.Seq)
			return 0
		})
		for seq := int64(1); seq <= 300; seq++ {
			put(t, l, item(seq, seq%10))
		}
		l.Wait()
		for lane, seqs := range done {
			if len(seqs) != 30 || !slices.IsSorted(seqs) {
				t.Errorf("chat %d was handled in the order %v", lane, seqs)
			}
		}
		if lanes, updates := l.Depth(); lanes != 0 || updates != 0 {
			t.Errorf("%d lanes with %d updates are left", lanes, updates)
		}
	})
}

func TestChatsDoNotWaitForEachOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		ended := map[int64]time.Duration{}
		var mu sync.Mutex
		l := bot.NewLanes(2, 100, func(_ context.Context, it *domain.InboxItem) time.Duration {
			if it.Lane == 1 {
				time.Sleep(time.Minute)
			}
			mu.Lock()
			defer mu.Unlock()
			ended[it.Seq] = time.Since(began)
			return 0
		})
		put(t, l, item(1, 1), item(2, 1), item(3, 2), item(4, 3))
		l.Wait()
		if ended[3] != 0 || ended[4] != 0 {
			t.Errorf("two chats waited %v and %v for a third", ended[3], ended[4])
		}
		if ended[1] != time.Minute || ended[2] != 2*time.Minute {
			t.Errorf("the slow chat ended at %v and %v", ended[1], ended[2])
		}
	})
}

func TestALaneThatWaitsToTryAgainHoldsNoWorker(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var order []string
		var mu sync.Mutex
		l := bot.NewLanes(1, 100, func(_ context.Context, it *domain.InboxItem) time.Duration {
			mu.Lock()
			defer mu.Unlock()
			order = append(order, fmt.Sprintf("%d@%v", it.Seq, time.Since(began)))
			if it.Seq == 1 && it.Attempts < 2 {
				it.Attempts++
				return time.Second
			}
			return 0
		})
		put(t, l, item(1, 1), item(2, 1))
		synctest.Wait()
		put(t, l, item(3, 2))
		l.Wait()
		if want := []string{"1@0s", "3@0s", "1@1s", "1@2s", "2@2s"}; !slices.Equal(order, want) {
			t.Errorf("handled %v, not %v", order, want)
		}
	})
}

func TestAChatThatFloodsTakesNobodysRoom(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var mu sync.Mutex
		var order []int64
		var other time.Duration
		var flooded []int64
		l := bot.NewLanes(4, 20, func(_ context.Context, it *domain.InboxItem) time.Duration {
			time.Sleep(time.Second)
			mu.Lock()
			defer mu.Unlock()
			if it.Lane == 2 {
				other = time.Since(began)
				return 0
			}
			order = append(order, it.Seq)
			if it.Shed != (it.Raw == nil) || it.Shed != (it.Seq > 5) {
				t.Errorf("update %d: shed %v with %d bytes", it.Seq, it.Shed, len(it.Raw))
			}
			return 0
		})
		l.Shed(5, func(chat int64) { flooded = append(flooded, chat) })
		for seq := int64(1); seq <= 100; seq++ {
			put(t, l, &domain.InboxItem{Seq: seq, Lane: 1, Raw: []byte("{}")})
		}
		put(t, l, &domain.InboxItem{Seq: 101, Lane: 2, Raw: []byte("{}")})
		if n := l.Longest(); n < 98 || n > 100 {
			t.Errorf("the longest lane is said to have %d updates", n)
		}
		l.Wait()
		if other != time.Second || len(order) != 100 || !slices.IsSorted(order) || !slices.Equal(flooded, []int64{1}) {
			t.Errorf("the other chat waited %v; flooded: %v; handled: %v", other, flooded, order)
		}
		if lanes, updates := l.Depth(); lanes != 0 || updates != 0 {
			t.Errorf("%d lanes with %d updates are left", lanes, updates)
		}
	})
}

func TestStoppingLeavesTheRestToTheInbox(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		var handled []int64
		l := bot.NewLanes(1, 2, func(ctx context.Context, it *domain.InboxItem) time.Duration {
			time.Sleep(time.Second)
			if ctx.Err() != nil {
				t.Error("what is being handled was not let end")
			}
			handled = append(handled, it.Seq)
			return 0
		})
		for seq := int64(1); seq <= 2; seq++ {
			if err := l.Put(ctx, *item(seq, 1)); err != nil {
				t.Fatal(err)
			}
		}
		refused := make(chan error, 1)
		go func() { refused <- l.Put(ctx, *item(3, 1)) }() // memory is full
		synctest.Wait()
		stop()
		if err := <-refused; err == nil {
			t.Error("an update was taken after the end")
		}
		l.Wait()
		if !slices.Equal(handled, []int64{1}) {
			t.Errorf("handled %v, not what was under way alone", handled)
		}
	})
}
