package djangohash

import (
	"crypto/subtle"
	"encoding/base64"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/scrypt"
)

// Limits of the two kinds that are hard by memory. Django's argon2 asks for 100 MiB and two passes, its scrypt for 16 MiB
// (five times that work since 5.1).
const (
	maxMemoryKiB = 256 << 10 // of one check
	maxWorkKiB   = 2 << 20   // memory times passes (argon2) or lanes (scrypt)
	maxLanes     = 64
	maxPasses    = 1 << 16
)

// scryptSize is the length of Django's scrypt hash in bytes.
const scryptSize = 64

// verifyArgon2 takes `argon2id$v=19$m=102400,t=2,p=8$SALT$HASH`. Version 16 and argon2d, which no Django writes by default,
// are unknown to x/crypto and so to us.
func verifyArgon2(rest, password string) (bool, error) {
	parts := strings.Split(rest, "$")
	if len(parts) != 5 || parts[1] != "v="+strconv.Itoa(argon2.Version) {
		return false, ErrUnknownKind
	}
	derive := argon2.IDKey
	switch parts[0] {
	case "argon2id":
	case "argon2i":
		derive = argon2.Key
	default:
		return false, ErrUnknownKind
	}
	cost, err := argon2Cost(parts[2])
	if err != nil {
		return false, err
	}
	salt, saltErr := base64.RawStdEncoding.Strict().DecodeString(parts[3])
	want, hashErr := base64.RawStdEncoding.Strict().DecodeString(parts[4])
	if saltErr != nil || hashErr != nil || len(salt) < 8 || len(salt) > maxSalt || len(want) < 16 || len(want) > maxHash {
		return false, ErrMalformed
	}
	got := derive([]byte(password), salt, uint32(cost.passes), uint32(cost.memory), uint8(cost.lanes), uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

type argon2Figures struct {
	memory, passes, lanes int // KiB, times, threads
}

func argon2Cost(text string) (argon2Figures, error) {
	var c argon2Figures
	fields := strings.Split(text, ",")
	if len(fields) != 3 {
		return c, ErrMalformed
	}
	for i, f := range []struct {
		prefix string
		to     *int
		most   int
	}{{"m=", &c.memory, maxMemoryKiB}, {"t=", &c.passes, maxPasses}, {"p=", &c.lanes, maxLanes}} {
		digits, found := strings.CutPrefix(fields[i], f.prefix)
		if !found {
			return c, ErrMalformed
		}
		n, err := number(digits, f.most)
		if err != nil {
			return c, err
		}
		*f.to = n
	}
	if c.memory*c.passes > maxWorkKiB {
		return c, ErrTooCostly
	}
	if c.memory < 8*c.lanes { // argon2's own rule (RFC 9106, 3.1)
		return c, ErrMalformed
	}
	return c, nil
}

// verifyScrypt takes `N$SALT$R$P$BASE64`.
func verifyScrypt(rest, password string) (bool, error) {
	parts := strings.Split(rest, "$")
	if len(parts) != 5 {
		return false, ErrMalformed
	}
	n, err := number(parts[0], maxMemoryKiB*8) // 128 bytes a step with the smallest R
	if err != nil {
		return false, err
	}
	r, err := number(parts[2], maxMemoryKiB)
	if err != nil {
		return false, err
	}
	p, err := number(parts[3], maxLanes)
	if err != nil {
		return false, err
	}
	if memory := n * r / 8; memory > maxMemoryKiB || memory*p > maxWorkKiB { // 128·N·R bytes, in KiB
		return false, ErrTooCostly
	}
	salt := parts[1]
	want, err := base64.StdEncoding.Strict().DecodeString(parts[4])
	if err != nil || len(want) != scryptSize || salt == "" || len(salt) > maxSalt {
		return false, ErrMalformed
	}
	got, err := scrypt.Key([]byte(password), []byte(salt), n, r, p, scryptSize)
	if err != nil { // N is not a power of two
		return false, ErrMalformed
	}
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}
