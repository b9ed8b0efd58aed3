package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/rs/zerolog"

	"frontdesk/configs"
	"frontdesk/internal/seal"
	"frontdesk/services/backups"
	"frontdesk/services/inbox"
	"frontdesk/services/rekey"
	"frontdesk/services/webinars"
	"frontdesk/store"
	"frontdesk/store/engine"
)

// newKeyEnd is the end of the name of a key that is about to become the key.
const newKeyEnd = ".new"

// KeyFile is the path of the key file beside the database; empty when the key comes from the configuration.
func KeyFile(cfg configs.Config) (string, error) {
	if cfg.SecretKey != "" {
		return "", nil
	}
	u, err := engine.ParseURL(cfg.DatabaseURL)
	if err != nil {
		return "", err
	}
	return strings.TrimSuffix(u.Path, filepath.Ext(u.Path)) + ".key", nil
}

// secretKey finds the key that goes with the database, whose fingerprint is have, and makes one for a new SQLite
// installation. A change of the key, or a restore, that died between the database and the file is brought to its end.
func secretKey(cfg configs.Config, have string, log zerolog.Logger) ([]byte, error) {
	path, err := KeyFile(cfg)
	if err != nil {
		return nil, err
	}
	if path == "" {
		return seal.ParseKey(cfg.SecretKey)
	}
	next, end := waitingKey(path, have)
	if _, err := os.Stat(path); have != "" && errors.Is(err, os.ErrNotExist) {
		if end != "" {
			return next, os.Rename(path+end, path)
		}
		// Not a new installation: a new key would only hide that the old one is gone.
		return nil, fmt.Errorf("the key file %s is missing, and the database was made with it: put your copy back, or restore a backup made with --include-key; when there is no copy, see \"Lost for good\" in docs/runbook.md", path)
	}
	key, made, err := seal.KeyFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot use the key file beside the database: %w", err)
	}
	if made {
		log.Info().Str("file", path).Msg("made a new secret key; keep a copy of this file apart from the database")
	}
	if have == "" || seal.Fingerprint(key) == have || end == "" {
		return key, nil // when it is the wrong one the caller says so
	}
	log.Info().Str("file", path).Msg("brought a change of the secret key to its end")
	return next, adoptKey(path, end, key)
}

// waitingKey finds the key of a database beside the key file, and the end of its file's name: left by a change of the key, or
// by a restore, that died before the last step.
func waitingKey(path, have string) (key []byte, end string) {
	for _, end := range []string{newKeyEnd, backups.WaitingKeyEnd} {
		if key, err := readKey(path + end); err == nil && have != "" && seal.Fingerprint(key) == have {
			return key, end
		}
	}
	return nil, ""
}

func readKey(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return seal.ParseKey(string(text))
}

// adoptKey makes the key that waits the key file. The old one stays under the name of its fingerprint: older backups need it.
func adoptKey(path, end string, old []byte) error {
	if err := os.Link(path, oldKeyName(path, old)); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	err := os.Rename(path+end, path)
	if errors.Is(err, os.ErrNotExist) {
		return nil // another command of ours was first
	}
	return err
}

func oldKeyName(path string, old []byte) string { return path + ".old-" + seal.Fingerprint(old) }

// Rekeyed is how a change of the secret key went.
type Rekeyed struct {
	rekey.Count
	KeyFile string // where the new key is
	OldKey  string // where the old one is kept; empty when it is the configuration's
}

