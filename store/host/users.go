package host

import (
	"context"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"frontdesk/domain"
)

// maxUsername is the length of auth_user.username in characters.
const maxUsername = 150

const (
	selectUsers = `SELECT u.id, u.username, u.password, u.is_active, EXISTS (
		SELECT 1 FROM auth_user_groups ug JOIN auth_group g ON g.id = ug.group_id WHERE ug.user_id = u.id AND g.name = ?
	) AS is_admin
	FROM auth_user u`

	selectUser     = selectUsers + " WHERE u.username = ?"
	selectUserByID = selectUsers + " WHERE u.id = ?"
)

type userRow struct {
	ID       int64  `db:"id"`
	Username string `db:"username"`
	Password string `db:"password"`
	Active   bool   `db:"is_active"`
	Admin    bool   `db:"is_admin"`
}

// FindUserByName finds a Django user by the name that a person typed: without spaces around it and in Unicode's NFKC form, as
// Django's own login form takes it; case counts. KindNotFound with "error.not_found" when there is none.
func (h *Host) FindUserByName(ctx context.Context, username string) (domain.HostUser, error) {
	var row userRow
	if err := h.read.Get(ctx, &row, selectUser, domain.AdminGroup, normalName(username)); err != nil {
		return domain.HostUser{}, notFound(err, "error.not_found")
	}
	return domain.HostUser(row), nil
}

// FindUser finds a Django user by the id of the row. KindNotFound with "error.not_found" when there is none.
func (h *Host) FindUser(ctx context.Context, id int64) (domain.HostUser, error) {
	var row userRow
	if err := h.read.Get(ctx, &row, selectUserByID, domain.AdminGroup, id); err != nil {
		return domain.HostUser{}, notFound(err, "error.not_found")
	}
	return domain.HostUser(row), nil
}

func normalName(username string) string { return norm.NFKC.String(strings.TrimSpace(username)) }

// SampleAdminHashes gives the encoded hashes of up to n active admins, oldest first: a login under an unknown name is held
// against one of them, so that it takes as long as a known one.
func (h *Host) SampleAdminHashes(ctx context.Context, n int) ([]string, error) {
	var hashes []string
	err := h.read.All(ctx, &hashes, `SELECT u.password FROM auth_user u
		JOIN auth_user_groups ug ON ug.user_id = u.id JOIN auth_group g ON g.id = ug.group_id
		WHERE g.name = ? AND u.is_active = ? ORDER BY u.id LIMIT ?`, domain.AdminGroup, true, n)
	return hashes, notFound(err, "")
}

// HasAdminGroup tells whether the group telegram_admins exists: without it nobody can sign in as an admin.
func (h *Host) HasAdminGroup(ctx context.Context) (bool, error) {
	var has bool
	err := h.read.Get(ctx, &has, "SELECT EXISTS (SELECT 1 FROM auth_group WHERE name = ?)", domain.AdminGroup)
	return has, notFound(err, "")
}

// CreateAdmin makes an active user in the group telegram_admins, with a hash made by djangohash.Encode. Names follow Django's
// rule: letters, digits and @ . + - _, at most 150 characters. KindInvalid, KindConflict ("error.username_taken"), and with an
// external host KindForbidden ("error.users_in_django": users are made in Django's admin).
func (h *Host) CreateAdmin(ctx context.Context, username, encodedHash string, now time.Time) error {
	if h.external {
		return domain.Fail(domain.KindForbidden, "error.users_in_django", nil)
	}
	username = normalName(username)
	if err := fits("name", username, maxUsername, false); err != nil {
		return err
	}
	if strings.ContainsFunc(username, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("@.+-_", r)
	}) {
		return domain.Fail(domain.KindInvalid, "error.username_characters", nil)
	}
	return h.change(ctx, func(ctx context.Context, tx tx) error {
		if _, err := tx.exec(ctx, "INSERT INTO auth_group (name) VALUES (?) ON CONFLICT (name) DO NOTHING", domain.AdminGroup); err != nil {
			return err
		}
		var id int64
		err := tx.get(ctx, &id, `INSERT INTO auth_user
			(password, last_login, is_superuser, username, last_name, email, is_staff, is_active, date_joined, first_name)
			VALUES (?, NULL, ?, ?, '', '', ?, ?, ?, '') RETURNING id`, encodedHash, false, username, false, true, h.stamp(now))
		if err != nil {
			return conflict(err, "error.username_taken")
		}
		_, err = tx.exec(ctx, "INSERT INTO auth_user_groups (user_id, group_id) SELECT ?, id FROM auth_group WHERE name = ?", id, domain.AdminGroup)
		return err
	})
}

// SetPassword gives a user another password, as a hash made by djangohash.Encode, and tells who that is. KindNotFound, and with
// an external host KindForbidden ("error.users_in_django").
func (h *Host) SetPassword(ctx context.Context, username, encodedHash string) (domain.HostUser, error) {
	if h.external {
		return domain.HostUser{}, domain.Fail(domain.KindForbidden, "error.users_in_django", nil)
	}
	user, err := h.FindUserByName(ctx, username)
	if err != nil {
		return domain.HostUser{}, err
	}
	return user, h.change(ctx, func(ctx context.Context, tx tx) error {
		_, err := tx.exec(ctx, "UPDATE auth_user SET password = ? WHERE id = ?", encodedHash, user.ID)
		return err
	})
}
