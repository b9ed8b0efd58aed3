package store

import (
	"context"
	"time"

	"frontdesk/domain"
)

type screenRow struct {
	ID        int64  `db:"id"`
	ChatID    int64  `db:"chat_id"`
	MessageID int64  `db:"message_id"`
	PersonID  int64  `db:"person_id"`
	Revision  int64  `db:"revision"`
	State     string `db:"state"`
	Args      string `db:"args"`
	Subject   string `db:"subject"`
	Hash      int64  `db:"hash"`
	Stays     int    `db:"stays"`
	Pace      int64  `db:"pace"`
	DueAt     int64  `db:"due_at"`
}

const screenColumns = `id, chat_id, message_id, person_id, revision, state, args, subject, hash, stays, pace, due_at`

func (r screenRow) screen() domain.ShownScreen {
	return domain.ShownScreen{
		ID: r.ID, ChatID: r.ChatID, MessageID: r.MessageID, PersonID: r.PersonID, Revision: r.Revision,
		State: r.State, Args: r.Args, Subject: r.Subject, Hash: r.Hash,
		Stays: r.Stays == 1, Pace: time.Duration(r.Pace) * time.Millisecond, DueAt: fromMS(r.DueAt),
	}
}

// ofMessage finds a screen by its message. SQLite takes an index of some rows only where the query says which those are:
// it does not look into an argument to see that it is not 0.
const ofMessage = `chat_id = ? AND message_id = ? AND message_id <> 0`

// mostStaying bounds how many screens of a chat stay live beside its newest: the oldest give way. Their buttons go on working.
const mostStaying = 100

// ShowScreen puts a new state into the message s.MessageID of its chat, or, when that is 0, begins a new message. It
// fills in the id and the revision, and makes this the chat's live screen; one that stays is live beside it.
func (tx *Tx) ShowScreen(ctx context.Context, s *domain.ShownScreen) error {
	var err error
	if s.MessageID == 0 {
		err = tx.beginScreen(ctx, s)
	} else {
		err = tx.changeScreen(ctx, s)
	}
	if err != nil {
		return err
	}
	tx.changed(screenChange{screen: *s})
	if s.Stays {
		return tx.boundStaying(ctx, s.ChatID)
	}
	_, err = exec(ctx, tx, `UPDATE frontdesk_screen SET live = 0 WHERE chat_id = ? AND live = 1 AND stays = 0 AND id <> ?`, s.ChatID, s.ID)
	return err
}

func (tx *Tx) beginScreen(ctx context.Context, s *domain.ShownScreen) (err error) {
	s.Revision, s.Hash, s.DueAt = 1, 0, time.Time{}
	s.ID, _, err = insert(ctx, tx, "id", `INSERT INTO frontdesk_screen (chat_id, person_id, state, args, subject, stays, pace, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, s.ChatID, s.PersonID, s.State, s.Args, s.Subject, flag(s.Stays), s.Pace.Milliseconds(), ms(tx.Now))
	return err
}

func (tx *Tx) changeScreen(ctx context.Context, s *domain.ShownScreen) error {
	row, err := one[screenRow](ctx, tx, `INSERT INTO frontdesk_screen (chat_id, message_id, person_id, state, args, subject, stays, pace, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat_id, message_id) WHERE message_id <> 0 DO UPDATE SET
		person_id = excluded.person_id, revision = frontdesk_screen.revision + 1, state = excluded.state, args = excluded.args,
		subject = excluded.subject, stays = excluded.stays, pace = excluded.pace, due_at = 0, live = 1, updated_at = excluded.updated_at
		RETURNING `+screenColumns,
		s.ChatID, s.MessageID, s.PersonID, s.State, s.Args, s.Subject, flag(s.Stays), s.Pace.Milliseconds(), ms(tx.Now))
	if err == nil {
		*s = row.screen()
	}
	return err
}

func (tx *Tx) boundStaying(ctx context.Context, chatID int64) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_screen SET live = 0 WHERE chat_id = ? AND live = 1 AND stays = 1 AND id NOT IN
		(SELECT id FROM frontdesk_screen WHERE chat_id = ? AND live = 1 AND stays = 1 ORDER BY id DESC LIMIT ?)`, chatID, chatID, mostStaying)
	return err
}

