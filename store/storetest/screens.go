package storetest

import (
	"context"
	"time"

	"frontdesk/domain"
	"frontdesk/store"
)

func (h house) show(s domain.ShownScreen) domain.ShownScreen {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.ShowScreen(ctx, &s) })
	return s
}

func (h house) sent(id, chat, message, hash int64) {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.ScreenSent(ctx, id, chat, message, hash) })
}

func (h house) live(chat int64) (ids []int64) {
	h.Helper()
	read := h.db.Readers()
	h.must(read.SelectContext(h.Context(), &ids, read.Rebind("SELECT id FROM frontdesk_screen WHERE live = 1 AND chat_id = ? ORDER BY id"), chat))
	return ids
}

func (h house) screen(id int64) domain.ShownScreen {
	h.Helper()
	s, err := h.db.FindScreen(h.Context(), id)
	h.must(err)
	return s
}

func (h house) liveIs(chat, id int64) {
	h.Helper()
	if ids := h.live(chat); len(ids) != 1 || ids[0] != id {
		h.Errorf("live: %v, want %d alone", ids, id)
	}
}

func shownScreen(h house) {
	menu := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, State: "menu"})
	if menu.ID == 0 || menu.Revision != 1 || menu.MessageID != 0 {
		h.Fatalf("a new message: %+v", menu)
	}
	h.sent(menu.ID, 7, 100, 5)
	if s := h.screen(menu.ID); s.MessageID != 100 || s.Hash != 5 {
		h.Errorf("once sent: %+v", s)
	}
	shop := h.show(domain.ShownScreen{ChatID: 7, PersonID: 8, MessageID: 100, State: "shop", Args: "s1", Subject: "shop:1"})
	if shop.ID != menu.ID || shop.Revision != 2 || shop.Hash != 5 {
		h.Errorf("the same message, a new state: %+v", shop)
	}
	if s := h.screen(menu.ID); s.State != "shop" || s.Args != "s1" || s.Subject != "shop:1" || s.PersonID != 8 {
		h.Errorf("%+v", s)
	}
	h.liveIs(7, menu.ID)
	below := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, State: "menu"})
	h.liveIs(7, below.ID)
	elsewhere := h.show(domain.ShownScreen{ChatID: 8, PersonID: 8, State: "menu"})
	h.liveIs(7, below.ID)
	h.liveIs(8, elsewhere.ID)
	// A tap on the older message makes it the live one again.
	h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, MessageID: 100, State: "menu"})
	h.liveIs(7, menu.ID)
}

func adoptedMessage(h house) {
	s := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, MessageID: 55, State: "shop"})
	if s.ID == 0 || s.MessageID != 55 || s.Revision != 1 {
		h.Fatalf("%+v", s)
	}
	again := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, MessageID: 55, State: "menu"})
	other := h.show(domain.ShownScreen{ChatID: 8, PersonID: 8, MessageID: 55, State: "menu"})
	if again.ID != s.ID || again.Revision != 2 || other.ID == s.ID {
		h.Errorf("%+v, and in another chat %+v", again, other)
	}
}

// A button is pressed before we have recorded which message shows its screen.
func overtakenRecord(h house) {
	first := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, State: "menu"})
	tapped := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, MessageID: 100, State: "shops"})
	if tapped.ID == first.ID {
		h.Fatal("the tap cannot know the row")
	}
	h.sent(first.ID, 7, 100, 5)
	if a, b := h.screen(first.ID), h.screen(tapped.ID); a.MessageID != 0 || b.MessageID != 100 || b.State != "shops" {
		h.Errorf("the message belongs to the newer state: %+v, %+v", a, b)
	}
	h.liveIs(7, tapped.ID)
}

// The row that adopted the message is no longer the live one: the record of the first gets it.
func abandonedAdoption(h house) {
	first := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, State: "menu"})
	tapped := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, MessageID: 100, State: "shops"})
	h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, State: "menu"})
	h.sent(first.ID, 7, 100, 5)
	if s := h.screen(first.ID); s.MessageID != 100 {
		h.Errorf("%+v", s)
	}
	_, err := h.db.FindScreen(h.Context(), tapped.ID)
	h.kind(err, domain.KindNotFound)
}

func subjects(h house) {
	about := func(chat int64, subject string) domain.ShownScreen {
		return h.show(domain.ShownScreen{ChatID: chat, PersonID: chat, State: "shop", Subject: subject})
	}
	a, b := about(1, "shop:1"), about(2, "shop:1")
	about(3, "shop:12")
	about(4, "shop:1")
	about(4, "") // chat 4 has moved on
	about(5, "shop:1")
	h.write(func(ctx context.Context, tx *store.Tx) error {
		h.must(tx.SetUnreachable(ctx, 5, true)) // has blocked the bot
		list, err := tx.ScreensAbout(ctx, "shop:1")
		if len(list) != 2 || list[0].ID != a.ID || list[1].ID != b.ID {
			h.Errorf("%+v", list)
		}
		return err
	})
}

