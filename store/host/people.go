package host

import (
	"context"
	"time"

	"frontdesk/domain"
	"frontdesk/store/engine"
)

// maxPersonName is the length of each of tg_bot_telegramuser's name columns in characters.
const maxPersonName = 255

const personColumns = "id, chat_id, first_name, last_name, username, role, created_at, is_banned, is_active, is_logged_out"

const (
	selectPerson = "SELECT " + personColumns + " FROM tg_bot_telegramuser WHERE chat_id = ?"

	// A person who comes back keeps what admins and Django have set: banned, active, the date and the linked shops.
	upsertPerson = `INSERT INTO tg_bot_telegramuser
		(chat_id, first_name, last_name, username, role, created_at, is_banned, is_active, is_logged_out)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (chat_id) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name,
			username = excluded.username, role = excluded.role, is_logged_out = excluded.is_logged_out
		RETURNING ` + personColumns

	updateLoggedOut = "UPDATE tg_bot_telegramuser SET is_logged_out = ? WHERE chat_id = ? AND is_logged_out <> ?"
	updateBanned    = "UPDATE tg_bot_telegramuser SET is_banned = ? WHERE chat_id = ? AND is_banned <> ?"
	updateActive    = "UPDATE tg_bot_telegramuser SET is_active = ? WHERE chat_id = ? AND is_active <> ?"
)

type personRow struct {
	ID        int64       `db:"id"`
	ChatID    int64       `db:"chat_id"`
	FirstName string      `db:"first_name"`
	LastName  string      `db:"last_name"`
	Username  string      `db:"username"`
	Role      domain.Role `db:"role"`
	CreatedAt stamp       `db:"created_at"`
	Banned    bool        `db:"is_banned"`
	Active    bool        `db:"is_active"`
	LoggedOut bool        `db:"is_logged_out"`
}

func (r personRow) person() domain.TelegramUser {
	return domain.TelegramUser{
		ID: r.ID, ChatID: r.ChatID, FirstName: r.FirstName, LastName: r.LastName, Username: r.Username, Role: r.Role,
		CreatedAt: r.CreatedAt.Time, Banned: r.Banned, Active: r.Active, LoggedOut: r.LoggedOut,
	}
}

// FindTelegramUser finds a person by Telegram's user id. KindNotFound with "error.not_found" for one who never signed in.
func (h *Host) FindTelegramUser(ctx context.Context, chatID int64) (domain.TelegramUser, error) {
	var row personRow
	if err := h.read.Get(ctx, &row, selectPerson, chatID); err != nil {
		return domain.TelegramUser{}, notFound(err, "error.not_found")
	}
	return row.person(), nil
}

// SaveSignIn writes down that a person has signed in with a role. A new person is active and not banned, as Django's defaults
// say; one who comes back gets new names and role and is no longer logged out, and keeps everything else. Names are cut to the
// column's 255 characters. KindRejected with "error.chat_id_too_big" when the host's chat_id column is too narrow for the id.
func (h *Host) SaveSignIn(ctx context.Context, sender domain.Sender, role domain.Role, now time.Time) (domain.TelegramUser, error) {
	if !role.Valid() {
		return domain.TelegramUser{}, domain.Fail(domain.KindInvalid, "error.invalid", nil)
	}
	first, last, username := cut(sender.FirstName, maxPersonName), cut(sender.LastName, maxPersonName), cut(sender.Username, maxPersonName)
	var row personRow
	err := h.change(ctx, func(ctx context.Context, tx tx) error {
		return tx.get(ctx, &row, upsertPerson, sender.ID, first, last, username, string(role), h.stamp(now), false, true, false)
	})
	if engine.Refused(err) {
		return domain.TelegramUser{}, &domain.Error{Kind: domain.KindRejected, Key: "error.chat_id_too_big", Err: err}
	}
	if err != nil {
		return domain.TelegramUser{}, err
	}
	return row.person(), nil
}

