package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/store/engine"
)

// TestForgettingScreensStaysCheapWithHistory: old screens lie together, wherever the chats are that they belong to. Were
// they scattered over an index, each would cost a page of its own, and the more history, the more such pages.
func TestForgettingScreensStaysCheapWithHistory(t *testing.T) {
	t.Parallel()
	const page = 4096
	path := filepath.Join(t.TempDir(), "frontdesk.db")
	db := openURL(t, "sqlite:"+path, Options{})
	err := db.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO frontdesk_screen (chat_id, message_id, person_id, state, live, updated_at)
			WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
			SELECT i * 7919 % 20011, 1000 + i, 1, 'menu', 0, i FROM n`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	beside := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, WAL: true, BusyMS: 5000})
	defer beside.Close()
	if _, err := beside.ExecContext(t.Context(), "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
		gone, err := tx.PruneScreens(ctx, time.UnixMilli(501), 500)
		if gone != 500 {
			t.Errorf("%d were forgotten", gone)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	if pages := info.Size() / page; pages > 60 {
		t.Errorf("forgetting 500 of 50,000 screens wrote %d pages", pages)
	}
}
