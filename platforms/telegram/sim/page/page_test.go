package page_test

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"frontdesk/platforms/telegram/sim/page"
)

// Every file that lies beside page.go for the browser is in the binary.
func TestEveryFileIsEmbedded(t *testing.T) {
	t.Parallel()
	onDisk := []string{"index.html"}
	err := fs.WalkDir(os.DirFS("."), "assets", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			onDisk = append(onDisk, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(page.Files(), onDisk...); err != nil {
		t.Error(err)
	}
}

// A reference to a file that is not there would be a blank page or a missing icon.
func TestEveryReferenceLeadsToAFile(t *testing.T) {
	t.Parallel()
	index := read(t, "index.html")
	for _, match := range regexp.MustCompile(`(?:href|src)="([^"]*)"`).FindAllStringSubmatch(index, -1) {
		checkReference(t, "index.html", match[1])
	}
	for _, name := range scripts(t) {
		for _, match := range regexp.MustCompile(`from "\./([^"]+)"`).FindAllStringSubmatch(read(t, name), -1) {
			checkReference(t, name, "assets/"+match[1])
		}
		for _, match := range regexp.MustCompile(`\bicon\("(\w+)"\)`).FindAllStringSubmatch(read(t, name), -1) {
			checkReference(t, name, "assets/icons.svg#"+match[1])
		}
	}
}

func checkReference(t *testing.T, from, address string) {
	t.Helper()
	path, symbol, _ := strings.Cut(address, "#")
	content, err := fs.ReadFile(page.Files(), path)
	if err != nil {
		t.Errorf("%s refers to %q: %v", from, address, err)
		return
	}
	if symbol != "" && !strings.Contains(string(content), `id="`+symbol+`"`) {
		t.Errorf("%s refers to %q, but %s has no such symbol", from, address, path)
	}
}

// What people and bots write is data: it must have no way to become markup or code.
func TestNoMarkupIsMadeOfData(t *testing.T) {
	t.Parallel()
	forbidden := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTMLUnsafe|` +
		`createContextualFragment|DOMParser|srcdoc|\beval\b|new Function`)
	for _, name := range append(scripts(t), "index.html") {
		if found := forbidden.FindString(read(t, name)); found != "" {
			t.Errorf("%s uses %s", name, found)
		}
	}
}

// The policy forbids inline code and styles, so a browser would silently drop them.
func TestThePageKeepsToItsContentSecurityPolicy(t *testing.T) {
	t.Parallel()
	index := read(t, "index.html")
	if !strings.Contains(index, `http-equiv="Content-Security-Policy" content="default-src 'self'`) {
		t.Error("index.html sets no policy that starts with default-src 'self'")
	}
	inline := regexp.MustCompile(`<style|\sstyle=|\son[a-z]+=|<script[^>]*>[^<]|https?://`)
	if found := inline.FindString(index); found != "" {
		t.Errorf("index.html holds %q", found)
	}
	if found := regexp.MustCompile(`url\(|@import|https?://`).FindString(read(t, "assets/style.css")); found != "" {
		t.Errorf("the stylesheet holds %q: it stands alone", found)
	}
	outside := regexp.MustCompile(`https?://[a-z][^"]*|setAttribute\("style"`)
	for _, name := range scripts(t) {
		for _, found := range outside.FindAllString(read(t, name), -1) {
			if found != svgNamespace {
				t.Errorf("%s holds %q: nothing may be asked of another server", name, found)
			}
		}
	}
}

// svgNamespace is a name, not an address that is fetched.
const svgNamespace = "http://www.w3.org/2000/svg"

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	t.Parallel()
	words := dictionary(t)
	russian, english := words["ru"], words["en"]
	if len(russian) < 20 {
		t.Fatalf("only %d Russian words found", len(russian))
	}
	for key, text := range russian {
		other, ok := english[key]
		if !ok {
			t.Errorf("English lacks %q", key)
		}
		if places(text) != places(other) {
			t.Errorf("%q: the places of %q and %q differ", key, text, other)
		}
	}
	for key := range english {
		if _, ok := russian[key]; !ok {
			t.Errorf("Russian lacks %q", key)
		}
	}
}

// A word that is used must be there, and one that is there must be used.
func TestEveryWordIsKnownAndUsed(t *testing.T) {
	t.Parallel()
	words := dictionary(t)["ru"]
	used := map[string]bool{"photo": true, "document": true} // a message's kind is looked up by its name
	note := func(source, pattern string) {
		for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(source, -1) {
			for _, key := range match[1:] {
				if key != "" {
					used[key] = true
				}
			}
		}
	}
	note(read(t, "index.html"), `data-t(?:-label|-placeholder)?="(\w+)"`)
	for _, name := range scripts(t) {
		note(read(t, name), `\bt\("(\w+)"`)
		note(read(t, name), `\bt\([^()"]* \? "(\w+)" : "(\w+)"\)`)
	}
	for key := range used {
		if _, ok := words[key]; !ok {
			t.Errorf("%q is used and stands in no dictionary", key)
		}
	}
	for key := range words {
		if !used[key] {
			t.Errorf("%q is never used", key)
		}
	}
}

// dictionary reads the words of i18n.js: language → key → text.
func dictionary(t *testing.T) map[string]map[string]string {
	t.Helper()
	words := map[string]map[string]string{}
	language := ""
	opening := regexp.MustCompile(`^  (ru|en): \{$`)
	entry := regexp.MustCompile(`^    (\w+): "(.*)",$`)
	for line := range strings.Lines(read(t, "assets/i18n.js")) {
		line = strings.TrimRight(line, "\n")
		if match := opening.FindStringSubmatch(line); match != nil {
			language = match[1]
			words[language] = map[string]string{}
		}
		if match := entry.FindStringSubmatch(line); match != nil && language != "" {
			words[language][match[1]] = match[2]
		}
	}
	return words
}

// places are the {name} holes of a text, sorted.
func places(text string) string {
	found := regexp.MustCompile(`\{\w+\}`).FindAllString(text, -1)
	slices.Sort(found)
	return strings.Join(found, " ")
}

func scripts(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(page.Files(), "assets/*.js")
	if err != nil || len(names) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	return names
}

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := fs.ReadFile(page.Files(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
