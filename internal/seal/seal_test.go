package seal_test

import (
	"bytes"
	"strings"
	"testing"

	"frontdesk/internal/seal"
)

func TestAKeyIsReadWithAndWithoutItsPadding(t *testing.T) {
	t.Parallel()
	const text = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
	for _, s := range []string{text, strings.TrimRight(text, "="), text + "\n"} {
		if key, err := seal.ParseKey(s); err != nil || !bytes.Equal(key, []byte("0123456789abcdef0123456789abcdef")) {
			t.Errorf("%q: %v, %v", s, key, err)
		}
	}
	for _, s := range []string{"", "MDEy", "not base64 !"} {
		if _, err := seal.ParseKey(s); err == nil {
			t.Errorf("%q is taken", s)
		}
	}
}

func TestAValueOpensInItsPlaceAlone(t *testing.T) {
	t.Parallel()
	box, err := seal.New(bytes.Repeat([]byte{7}, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	sealed := box.Seal([]byte("secret"), "row 1")
	if got, err := box.Open(sealed, "row 1"); err != nil || string(got) != "secret" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := box.Open(sealed, "row 2"); err == nil {
		t.Error("it opens in another row")
	}
}
