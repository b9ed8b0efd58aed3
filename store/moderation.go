package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"frontdesk/domain"
)

type messageRow struct {
	ID          int64  `db:"id"`
	EventID     int64  `db:"event_id"`
	MessageID   int64  `db:"message_id"`
	Author      string `db:"author"`
	AuthorID    string `db:"author_id"`
	Text        string `db:"text"`
	SaidAt      int64  `db:"said_at"`
	SeenAt      int64  `db:"seen_at"`
	State       int    `db:"state"`
	AtPlatform  int    `db:"at_platform"`
	Was         int    `db:"was"`
	DecidedAt   int64  `db:"decided_at"`
	DecidedBy   int64  `db:"decided_by"`
	DecidedName string `db:"decided_name"`
	Rule        string `db:"rule"`
	ShownAt     int64  `db:"shown_at"`
	Revision    int64  `db:"revision"`
	Trouble     string `db:"trouble"`
	SentAt      int64  `db:"sent_at"`
}

const messageColumns = `id, event_id, message_id, author, author_id, text, said_at, seen_at, state, at_platform, was, decided_at, decided_by,
	decided_name, rule, shown_at, revision, trouble, sent_at`

func (r messageRow) message() domain.ModeratedMessage {
	return domain.ModeratedMessage{
		ID: r.ID, EventID: r.EventID, MessageID: r.MessageID, Author: r.Author, AuthorID: r.AuthorID, Text: r.Text,
		SaidAt: fromMS(r.SaidAt), SeenAt: fromMS(r.SeenAt), State: domain.MessageState(r.State),
		AtPlatform: domain.MessageState(r.AtPlatform), Was: domain.MessageState(r.Was), DecidedAt: fromMS(r.DecidedAt),
		DecidedBy: r.DecidedBy, DecidedName: r.DecidedName, Rule: domain.RuleKind(r.Rule), ShownAt: fromMS(r.ShownAt),
		Revision: r.Revision, Trouble: r.Trouble, SentAt: fromMS(r.SentAt),
	}
}

func messages(rows []messageRow, err error) ([]domain.ModeratedMessage, error) {
	if err != nil {
		return nil, err
	}
	list := make([]domain.ModeratedMessage, len(rows))
	for i, r := range rows {
		list[i] = r.message()
	}
	return list, nil
}

// AddChatMessage keeps a message that was not known, and fills in its id and revision. It tells false when it was.
func (tx *Tx) AddChatMessage(ctx context.Context, m *domain.ModeratedMessage) (bool, error) {
	m.Revision = 1
	ids, err := all[int64](ctx, tx, `INSERT INTO frontdesk_chat_message
		(event_id, message_id, author, author_id, text, said_at, seen_at, state, at_platform, was, decided_at, decided_by,
		decided_name, rule, shown_at, revision, trouble, sent_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`,
		m.EventID, m.MessageID, m.Author, m.AuthorID, m.Text, ms(m.SaidAt), ms(m.SeenAt), m.State, m.AtPlatform, m.Was,
		ms(m.DecidedAt), m.DecidedBy, m.DecidedName, m.Rule, ms(m.ShownAt), m.Revision, m.Trouble, ms(m.SentAt))
	if err != nil || len(ids) == 0 {
		return false, err
	}
	m.ID = ids[0]
	return true, nil
}

// FindChatMessage reads one message by our id.
func (db *DB) FindChatMessage(ctx context.Context, id int64) (domain.ModeratedMessage, error) {
	return findChatMessage(ctx, db, id)
}

// FindChatMessage reads one message by our id.
func (tx *Tx) FindChatMessage(ctx context.Context, id int64) (domain.ModeratedMessage, error) {
	return findChatMessage(ctx, tx, id)
}

func findChatMessage(ctx context.Context, r runner, id int64) (domain.ModeratedMessage, error) {
	row, err := one[messageRow](ctx, r, `SELECT `+messageColumns+` FROM frontdesk_chat_message WHERE id = ?`, id)
	return row.message(), err
}

