package djangohash

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"
)

// Made by Django 3.2 (passwords in the comments), and scrypt by Python's hashlib as Django 4.0 calls it.
const (
	ofOlga  = "pbkdf2_sha256$260000$faczQ4LSPvQ8msnlRQPK8u$Fic/8NmhKnipJItTyD7/4drYOhNRw7RoW55pT4VAmQE="                              // demo-olga-пароль
	ofFedor = "scrypt$16384$saltFedor01$8$1$zS7Jybt8kTkdjo1UwNAGy30jK+Dq4NCk8UcEWgDblXC9HnnedsGdcUBvgowSan5qIYrZEoHh2qWsld8iDtEUbg==" // demo-fedor-пароль
)

func TestUsersOfADjangoDatabaseSignIn(t *testing.T) {
	t.Parallel()
	db, err := sql.Open("sqlite3", "file:../../store/host/testdata/django-market.sqlite3?mode=ro&immutable=1")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), "SELECT username, password FROM auth_user")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	seen := 0
	kinds := map[string]bool{}
	for rows.Next() {
		var name, encoded string
		if err := rows.Scan(&name, &encoded); err != nil {
			t.Fatal(err)
		}
		seen++
		if ok, err := Verify(encoded, "demo-"+name+"-пароль"); !ok || err != nil {
			t.Errorf("%s cannot sign in: %v, %v", name, ok, err)
		}
		kind, _, _ := strings.Cut(encoded, "$")
		if kinds[kind] {
			continue // a wrong password takes as long as a right one: once for each kind is enough
		}
		kinds[kind] = true
		if ok, err := Verify(encoded, "demo-"+name+"-пароль "); ok || err != nil {
			t.Errorf("%s with a wrong password: %v, %v", name, ok, err)
		}
	}
	if rows.Err() != nil || seen != 7 {
		t.Errorf("%d users: %v", seen, rows.Err())
	}
}

func TestWhatWeEncodeWeVerify(t *testing.T) {
	t.Parallel()
	first, err := Encode("Пароль с $ и пробелом")
	if err != nil {
		t.Fatal(err)
	}
	second, err := Encode("Пароль с $ и пробелом")
	if err != nil || first == second || len(first) > 128 {
		t.Errorf("%q, %q: %v", first, second, err)
	}
	if ok, err := Verify(first, "Пароль с $ и пробелом"); !ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	if ok, err := Verify(first, "пароль с $ и пробелом"); ok || err != nil {
		t.Errorf("a wrong password: %v, %v", ok, err)
	}
}

func TestPythonBcryptCutAt72Bytes(t *testing.T) {
	t.Parallel()
	// bcrypt 3.2 for Python, cost 4, of "й" forty times: 80 bytes, of which 72 count.
	const encoded = "bcrypt$$2b$04$abcdefghijklmnopqrstuuhv5MW5qrRWlr3jPI.nr0YMXXH8lTas2"
	for _, long := range []string{strings.Repeat("й", 40), strings.Repeat("й", 36), strings.Repeat("й", 36) + "что угодно"} {
		if ok, err := Verify(encoded, long); !ok || err != nil {
			t.Errorf("%d bytes: %v, %v", len(long), ok, err)
		}
	}
	if ok, err := Verify(encoded, strings.Repeat("й", 35)); ok || err != nil {
		t.Errorf("70 bytes are another password: %v, %v", ok, err)
	}
}

func TestHashesThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		encoded string
		want    error
	}{
		"no password at all":         {"", ErrUnusable},
		"set_unusable_password":      {"!GzXkWqkPzYhVxmWnnKZy2mJwI1dGcYAnMFQwzn3w", ErrUnusable},
		"md5":                        {"md5$salt$5f4dcc3b5aa765d61d8327deb882cf99", ErrUnknownKind},
		"unsalted md5":               {"5f4dcc3b5aa765d61d8327deb882cf99", ErrUnknownKind},
		"sha1":                       {"sha1$salt$c88e9c67041a74e0357befdff93f87dde0904214", ErrUnknownKind},
		"argon2d":                    {"argon2$argon2d$v=19$m=512,t=2,p=2$c29tZXNhbHQ$0123456789abcdef0123456789", ErrUnknownKind},
		"argon2 of version 16":       {"argon2$argon2id$v=16$m=512,t=2,p=2$c29tZXNhbHQ$0123456789abcdef0123456789", ErrUnknownKind},
		"rounds without end":         {"pbkdf2_sha256$2000000000$salt$Fic/8NmhKnipJItTyD7/4drYOhNRw7RoW55pT4VAmQE=", ErrTooCostly},
		"rounds beyond any number":   {"pbkdf2_sha1$99999999999999999999999$salt$KgX03mKFwI6sGYujj+ukwDmxqu0=", ErrTooCostly},
		"no rounds":                  {"pbkdf2_sha256$0$salt$Fic/8NmhKnipJItTyD7/4drYOhNRw7RoW55pT4VAmQE=", ErrMalformed},
		"negative rounds":            {"pbkdf2_sha256$-1$salt$Fic/8NmhKnipJItTyD7/4drYOhNRw7RoW55pT4VAmQE=", ErrMalformed},
		"no salt":                    {"pbkdf2_sha256$1000$$Fic/8NmhKnipJItTyD7/4drYOhNRw7RoW55pT4VAmQE=", ErrMalformed},
		"an empty hash":              {"pbkdf2_sha256$1000$salt$", ErrMalformed},
		"a cut hash":                 {ofOlga[:len(ofOlga)-8], ErrMalformed},
		"a gigabyte of argon2":       {"argon2$argon2id$v=19$m=1048576,t=2,p=8$c29tZXNhbHQ$MDEyMzQ1Njc4OWFiY2RlZg", ErrTooCostly},
		"argon2 passes without end":  {"argon2$argon2id$v=19$m=102400,t=60000,p=8$c29tZXNhbHQ$MDEyMzQ1Njc4OWFiY2RlZg", ErrTooCostly},
		"argon2 without passes":      {"argon2$argon2id$v=19$m=102400,t=0,p=8$c29tZXNhbHQ$MDEyMzQ1Njc4OWFiY2RlZg", ErrMalformed},
		"argon2 without lanes":       {"argon2$argon2id$v=19$m=102400,t=1,p=0$c29tZXNhbHQ$MDEyMzQ1Njc4OWFiY2RlZg", ErrMalformed},
		"argon2 with an empty hash":  {"argon2$argon2id$v=19$m=512,t=1,p=1$c29tZXNhbHQ$", ErrMalformed},
		"a gigabyte of scrypt":       {"scrypt$1048576$salt$8$1$" + ofFedor[29:], ErrTooCostly},
		"scrypt lanes without end":   {"scrypt$131072$salt$8$64$" + ofFedor[29:], ErrTooCostly},
		"scrypt, no power of two":    {"scrypt$16383$saltFedor01$8$1$" + ofFedor[29:], ErrMalformed},
		"scrypt that lacks a figure": {"scrypt$16384$saltFedor01$8$abc", ErrMalformed},
		"bcrypt of cost 31":          {"bcrypt$$2b$31$abcdefghijklmnopqrstuuhv5MW5qrRWlr3jPI.nr0YMXXH8lTas2", ErrTooCostly},
		"bcrypt cut short":           {"bcrypt_sha256$$2b$12$abcdefghijklmnopqrstuu", ErrMalformed},
		"bcrypt with a broken salt":  {"bcrypt$$2b$04$abcdefghijk\x00mnopqrstuuhv5MW5qrRWlr3jPI.nr0YMXXH8lTas2", ErrMalformed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if ok, err := Verify(c.encoded, "password"); ok || !errors.Is(err, c.want) {
				t.Errorf("%v, %v; want %v", ok, err, c.want)
			}
		})
	}
}

func TestCheckerTakesTurns(t *testing.T) {
	t.Parallel()
	c := NewChecker(1)
	c.turns <- struct{}{} // somebody is being checked
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		_, err := c.Check(ctx, ofOlga, "demo-olga-пароль")
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("waiting ended with %v", err)
	}
	<-c.turns
	if ok, err := c.Check(t.Context(), ofOlga, "demo-olga-пароль"); !ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	if len(c.turns) != 0 {
		t.Error("the turn was not given back")
	}
}

func FuzzVerify(f *testing.F) {
	f.Add(ofOlga, "demo-olga-пароль")
	f.Add(ofFedor, "x")
	f.Add("argon2$argon2id$v=19$m=512,t=1,p=1$c29tZXNhbHQ$MDEyMzQ1Njc4OWFiY2RlZg", "x")
	f.Add("bcrypt$$2b$04$abcdefghijklmnopqrstuuhv5MW5qrRWlr3jPI.nr0YMXXH8lTas2", "x")
	f.Fuzz(func(t *testing.T, encoded, password string) {
		if ok, err := Verify(encoded, password); ok && err != nil {
			t.Errorf("%q: right and refused: %v", encoded, err)
		}
	})
}