func prunedScreens(h house) {
	old := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, State: "menu"})
	now := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, State: "menu"})
	h.write(func(ctx context.Context, tx *store.Tx) error {
		none, err := tx.PruneScreens(ctx, tx.Now.Add(-time.Hour), 10)
		h.must(err)
		n, err := tx.PruneScreens(ctx, tx.Now.Add(time.Hour), 10)
		if none != 0 || n != 1 {
			h.Errorf("forgotten: %d too early, %d", none, n)
		}
		return err
	})
	_, err := h.db.FindScreen(h.Context(), old.ID)
	h.kind(err, domain.KindNotFound)
	h.liveIs(7, now.ID)
}

func stayingScreens(h house) {
	card := func() domain.ShownScreen {
		return h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, State: "card", Subject: "message:1", Stays: true})
	}
	menu := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, State: "menu"})
	first := card()
	if ids := h.live(7); len(ids) != 2 || ids[0] != menu.ID || ids[1] != first.ID {
		h.Errorf("live: %v", ids)
	}
	newer := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, State: "shops"})
	if ids := h.live(7); len(ids) != 2 || ids[0] != first.ID || ids[1] != newer.ID {
		h.Errorf("a newer screen: live: %v", ids)
	}
	lacks := func(person int64, subject, state string) (lacks bool) {
		h.write(func(ctx context.Context, tx *store.Tx) (err error) {
			lacks, err = tx.LacksScreen(ctx, person, subject, state, "queue")
			return err
		})
		return lacks
	}
	if lacks(7, "message:1", "card") || !lacks(7, "message:2", "card") || !lacks(7, "message:1", "digest") || !lacks(8, "message:1", "card") {
		h.Error("who has which screen is not told")
	}
	h.show(domain.ShownScreen{ChatID: 8, PersonID: 8, State: "queue", Subject: "event:1"})
	if lacks(8, "event:1", "digest") {
		h.Error("who looks at the queue has the digest in it")
	}
	h.show(domain.ShownScreen{ChatID: 8, PersonID: 8, State: "card", Subject: "message:5", Stays: true})
	if !lacks(8, "event:1", "digest") {
		h.Error("the queue has gone up behind a card, and counts as seen")
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		h.must(tx.SetUnreachable(ctx, 9, true))
		h.must(tx.EndScreen(ctx, first.ID, first.Revision+1)) // it shows something else by now
		return tx.EndScreen(ctx, newer.ID, newer.Revision)    // this one does not stay
	})
	if ids := h.live(7); len(ids) != 2 || lacks(9, "message:1", "card") {
		h.Errorf("live: %v", ids)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.EndScreen(ctx, first.ID, first.Revision) })
	h.liveIs(7, newer.ID)
	second := card()
	for range 100 {
		card()
	}
	if ids := h.live(7); len(ids) != 101 || ids[0] != newer.ID || ids[1] == second.ID {
		h.Errorf("%d are live, the first %v", len(ids), ids[:2])
	}
}

// A card's button is pressed before we have recorded which message it became: the first row must not be sent once more.
func overtakenCard(h house) {
	first := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, State: "card", Stays: true})
	tapped := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, MessageID: 100, State: "card", Stays: true})
	h.sent(first.ID, 7, 100, 5)
	h.liveIs(7, tapped.ID)
}

func pacedScreens(h house) {
	s := h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, MessageID: 5, State: "queue", Subject: "event:1", Pace: 3 * time.Second})
	due := time.UnixMilli(1_800_000_000_123).UTC()
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.DueScreen(ctx, s.ID, due) })
	if s = h.screen(s.ID); s.Pace != 3*time.Second || !s.DueAt.Equal(due) || s.Stays {
		h.Errorf("%+v", s)
	}
	s = h.show(domain.ShownScreen{ChatID: 7, PersonID: 7, MessageID: 5, State: "queue", Stays: true})
	if !s.DueAt.IsZero() || s.Pace != 0 || !s.Stays {
		h.Errorf("shown anew: %+v", s)
	}
}

func expectedInput(h house) {
	in := domain.ExpectedInput{
		ChatID: 7, PersonID: 8, Kind: "find", Args: "p1", Memo: "olga", ScreenID: 3, ExpiresAt: time.UnixMilli(1_800_000_000_123).UTC(),
	}
	expect := func(in domain.ExpectedInput) {
		h.write(func(ctx context.Context, tx *store.Tx) error { return tx.SetExpectedInput(ctx, in) })
	}
	expect(in)
	other := in
	other.PersonID = 9
	expect(other)
	if got, err := h.db.FindExpectedInput(h.Context(), 7, 8); err != nil || got != in {
		h.Errorf("%+v, %v", got, err)
	}
	in.Kind, in.Memo = "rename", ""
	expect(in)
	if got, err := h.db.FindExpectedInput(h.Context(), 7, 8); err != nil || got != in {
		h.Errorf("a newer question: %+v, %v", got, err)
	}
	clear := func() (was bool) {
		h.write(func(ctx context.Context, tx *store.Tx) (err error) {
			was, err = tx.ClearExpectedInput(ctx, 7, 8)
			return err
		})
		return was
	}
	if !clear() || clear() {
		h.Error("the waiting does not end exactly once")
	}
	if got, err := h.db.FindExpectedInput(h.Context(), 7, 9); err != nil || got != other {
		h.Errorf("another person's question: %+v, %v", got, err)
	}
}
