package engine

import (
	"database/sql"
	"errors"
	"testing"
	"time"
)

func TestMemoryGivesWhatItWasTold(t *testing.T) {
	t.Parallel()
	now := time.Unix(1000, 0)
	m := NewMemory(func() time.Time { return now }, "shops", "people")
	asked := 0
	ask := func(query string, answer []string, err error) ([]string, error) {
		var got []string
		err = m.recall(&got, query, []any{int64(1)}, func() error { asked++; got = answer; return err })
		return got, err
	}
	const shops, joined, foreign = "SELECT name FROM shops WHERE id = ?", "SELECT 1 FROM shops JOIN people ON TRUE WHERE id = ?", "SELECT 1 FROM shops JOIN orders ON TRUE WHERE id = ?"
	wrote := func(statement string) {
		for _, counter := range m.wrote(statement) {
			counter.Add(1)
		}
	}
	steps := []struct {
		name  string
		do    func()
		query string
		asks  bool
	}{
		{"the first time", func() {}, shops, true},
		{"again", func() {}, shops, false},
		{"another table was written", func() { wrote("UPDATE people SET name = ?") }, shops, false},
		{"a join, the first time", func() {}, joined, true},
		{"a join, again", func() {}, joined, false},
		{"one side of the join was written", func() { wrote("INSERT INTO people (id) VALUES (?)") }, joined, true},
		{"its own table was written", func() { wrote("DELETE FROM shops WHERE id = ?") }, shops, true},
		{"again after that", func() {}, shops, false},
		{"a table that is not remembered", func() {}, foreign, true},
		{"and again", func() {}, foreign, true},
		{"others have written", func() { m.Checked(true) }, shops, true},
		{"others have not", func() { m.Checked(false) }, shops, false},
		{"nobody has looked for long", func() { now = now.Add(rememberFor + time.Second) }, shops, true},
	}
	for _, step := range steps {
		step.do()
		before := asked
		got, err := ask(step.query, []string{"a", "b"}, nil)
		if err != nil || len(got) != 2 || got[1] != "b" {
			t.Errorf("%s: %v, %v", step.name, got, err)
		}
		got[1] = "somebody changes his own copy"
		if (asked > before) != step.asks {
			t.Errorf("%s: asked the database: %v", step.name, asked > before)
		}
	}
}

func TestMemoryKeepsThatNothingIsThereButNoTrouble(t *testing.T) {
	t.Parallel()
	m := NewMemory(time.Now, "shops")
	answers := []error{errors.New("the disk is away"), sql.ErrNoRows}
	asked := 0
	for _, want := range []error{answers[0], sql.ErrNoRows, sql.ErrNoRows} {
		var got int64
		err := m.recall(&got, "SELECT id FROM shops WHERE id = ?", []any{1}, func() error { asked++; return answers[asked-1] })
		if !errors.Is(err, want) {
			t.Errorf("%v, not %v", err, want)
		}
	}
}
