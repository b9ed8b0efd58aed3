package pgtest_test

import (
	"os"
	"strings"
	"testing"

	"frontdesk/internal/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

func TestEachTestHasADatabaseOfItsOwn(t *testing.T) {
	t.Parallel()
	a, b := pgtest.URL(t), pgtest.URL(t)
	for _, address := range []string{a, b} {
		if err := pgtest.Exec(address, "CREATE TABLE x (n int); INSERT INTO x VALUES (1)"); err != nil {
			t.Error(err)
		}
	}
	if err := pgtest.Exec(a, "CREATE TABLE x (n int)"); err == nil || !strings.Contains(err.Error(), "42P07") {
		t.Errorf("the table is not there: %v", err)
	}
}

func TestACrashedServerKeepsWhatWasCommitted(t *testing.T) {
	t.Parallel()
	pgtest.URL(t) // skips where there is no PostgreSQL
	s, err := pgtest.Start()
	if err != nil {
		t.Fatal(err)
	}
	if err := pgtest.Exec(s.URL(), "CREATE TABLE x (n int)"); err != nil {
		t.Error(err)
	}
	if err := s.Crash(); err != nil {
		t.Fatal(err)
	}
	if err := pgtest.Exec(s.URL(), "SELECT 1"); err == nil {
		t.Error("it still answers")
	}
	if err := s.Resume(); err != nil {
		t.Fatal(err)
	}
	if err := pgtest.Exec(s.URL(), "INSERT INTO x VALUES (1)"); err != nil {
		t.Error(err)
	}
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
}