// EndScreen ends the refreshing of a screen that shows its last word, unless it shows something newer by now.
func (tx *Tx) EndScreen(ctx context.Context, id, revision int64) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_screen SET live = 0 WHERE id = ? AND revision = ? AND stays = 1`, id, revision)
	return err
}

// DueScreen notes when the newest refresh of a screen with a pace is to go out.
func (tx *Tx) DueScreen(ctx context.Context, id int64, due time.Time) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_screen SET due_at = ? WHERE id = ?`, ms(due), id)
	if err == nil {
		tx.changed(screenChange{screen: domain.ShownScreen{ID: id, DueAt: fromMS(ms(due))}, due: true})
	}
	return err
}

// LacksScreen tells whether somebody who can be reached has no live screen of a subject in a state, nor one in the other
// state before their eyes: with none below it that is still at work.
func (tx *Tx) LacksScreen(ctx context.Context, person int64, subject, state, orState string) (bool, error) {
	have, err := one[int](ctx, tx, `SELECT (SELECT COUNT(*) FROM frontdesk_person WHERE id = ? AND unreachable = 1) +
		(SELECT COUNT(*) FROM frontdesk_screen s WHERE live = 1 AND subject = ? AND subject <> '' AND person_id = ? AND (state = ? OR state = ?
			AND NOT EXISTS (SELECT 1 FROM frontdesk_screen below WHERE below.live = 1 AND below.chat_id = s.chat_id AND below.id > s.id)))`,
		person, subject, person, state, orState)
	return have == 0, err
}

// FindScreen reads a screen as it is now.
func (db *DB) FindScreen(ctx context.Context, id int64) (domain.ShownScreen, error) {
	if known, ok := db.shown.find(id); ok {
		return known, ctx.Err()
	}
	r, err := one[screenRow](ctx, db, `SELECT `+screenColumns+` FROM frontdesk_screen WHERE id = ?`, id)
	return r.screen(), err
}

// ScreensAbout reads the live screens of a subject, but not those of people who cannot be reached.
func (tx *Tx) ScreensAbout(ctx context.Context, subject string) ([]domain.ShownScreen, error) {
	rows, err := all[screenRow](ctx, tx, `SELECT `+screenColumns+` FROM frontdesk_screen WHERE live = 1 AND subject = ? AND subject <> ''
		AND NOT EXISTS (SELECT 1 FROM frontdesk_person p WHERE p.id = person_id AND p.unreachable = 1) ORDER BY id`, subject)
	list := make([]domain.ShownScreen, len(rows))
	for i, row := range rows {
		list[i] = row.screen()
	}
	return list, err
}

// ScreenEdited records a hash of what a screen's message, which was there before, shows now.
func (tx *Tx) ScreenEdited(ctx context.Context, id, messageID, hash int64) error {
	n, err := exec(ctx, tx, `UPDATE frontdesk_screen SET hash = ? WHERE id = ? AND message_id = ?`, hash, id, messageID)
	if n == 1 {
		tx.sent(id, messageID, hash)
	}
	return err
}

func (tx *Tx) sent(id, messageID, hash int64) {
	tx.changed(screenChange{screen: domain.ShownScreen{ID: id, MessageID: messageID, Hash: hash}, sent: true})
}