// SaveChatMessage writes what can change of a message, if it still has the revision it was read with. False means that it has
// moved on.
func (tx *Tx) SaveChatMessage(ctx context.Context, m domain.ModeratedMessage, was int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_chat_message SET state = ?, at_platform = ?, was = ?, decided_at = ?, decided_by = ?,
		decided_name = ?, rule = ?, shown_at = ?, revision = ?, trouble = ?, sent_at = ? WHERE id = ? AND revision = ?`,
		m.State, m.AtPlatform, m.Was, ms(m.DecidedAt), m.DecidedBy, m.DecidedName, m.Rule, ms(m.ShownAt), m.Revision, m.Trouble,
		ms(m.SentAt), m.ID, was)
	return n == 1, err
}

// ChatMessagesFrom reads an event's messages whose id at the platform is at least from, in that order.
func (db *DB) ChatMessagesFrom(ctx context.Context, eventID, from int64) ([]domain.ModeratedMessage, error) {
	return chatMessagesFrom(ctx, db, eventID, from)
}

// ChatMessagesFrom reads an event's messages whose id at the platform is at least from, in that order.
func (tx *Tx) ChatMessagesFrom(ctx context.Context, eventID, from int64) ([]domain.ModeratedMessage, error) {
	return chatMessagesFrom(ctx, tx, eventID, from)
}

func chatMessagesFrom(ctx context.Context, r runner, eventID, from int64) ([]domain.ModeratedMessage, error) {
	return messages(all[messageRow](ctx, r, `SELECT `+messageColumns+` FROM frontdesk_chat_message
		WHERE event_id = ? AND message_id >= ? ORDER BY message_id`, eventID, from))
}

// ChatMessagesAfter reads a page of an event's messages after one, by their ids at the platform.
func (db *DB) ChatMessagesAfter(ctx context.Context, eventID, after int64, limit int) ([]domain.ModeratedMessage, error) {
	return messages(all[messageRow](ctx, db, `SELECT `+messageColumns+` FROM frontdesk_chat_message
		WHERE event_id = ? AND message_id > ? ORDER BY message_id LIMIT ?`, eventID, after, limit))
}

// AnyChatMessage tells whether an event has messages.
func (tx *Tx) AnyChatMessage(ctx context.Context, eventID int64) (bool, error) {
	ids, err := all[int64](ctx, tx, `SELECT message_id FROM frontdesk_chat_message WHERE event_id = ? LIMIT 1`, eventID)
	return len(ids) > 0, err
}

// OpenChatMessages reads an event's messages of which the platform has something else than was decided, and no final refusal
// stands in the way; oldest first.
func (tx *Tx) OpenChatMessages(ctx context.Context, eventID int64, limit int) ([]domain.ModeratedMessage, error) {
	return messages(all[messageRow](ctx, tx, `SELECT `+messageColumns+` FROM frontdesk_chat_message
		WHERE event_id = ? AND state <> at_platform AND trouble = '' ORDER BY id LIMIT ?`, eventID, limit))
}

// OldestChatMessages reads a page of an event's messages of a state in the order of their coming.
func (db *DB) OldestChatMessages(ctx context.Context, eventID int64, state domain.MessageState, limit, offset int) ([]domain.ModeratedMessage, error) {
	return oldestChatMessages(ctx, db, eventID, state, limit, offset)
}

// OldestChatMessages reads a page of an event's messages of a state in the order of their coming.
func (tx *Tx) OldestChatMessages(ctx context.Context, eventID int64, state domain.MessageState, limit, offset int) ([]domain.ModeratedMessage, error) {
	return oldestChatMessages(ctx, tx, eventID, state, limit, offset)
}

func oldestChatMessages(ctx context.Context, r runner, eventID int64, state domain.MessageState, limit, offset int) ([]domain.ModeratedMessage, error) {
	return messages(all[messageRow](ctx, r, `SELECT `+messageColumns+` FROM frontdesk_chat_message
		WHERE event_id = ? AND state = ? ORDER BY id LIMIT ? OFFSET ?`, eventID, state, limit, offset))
}

// NewestChatMessages is OldestChatMessages the other way round.
func (db *DB) NewestChatMessages(ctx context.Context, eventID int64, state domain.MessageState, limit, offset int) ([]domain.ModeratedMessage, error) {
	return messages(all[messageRow](ctx, db, `SELECT `+messageColumns+` FROM frontdesk_chat_message
		WHERE event_id = ? AND state = ? ORDER BY id DESC LIMIT ? OFFSET ?`, eventID, state, limit, offset))
}

// ShownChatMessages reads approved messages that appear outside after a moment and up to another, in the order of appearing.
func (db *DB) ShownChatMessages(ctx context.Context, eventID int64, after, until time.Time, limit int) ([]domain.ModeratedMessage, error) {
	return messages(all[messageRow](ctx, db, `SELECT `+messageColumns+` FROM frontdesk_chat_message
		WHERE event_id = ? AND state = 1 AND shown_at > ? AND shown_at <= ? ORDER BY shown_at, id LIMIT ?`,
		eventID, ms(after), ms(until), limit))
}

// LastShownChatMessages reads the last approved messages that appear outside up to a moment, the newest first.
func (db *DB) LastShownChatMessages(ctx context.Context, eventID int64, until time.Time, limit int) ([]domain.ModeratedMessage, error) {
	return messages(all[messageRow](ctx, db, `SELECT `+messageColumns+` FROM frontdesk_chat_message
		WHERE event_id = ? AND state = 1 AND shown_at <= ? ORDER BY shown_at DESC, id DESC LIMIT ?`, eventID, ms(until), limit))
}

// AuthorChatMessages reads the last messages of an event under an author's name, the newest first.
func (tx *Tx) AuthorChatMessages(ctx context.Context, eventID int64, author string, limit int) ([]domain.ModeratedMessage, error) {
	return messages(all[messageRow](ctx, tx, `SELECT `+messageColumns+` FROM frontdesk_chat_message
		WHERE event_id = ? AND author = ? ORDER BY id DESC LIMIT ?`, eventID, author, limit))
}

// WaitedSince reads a page of an event's messages that waited at a moment or wait since, in the order of their coming, and counts
// all of them: what waits, and what has been decided since then, by a person here or at the platform. What rules decide when it
// comes never waited. The moment is one of the last minutes: what was decided since is sorted here. The "+" keeps the database
// from walking through all that was ever decided instead.
func (db *DB) WaitedSince(ctx context.Context, eventID int64, since time.Time, limit, offset int) ([]domain.ModeratedMessage, int, error) {
	list, err := messages(all[messageRow](ctx, db, `SELECT `+messageColumns+` FROM frontdesk_chat_message
		WHERE event_id = ? AND +state IN (1, 2) AND decided_at > ?
		AND (was = 0 AND decided_by <> 0 OR was = state AND decided_by = 0 AND decided_at > seen_at)`, eventID, ms(since)))
	if err != nil {
		return nil, 0, err
	}
	waiting, err := db.CountChatMessages(ctx, eventID, domain.MessageAwaiting)
	if err != nil {
		return nil, 0, err
	}
	n := len(list) + waiting
	first, err := db.OldestChatMessages(ctx, eventID, domain.MessageAwaiting, offset+limit, 0)
	if err != nil {
		return nil, 0, err
	}
	list = byComing(append(list, first...))
	return list[min(offset, len(list)):min(offset+limit, len(list))], n, nil
}

func byComing(list []domain.ModeratedMessage) []domain.ModeratedMessage {
	slices.SortFunc(list, func(a, b domain.ModeratedMessage) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// DecidedTogether reads the messages of an event that a person has decided in one step, by its moment; oldest first.
func (db *DB) DecidedTogether(ctx context.Context, eventID, person int64, at time.Time) ([]domain.ModeratedMessage, error) {
	return decidedTogether(ctx, db, eventID, person, at)
}

// DecidedTogether reads the messages of an event that a person has decided in one step, by its moment; oldest first.
func (tx *Tx) DecidedTogether(ctx context.Context, eventID, person int64, at time.Time) ([]domain.ModeratedMessage, error) {
	return decidedTogether(ctx, tx, eventID, person, at)
}

func decidedTogether(ctx context.Context, r runner, eventID, person int64, at time.Time) ([]domain.ModeratedMessage, error) {
	list, err := messages(all[messageRow](ctx, r, `SELECT `+messageColumns+` FROM frontdesk_chat_message
		WHERE event_id = ? AND +state IN (1, 2) AND +decided_by = ? AND decided_at = ?`, eventID, person, ms(at)))
	return byComing(list), err
}

// LastDecided is when a person has decided something of an event last, if that was after a moment; zero when not.
func (db *DB) LastDecided(ctx context.Context, eventID, person int64, after time.Time) (time.Time, error) {
	at, err := one[int64](ctx, db, `SELECT COALESCE(MAX(decided_at), 0) FROM frontdesk_chat_message
		WHERE event_id = ? AND +state IN (1, 2) AND +decided_by = ? AND decided_at > ?`, eventID, person, ms(after))
	return fromMS(at), err
}

// CountChatMessages counts an event's messages of a state.
func (db *DB) CountChatMessages(ctx context.Context, eventID int64, state domain.MessageState) (int, error) {
	return countChatMessages(ctx, db, eventID, state)
}

// CountChatMessages counts an event's messages of a state.
func (tx *Tx) CountChatMessages(ctx context.Context, eventID int64, state domain.MessageState) (int, error) {
	return countChatMessages(ctx, tx, eventID, state)
}

func countChatMessages(ctx context.Context, r runner, eventID int64, state domain.MessageState) (int, error) {
	return one[int](ctx, r, `SELECT COUNT(*) FROM frontdesk_chat_message WHERE event_id = ? AND state = ?`, eventID, state)
}

// CountFreshAwaiting counts an event's awaiting messages that came after a moment.
func (tx *Tx) CountFreshAwaiting(ctx context.Context, eventID int64, after time.Time) (int, error) {
	return one[int](ctx, tx, `SELECT COUNT(*) FROM frontdesk_chat_message WHERE event_id = ? AND state = 0 AND seen_at > ?`,
		eventID, ms(after))
}

// TrustedAwaiting reads the awaiting messages of an event whose authors pass at an account, oldest first. earned tells
// whether those count that only the rule trusts.
func (db *DB) TrustedAwaiting(ctx context.Context, accountID, eventID int64, earned bool, limit int) ([]int64, error) {
	return all[int64](ctx, db, `SELECT m.id FROM frontdesk_chat_message m WHERE m.event_id = ? AND m.state = 0 AND EXISTS
		(SELECT 1 FROM frontdesk_trusted_author t WHERE t.account_id = ? AND t.trusted = 1 AND (t.by_id <> 0 OR 1 = ?)
		AND t.author = CASE WHEN m.author_id <> '' THEN '#' || m.author_id ELSE m.author END) ORDER BY m.id LIMIT ?`,
		eventID, accountID, flag(earned), limit)
}

// ChatOf tells which account and which session of the platform an event's chat belongs to.
func (db *DB) ChatOf(ctx context.Context, eventID int64) (accountID, sessionID int64, err error) {
	row, err := one[struct {
		Account int64 `db:"account_id"`
		Session int64 `db:"session_id"`
	}](ctx, db, `SELECT account_id, session_id FROM frontdesk_webinar_event WHERE id = ?`, eventID)
	return row.Account, row.Session, err
}

// SetChatTrouble notes why an event's chat cannot be read, or that it can. It tells whether that is news. Trouble with
// premoderation is not the chat's, and stays until something worse is there to tell.
func (tx *Tx) SetChatTrouble(ctx context.Context, eventID int64, trouble string) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET trouble = ? WHERE id = ? AND trouble <> ?
		AND NOT (trouble = 'trouble.webinar_premoderation' AND ? = '')`, trouble, eventID, trouble, trouble)
	return n == 1, err
}

