package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"frontdesk/api"
)

func TestABackupThatCannotBeWrittenSaysWhatToDo(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	phrase := h.file("phrase", "correct horse battery\n")
	for to, says := range map[string][]string{
		"nosuch/desk.age":      {"there is no folder ", "nosuch", "mkdir -p", "--to"},
		"house.yaml/desk.age":  {"is not a folder", "--to"},
		"house.yaml/x/desk.ag": {"is not a folder", "--to"},
		".":                    {"is a folder", "frontdesk.age"},
		"house.yaml":           {"already", "name another"},
	} {
		h.does("", "backup", "--to", filepath.Join(h.dir, to), "--passphrase-file", phrase).says(t, exitFailed, says...).keepsQuiet(t, "open ", ".part")
	}
	missing := filepath.Join(h.dir, "nophrase")
	h.does("", "backup", "--to", filepath.Join(h.dir, "desk.age"), "--passphrase-file", missing).says(t, exitFailed, "there is no file "+missing, "--passphrase-file -").keepsQuiet(t, "open ")
	h.does("", "backup", "--to", filepath.Join(h.dir, "desk.age"), "--passphrase-file", h.dir).says(t, exitFailed, "cannot read the passphrase", "first line")
}

func TestARestoreLooksAtTheFileFirst(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	phrase, other := h.file("phrase", "correct horse battery\n"), h.file("other", "another long phrase\n")
	recipient, identity := h.keyPair()
	junk, empty := h.file("junk", "this is a letter, and no backup of anything\n"), h.file("empty", "")
	locked, sealed := filepath.Join(h.dir, "locked.age"), filepath.Join(h.dir, "sealed.age")
	h.does("", "backup", "--to", locked, "--passphrase-file", phrase).says(t, exitDone)
	h.does("", "backup", "--to", sealed, "--recipient", recipient).says(t, exitDone)

	// There is a database already: it is of no use to hear of --force when the backup is none, or does not open.
	for from, says := range map[string]string{junk: "is not a backup", empty: "is not a backup", h.dir: "is a folder and no backup"} {
		h.does("", "restore", from, "--passphrase-file", phrase).says(t, exitFailed, from, says, "frontdesk backup --to").keepsQuiet(t, "header", "--force")
	}
	h.does("", "restore", locked, "--passphrase-file", other).says(t, exitFailed, "this passphrase does not open the backup", "made with").keepsQuiet(t, "--force", "another long")
	h.does("", "restore", locked, "--identity", identity).says(t, exitFailed, "made with a passphrase", "--passphrase-file").keepsQuiet(t, "--force")
	h.does("", "restore", sealed, "--passphrase-file", phrase).says(t, exitFailed, "made for a key", "--identity").keepsQuiet(t, "--force")
	h.does("", "restore", locked, "--passphrase-file", phrase).says(t, exitFailed, "there is a database", "--force")

	cut := filepath.Join(h.dir, "cut.age")
	whole, err := os.ReadFile(sealed)
	if err != nil {
		t.Fatal(err)
	}
	h.file("cut.age", string(whole[:60]))
	h.does("", "restore", cut, "--identity", identity).says(t, exitFailed, "damaged or not whole", "take another")
}

func TestTheDemoIsNotTakenForAnotherProgram(t *testing.T) {
	t.Parallel()
	demo := httptest.NewServer(api.AsDemo(http.NotFoundHandler()))
	defer demo.Close()
	tried := newHouse(t)
	tried.file("house.yaml", "database_url: sqlite:"+tried.database()+"\nhttp: {listen: '"+demo.Listener.Addr().String()+"'}\n")
	tried.does("", "health").says(t, exitFailed, "frontdesk demo answers on http://", "end the demo").keepsQuiet(t, "another program")
}
