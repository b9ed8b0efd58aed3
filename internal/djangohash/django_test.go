package djangohash_test

import (
	"encoding/json"
	"strings"
	"testing"

	"frontdesk/internal/djangohash"
	"frontdesk/internal/djangohash/djangotest"
)

// makeHashes has Django hash one password by every hasher that it can load, and judge a hash of ours.
const makeHashes = `
import json, sys
from django.conf import settings
names = ["PBKDF2", "PBKDF2SHA1", "Argon2", "BCryptSHA256", "BCrypt", "Scrypt"]
import django.contrib.auth.hashers as h
have = [n for n in names if hasattr(h, n + "PasswordHasher")]
settings.configure(PASSWORD_HASHERS=["django.contrib.auth.hashers.%sPasswordHasher" % n for n in have])
password, ours = sys.argv[1], sys.argv[2]
print(json.dumps({
    "made": [h.make_password(password, hasher=x.algorithm) for x in h.get_hashers()],
    "unusable": h.make_password(None),
    "right": h.check_password(password, ours),
    "wrong": h.check_password(password + "x", ours),
}))
`

func TestRealDjangoAgrees(t *testing.T) {
	t.Parallel()
	const password = "пароль $ — 4711"
	ours, err := djangohash.Encode(password)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Made         []string
		Unusable     string
		Right, Wrong bool
	}
	if err := json.Unmarshal([]byte(djangotest.Run(t, nil, makeHashes, password, ours)), &got); err != nil {
		t.Fatal(err)
	}
	if !got.Right || got.Wrong {
		t.Errorf("Django judges our hash: right password %v, wrong one %v", got.Right, got.Wrong)
	}
	if len(got.Made) < 5 {
		t.Errorf("Django made %d kinds of hashes, want at least 5", len(got.Made))
	}
	for _, encoded := range got.Made {
		kind, _, _ := strings.Cut(encoded, "$")
		if ok, err := djangohash.Verify(encoded, password); !ok || err != nil {
			t.Errorf("%s: the right password: %v, %v", kind, ok, err)
		}
	}
	if ok, err := djangohash.Verify(got.Unusable, ""); ok || err == nil {
		t.Errorf("an unusable password: %v, %v", ok, err)
	}
}
