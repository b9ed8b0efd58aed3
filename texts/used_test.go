package texts_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"frontdesk/texts"
	"frontdesk/texts/internal/catalog"
)

// mentions are what the program's own sources say about texts.
type mentions struct {
	constants map[string]bool   // names used as texts.Name, or inside the package
	literals  map[string]bool   // all string literals
	keys      map[string]string // literals that stand where a key must: in domain.Fail, as an Error's Key → where
}

// sources reads every Go file of the module but tests, the generated keys and hidden folders.
func sources(t *testing.T) mentions {
	t.Helper()
	m := mentions{constants: map[string]bool{}, literals: map[string]bool{}, keys: map[string]string{}}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case entry.IsDir() && path != ".." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules"):
			return fs.SkipDir
		case strings.HasSuffix(name, ".html") && strings.Contains(filepath.ToSlash(path), "web/templates/"):
			return m.template(path)
		case entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		case path == filepath.Join("..", "texts", "keys.go"):
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		m.read(file, files, file.Name.Name == "texts")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// inTemplate is how a page says a text.
var inTemplate = regexp.MustCompile(`\bt "([a-z_.]+)"`)

func (m mentions) template(path string) error {
	page, err := os.ReadFile(path)
	for _, found := range inTemplate.FindAllSubmatch(page, -1) {
		key := string(found[1])
		m.literals[key], m.keys[key] = true, path
	}
	return err
}

func (m mentions) read(file *ast.File, files *token.FileSet, inside bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if pkg, ok := n.X.(*ast.Ident); ok && pkg.Name == "texts" {
				m.constants[n.Sel.Name] = true
			}
		case *ast.Ident:
			if inside {
				m.constants[n.Name] = true
			}
		case *ast.BasicLit:
			if s, ok := literal(n); ok {
				m.literals[s] = true
			}
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Fail" && len(n.Args) == 3 {
				m.key(n.Args[1], files)
			}
		case *ast.CompositeLit:
			m.composite(n, files)
		}
		return true
	})
}

// made tells whether the program makes the key from its beginning ("console.did_") and something else.
func (m mentions) made(key string) bool {
	for i := strings.IndexByte(key, '.'); i > 0 && i < len(key); i++ {
		if key[i] == '_' && strings.HasPrefix(key, "console.") && m.literals[key[:i+1]] {
			return true
		}
	}
	return false
}

func (m mentions) composite(n *ast.CompositeLit, files *token.FileSet) {
	kind, ok := n.Type.(*ast.SelectorExpr)
	if !ok || kind.Sel.Name != "Error" {
		return
	}
	if pkg, ok := kind.X.(*ast.Ident); !ok || pkg.Name != "domain" {
		return
	}
	for _, element := range n.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if name, ok := pair.Key.(*ast.Ident); ok && name.Name == "Key" {
			m.key(pair.Value, files)
		}
	}
}

func (m mentions) key(at ast.Expr, files *token.FileSet) {
	if s, ok := literal(at); ok && s != "" {
		m.keys[s] = files.Position(at.Pos()).String()
	}
}

func literal(at ast.Expr) (string, bool) {
	lit, ok := at.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func TestEveryKeyThatTheProgramNamesExists(t *testing.T) {
	t.Parallel()
	messages := read(t, "ru")
	m := sources(t)
	for key, where := range m.keys {
		if _, known := messages[key]; !known {
			t.Errorf("%s: there is no text %q", where, key)
		}
	}
	looksLikeKey := regexp.MustCompile(`^(error|notice|toast|why)\.[a-z_]+$`)
	for s := range m.literals {
		if _, known := messages[s]; looksLikeKey.MatchString(s) && !known {
			t.Errorf("the program says %q, which reads like a text's key, but there is no such text", s)
		}
	}
}

func TestEveryTextIsUsed(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("../bot/flows"); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the flows, which say most notices and toasts, are not in this tree")
	}
	m := sources(t)
	for _, key := range texts.Keys() {
		if name := catalog.Name(string(key)); !m.constants[name] && !m.literals[string(key)] && !m.made(string(key)) {
			t.Errorf("texts.%s (%s) is said nowhere: use it or take it out", name, key)
		}
	}
}
