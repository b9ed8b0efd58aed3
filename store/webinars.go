package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"frontdesk/domain"
)

// WebinarAccount is one connected account of the webinar platform. Credentials and Session are sealed by whoever keeps them.
type WebinarAccount struct {
	ID            int64
	OwnerID       int64 // a person
	Face          domain.WebinarFace
	Login         string
	Name          string
	UserID        int64 // at the platform
	Organizations []domain.WebinarOrganization
	Credentials   []byte // sealed; empty in an account that was removed or is not proved yet
	Session       []byte // sealed; nil when there is none
	Trouble       string // a text key
	CreatedAt     time.Time
	RemovedAt     time.Time // zero while it is connected
}

type webinarAccountRow struct {
	ID            int64  `db:"id"`
	OwnerID       int64  `db:"owner_id"`
	Face          string `db:"face"`
	Login         string `db:"login"`
	Name          string `db:"name"`
	UserID        int64  `db:"user_id"`
	Organizations string `db:"organizations"`
	Credentials   []byte `db:"credentials"`
	Session       []byte `db:"session"`
	Trouble       string `db:"trouble"`
	CreatedAt     int64  `db:"created_at"`
	RemovedAt     int64  `db:"removed_at"`
}

const webinarAccountColumns = `id, owner_id, face, login, name, user_id, organizations, credentials, session, trouble, created_at, removed_at`

// organization is the form of domain.WebinarOrganization in the database.
type organization struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

func (r webinarAccountRow) account() (WebinarAccount, error) {
	a := WebinarAccount{
		ID: r.ID, OwnerID: r.OwnerID, Face: domain.WebinarFace(r.Face), Login: r.Login, Name: r.Name, UserID: r.UserID,
		Credentials: r.Credentials, Session: r.Session, Trouble: r.Trouble,
		CreatedAt: fromMS(r.CreatedAt), RemovedAt: fromMS(r.RemovedAt),
	}
	if r.Organizations == "" {
		return a, nil
	}
	var list []organization
	if err := json.Unmarshal([]byte(r.Organizations), &list); err != nil {
		return a, fmt.Errorf("the organizations of webinar account %d: %w", r.ID, err)
	}
	for _, o := range list {
		a.Organizations = append(a.Organizations, domain.WebinarOrganization(o))
	}
	return a, nil
}

