package store_test

import (
	"strings"
	"testing"

	"frontdesk/store"
)

func TestWhoeverLooksSeesWhetherADatabaseIsServed(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		served := func() bool {
			t.Helper()
			s, err := store.Served(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(url, "postgres:") && s.On != (s.By != "") {
				t.Errorf("%+v", s)
			}
			return s.On
		}
		db := open(t, url)
		if served() {
			t.Error("served before anybody does")
		}
		release, err := db.Claim()
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // looking changes nothing
			if !served() {
				t.Error("nobody seems to serve")
			}
		}
		release()
		if served() {
			t.Error("served after the end")
		}
	})
}

func TestOnlyOneBackupAtATime(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		open(t, url)
		unlock, err := store.LockWork(t.Context(), url, "backup")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.LockWork(t.Context(), url, "backup"); err == nil || !strings.Contains(err.Error(), "under way") {
			t.Errorf("a second one: %v", err)
		}
		unlock()
		again, err := store.LockWork(t.Context(), url, "backup")
		if err != nil {
			t.Fatal(err)
		}
		again()
	})
}
