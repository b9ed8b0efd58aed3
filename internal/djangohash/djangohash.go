// Package djangohash verifies passwords against the hashes that Django stores in auth_user.password, and makes such hashes.
//
// The shapes are those of django/contrib/auth/hashers.py (Django 3.2 to 6.0):
//
//	pbkdf2_sha256$ROUNDS$SALT$BASE64        pbkdf2_sha1$ROUNDS$SALT$BASE64
//	argon2$argon2id$v=19$m=KIB,t=PASSES,p=LANES$SALT$HASH  (argon2i as well)
//	bcrypt_sha256$$2b$COST$SALTANDHASH      bcrypt$$2b$COST$SALTANDHASH
//	scrypt$N$SALT$R$P$BASE64
//
// Every figure read from a hash is held against a limit before any work is done, so a hostile row of the host's table
// costs an error and not a minute of the processor. No error repeats a part of the hash.
package djangohash

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash"
	"strconv"
	"strings"

	"golang.org/x/crypto/bcrypt"
)

// What can be wrong with an encoded hash. A wrong password is not an error.
var (
	// ErrUnusable is a user without a password: Django writes "!" and random characters, or nothing at all.
	ErrUnusable = errors.New("the user has no usable password")
	// ErrUnknownKind is a hasher that we do not take: md5, sha1, crypt and other weak ones, argon2d, anything newer.
	ErrUnknownKind = errors.New("the password hash is of a kind that is not supported")
	// ErrMalformed is a hash of a known kind that is not in Django's shape.
	ErrMalformed = errors.New("the password hash is damaged")
	// ErrTooCostly is a hash that asks for more work or memory than our limits allow.
	ErrTooCostly = errors.New("the password hash asks for more work than is allowed")
)

// Rounds is the work that Encode asks for. 600,000 is OWASP's minimum for PBKDF2-HMAC-SHA256 and Django 4.2's own figure.
// Later Djangos ask for more each release (6.0: 1,200,000), but an admin's login should not take a small machine's
// processor for a second, and a Django that wants more re-hashes by itself when the person next signs in to it.
const Rounds = 600_000

// Limits on what a hash may ask of us; each stands well above Django's own defaults and below a few seconds of one core.
const (
	maxRounds     = 5_000_000 // PBKDF2; Django 6.0 uses 1,200,000
	maxBcryptCost = 15        // Django uses 12; each step doubles the work
	maxSalt       = 256       // bytes
	maxHash       = 256       // bytes
)

// bcryptLimit is where bcrypt stops reading a password. Python's bcrypt cut there in silence, so hashes made of longer
// passwords are in the field; x/crypto would compare the same bytes, but newer versions may refuse the rest.
const bcryptLimit = 72

// Verify tells whether password is the one that encoded was made of. The error is one of this package's, and means that
// encoded could not be used at all.
func Verify(encoded, password string) (bool, error) {
	if encoded == "" || encoded[0] == '!' {
		return false, ErrUnusable
	}
	kind, rest, found := strings.Cut(encoded, "$")
	if !found {
		return false, ErrUnknownKind
	}
	switch kind {
	case "pbkdf2_sha256":
		return verifyPBKDF2(sha256.New, rest, password)
	case "pbkdf2_sha1":
		return verifyPBKDF2(sha1.New, rest, password)
	case "argon2":
		return verifyArgon2(rest, password)
	case "scrypt":
		return verifyScrypt(rest, password)
	case "bcrypt_sha256":
		digest := sha256.Sum256([]byte(password))
		return verifyBcrypt(rest, hex.AppendEncode(nil, digest[:]))
	case "bcrypt":
		key := []byte(password)
		return verifyBcrypt(rest, key[:min(len(key), bcryptLimit)])
	default:
		return false, ErrUnknownKind
	}
}

// Encode makes a pbkdf2_sha256 hash of password with a fresh salt: about 92 characters, Django's column takes 128.
func Encode(password string) (string, error) {
	salt := rand.Text()
	key, err := pbkdf2.Key(sha256.New, password, []byte(salt), Rounds, sha256.Size)
	if err != nil {
		return "", err
	}
	return "pbkdf2_sha256$" + strconv.Itoa(Rounds) + "$" + salt + "$" + base64.StdEncoding.EncodeToString(key), nil
}

func verifyPBKDF2(newHash func() hash.Hash, rest, password string) (bool, error) {
	parts := strings.Split(rest, "$")
	if len(parts) != 3 {
		return false, ErrMalformed
	}
	rounds, err := number(parts[0], maxRounds)
	if err != nil {
		return false, err
	}
	salt := parts[1]
	want, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(want) != newHash().Size() || salt == "" || len(salt) > maxSalt {
		return false, ErrMalformed
	}
	got, err := pbkdf2.Key(newHash, password, []byte(salt), rounds, len(want))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

func verifyBcrypt(rest string, key []byte) (bool, error) {
	if len(rest) != 60 { // "$2b$12$" and 53 characters
		return false, ErrMalformed
	}
	hashed := []byte(rest)
	cost, err := bcrypt.Cost(hashed)
	if err != nil {
		return false, ErrMalformed
	}
	if cost > maxBcryptCost {
		return false, ErrTooCostly
	}
	switch err = bcrypt.CompareHashAndPassword(hashed, key); {
	case err == nil:
		return true, nil
	case errors.Is(err, bcrypt.ErrMismatchedHashAndPassword):
		return false, nil
	default:
		return false, ErrMalformed
	}
}

// number reads a figure from 1 to most. A figure that is too long for an int is as costly as any.
func number(text string, most int) (int, error) {
	n, err := strconv.Atoi(text)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, ErrTooCostly
	case err != nil || n < 1 || text[0] == '+':
		return 0, ErrMalformed
	case n > most:
		return 0, ErrTooCostly
	}
	return n, nil
}
