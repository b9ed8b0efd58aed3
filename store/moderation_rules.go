package store

import (
	"context"
	"time"

	"frontdesk/domain"
)

type ruleRow struct {
	Kind    string `db:"kind"`
	Enabled bool   `db:"enabled"`
	Value   string `db:"value"`
}

// ModerationRules reads those rules of an account that somebody has set, without their hits.
func (db *DB) ModerationRules(ctx context.Context, accountID int64) ([]domain.Rule, error) {
	rows, err := all[ruleRow](ctx, db, `SELECT kind, enabled = 1 AS enabled, value FROM frontdesk_moderation_rule WHERE account_id = ?`, accountID)
	list := make([]domain.Rule, len(rows))
	for i, r := range rows {
		list[i] = domain.Rule{Kind: domain.RuleKind(r.Kind), Enabled: r.Enabled, Value: r.Value}
	}
	return list, err
}

// SetModerationRule keeps a rule of an account.
func (tx *Tx) SetModerationRule(ctx context.Context, accountID int64, r domain.Rule) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_moderation_rule (account_id, kind, enabled, value, updated_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (account_id, kind) DO UPDATE SET enabled = excluded.enabled, value = excluded.value, updated_at = excluded.updated_at`,
		accountID, r.Kind, flag(r.Enabled), r.Value, ms(tx.Now))
	return err
}

// hourOf numbers the hours since 1970.
func hourOf(t time.Time) int64 { return t.Unix() / 3600 }

// AddRuleHits counts what a rule has caught now.
func (tx *Tx) AddRuleHits(ctx context.Context, accountID int64, kind domain.RuleKind, n int) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_rule_hit (account_id, kind, hour, hits) VALUES (?, ?, ?, ?)
		ON CONFLICT (account_id, kind, hour) DO UPDATE SET hits = frontdesk_rule_hit.hits + excluded.hits`,
		accountID, kind, hourOf(tx.Now), n)
	return err
}

// RuleHits counts what each rule of an account has caught in the hours that have begun after a moment.
func (db *DB) RuleHits(ctx context.Context, accountID int64, after time.Time) (map[domain.RuleKind]int, error) {
	rows, err := all[struct {
		Kind string `db:"kind"`
		Hits int    `db:"hits"`
	}](ctx, db, `SELECT kind, hits FROM frontdesk_rule_hit WHERE account_id = ? AND hour > ?`, accountID, hourOf(after))
	hits := make(map[domain.RuleKind]int, len(rows))
	for _, r := range rows {
		hits[domain.RuleKind(r.Kind)] += r.Hits
	}
	return hits, err
}

// PruneRuleHits forgets up to limit counts of hours before a moment.
func (tx *Tx) PruneRuleHits(ctx context.Context, before time.Time, limit int) (int64, error) {
	// A key of three columns cannot stand in an IN of both engines: whole hours go, oldest first.
	return exec(ctx, tx, `DELETE FROM frontdesk_rule_hit WHERE hour IN
		(SELECT hour FROM frontdesk_rule_hit WHERE hour < ? ORDER BY hour LIMIT ?)`, hourOf(before), limit)
}

// Author is what an account knows of somebody who writes.
type Author struct {
	Key       string `db:"author"` // domain.ModeratedMessage.AuthorKey
	Name      string `db:"name"`
	Approvals int    `db:"approvals"` // by people, since the last deletion
	Trusted   bool   `db:"trusted"`
	ByID      int64  `db:"by_id"` // who said so; 0: the rule
	// Withdrawn says that the trust was taken away at ChangedAt: until the row is written anew, Approvals and ByID tell how it
	// was before.
	Withdrawn bool  `db:"withdrawn"`
	ChangedAt int64 `db:"updated_at"` // in milliseconds of Unix time; SaveAuthor sets it
}

// In the column trusted, 2 is withdrawn.
const authorColumns = `author, name, approvals, trusted = 1 AS trusted, by_id, trusted = 2 AS withdrawn, updated_at`

