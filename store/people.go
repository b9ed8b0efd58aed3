package store

import (
	"context"
	"time"

	"frontdesk/domain"
)

// Person is what we know of somebody beside the host's row.
type Person struct {
	ID          int64  `db:"id"`           // Telegram's user id
	AppLanguage string `db:"app_language"` // as Telegram says it
	Language    string `db:"language"`     // the person's own choice; wins when set
	Unreachable bool   `db:"unreachable"`  // blocked the bot, or never wrote
	BanTold     bool   `db:"ban_told"`     // knows that the ban stands
	BanReason   string `db:"ban_reason"`
	Commands    string `db:"commands"` // which command menu the chat has
}

const personColumns = `id, app_language, language, unreachable, ban_told, ban_reason, commands`

// FindPerson reads what we know of somebody; nothing yet is KindNotFound.
func (db *DB) FindPerson(ctx context.Context, id int64) (Person, error) {
	return one[Person](ctx, db, `SELECT `+personColumns+` FROM frontdesk_person WHERE id = ?`, id)
}

// SeePerson notes that somebody is there and which language the app speaks, and that the person can be reached.
func (tx *Tx) SeePerson(ctx context.Context, id int64, appLanguage string) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_person (id, app_language, updated_at) VALUES (?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET app_language = excluded.app_language, unreachable = 0, updated_at = excluded.updated_at`,
		id, appLanguage, ms(tx.Now))
	return err
}

// SetLanguage keeps a person's own choice.
func (tx *Tx) SetLanguage(ctx context.Context, id int64, language string) error {
	return tx.setPerson(ctx, id, `language`, language)
}

// SetUnreachable notes that a person cannot be written to, or can again.
func (tx *Tx) SetUnreachable(ctx context.Context, id int64, unreachable bool) error {
	return tx.setPerson(ctx, id, `unreachable`, flag(unreachable))
}

// SetCommands notes which command menu a chat has.
func (tx *Tx) SetCommands(ctx context.Context, id int64, menu string) error {
	return tx.setPerson(ctx, id, `commands`, menu)
}

// SetBanTold notes that a person knows of a ban (and why), or that the ban is over.
func (tx *Tx) SetBanTold(ctx context.Context, id int64, told bool, reason string) error {
	if err := tx.setPerson(ctx, id, `ban_told`, flag(told)); err != nil {
		return err
	}
	return tx.setPerson(ctx, id, `ban_reason`, reason)
}

// setPerson sets one column, and makes the row when there is none. column is never from outside.
func (tx *Tx) setPerson(ctx context.Context, id int64, column string, value any) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_person (id, `+column+`, updated_at) VALUES (?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET `+column+` = excluded.`+column+`, updated_at = excluded.updated_at`, id, value, ms(tx.Now))
	return err
}

// BanTold reads who of us knows of a ban, by id, after an id.
func (db *DB) BanTold(ctx context.Context, afterID int64, limit int) ([]int64, error) {
	return all[int64](ctx, db, `SELECT id FROM frontdesk_person WHERE ban_told = 1 AND id > ? ORDER BY id LIMIT ?`, afterID, limit)
}

// Attempts are the failed sign-ins of a person or name.
type Attempts struct {
	Failures    int
	LockedUntil time.Time
	UpdatedAt   time.Time
}

// FindAttempts reads the failures of a subject; none is the zero value.
func (db *DB) FindAttempts(ctx context.Context, subject string) (Attempts, error) {
	return attempts(ctx, db, subject)
}

// FindAttempts reads the failures of a subject; none is the zero value.
func (tx *Tx) FindAttempts(ctx context.Context, subject string) (Attempts, error) {
	return attempts(ctx, tx, subject)
}

func attempts(ctx context.Context, r runner, subject string) (Attempts, error) {
	row, err := one[struct {
		Failures    int   `db:"failures"`
		LockedUntil int64 `db:"locked_until"`
		UpdatedAt   int64 `db:"updated_at"`
	}](ctx, r, `SELECT failures, locked_until, updated_at FROM frontdesk_attempt WHERE subject = ?`, subject)
	if domain.KindOf(err) == domain.KindNotFound {
		return Attempts{}, nil
	}
	return Attempts{Failures: row.Failures, LockedUntil: fromMS(row.LockedUntil), UpdatedAt: fromMS(row.UpdatedAt)}, err
}

// SetAttempts keeps the failures of a subject.
func (tx *Tx) SetAttempts(ctx context.Context, subject string, a Attempts) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_attempt (subject, failures, locked_until, updated_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, locked_until = excluded.locked_until,
		updated_at = excluded.updated_at`, subject, a.Failures, ms(a.LockedUntil), ms(tx.Now))
	return err
}

// ClearAttempts forgets the failures of a subject.
func (tx *Tx) ClearAttempts(ctx context.Context, subject string) error {
	_, err := exec(ctx, tx, `DELETE FROM frontdesk_attempt WHERE subject = ?`, subject)
	return err
}

// Setting reads a setting; one that was never set is empty.
func (db *DB) Setting(ctx context.Context, name string) (string, error) {
	value, err := one[string](ctx, db, `SELECT value FROM frontdesk_setting WHERE name = ?`, name)
	if domain.KindOf(err) == domain.KindNotFound {
		return "", nil
	}
	return value, err
}

// SetSetting keeps a setting.
func (tx *Tx) SetSetting(ctx context.Context, name, value string) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_setting (name, value) VALUES (?, ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

// DropSetting forgets a setting.
func (tx *Tx) DropSetting(ctx context.Context, name string) error {
	_, err := exec(ctx, tx, `DELETE FROM frontdesk_setting WHERE name = ?`, name)
	return err
}
