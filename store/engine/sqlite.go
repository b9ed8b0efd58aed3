package engine

import (
	"github.com/jmoiron/sqlx"
	"github.com/mattn/go-sqlite3"
)

// GaveUp tells whether SQLite has undone the open transaction by itself, as it does when the disk is full or fails: what
// comes after would be committed statement by statement.
func GaveUp(conn *sqlx.Conn) bool {
	gone := false
	_ = conn.Raw(func(c any) error {
		if lite, ok := c.(*sqlite3.SQLiteConn); ok {
			gone = lite.AutoCommit()
		}
		return nil
	})
	return gone
}