// Flooded tells whether an event's cards have given way to a digest.
func (tx *Tx) Flooded(ctx context.Context, eventID int64) (bool, error) {
	return one[bool](ctx, tx, `SELECT digest = 1 FROM frontdesk_webinar_event WHERE id = ?`, eventID)
}

// SetFlooded lets cards give way to a digest, or come back.
func (tx *Tx) SetFlooded(ctx context.Context, eventID int64, on bool) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET digest = ? WHERE id = ?`, flag(on), eventID)
	return err
}

// SetHere notes who gets an event's cards. It tells whether that is news.
func (tx *Tx) SetHere(ctx context.Context, eventID, person int64, on bool) (bool, error) {
	n, err := exec(ctx, tx, `INSERT INTO frontdesk_event_moderator (event_id, person_id, listed, here) VALUES (?, ?, 0, ?)
		ON CONFLICT (event_id, person_id) DO UPDATE SET here = excluded.here WHERE frontdesk_event_moderator.here <> excluded.here`,
		eventID, person, flag(on))
	return n == 1, err
}

// HerePeople reads who gets an event's cards.
func (db *DB) HerePeople(ctx context.Context, eventID int64) ([]int64, error) {
	return all[int64](ctx, db, `SELECT person_id FROM frontdesk_event_moderator WHERE event_id = ? AND here = 1`, eventID)
}

// PruneChatMessages forgets up to limit messages that were first seen before a moment.
func (tx *Tx) PruneChatMessages(ctx context.Context, before time.Time, limit int) (int64, error) {
	return exec(ctx, tx, `DELETE FROM frontdesk_chat_message WHERE id IN
		(SELECT id FROM frontdesk_chat_message WHERE seen_at < ? ORDER BY seen_at LIMIT ?)`, ms(before), limit)
}
