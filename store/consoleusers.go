package store

import (
	"context"
	"strings"
	"time"
)

// ConsoleUser is who signs in to the console. The person's id is TelegramID once that is linked, else minus ID.
type ConsoleUser struct {
	ID         int64
	Username   string
	Email      string
	FirstName  string
	LastName   string
	Password   string // Django's encoding; empty: the host's user has it
	HostUser   int64  // auth_user's id; 0: signed up here
	TelegramID int64
	Zone       string
	Language   string
	CreatedAt  time.Time
	ClosedAt   time.Time // when an admin has closed the console to them; zero: it is open
}

// Closed tells whether the console is closed to the user.
func (u ConsoleUser) Closed() bool { return !u.ClosedAt.IsZero() }

// PersonID is whom the user acts as.
func (u ConsoleUser) PersonID() int64 {
	if u.TelegramID != 0 {
		return u.TelegramID
	}
	return -u.ID
}

type consoleUserRow struct {
	ID         int64  `db:"id"`
	Username   string `db:"username"`
	Email      string `db:"email"`
	FirstName  string `db:"first_name"`
	LastName   string `db:"last_name"`
	Password   string `db:"password"`
	HostUser   int64  `db:"host_user"`
	TelegramID int64  `db:"telegram_id"`
	Zone       string `db:"zone"`
	Language   string `db:"language"`
	CreatedAt  int64  `db:"created_at"`
	ClosedAt   int64  `db:"closed_at"`
}

const consoleUserColumns = `id, username, email, first_name, last_name, password, host_user, telegram_id, zone, language, created_at, closed_at`

func consoleUser(r consoleUserRow, err error) (ConsoleUser, error) { return r.user(), err }

func (r consoleUserRow) user() ConsoleUser {
	return ConsoleUser{
		ID: r.ID, Username: r.Username, Email: r.Email, FirstName: r.FirstName, LastName: r.LastName, Password: r.Password,
		HostUser: r.HostUser, TelegramID: r.TelegramID, Zone: r.Zone, Language: r.Language, CreatedAt: fromMS(r.CreatedAt),
		ClosedAt: fromMS(r.ClosedAt),
	}
}

// FindConsoleUser reads a user of the console; none is KindNotFound.
func (db *DB) FindConsoleUser(ctx context.Context, id int64) (ConsoleUser, error) {
	return consoleUser(one[consoleUserRow](ctx, db, `SELECT `+consoleUserColumns+` FROM frontdesk_console_user WHERE id = ?`, id))
}

// FindConsoleUserByName reads the user of a name, whose case counts; none is KindNotFound.
func (db *DB) FindConsoleUserByName(ctx context.Context, username string) (ConsoleUser, error) {
	return consoleUser(one[consoleUserRow](ctx, db, `SELECT `+consoleUserColumns+` FROM frontdesk_console_user WHERE username = ?`, username))
}

// FindConsoleUserByHost reads the user that stands for one of the host's; none is KindNotFound.
func (db *DB) FindConsoleUserByHost(ctx context.Context, hostUser int64) (ConsoleUser, error) {
	return consoleUser(one[consoleUserRow](ctx, db, `SELECT `+consoleUserColumns+` FROM frontdesk_console_user
		WHERE host_user = ? AND host_user <> 0`, hostUser))
}

// FindConsoleUserByTelegram reads the user that a Telegram account is linked to; none is KindNotFound.
func (db *DB) FindConsoleUserByTelegram(ctx context.Context, telegramID int64) (ConsoleUser, error) {
	return consoleUser(one[consoleUserRow](ctx, db, `SELECT `+consoleUserColumns+` FROM frontdesk_console_user
		WHERE telegram_id = ? AND telegram_id <> 0`, telegramID))
}

// SignedUp reads a page of those who signed up here, by username, and how many there are. part is of a username or name; empty
// means everybody.
func (db *DB) SignedUp(ctx context.Context, part string, limit, offset int) ([]ConsoleUser, int, error) {
	const which = ` FROM frontdesk_console_user WHERE host_user = 0 AND password <> ''
		AND LOWER(username || ' ' || first_name || ' ' || last_name) LIKE ? ESCAPE '\'`
	pattern := "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(strings.TrimSpace(part))) + "%"
	total, err := one[int](ctx, db, `SELECT COUNT(*)`+which, pattern)
	if err != nil {
		return nil, 0, err
	}
	rows, err := all[consoleUserRow](ctx, db, `SELECT `+consoleUserColumns+which+` ORDER BY username LIMIT ? OFFSET ?`, pattern, limit, offset)
	list := make([]ConsoleUser, len(rows))
	for i, r := range rows {
		list[i] = r.user()
	}
	return list, total, err
}

// CloseConsoleUser closes the console to somebody who signed up here, now, and ends their sessions. False means that it is
// closed already.
func (tx *Tx) CloseConsoleUser(ctx context.Context, u ConsoleUser) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_console_user SET closed_at = ? WHERE id = ? AND host_user = 0 AND closed_at = 0`, ms(tx.Now), u.ID)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = tx.EndConsoleSessions(ctx, u.ID, u.PersonID())
	return true, err
}

// OpenConsoleUser opens it again. False means that it is open.
func (tx *Tx) OpenConsoleUser(ctx context.Context, id int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_console_user SET closed_at = 0 WHERE id = ? AND closed_at <> 0`, id)
	return n == 1, err
}

