package app

import (
	"context"
	"errors"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/configs"
	"frontdesk/internal/seal"
	"frontdesk/store"
	"frontdesk/store/host"
)

// Data is the two databases, open and migrated.
type Data struct {
	DB   *store.DB
	Host *host.Host
	Box  *seal.Box // nil from OpenExisting

	release func() // the claim on ours; nil without one
}

// OpenData opens both databases, brings ours to this version and makes its key file on a new SQLite installation.
func OpenData(ctx context.Context, cfg configs.Config, now func() time.Time, log zerolog.Logger) (*Data, error) {
	return openData(ctx, cfg, now, log, func(*store.DB) (func(), error) { return nil, nil })
}

// OpenExisting opens the databases for a command that works on what is there: it makes no database and no key, and changes no
// table's shape. Who only mistyped the address, or has upgraded a minute ago, is told what to do. There is no Box in it.
func OpenExisting(ctx context.Context, cfg configs.Config, now func() time.Time) (_ *Data, err error) {
	if err := store.Usable(ctx, cfg.DatabaseURL, cfg.HostDatabaseURL == ""); err != nil {
		return nil, err
	}
	d := &Data{}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.Close())
		}
	}()
	if d.DB, err = store.Open(ctx, cfg.DatabaseURL, store.Options{Now: now}); err != nil {
		return nil, err
	}
	return d, d.openHost(ctx, cfg)
}

// claimData is OpenData for whoever serves: nothing is touched before the database is known to be nobody else's.
func claimData(ctx context.Context, cfg configs.Config, now func() time.Time, log zerolog.Logger) (*Data, error) {
	return openData(ctx, cfg, now, log, (*store.DB).Claim)
}

func openData(ctx context.Context, cfg configs.Config, now func() time.Time, log zerolog.Logger, claim func(*store.DB) (func(), error)) (_ *Data, err error) {
	d := &Data{}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.Close())
		}
	}()
	if d.DB, err = store.Open(ctx, cfg.DatabaseURL, store.Options{Now: now}); err != nil {
		return nil, err
	}
	if d.release, err = claim(d.DB); err != nil {
		return nil, err
	}
	states, err := d.DB.Migrate(ctx, cfg.HostDatabaseURL == "")
	if err != nil {
		return nil, err
	}
	if len(states) > 0 && states[0].Was == 0 {
		log.Info().Str("database", d.DB.Place()).Msg("made a new, empty database; if there should be one with data in it, stop, and see what FRONTDESK_DATABASE_URL names")
	}
	if err = d.openHost(ctx, cfg); err != nil {
		return nil, err
	}
	d.Box, err = d.openBox(ctx, cfg, log)
	return d, err
}

// openHost opens the database of shops and people: Django's, or what stands in ours.
func (d *Data) openHost(ctx context.Context, cfg configs.Config) (err error) {
	if cfg.HostDatabaseURL == "" {
		d.Host = host.Embedded(d.DB.Readers(), inOurs(d.DB)).Remember(d.DB.Memory())
		return nil
	}
	d.Host, err = host.Open(ctx, cfg.HostDatabaseURL)
	return err
}

// inOurs lets the embedded host write in our store's transactions.
func inOurs(db *store.DB) func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
	return func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
		return db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx) })
	}
}

// errWrongKey says that the sealed values do not open.
var errWrongKey = errors.New("the secret key is not the one that this database was made with: put the old FRONTDESK_SECRET_KEY (or the key file beside the database) back; when there is no copy, see \"Lost for good\" in docs/runbook.md")

func (d *Data) openBox(ctx context.Context, cfg configs.Config, log zerolog.Logger) (*seal.Box, error) {
	have, err := d.DB.KeyFingerprint(ctx)
	if err != nil {
		return nil, err
	}
	key, err := secretKey(cfg, have, log)
	if err != nil {
		return nil, err
	}
	switch print := seal.Fingerprint(key); have {
	case print:
	case "":
		err = d.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.SetKeyFingerprint(ctx, print) })
		if err != nil {
			return nil, err
		}
	default:
		return nil, errWrongKey
	}
	return seal.New(key)
}

// Close closes both databases, and leaves ours to others.
func (d *Data) Close() error {
	var errs []error
	if d.release != nil {
		defer d.release()
	}
	if d.Host != nil {
		errs = append(errs, d.Host.Close())
	}
	if d.DB != nil {
		errs = append(errs, d.DB.Close())
	}
	return errors.Join(errs...)
}
