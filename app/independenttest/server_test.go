package independenttest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// patience is how long the person waits for the bot before the test fails.
const patience = 15 * time.Second

// server is the independent Bot API server with one person in front of it, in a process of its own.
type server struct {
	URL string

	t      *testing.T
	wishes io.Writer
	says   <-chan string
	errors *bytes.Buffer // complete once the process has ended
}

// message is a bot message as the person sees it.
type message struct {
	ID      int64    `json:"message_id"`
	Text    string   `json:"text"`
	Buttons []string `json:"buttons"`
}

// start installs the package of testdata/package-lock.json into a folder of the test and starts it on a free port.
func start(t *testing.T, token string) *server {
	t.Helper()
	dir := install(t)
	port := freePort(t)
	cmd := exec.CommandContext(t.Context(), "node", "drive.js", strconv.Itoa(port), token)
	cmd.Dir = dir
	s := &server{URL: "http://127.0.0.1:" + strconv.Itoa(port), t: t, errors: &bytes.Buffer{}}
	cmd.Stderr = s.errors
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	says := make(chan string)
	go func() { // ends with the process's output
		defer close(says)
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			says <- lines.Text()
		}
	}()
	t.Cleanup(func() {
		_ = in.Close() // the program ends with its input
		if err := cmd.Process.Kill(); err != nil && !strings.Contains(err.Error(), "finished") {
			t.Error(err)
		}
		for line := range says {
			t.Log(line)
		}
		_ = cmd.Wait() // killed, or ended by itself
		if t.Failed() {
			t.Logf("node: %s", s.errors)
		}
	})
	s.wishes, s.says = in, says
	s.answer("the server's start")
	return s
}

// install runs npm ci. Where npm is missing or has no way to the packages the test is skipped with one loud line, and
// fails when CI=true or FRONTDESK_TEST_DEMAND names npm.
func install(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"package.json", "package-lock.json", "drive.js"} {
		content, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err == nil {
		return dir
	}
	advice := fmt.Sprintf("the independent Bot API server cannot be installed (apt-get install nodejs npm): npm ci: %v", err)
	if os.Getenv("CI") == "true" || strings.Contains(os.Getenv("FRONTDESK_TEST_DEMAND"), "npm") {
		t.Fatalf("%s\n%s", advice, out)
	}
	t.Skip("!!! SKIPPED: " + advice)
	return ""
}

// freePort finds a port that nobody has now: the server takes none by itself.
func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// wish asks the person to do something and reads what came of it.
func (s *server) wish(wish map[string]any) message {
	s.t.Helper()
	line, err := json.Marshal(wish)
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := fmt.Fprintf(s.wishes, "%s\n", line); err != nil {
		s.t.Fatalf("%s: %v", line, err)
	}
	return s.answer(string(line))
}

func (s *server) answer(wish string) message {
	s.t.Helper()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case line, more := <-s.says:
		if !more {
			s.t.Fatalf("%s: the server has ended", wish)
		}
		var got struct {
			message
			Error string `json:"error"`
		}
		if err := json.Unmarshal([]byte(line), &got); err != nil || got.Error != "" {
			s.t.Fatalf("%s: %s", wish, line)
		}
		return got.message
	case <-timer.C:
		s.t.Fatalf("%s: waited %v in vain", wish, patience)
	}
	return message{}
}

// Sends writes a command or a text to the bot.
func (s *server) Sends(text string) message {
	s.t.Helper()
	kind := "text"
	if strings.HasPrefix(text, "/") {
		kind = "command"
	}
	return s.wish(map[string]any{"do": kind, "text": text})
}

// Taps presses a button.
func (s *server) Taps(m message, label string) {
	s.t.Helper()
	s.wish(map[string]any{"do": "tap", "message_id": m.ID, "label": label})
}

// Sees waits for a message of the bot with all the texts.
func (s *server) Sees(texts ...string) message {
	s.t.Helper()
	return s.wish(map[string]any{"do": "see", "texts": texts})
}

// SeesOn waits until this very message shows all the texts.
func (s *server) SeesOn(m message, texts ...string) message {
	s.t.Helper()
	return s.wish(map[string]any{"do": "see", "texts": texts, "message_id": m.ID})
}

// SeesDeleted waits until a message is gone.
func (s *server) SeesDeleted(m message) {
	s.t.Helper()
	s.wish(map[string]any{"do": "miss", "message_id": m.ID})
}
