package store

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"frontdesk/domain"
)

// rows reads the screens past everything that is remembered.
func rows(t *testing.T, db *DB) map[int64]domain.ShownScreen {
	t.Helper()
	var list []screenRow
	if err := db.read.SelectContext(t.Context(), &list, "SELECT "+screenColumns+" FROM frontdesk_screen"); err != nil {
		t.Fatal(err)
	}
	found := map[int64]domain.ShownScreen{}
	for _, r := range list {
		found[r.ID] = r.screen()
	}
	return found
}

func TestAScreenThatIsRememberedIsItsRow(t *testing.T) {
	t.Parallel()
	db := openOwn(t, Options{})
	dice := rand.New(rand.NewPCG(1, 2))
	const chats, messages = 3, 4
	newest, ids := int64(0), []int64{1}
	step := func(ctx context.Context, tx *Tx) error {
		chat, message, id := 1+dice.Int64N(chats), 1+dice.Int64N(messages), ids[dice.IntN(len(ids))]
		switch dice.IntN(24) {
		case 0, 1:
			return tx.ScreenSent(ctx, id, chat, message, dice.Int64N(100))
		case 2, 3, 4, 5:
			return tx.ScreenEdited(ctx, id, message, dice.Int64N(100))
		case 6, 7, 8, 9:
			return tx.DoubtScreen(ctx, id)
		case 10:
			_, err := tx.PruneScreens(ctx, tx.Now, 1)
			return err
		case 11, 12:
			message = 0
		}
		return tx.ShowScreen(ctx, &domain.ShownScreen{ChatID: chat, MessageID: message, PersonID: chat, State: "menu", Args: string(rune('a' + dice.IntN(26)))})
	}
	for range 400 {
		// Every third transaction has a piece that fails after it has changed something.
		// A message that two screens want is refused as well: the row of the first stands.
		joined(t, db, step, func(ctx context.Context, tx *Tx) error {
			if err := step(ctx, tx); err != nil || dice.IntN(3) > 0 {
				return err
			}
			return context.Canceled
		}, step)
		kept := rows(t, db)
		ids = slices.Sorted(maps.Keys(kept))
		newest = slices.Max(ids)
		for id := int64(1); id <= newest; id++ {
			s, err := db.FindScreen(t.Context(), id)
			if want, ok := kept[id]; (err == nil) != ok || s != want {
				t.Fatalf("screen %d is remembered as %+v (%v), and is %+v", id, s, err, want)
			}
		}
	}
}
