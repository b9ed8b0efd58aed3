package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/configs"
	"frontdesk/internal/seal"
	"frontdesk/store"
	"frontdesk/store/engine"
	"frontdesk/store/host"
)

// Data is the two databases, open and migrated: what every command needs.
type Data struct {
	DB   *store.DB
	Host *host.Host
	Box  *seal.Box
}

// OpenData opens both databases, brings ours to this version and makes its key file on a new SQLite installation.
func OpenData(ctx context.Context, cfg configs.Config, now func() time.Time, log zerolog.Logger) (_ *Data, err error) {
	d := &Data{}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.Close())
		}
	}()
	if d.DB, err = store.Open(ctx, cfg.DatabaseURL, store.Options{Now: now}); err != nil {
		return nil, err
	}
	embedded := cfg.HostDatabaseURL == ""
	if _, err = d.DB.Migrate(ctx, embedded); err != nil {
		return nil, err
	}
	if embedded {
		d.Host = host.Embedded(d.DB.Readers(), inOurs(d.DB))
	} else if d.Host, err = host.Open(ctx, cfg.HostDatabaseURL); err != nil {
		return nil, err
	}
	d.Box, err = d.openBox(ctx, cfg, log)
	return d, err
}

// inOurs lets the embedded host write in our store's transactions.
func inOurs(db *store.DB) func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
	return func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
		return db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx) })
	}
}

// secretKeySetting holds the fingerprint of the key that the database's sealed values were made with.
const secretKeySetting = "secret_key_fingerprint"

func (d *Data) openBox(ctx context.Context, cfg configs.Config, log zerolog.Logger) (*seal.Box, error) {
	key, err := secretKey(cfg, log)
	if err != nil {
		return nil, err
	}
	have, err := d.DB.Setting(ctx, secretKeySetting)
	if err != nil {
		return nil, err
	}
	switch print := seal.Fingerprint(key); have {
	case print:
	case "":
		err = d.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.SetSetting(ctx, secretKeySetting, print) })
		if err != nil {
			return nil, err
		}
	default:
		return nil, errors.New("the secret key is not the one that this database was made with: put the old FRONTDESK_SECRET_KEY (or the key file beside the database) back")
	}
	return seal.New(key)
}

func secretKey(cfg configs.Config, log zerolog.Logger) ([]byte, error) {
	if cfg.SecretKey != "" {
		return seal.ParseKey(cfg.SecretKey)
	}
	u, err := engine.ParseURL(cfg.DatabaseURL)
	if err != nil {
		return nil, err
	}
	path := strings.TrimSuffix(u.Path, filepath.Ext(u.Path)) + ".key"
	key, made, err := seal.KeyFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot use the key file beside the database: %w", err)
	}
	if made {
		log.Info().Str("file", path).Msg("made a new secret key; keep a copy of this file apart from the database")
	}
	return key, nil
}

// Close closes both databases.
func (d *Data) Close() error {
	var errs []error
	if d.Host != nil {
		errs = append(errs, d.Host.Close())
	}
	if d.DB != nil {
		errs = append(errs, d.DB.Close())
	}
	return errors.Join(errs...)
}