// AddConsoleUser adds a user and fills in the id and the time. False means that the name, or the host's user, is taken.
func (tx *Tx) AddConsoleUser(ctx context.Context, u *ConsoleUser) (bool, error) {
	ids, err := all[int64](ctx, tx, `INSERT INTO frontdesk_console_user (username, email, first_name, last_name, password,
		host_user, telegram_id, zone, language, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`,
		u.Username, u.Email, u.FirstName, u.LastName, u.Password, u.HostUser, u.TelegramID, u.Zone, u.Language, ms(tx.Now))
	if err != nil || len(ids) == 0 {
		return false, err
	}
	u.ID, u.CreatedAt = ids[0], fromMS(ms(tx.Now))
	return true, nil
}

// SetConsoleProfile keeps what a user says of themselves: names, e-mail, zone and language.
func (tx *Tx) SetConsoleProfile(ctx context.Context, u ConsoleUser) error {
	return found(exec(ctx, tx, `UPDATE frontdesk_console_user SET email = ?, first_name = ?, last_name = ?, zone = ?, language = ?
		WHERE id = ?`, u.Email, u.FirstName, u.LastName, u.Zone, u.Language, u.ID))
}

// SetConsolePassword keeps a new password of a user who signed up here, in Django's encoding.
func (tx *Tx) SetConsolePassword(ctx context.Context, id int64, encoded string) error {
	return found(exec(ctx, tx, `UPDATE frontdesk_console_user SET password = ? WHERE id = ? AND host_user = 0`, encoded, id))
}

// LinkConsoleUser makes a user the person with a Telegram id: what minus its id has owned until now is that person's. False
// means that the user has a Telegram account already, or that this one is another user's.
func (tx *Tx) LinkConsoleUser(ctx context.Context, id, telegramID int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_console_user SET telegram_id = ? WHERE id = ? AND telegram_id = 0
		AND NOT EXISTS (SELECT 1 FROM frontdesk_console_user other WHERE other.telegram_id = ? AND other.telegram_id <> 0)`, telegramID, id, telegramID)
	if err != nil || n == 0 {
		return false, err
	}
	return true, tx.MovePerson(ctx, -id, telegramID)
}

// UnlinkConsoleUser takes the Telegram account off a user again. What the two own stays Telegram's; the console's sessions go
// with the link: whoever has the one no longer has the other.
func (tx *Tx) UnlinkConsoleUser(ctx context.Context, id int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_console_user SET telegram_id = 0 WHERE id = ? AND telegram_id <> 0`, id)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = exec(ctx, tx, `DELETE FROM frontdesk_console_session WHERE user_id = ?`, id)
	return true, err
}

// MovePerson makes everything that one person owns another's: webinar accounts, the moderation of others', rosters, invitations
// and links that they made, sessions, quiet hours. Where both have a row, the new person's stays, and counts as listed or here
// when either was. The history keeps who did what: names stand beside ids there.
func (tx *Tx) MovePerson(ctx context.Context, from, to int64) error {
	for _, query := range []string{
		`UPDATE frontdesk_webinar_account SET owner_id = ? WHERE owner_id = ?`,
		`UPDATE frontdesk_moderator_invite SET made_by = ? WHERE made_by = ?`,
		`UPDATE frontdesk_relay_webhook SET added_by = ? WHERE added_by = ?`,
		`UPDATE frontdesk_overlay SET made_by = ? WHERE made_by = ?`,
		`UPDATE frontdesk_webinar_event SET wanted_by = ? WHERE wanted_by = ? AND wanted <> -1`,
		`UPDATE frontdesk_console_session SET person_id = ? WHERE person_id = ?`,
		`UPDATE frontdesk_console_link SET person_id = ? WHERE person_id = ?`,
		`INSERT INTO frontdesk_moderator (account_id, person_id, name, added_by, added_at)
			SELECT account_id, CAST(? AS BIGINT), name, added_by, added_at FROM frontdesk_moderator WHERE person_id = ?
			ON CONFLICT (account_id, person_id) DO NOTHING`,
		`INSERT INTO frontdesk_event_moderator (event_id, person_id, listed, here)
			SELECT event_id, CAST(? AS BIGINT), listed, here FROM frontdesk_event_moderator WHERE person_id = ?
			ON CONFLICT (event_id, person_id) DO UPDATE SET
			listed = CASE WHEN excluded.listed = 1 THEN 1 ELSE frontdesk_event_moderator.listed END,
			here = CASE WHEN excluded.here = 1 THEN 1 ELSE frontdesk_event_moderator.here END`,
		`INSERT INTO frontdesk_quiet_hours (person_id, from_minute, to_minute, zone)
			SELECT CAST(? AS BIGINT), from_minute, to_minute, zone FROM frontdesk_quiet_hours WHERE person_id = ?
			ON CONFLICT (person_id) DO NOTHING`,
	} {
		if _, err := exec(ctx, tx, query, to, from); err != nil {
			return err
		}
	}
	for _, query := range []string{
		`DELETE FROM frontdesk_moderator WHERE person_id = ?`,
		`DELETE FROM frontdesk_event_moderator WHERE person_id = ?`,
		`DELETE FROM frontdesk_quiet_hours WHERE person_id = ?`,
	} {
		if _, err := exec(ctx, tx, query, from); err != nil {
			return err
		}
	}
	// An account's owner need not be its moderator as well.
	_, err := exec(ctx, tx, `DELETE FROM frontdesk_moderator WHERE person_id = ?
		AND account_id IN (SELECT id FROM frontdesk_webinar_account WHERE owner_id = ?)`, to, to)
	return err
}
