package store

import (
	"context"
	"time"
)

// Moderator is one who may moderate an account's events beside its owner.
type Moderator struct {
	AccountID int64
	PersonID  int64
	Name      string
	AddedBy   int64
	AddedAt   time.Time
}

type moderatorRow struct {
	AccountID int64  `db:"account_id"`
	PersonID  int64  `db:"person_id"`
	Name      string `db:"name"`
	AddedBy   int64  `db:"added_by"`
	AddedAt   int64  `db:"added_at"`
}

const moderatorColumns = `account_id, person_id, name, added_by, added_at`

func (r moderatorRow) moderator() Moderator {
	return Moderator{AccountID: r.AccountID, PersonID: r.PersonID, Name: r.Name, AddedBy: r.AddedBy, AddedAt: fromMS(r.AddedAt)}
}

func moderators(rows []moderatorRow, err error) ([]Moderator, error) {
	list := make([]Moderator, len(rows))
	for i, r := range rows {
		list[i] = r.moderator()
	}
	return list, err
}

// FindModerator reads one; who is not one is KindNotFound.
func (db *DB) FindModerator(ctx context.Context, account, person int64) (Moderator, error) {
	row, err := one[moderatorRow](ctx, db, `SELECT `+moderatorColumns+` FROM frontdesk_moderator
		WHERE account_id = ? AND person_id = ?`, account, person)
	return row.moderator(), err
}

// ModeratorsOf reads those of an account, by their ids.
func (db *DB) ModeratorsOf(ctx context.Context, account int64) ([]Moderator, error) {
	return moderators(all[moderatorRow](ctx, db, `SELECT `+moderatorColumns+` FROM frontdesk_moderator
		WHERE account_id = ? ORDER BY person_id`, account))
}

// AccountsModeratedBy reads the connected accounts that a person moderates, in no order.
func (db *DB) AccountsModeratedBy(ctx context.Context, person int64) ([]WebinarAccount, error) {
	return webinarAccounts(all[webinarAccountRow](ctx, db, `SELECT `+webinarAccountColumns+` FROM frontdesk_webinar_account
		WHERE removed_at = 0 AND id IN (SELECT account_id FROM frontdesk_moderator WHERE person_id = ?)`, person))
}

// ModeratorName is what somebody is called as a moderator, of whichever account; empty when they have no name, or moderate
// nothing.
func (db *DB) ModeratorName(ctx context.Context, person int64) (string, error) {
	names, err := all[string](ctx, db, `SELECT name FROM frontdesk_moderator WHERE person_id = ? AND name <> '' LIMIT 1`, person)
	if err != nil || len(names) == 0 {
		return "", err
	}
	return names[0], nil
}

// ModeratesAny tells whether a person moderates any connected account.
func (db *DB) ModeratesAny(ctx context.Context, person int64) (bool, error) {
	return one[bool](ctx, db, `SELECT EXISTS (SELECT 1 FROM frontdesk_moderator m JOIN frontdesk_webinar_account a ON a.id = m.account_id
		WHERE m.person_id = ? AND a.removed_at = 0)`, person)
}

// AddModerator adds one. False means that the person is one already: nothing changes.
func (tx *Tx) AddModerator(ctx context.Context, m Moderator) (bool, error) {
	n, err := exec(ctx, tx, `INSERT INTO frontdesk_moderator (account_id, person_id, name, added_by, added_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (account_id, person_id) DO NOTHING`, m.AccountID, m.PersonID, m.Name, m.AddedBy, ms(tx.Now))
	return n == 1, err
}

// RemoveModerator takes one away, and off the rosters of the account's events. False means that the person is none.
func (tx *Tx) RemoveModerator(ctx context.Context, account, person int64) (bool, error) {
	n, err := exec(ctx, tx, `DELETE FROM frontdesk_moderator WHERE account_id = ? AND person_id = ?`, account, person)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = exec(ctx, tx, `DELETE FROM frontdesk_event_moderator WHERE person_id = ?
		AND event_id IN (SELECT id FROM frontdesk_webinar_event WHERE account_id = ?)`, person, account)
	return true, err
}