// FindAuthor reads what is known of an author; nothing is the zero value with the key.
func (tx *Tx) FindAuthor(ctx context.Context, accountID int64, key string) (Author, error) {
	return findAuthor(ctx, tx, accountID, key)
}

// FindAuthor reads what is known of an author; nothing is the zero value with the key.
func (db *DB) FindAuthor(ctx context.Context, accountID int64, key string) (Author, error) {
	return findAuthor(ctx, db, accountID, key)
}

func findAuthor(ctx context.Context, r runner, accountID int64, key string) (Author, error) {
	a, err := one[Author](ctx, r, `SELECT `+authorColumns+` FROM frontdesk_trusted_author WHERE account_id = ? AND author = ?`, accountID, key)
	if err != nil && domain.KindOf(err) == domain.KindNotFound {
		return Author{Key: key}, nil
	}
	return a, err
}

// SaveAuthor keeps what is known of an author.
func (tx *Tx) SaveAuthor(ctx context.Context, accountID int64, a Author) error {
	trusted := flag(a.Trusted)
	if a.Withdrawn {
		trusted = 2
	}
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_trusted_author (account_id, author, name, approvals, trusted, by_id, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, author) DO UPDATE SET name = excluded.name,
		approvals = excluded.approvals, trusted = excluded.trusted, by_id = excluded.by_id, updated_at = excluded.updated_at`,
		accountID, a.Key, a.Name, a.Approvals, trusted, a.ByID, ms(tx.Now))
	return err
}

// TrustedAuthors reads the authors that an account trusts, by their keys.
func (db *DB) TrustedAuthors(ctx context.Context, accountID int64, limit int) ([]Author, error) {
	return all[Author](ctx, db, `SELECT `+authorColumns+` FROM frontdesk_trusted_author
		WHERE account_id = ? AND trusted = 1 ORDER BY author LIMIT ?`, accountID, limit)
}

// WithdrawnAuthors reads the authors whose trust an account has taken away after a moment, by their keys.
func (db *DB) WithdrawnAuthors(ctx context.Context, accountID int64, after time.Time, limit int) ([]Author, error) {
	return all[Author](ctx, db, `SELECT `+authorColumns+` FROM frontdesk_trusted_author
		WHERE account_id = ? AND trusted = 2 AND updated_at > ? ORDER BY author LIMIT ?`, accountID, ms(after), limit)
}

// QuietHours is when somebody does not want to be rung, in minutes of the day of a zone; equal ends mean never.
type QuietHours struct {
	From int    `db:"from_minute"`
	To   int    `db:"to_minute"`
	Zone string `db:"zone"`
}

// Hold tells whether a moment is in somebody's quiet hours, which may go over midnight. house is the zone of people who have
// named none.
func (q QuietHours) Hold(now time.Time, house *time.Location) bool {
	if q.From == q.To {
		return false
	}
	if named, err := time.LoadLocation(q.Zone); err == nil && q.Zone != "" {
		house = named
	}
	now = now.In(house)
	minute := now.Hour()*60 + now.Minute()
	if q.From < q.To {
		return minute >= q.From && minute < q.To
	}
	return minute >= q.From || minute < q.To
}

// QuietHours reads a person's; none is the zero value.
func (db *DB) QuietHours(ctx context.Context, person int64) (QuietHours, error) {
	q, err := one[QuietHours](ctx, db, `SELECT from_minute, to_minute, zone FROM frontdesk_quiet_hours WHERE person_id = ?`, person)
	if err != nil && domain.KindOf(err) == domain.KindNotFound {
		return QuietHours{}, nil
	}
	return q, err
}

// SetQuietHours keeps a person's.
func (tx *Tx) SetQuietHours(ctx context.Context, person int64, q QuietHours) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_quiet_hours (person_id, from_minute, to_minute, zone) VALUES (?, ?, ?, ?)
		ON CONFLICT (person_id) DO UPDATE SET from_minute = excluded.from_minute, to_minute = excluded.to_minute, zone = excluded.zone`,
		person, q.From, q.To, q.Zone)
	return err
}