// SetLoggedOut marks a person as signed out or not. KindNotFound for one who never signed in; setting what is already so is no write.
func (h *Host) SetLoggedOut(ctx context.Context, chatID int64, value bool) error {
	return h.setPersonFlag(ctx, updateLoggedOut, chatID, value, func(u domain.TelegramUser) bool { return u.LoggedOut })
}

// SetBanned bans a person or takes the ban back; else like SetLoggedOut.
func (h *Host) SetBanned(ctx context.Context, chatID int64, value bool) error {
	return h.setPersonFlag(ctx, updateBanned, chatID, value, func(u domain.TelegramUser) bool { return u.Banned })
}

// SetActive gives or takes a person's subscription; else like SetLoggedOut.
func (h *Host) SetActive(ctx context.Context, chatID int64, value bool) error {
	return h.setPersonFlag(ctx, updateActive, chatID, value, func(u domain.TelegramUser) bool { return u.Active })
}

func (h *Host) setPersonFlag(ctx context.Context, update string, chatID int64, value bool, now func(domain.TelegramUser) bool) error {
	person, err := h.FindTelegramUser(ctx, chatID)
	if err != nil || now(person) == value {
		return err
	}
	return h.change(ctx, func(ctx context.Context, tx tx) error {
		_, err := tx.exec(ctx, update, value, chatID, value)
		return err
	})
}

// PeopleFilter says which people to list.
type PeopleFilter struct {
	Query  string // part of the name or username in any case, with or without "@"; empty means everybody
	Offset int
	Limit  int
}

// wholeName is what a person is called and what lists are ordered by: the names, else the username.
const wholeName = "LOWER(COALESCE(NULLIF(TRIM(first_name || ' ' || last_name), ''), username))"

// ListTelegramUsers gives a page of the people who ever signed in, by name, and how many there are on all pages.
func (h *Host) ListTelegramUsers(ctx context.Context, f PeopleFilter) ([]domain.TelegramUser, int, error) {
	from, args := "FROM tg_bot_telegramuser", []any{}
	if pattern := containing(f.Query); pattern != "%%" {
		from += ` WHERE LOWER(first_name || ' ' || last_name || ' @' || username) LIKE ? ESCAPE '\'`
		args = append(args, pattern)
	}
	var total int
	if err := h.read.Get(ctx, &total, "SELECT COUNT(*) "+from, args...); err != nil {
		return nil, 0, notFound(err, "")
	}
	var rows []personRow
	err := h.read.All(ctx, &rows, "SELECT "+personColumns+" "+from+" ORDER BY "+wholeName+", id LIMIT ? OFFSET ?", append(args, f.Limit, f.Offset)...)
	if err != nil {
		return nil, 0, notFound(err, "")
	}
	people := make([]domain.TelegramUser, len(rows))
	for i, row := range rows {
		people[i] = row.person()
	}
	return people, total, nil
}

// Flags are what Django's admin may change about a person behind our back.
type Flags struct {
	ID     int64 `db:"id"`
	ChatID int64 `db:"chat_id"`
	Banned bool  `db:"is_banned"`
	Active bool  `db:"is_active"`
}

// BannedAfter is FlagsAfter of those alone who are banned: few, however many people there are. The database walks over all
// of them all the same (150,000 rows take some 10 ms), since Django has no index on this.
func (h *Host) BannedAfter(ctx context.Context, afterID int64, limit int) ([]Flags, error) {
	var flags []Flags
	err := h.read.All(ctx, &flags, "SELECT id, chat_id, is_banned, is_active FROM tg_bot_telegramuser WHERE id > ? AND is_banned ORDER BY id LIMIT ?", afterID, limit)
	return flags, notFound(err, "")
}

// FlagsAfter gives the flags of up to limit people with an id above afterID, by id: the last one's id leads to the next page.
func (h *Host) FlagsAfter(ctx context.Context, afterID int64, limit int) ([]Flags, error) {
	var flags []Flags
	err := h.read.All(ctx, &flags, "SELECT id, chat_id, is_banned, is_active FROM tg_bot_telegramuser WHERE id > ? ORDER BY id LIMIT ?", afterID, limit)
	return flags, notFound(err, "")
}