// Rekey seals everything anew under a new secret key. The key file beside the database is replaced; a key of the
// configuration is left alone and the new one written into newKeyFile, for the operator to configure. Whatever dies in
// between, the key that opens the database is on disk: run it again. It refuses while a frontdesk serves the database, and where
// there was never a key.
func Rekey(ctx context.Context, cfg configs.Config, newKeyFile string, log zerolog.Logger) (_ Rekeyed, err error) {
	path, err := KeyFile(cfg)
	if err != nil {
		return Rekeyed{}, err
	}
	switch {
	case path == "" && newKeyFile == "":
		return Rekeyed{}, errors.New("the secret key is set in FRONTDESK_SECRET_KEY (or …_FILE), which this program does not change: name a file for the new key, --new-key-file FILE, and configure that afterwards; frontdesk rekey --help has the steps")
	case path != "" && newKeyFile != "":
		return Rekeyed{}, fmt.Errorf("the secret key is in %s, and the new one goes there: leave --new-key-file out", path)
	}
	if err := store.Present(cfg.DatabaseURL); err != nil {
		return Rekeyed{}, err
	}
	if err := neverHadKey(ctx, cfg.DatabaseURL, path); err != nil {
		return Rekeyed{}, err
	}
	db, err := store.Open(ctx, cfg.DatabaseURL, store.Options{})
	if err != nil {
		return Rekeyed{}, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	release, err := db.Claim()
	if err != nil {
		return Rekeyed{}, err
	}
	defer release()
	if _, err := db.Migrate(ctx, cfg.HostDatabaseURL == ""); err != nil {
		return Rekeyed{}, err
	}
	return changeKey(ctx, cfg, db, path, newKeyFile, log)
}

// neverHadKey refuses to change the key of a house that has none yet: nothing is sealed there, and nothing is brought up or
// made by the way. path is the key file's, or empty.
func neverHadKey(ctx context.Context, url, path string) error {
	if path == "" {
		return nil
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		return nil // when it cannot be read, whoever reads it says so
	}
	in, err := store.Inspect(ctx, url, store.InspectOptions{})
	if err != nil {
		return err
	}
	if in.KeyFingerprint != "" {
		return nil // it had one: the file is missing, or a change died before the last step
	}
	return fmt.Errorf("there is no secret key to change yet, and nothing was changed: frontdesk serve makes the first one at its first start, in %s", path)
}

func changeKey(ctx context.Context, cfg configs.Config, db *store.DB, path, newKeyFile string, log zerolog.Logger) (Rekeyed, error) {
	have, err := db.KeyFingerprint(ctx)
	if err != nil {
		return Rekeyed{}, err
	}
	if newKeyFile != "" {
		if key, err := readKey(newKeyFile); err == nil && seal.Fingerprint(key) == have {
			if now, err := seal.ParseKey(cfg.SecretKey); err == nil && seal.Fingerprint(now) == have {
				return Rekeyed{}, fmt.Errorf("%s holds the key that is in force: name a file that is not there yet", newKeyFile)
			}
			return Rekeyed{KeyFile: newKeyFile}, nil // done before
		}
	}
	old, err := secretKey(cfg, have, log)
	if err != nil {
		return Rekeyed{}, err
	}
	if have != "" && seal.Fingerprint(old) != have {
		return Rekeyed{}, errWrongKey
	}
	target := newKeyFile
	if target == "" {
		target = path + newKeyEnd
	}
	fresh, err := nextKey(target)
	if err != nil {
		return Rekeyed{}, fmt.Errorf("cannot keep the new key: %w", err)
	}
	count, err := rekey.Run(ctx, db, old, fresh, inbox.Reseal, webinars.Reseal)
	if err != nil {
		return Rekeyed{}, err
	}
	if newKeyFile != "" {
		return Rekeyed{Count: count, KeyFile: newKeyFile}, nil
	}
	return Rekeyed{Count: count, KeyFile: path, OldKey: oldKeyName(path, old)}, adoptKey(path, newKeyEnd, old)
}

// nextKey reads the new key that an earlier try has left, or makes it.
func nextKey(path string) ([]byte, error) {
	key, err := readKey(path)
	if !errors.Is(err, os.ErrNotExist) {
		return key, err
	}
	key = make([]byte, seal.KeySize)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	return key, seal.WriteKeyFile(path, []byte(seal.FormatKey(key)))
}
