package store

import (
	"context"
	"time"
)

// ConsoleSession is one sign-in to the console. The token itself is the browser's alone.
type ConsoleSession struct {
	TokenHash string // SHA-256 of the token, in hex
	PersonID  int64
	UserID    int64 // frontdesk_console_user
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
	Address   string
	Agent     string
}

type consoleSessionRow struct {
	TokenHash string `db:"token_hash"`
	PersonID  int64  `db:"person_id"`
	UserID    int64  `db:"user_id"`
	CreatedAt int64  `db:"created_at"`
	SeenAt    int64  `db:"seen_at"`
	ExpiresAt int64  `db:"expires_at"`
	Address   string `db:"address"`
	Agent     string `db:"agent"`
}

const consoleSessionColumns = `token_hash, person_id, user_id, created_at, seen_at, expires_at, address, agent`

func (r consoleSessionRow) session() ConsoleSession {
	return ConsoleSession{
		TokenHash: r.TokenHash, PersonID: r.PersonID, UserID: r.UserID, CreatedAt: fromMS(r.CreatedAt), SeenAt: fromMS(r.SeenAt),
		ExpiresAt: fromMS(r.ExpiresAt), Address: r.Address, Agent: r.Agent,
	}
}

// FindConsoleSession reads a session by its token's hash, an expired one as well; none is KindNotFound.
func (db *DB) FindConsoleSession(ctx context.Context, hash string) (ConsoleSession, error) {
	row, err := one[consoleSessionRow](ctx, db, `SELECT `+consoleSessionColumns+` FROM frontdesk_console_session WHERE token_hash = ?`, hash)
	return row.session(), err
}

// ConsoleSessions reads a person's sessions that stand at a time, in no order, at most limit.
func (db *DB) ConsoleSessions(ctx context.Context, person int64, now time.Time, limit int) ([]ConsoleSession, error) {
	rows, err := all[consoleSessionRow](ctx, db, `SELECT `+consoleSessionColumns+` FROM frontdesk_console_session
		WHERE person_id = ? AND expires_at > ? LIMIT ?`, person, ms(now), limit)
	list := make([]ConsoleSession, len(rows))
	for i, r := range rows {
		list[i] = r.session()
	}
	return list, err
}

// AddConsoleSession keeps a session that begins now.
func (tx *Tx) AddConsoleSession(ctx context.Context, s ConsoleSession) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_console_session (`+consoleSessionColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		s.TokenHash, s.PersonID, s.UserID, ms(tx.Now), ms(tx.Now), ms(s.ExpiresAt), s.Address, s.Agent)
	return err
}

// SeeConsoleSession notes that a session was used, and when it ends now.
func (tx *Tx) SeeConsoleSession(ctx context.Context, hash string, expires time.Time) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_console_session SET seen_at = ?, expires_at = ? WHERE token_hash = ?`, ms(tx.Now), ms(expires), hash)
	return err
}

// EndConsoleSession forgets one session.
func (tx *Tx) EndConsoleSession(ctx context.Context, hash string) error {
	_, err := exec(ctx, tx, `DELETE FROM frontdesk_console_session WHERE token_hash = ?`, hash)
	return err
}

// EndConsoleSessions forgets all sessions of a user, and of the person whatever user they came as.
func (tx *Tx) EndConsoleSessions(ctx context.Context, user, person int64) (int64, error) {
	return exec(ctx, tx, `DELETE FROM frontdesk_console_session WHERE person_id = ? OR (user_id = ? AND user_id <> 0)`, person, user)
}

// PruneConsoleSessions forgets at most limit sessions that ended before t.
func (tx *Tx) PruneConsoleSessions(ctx context.Context, t time.Time, limit int) (int64, error) {
	return exec(ctx, tx, `DELETE FROM frontdesk_console_session WHERE token_hash IN
		(SELECT token_hash FROM frontdesk_console_session WHERE expires_at < ? ORDER BY expires_at LIMIT ?)`, ms(t), limit)
}

