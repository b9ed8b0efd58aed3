package store_test

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"frontdesk/store"
)

// growing are the tables that history fills. A statement that reads one of them from end to end costs more every day.
var growing = regexp.MustCompile(`SCAN (frontdesk_(inbox|delivery|screen|person|expected_input|change|audit|attempt))\b`)

// walked are the other two ways to pay for history: sorting what was found, and going along the keys.
var walked = regexp.MustCompile(`TEMP B-TREE|\(rowid>\?\)`)

// few are the indexes over the few rows that are not history: what waits, what is live, who is banned.
var few = regexp.MustCompile(`USING (COVERING )?INDEX frontdesk_\w+_(waiting|parked|pending|live|subject|banned)\b`)

// unfinished are the beginnings of statements that are put together while running.
var unfinished = regexp.MustCompile(`(, |FROM |")$`)

// TestNoStatementReadsHistoryFromEndToEnd asks SQLite how it would run each SQL text of this package.
func TestNoStatementReadsHistoryFromEndToEnd(t *testing.T) {
	t.Parallel()
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "x.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Migrate(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	queries := statements(t)
	if len(queries) < 30 {
		t.Fatalf("only %d statements were found", len(queries))
	}
	for _, q := range queries {
		if !strings.Contains(q, "frontdesk_") || strings.Contains(q, "payload IS NOT NULL") {
			continue // the catalog is short, and a change of the secret key has to see every sealed value
		}
		var plan []struct {
			ID      int    `db:"id"`
			Parent  int    `db:"parent"`
			NotUsed int    `db:"notused"`
			Detail  string `db:"detail"`
		}
		if err := db.Readers().SelectContext(t.Context(), &plan, "EXPLAIN QUERY PLAN "+q, make([]any, strings.Count(q, "?"))...); err != nil {
			t.Errorf("%s: %v", q, err)
		}
		for _, step := range plan {
			if walked.MatchString(step.Detail) || growing.MatchString(step.Detail) && !few.MatchString(step.Detail) {
				t.Errorf("%s\n\t%s", q, step.Detail)
			}
		}
	}
}

// statements are the constant SQL texts in this package's source, put together as the compiler does.
func statements(t *testing.T) []string {
	t.Helper()
	set := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(set, name, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	info := types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	// Imports are not needed to fold constants: what cannot be found is left out.
	config := types.Config{Error: func(error) {}, Importer: nobody{}}
	_, _ = config.Check("store", set, files, &info)
	verb := regexp.MustCompile(`^(SELECT|UPDATE|DELETE|INSERT) `)
	var list []string
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			v := info.Types[e].Value
			if v == nil || v.Kind() != constant.String || !verb.MatchString(constant.StringVal(v)) {
				return true
			}
			// What only PostgreSQL knows is about its locks and transactions, and the few marks of its commits.
			if q := constant.StringVal(v); !unfinished.MatchString(q) && !strings.Contains(q, "pg_") && !strings.Contains(q, "frontdesk_commit") {
				list = append(list, q)
			}
			return false // its parts are no statements
		})
	}
	return list
}

type nobody struct{}

func (nobody) Import(path string) (*types.Package, error) {
	return types.NewPackage(path, filepath.Base(path)), nil
}