func webinarAccounts(rows []webinarAccountRow, err error) ([]WebinarAccount, error) {
	if err != nil {
		return nil, err
	}
	list := make([]WebinarAccount, len(rows))
	for i, r := range rows {
		if list[i], err = r.account(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// FindWebinarAccount reads a connected account; one that was removed is KindNotFound like one that never was.
func (db *DB) FindWebinarAccount(ctx context.Context, id int64) (WebinarAccount, error) {
	row, err := one[webinarAccountRow](ctx, db, `SELECT `+webinarAccountColumns+` FROM frontdesk_webinar_account
		WHERE id = ? AND removed_at = 0`, id)
	if err != nil {
		return WebinarAccount{}, err
	}
	return row.account()
}

// WebinarAccounts reads all connected accounts, the oldest first.
func (db *DB) WebinarAccounts(ctx context.Context) ([]WebinarAccount, error) {
	return webinarAccounts(all[webinarAccountRow](ctx, db, `SELECT `+webinarAccountColumns+` FROM frontdesk_webinar_account
		WHERE removed_at = 0 ORDER BY id`))
}

// WebinarAccountsOf reads the connected accounts of an owner, the oldest first.
func (db *DB) WebinarAccountsOf(ctx context.Context, owner int64) ([]WebinarAccount, error) {
	return webinarAccounts(all[webinarAccountRow](ctx, db, `SELECT `+webinarAccountColumns+` FROM frontdesk_webinar_account
		WHERE owner_id = ? AND removed_at = 0 ORDER BY id`, owner))
}

// EverConnected reads the accounts of an owner and face, removed ones too, the oldest first.
func (tx *Tx) EverConnected(ctx context.Context, owner int64, face domain.WebinarFace) ([]WebinarAccount, error) {
	return webinarAccounts(all[webinarAccountRow](ctx, tx, `SELECT `+webinarAccountColumns+` FROM frontdesk_webinar_account
		WHERE owner_id = ? AND face = ? ORDER BY id`, owner, face))
}

// ReserveWebinarAccount makes the row of an account that nobody sees until ConnectWebinarAccount, and gives its id.
func (tx *Tx) ReserveWebinarAccount(ctx context.Context, owner int64, face domain.WebinarFace, login string) (int64, error) {
	return one[int64](ctx, tx, `INSERT INTO frontdesk_webinar_account (owner_id, face, login, credentials, created_at, removed_at)
		VALUES (?, ?, ?, ?, ?, ?) RETURNING id`, owner, face, login, []byte{}, ms(tx.Now), ms(tx.Now))
}

// ConnectWebinarAccount fills the row a.ID with what the platform has said and the sealed secrets; the account is connected
// from then on, without trouble. Owner, face and the time of its making stay.
func (tx *Tx) ConnectWebinarAccount(ctx context.Context, a WebinarAccount) error {
	organizations, err := organizationsJSON(a.Organizations)
	if err != nil {
		return err
	}
	n, err := exec(ctx, tx, `UPDATE frontdesk_webinar_account SET login = ?, name = ?, user_id = ?, organizations = ?,
		credentials = ?, session = ?, trouble = '', removed_at = 0 WHERE id = ?`,
		a.Login, a.Name, a.UserID, organizations, a.Credentials, a.Session, a.ID)
	return found(n, err)
}

// SetWebinarOrganizations keeps what the platform says of an account's organizations.
func (tx *Tx) SetWebinarOrganizations(ctx context.Context, id int64, list []domain.WebinarOrganization) error {
	organizations, err := organizationsJSON(list)
	if err != nil {
		return err
	}
	_, err = exec(ctx, tx, `UPDATE frontdesk_webinar_account SET organizations = ? WHERE id = ? AND removed_at = 0`, organizations, id)
	return err
}

func organizationsJSON(list []domain.WebinarOrganization) (string, error) {
	rows := make([]organization, len(list))
	for i, o := range list {
		rows[i] = organization(o)
	}
	raw, err := json.Marshal(rows)
	return string(raw), err
}

// found turns "no row was changed" into KindNotFound.
func found(n int64, err error) error {
	if err == nil && n == 0 {
		return domain.Fail(domain.KindNotFound, "", nil)
	}
	return err
}

// DisconnectWebinarAccount takes an account away: its secrets are erased, its moderators and their invitations are gone.
// Events and messages stay, for an owner who connects it again. False means that it was removed before.
func (tx *Tx) DisconnectWebinarAccount(ctx context.Context, id int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_webinar_account SET credentials = ?, session = NULL, trouble = '', removed_at = ?
		WHERE id = ? AND removed_at = 0`, []byte{}, ms(tx.Now), id)
	if err != nil || n == 0 {
		return false, err
	}
	for _, query := range []string{
		`DELETE FROM frontdesk_event_moderator WHERE event_id IN (SELECT id FROM frontdesk_webinar_event WHERE account_id = ?)`,
		`DELETE FROM frontdesk_moderator WHERE account_id = ?`,
		`DELETE FROM frontdesk_moderator_invite WHERE account_id = ? AND used_at = 0`,
	} {
		if _, err := exec(ctx, tx, query, id); err != nil {
			return false, err
		}
	}
	return true, nil
}

// SetWebinarSession keeps a sealed session, unless the account has got other credentials since.
func (tx *Tx) SetWebinarSession(ctx context.Context, id int64, session, credentials []byte) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_webinar_account SET session = ? WHERE id = ? AND credentials = ?`, session, id, credentials)
	return err
}

// SetWebinarTrouble keeps why an account cannot be used (a text key, empty: it can). False means that nothing has changed, or
// that it has got other credentials since.
func (tx *Tx) SetWebinarTrouble(ctx context.Context, id int64, trouble string, credentials []byte) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_webinar_account SET trouble = ? WHERE id = ? AND trouble <> ? AND credentials = ?`,
		trouble, id, trouble, credentials)
	return n == 1, err
}
