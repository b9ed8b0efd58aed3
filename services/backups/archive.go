package backups

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"
)

// The parts of a backup. It is a gzipped tar inside age's encryption, so that `age -d FILE | tar xz` opens it without us.
const (
	manifestName = "manifest.json"
	databaseName = "frontdesk.db"
	keyName      = "frontdesk.key"
)

// format is the number of this layout; a backup with a higher one is from a newer program.
const format = 1

// Manifest is what a backup says about itself.
type Manifest struct {
	Format         int              `json:"format"`
	Version        string           `json:"version"` // of the program that made it
	MadeAt         time.Time        `json:"made_at"`
	Bytes          int64            `json:"bytes"`  // of the database inside
	SHA256         string           `json:"sha256"` // of the database inside, in hex
	Migrations     map[string]int64 `json:"migrations"`
	Tables         map[string]int64 `json:"tables"` // rows
	KeyFingerprint string           `json:"key_fingerprint,omitempty"`
	HasKey         bool             `json:"has_key"`
}

// Rows is how many rows all tables have.
func (m Manifest) Rows() int64 {
	n := int64(0)
	for _, rows := range m.Tables {
		n += rows
	}
	return n
}

// pack writes an archive for the recipients.
func pack(w io.Writer, recipients []age.Recipient, m Manifest, database string, key []byte) error {
	sealed, err := age.Encrypt(w, recipients...)
	if err != nil {
		return err
	}
	// Most of the time would go into squeezing out the last tenth.
	zipped, err := gzip.NewWriterLevel(sealed, gzip.BestSpeed)
	if err != nil {
		return err
	}
	t := tar.NewWriter(zipped)
	about, err := json.MarshalIndent(m, "", "  ")
	if err == nil {
		err = addBytes(t, manifestName, append(about, '\n'), m.MadeAt)
	}
	if err == nil {
		err = addFile(t, databaseName, database, m.MadeAt)
	}
	if err == nil && key != nil {
		err = addBytes(t, keyName, key, m.MadeAt)
	}
	return errors.Join(err, t.Close(), zipped.Close(), sealed.Close())
}

func addBytes(t *tar.Writer, name string, content []byte, at time.Time) error {
	err := t.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(content)), ModTime: at, Format: tar.FormatPAX})
	if err == nil {
		_, err = t.Write(content)
	}
	return err
}

func addFile(t *tar.Writer, name, path string, at time.Time) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	err = t.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: info.Size(), ModTime: at, Format: tar.FormatPAX})
	if err == nil {
		_, err = io.Copy(t, f)
	}
	return err
}

// unpacked is an archive's content: the database as a file in a folder of ours.
type unpacked struct {
	manifest Manifest
	database string
	key      []byte
}

// maxSmall bounds the parts that are read into memory.
const maxSmall = 1 << 20

// unpack decrypts an archive to its very end and holds the database against the manifest.
func unpack(path string, identities []age.Identity, dir string) (u unpacked, err error) {
	f, err := os.Open(path)
	if err != nil {
		return u, err
	}
	defer f.Close()
	opened, err := age.Decrypt(f, identities...)
	if err != nil {
		var wrong *age.NoIdentityMatchError
		if errors.As(err, &wrong) {
			return u, notOpened(wrong.StanzaTypes, identities)
		}
		return u, damaged(err)
	}
	zipped, err := gzip.NewReader(opened)
	if err != nil {
		return u, damaged(err)
	}
	t := tar.NewReader(zipped)
	sum := ""
	for {
		header, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return u, damaged(err)
		}
		switch header.Name {
		case manifestName:
			if err := json.NewDecoder(io.LimitReader(t, maxSmall)).Decode(&u.manifest); err != nil {
				return u, damaged(err)
			}
			if u.manifest.Format > format {
				return u, fmt.Errorf("the backup was made by frontdesk %s, which is newer than this one: restore it with that version", u.manifest.Version)
			}
		case databaseName:
			u.database = filepath.Join(dir, databaseName)
			if sum, err = extract(t, u.database); err != nil {
				return u, damaged(err)
			}
		case keyName:
			if u.key, err = io.ReadAll(io.LimitReader(t, maxSmall)); err != nil {
				return u, damaged(err)
			}
		}
	}
	// gzip's checksum and age's last chunk come after tar's end.
	if _, err := io.Copy(io.Discard, zipped); err != nil {
		return u, damaged(err)
	}
	if u.database == "" || sum != u.manifest.SHA256 {
		return u, damaged(errors.New("the database in it is not the one that was put in"))
	}
	return u, nil
}

func damaged(err error) error {
	return fmt.Errorf("the backup is damaged or not whole; take another one: %w", err)
}

func extract(from io.Reader, path string) (sum string, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, hash), from)
	if err == nil {
		err = f.Sync()
	}
	return hex.EncodeToString(hash.Sum(nil)), errors.Join(err, f.Close())
}
