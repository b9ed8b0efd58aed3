package accounts

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"frontdesk/domain"
	"frontdesk/internal/djangohash"
	"frontdesk/store"
)

// checkLogin tells whether a name and password are those of an active user in the group telegram_admins. Known and
// unknown names cost the same: the same queries, and one check at the price of an admin's real hash.
func (s *Service) checkLogin(ctx context.Context, username string, key nameKey, password string) (bool, error) {
	user, err := s.host.FindUserByName(ctx, username)
	known := err == nil
	if err != nil && domain.KindOf(err) != domain.KindNotFound {
		return false, fmt.Errorf("finding a user: %w", err)
	}
	standIn, err := s.standIn(ctx, key)
	if err != nil {
		return false, err
	}
	encoded := standIn
	if known {
		encoded = user.Password
	}
	ok, err := s.passwords.Check(ctx, encoded, password)
	for _, other := range []string{standIn, costlyFiller()} {
		if !useless(err) {
			break
		}
		// A hash that cannot be used is refused in no time: that would tell that the name exists.
		_, err = s.passwords.Check(ctx, other, password)
		ok = false
	}
	if err != nil {
		return false, &domain.Error{Kind: domain.KindUnavailable, Err: fmt.Errorf("checking a password: %w", err)}
	}
	return ok && known && user.Active && user.Admin, nil
}

// useless tells whether a check has failed because of the hash and not of the time.
func useless(err error) bool {
	return errors.Is(err, djangohash.ErrUnusable) || errors.Is(err, djangohash.ErrUnknownKind) ||
		errors.Is(err, djangohash.ErrMalformed) || errors.Is(err, djangohash.ErrTooCostly)
}

// sampleSize is among how many admins' hashes a stand-in is chosen.
const sampleSize = 32

// standIn chooses the hash that a name without a user is held against. The same name always gets the same one, as a
// real user would: names must not change their price from try to try.
func (s *Service) standIn(ctx context.Context, key nameKey) (string, error) {
	hashes, err := s.host.SampleAdminHashes(ctx, sampleSize)
	if err != nil {
		return "", fmt.Errorf("reading admins: %w", err)
	}
	// Admins who cannot sign in by password would lend a name no price at all.
	hashes = slices.DeleteFunc(hashes, func(hash string) bool { return hash == "" || hash[0] == '!' })
	if len(hashes) == 0 {
		return costlyFiller(), nil
	}
	return hashes[binary.BigEndian.Uint64(key[:8])%uint64(len(hashes))], nil
}

// costlyFiller is a hash that nobody's password has and that costs what those made by us cost.
func costlyFiller() string {
	var digest [sha256.Size]byte
	_, _ = rand.Read(digest[:]) // never fails, by its documentation
	return "pbkdf2_sha256$" + strconv.Itoa(djangohash.Rounds) + "$" + rand.Text() + "$" + base64.StdEncoding.EncodeToString(digest[:])
}

// nameKey stands for a name that somebody typed: counted in the database, where the name itself does not belong, since
// people type passwords into the wrong line. Letter case and Unicode's look-alikes (NFKC, as Django reads names) make no
// difference.
type nameKey [sha256.Size]byte

func (k nameKey) subject() string { return "name:" + hex.EncodeToString(k[:16]) }

func (s *Service) nameKey(ctx context.Context, username string) (nameKey, error) {
	secret, err := s.secret(ctx)
	if err != nil {
		return nameKey{}, err
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(strings.ToLower(norm.NFKC.String(strings.TrimSpace(username)))))
	return nameKey(mac.Sum(nil)), nil
}

// pepperSetting is the setting that holds the installation's own random bytes: nobody outside can compute which
// stand-in a name gets.
const pepperSetting = "sign_in_pepper"

func (s *Service) secret(ctx context.Context) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pepper != nil {
		return s.pepper, nil
	}
	text, err := s.db.Setting(ctx, pepperSetting)
	if err != nil {
		return nil, err
	}
	if text == "" {
		text = rand.Text()
		err := s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.SetSetting(ctx, pepperSetting, text) })
		if err != nil {
			return nil, err
		}
	}
	s.pepper = []byte(text)
	return s.pepper, nil
}
