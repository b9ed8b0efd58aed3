// Package seal encrypts what must not be read from a stolen database file: AES-256-GCM under one secret key.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// KeySize is the length of a secret key in bytes.
const KeySize = 32

// Box seals and opens values. Each value is bound to a place ("inbox 42"): moved elsewhere, it does not open.
type Box struct{ aead cipher.AEAD }

// New makes a box from a key of KeySize bytes.
func New(key []byte) (*Box, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("a secret key has %d bytes, not %d", KeySize, len(key))
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return &Box{aead: aead}, nil
}

// Seal encrypts value for a place.
func (b *Box) Seal(value []byte, place string) []byte {
	return b.aead.Seal(nil, nil, value, []byte(place))
}

// Place names a column of one row of a table, for values that stay there: Place("frontdesk_overlay.token", 5) is
// "frontdesk_overlay.token/5".
func Place(column string, id int64) string { return column + "/" + strconv.FormatInt(id, 10) }

// TokenHash is what is kept of a token that is a secret by itself (an invitation, a login link, an overlay's address): its
// SHA-256 in hex. Nobody can make the token of it.
func TokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// ErrSealed says that a value was sealed under another key or for another place, or was changed.
var ErrSealed = errors.New("the value does not open with this secret key")

// Open decrypts what Seal made for the same place.
func (b *Box) Open(sealed []byte, place string) ([]byte, error) {
	value, err := b.aead.Open(nil, nil, sealed, []byte(place))
	if err != nil {
		return nil, ErrSealed
	}
	return value, nil
}

// ParseKey reads a key from base64, with or without its "=".
func ParseKey(text string) ([]byte, error) {
	key, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(strings.TrimSpace(text), "="))
	if err != nil || len(key) != KeySize {
		return nil, fmt.Errorf("a secret key is %d bytes in base64; make one with: openssl rand -base64 32", KeySize)
	}
	return key, nil
}

// Fingerprint is a short name of a key that tells nothing about it: stored beside the data to notice a wrong key early.
func Fingerprint(key []byte) string {
	sum := sha256.Sum256(append([]byte("frontdesk key fingerprint:"), key...))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// KeyFile reads the key file at path, and makes it (mode 0600) when there is none. made tells which.
func KeyFile(path string) (key []byte, made bool, err error) {
	text, err := os.ReadFile(path)
	if err == nil {
		key, err = ParseKey(string(text))
		if err != nil {
			err = fmt.Errorf("%s: %w", path, err)
		}
		return key, false, err
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, false, err
	}
	key = make([]byte, KeySize)
	if _, err := rand.Read(key); err != nil {
		return nil, false, err
	}
	if err := writeNew(path, FormatKey(key)); err != nil {
		return nil, false, err
	}
	return key, true, nil
}

// FormatKey writes a key as ParseKey reads it, with a line's end.
func FormatKey(key []byte) string { return base64.StdEncoding.EncodeToString(key) + "\n" }

// WriteKeyFile writes what a key file holds into a new one (mode 0600), whole or not at all. It never replaces one.
func WriteKeyFile(path string, content []byte) error { return writeNew(path, string(content)) }

// writeNew writes a whole new file or none: a key that is half on disk would lock its owner out.
func writeNew(path, text string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".key-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err = f.WriteString(text); err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil {
		return err
	}
	// The name as well must live through a power cut.
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