// ModeratorInvite is a one-time link. Of the token only the SHA-256 is kept.
type ModeratorInvite struct {
	ID        int64
	TokenHash string
	AccountID int64
	MadeBy    int64
	ExpiresAt time.Time
	UsedBy    int64 // 0 while it is open
}

// AddModeratorInvite keeps a link.
func (tx *Tx) AddModeratorInvite(ctx context.Context, i ModeratorInvite) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_moderator_invite (token_hash, account_id, made_by, created_at, expires_at)
		VALUES (?, ?, ?, ?, ?)`, i.TokenHash, i.AccountID, i.MadeBy, ms(tx.Now), ms(i.ExpiresAt))
	return err
}

// FindModeratorInvite reads a link, used or not.
func (db *DB) FindModeratorInvite(ctx context.Context, tokenHash string) (ModeratorInvite, error) {
	row, err := one[struct {
		ID        int64  `db:"id"`
		TokenHash string `db:"token_hash"`
		AccountID int64  `db:"account_id"`
		MadeBy    int64  `db:"made_by"`
		ExpiresAt int64  `db:"expires_at"`
		UsedBy    int64  `db:"used_by"`
	}](ctx, db, `SELECT id, token_hash, account_id, made_by, expires_at, used_by FROM frontdesk_moderator_invite WHERE token_hash = ?`, tokenHash)
	return ModeratorInvite{
		ID: row.ID, TokenHash: row.TokenHash, AccountID: row.AccountID, MadeBy: row.MadeBy, ExpiresAt: fromMS(row.ExpiresAt), UsedBy: row.UsedBy,
	}, err
}

// UseModeratorInvite spends a link. False means that somebody else has, or that its time is over.
func (tx *Tx) UseModeratorInvite(ctx context.Context, id, person int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_moderator_invite SET used_by = ?, used_at = ? WHERE id = ? AND used_at = 0 AND expires_at > ?`,
		person, ms(tx.Now), id, ms(tx.Now))
	return n == 1, err
}

// PruneModeratorInvites forgets an account's links that nobody has used in time.
func (tx *Tx) PruneModeratorInvites(ctx context.Context, account int64) error {
	_, err := exec(ctx, tx, `DELETE FROM frontdesk_moderator_invite WHERE account_id = ? AND used_at = 0 AND expires_at <= ?`, account, ms(tx.Now))
	return err
}

// EventModerator is a person and an event.
type EventModerator struct {
	EventID  int64
	PersonID int64
	Listed   bool // is to moderate it
	Here     bool // does now: gets its cards
}

type eventModeratorRow struct {
	EventID  int64 `db:"event_id"`
	PersonID int64 `db:"person_id"`
	Listed   bool  `db:"listed"`
	Here     bool  `db:"here"`
}

// EventModerators reads everybody who is listed for an event, or here, by their ids.
func (db *DB) EventModerators(ctx context.Context, event int64) ([]EventModerator, error) {
	rows, err := all[eventModeratorRow](ctx, db, `SELECT event_id, person_id, listed, here FROM frontdesk_event_moderator
		WHERE event_id = ? ORDER BY person_id`, event)
	list := make([]EventModerator, len(rows))
	for i, r := range rows {
		list[i] = EventModerator(r)
	}
	return list, err
}

// AnybodyHere tells whether somebody gets an event's cards now.
func (db *DB) AnybodyHere(ctx context.Context, event int64) (bool, error) {
	return one[bool](ctx, db, `SELECT EXISTS (SELECT 1 FROM frontdesk_event_moderator WHERE event_id = ? AND here = 1)`, event)
}

// SetListed puts a person on an event's roster or takes them off. False means that nothing has changed.
func (tx *Tx) SetListed(ctx context.Context, event, person int64, listed bool) (bool, error) {
	n, err := exec(ctx, tx, `INSERT INTO frontdesk_event_moderator (event_id, person_id, listed) VALUES (?, ?, ?)
		ON CONFLICT (event_id, person_id) DO UPDATE SET listed = excluded.listed WHERE frontdesk_event_moderator.listed <> excluded.listed`,
		event, person, flag(listed))
	return n == 1, err
}