// ScreenSent records the message that shows a screen and a hash of what it shows. Another row that had adopted the
// message (a tap can overtake the record) gives way.
func (tx *Tx) ScreenSent(ctx context.Context, id, chatID, messageID, hash int64) error {
	const record = `UPDATE frontdesk_screen SET message_id = ?, hash = ? WHERE id = ? AND NOT EXISTS
		(SELECT 1 FROM frontdesk_screen WHERE ` + ofMessage + ` AND id <> ?)`
	n, err := exec(ctx, tx, record, messageID, hash, id, chatID, messageID, id)
	if n == 1 {
		tx.sent(id, messageID, hash)
	}
	if err != nil || n == 1 {
		return err
	}
	n, err = exec(ctx, tx, `DELETE FROM frontdesk_screen WHERE `+ofMessage+` AND id <> ? AND live = 0`, chatID, messageID, id)
	if err != nil {
		return err
	}
	if n == 0 {
		// The other row has the message for good. This one must not be refreshed: it would be sent once more.
		_, err = exec(ctx, tx, `UPDATE frontdesk_screen SET live = 0 WHERE id = ? AND message_id = 0`, id)
		return err
	}
	tx.changed(screenChange{}) // which one was deleted is not known here
	_, err = exec(ctx, tx, record, messageID, hash, id, chatID, messageID, id)
	return err
}

// DoubtScreen forgets what a screen's message shows: an edit of it may have come through or not.
func (tx *Tx) DoubtScreen(ctx context.Context, id int64) error {
	tx.changed(screenChange{})
	_, err := exec(ctx, tx, `UPDATE frontdesk_screen SET hash = 0 WHERE id = ?`, id)
	return err
}

// DoubtPendingScreens is DoubtScreen for all whose deliveries on a channel have not ended: who was to send them died, perhaps
// between sending and recording.
func (tx *Tx) DoubtPendingScreens(ctx context.Context, channel domain.Channel) error {
	tx.changed(screenChange{})
	_, err := exec(ctx, tx, `UPDATE frontdesk_screen SET hash = 0 WHERE id IN
		(SELECT screen_id FROM frontdesk_delivery WHERE status = 0 AND channel = ? AND screen_id <> 0)`, channel)
	return err
}

// SetExpectedInput makes a flow wait for a person's text in a chat; it replaces what was waited for before.
func (tx *Tx) SetExpectedInput(ctx context.Context, in domain.ExpectedInput) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_expected_input (chat_id, person_id, kind, args, memo, screen_id, expires_at)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat_id, person_id) DO UPDATE SET
		kind = excluded.kind, args = excluded.args, memo = excluded.memo, screen_id = excluded.screen_id, expires_at = excluded.expires_at`,
		in.ChatID, in.PersonID, in.Kind, in.Args, in.Memo, in.ScreenID, ms(in.ExpiresAt))
	return err
}

// ClearExpectedInput ends the waiting. It tells whether there was any.
func (tx *Tx) ClearExpectedInput(ctx context.Context, chatID, personID int64) (bool, error) {
	n, err := exec(ctx, tx, `DELETE FROM frontdesk_expected_input WHERE chat_id = ? AND person_id = ?`, chatID, personID)
	return n > 0, err
}

// FindExpectedInput reads what a chat waits for from a person; nothing is KindNotFound.
func (db *DB) FindExpectedInput(ctx context.Context, chatID, personID int64) (domain.ExpectedInput, error) {
	r, err := one[struct {
		ChatID    int64  `db:"chat_id"`
		PersonID  int64  `db:"person_id"`
		Kind      string `db:"kind"`
		Args      string `db:"args"`
		Memo      string `db:"memo"`
		ScreenID  int64  `db:"screen_id"`
		ExpiresAt int64  `db:"expires_at"`
	}](ctx, db, `SELECT chat_id, person_id, kind, args, memo, screen_id, expires_at FROM frontdesk_expected_input
		WHERE chat_id = ? AND person_id = ?`, chatID, personID)
	return domain.ExpectedInput{
		ChatID: r.ChatID, PersonID: r.PersonID, Kind: r.Kind, Args: r.Args, Memo: r.Memo, ScreenID: r.ScreenID, ExpiresAt: fromMS(r.ExpiresAt),
	}, err
}