// The kinds of one-time links.
const (
	LinkLogin    = "login"    // signs PersonID in
	LinkTelegram = "telegram" // joins a Telegram account to PersonID's user
	LinkSignUp   = "signup"   // PersonID invites
)

// ConsoleLink is a one-time link.
type ConsoleLink struct {
	TokenHash string
	Kind      string
	PersonID  int64
	ExpiresAt time.Time
	UsedAt    time.Time
}

type consoleLinkRow struct {
	TokenHash string `db:"token_hash"`
	Kind      string `db:"kind"`
	PersonID  int64  `db:"person_id"`
	ExpiresAt int64  `db:"expires_at"`
	UsedAt    int64  `db:"used_at"`
}

const consoleLinkColumns = `token_hash, kind, person_id, expires_at, used_at`

func (r consoleLinkRow) link() ConsoleLink {
	return ConsoleLink{TokenHash: r.TokenHash, Kind: r.Kind, PersonID: r.PersonID, ExpiresAt: fromMS(r.ExpiresAt), UsedAt: fromMS(r.UsedAt)}
}

// FindConsoleLink reads a link by its token's hash, used and expired ones as well; none is KindNotFound.
func (db *DB) FindConsoleLink(ctx context.Context, hash string) (ConsoleLink, error) {
	row, err := one[consoleLinkRow](ctx, db, `SELECT `+consoleLinkColumns+` FROM frontdesk_console_link WHERE token_hash = ?`, hash)
	return row.link(), err
}

// FindConsoleLinkByRef is FindConsoleLink by the beginning of the hash, of 28 hexadecimal digits or so.
func (db *DB) FindConsoleLinkByRef(ctx context.Context, ref string) (ConsoleLink, error) {
	row, err := one[consoleLinkRow](ctx, db, `SELECT `+consoleLinkColumns+` FROM frontdesk_console_link
		WHERE token_hash >= ? AND token_hash < ? ORDER BY token_hash LIMIT 1`, ref, ref+"g")
	return row.link(), err
}

// AddConsoleLink keeps a link.
func (tx *Tx) AddConsoleLink(ctx context.Context, l ConsoleLink) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_console_link (token_hash, kind, person_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?)`,
		l.TokenHash, l.Kind, l.PersonID, ms(tx.Now), ms(l.ExpiresAt))
	return err
}

// UseConsoleLink uses a link up. False means that it was used before, or is over.
func (tx *Tx) UseConsoleLink(ctx context.Context, hash, kind string) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_console_link SET used_at = ? WHERE token_hash = ? AND kind = ? AND used_at = 0 AND expires_at > ?`,
		ms(tx.Now), hash, kind, ms(tx.Now))
	return n == 1, err
}

// DropConsoleLinks forgets a person's unused links of a kind: a newer one takes their place.
func (tx *Tx) DropConsoleLinks(ctx context.Context, kind string, person int64) error {
	_, err := exec(ctx, tx, `DELETE FROM frontdesk_console_link WHERE kind = ? AND person_id = ? AND used_at = 0`, kind, person)
	return err
}

// PruneConsoleLinks forgets at most limit links that ended before t.
func (tx *Tx) PruneConsoleLinks(ctx context.Context, t time.Time, limit int) (int64, error) {
	return exec(ctx, tx, `DELETE FROM frontdesk_console_link WHERE token_hash IN
		(SELECT token_hash FROM frontdesk_console_link WHERE expires_at < ? ORDER BY expires_at LIMIT ?)`, ms(t), limit)
}

// DropBareConsoleUser forgets the user that was made for a Telegram account when it came by a link of the bot: one that can sign
// in by nothing else. Its sessions end. False means that there is none.
func (tx *Tx) DropBareConsoleUser(ctx context.Context, telegramID int64) (bool, error) {
	ids, err := all[int64](ctx, tx, `DELETE FROM frontdesk_console_user
		WHERE telegram_id = ? AND telegram_id <> 0 AND host_user = 0 AND password = '' RETURNING id`, telegramID)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	_, err = exec(ctx, tx, `DELETE FROM frontdesk_console_session WHERE user_id = ?`, ids[0])
	return true, err
}
