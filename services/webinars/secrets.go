package webinars

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/store"
)

// The columns whose values are sealed, each for its row.
const (
	credentialsColumn = "frontdesk_webinar_account.credentials"
	sessionColumn     = "frontdesk_webinar_account.session"
)

// The sealed forms of secrets.
type (
	keptCredentials struct {
		Email    string `json:"email,omitempty"`
		Password string `json:"password,omitempty"`
		Token    string `json:"token,omitempty"`
	}
	keptSession struct {
		Cookie string `json:"cookie"`
		UserID int64  `json:"user"`
		At     int64  `json:"at"` // Unix milliseconds
	}
)

func sealCredentials(box *seal.Box, account int64, c domain.WebinarCredentials) ([]byte, error) {
	raw, err := json.Marshal(keptCredentials{Email: c.Email, Password: c.Password, Token: c.Token})
	if err != nil {
		return nil, err
	}
	return box.Seal(raw, seal.Place(credentialsColumn, account)), nil
}

func openCredentials(box *seal.Box, a store.WebinarAccount) (domain.WebinarCredentials, error) {
	var c keptCredentials
	err := openInto(box, a.Credentials, seal.Place(credentialsColumn, a.ID), &c)
	return domain.WebinarCredentials{Face: a.Face, Email: c.Email, Password: c.Password, Token: c.Token}, err
}

// sealSession gives nil for no session.
func sealSession(box *seal.Box, account int64, s domain.WebinarSession) ([]byte, error) {
	if s.Cookie == "" {
		return nil, nil
	}
	raw, err := json.Marshal(keptSession{Cookie: s.Cookie, UserID: s.UserID, At: s.At.UnixMilli()})
	if err != nil {
		return nil, err
	}
	return box.Seal(raw, seal.Place(sessionColumn, account)), nil
}

// openSession gives no session for one that does not open: another login brings a new one.
func openSession(box *seal.Box, a store.WebinarAccount) domain.WebinarSession {
	var s keptSession
	if len(a.Session) == 0 || openInto(box, a.Session, seal.Place(sessionColumn, a.ID), &s) != nil {
		return domain.WebinarSession{}
	}
	return domain.WebinarSession{Cookie: s.Cookie, UserID: s.UserID, At: timeOf(s.At)}
}

func openInto(box *seal.Box, sealed []byte, place string, into any) error {
	raw, err := box.Open(sealed, place)
	if err != nil {
		return fmt.Errorf("%s: %w", place, err)
	}
	if json.Unmarshal(raw, into) != nil {
		return fmt.Errorf("%s: what was sealed is not what was written there", place) // the cause would repeat the secret
	}
	return nil
}

// Reseal seals the secrets of the webinar tables under another key: credentials and sessions of accounts, the tokens of
// overlays and the addresses of webhooks. What does not open with the old key stays as it is and is counted.
func Reseal(ctx context.Context, tx *store.Tx, from, to *seal.Box) (resealed, unreadable int, err error) {
	for _, column := range tx.SealedColumns() {
		done, left, err := resealColumn(ctx, tx, from, to, column)
		if err != nil {
			return resealed, unreadable, fmt.Errorf("%s: %w", column.Name, err)
		}
		resealed, unreadable = resealed+done, unreadable+left
	}
	return resealed, unreadable, nil
}

func resealColumn(ctx context.Context, tx *store.Tx, from, to *seal.Box, column store.SealedColumn) (resealed, unreadable int, err error) {
	rows, err := column.All(ctx)
	if err != nil {
		return 0, 0, err
	}
	for _, r := range rows {
		plain, err := from.Open(r.Sealed, seal.Place(column.Name, r.ID))
		if err != nil {
			unreadable++
			continue
		}
		if err := column.Replace(ctx, r.ID, to.Seal(plain, seal.Place(column.Name, r.ID))); err != nil {
			return resealed, unreadable, err
		}
		resealed++
	}
	return resealed, unreadable, nil
}

func timeOf(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
