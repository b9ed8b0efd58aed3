package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"frontdesk/domain"
	"frontdesk/internal/pgtest"
)

func TestAConnectionThatIsLostBetweenTwoWritesIsNobodysTrouble(t *testing.T) {
	t.Parallel()
	address := pgtest.URL(t)
	db := openURL(t, address, Options{})
	for _, name := range []string{"a", "b"} {
		if err := db.Write(t.Context(), leave(name)); err != nil {
			t.Error(err)
		}
		pgtest.CutOff(t, address)
	}
	// Nor that of readers, whose connections were lost too.
	if got := names(t, db); got != "a b" {
		t.Errorf("written: %s", got)
	}
}

func TestAConnectionThatIsLostWithinAWriteUndoesTheBatch(t *testing.T) {
	t.Parallel()
	address := pgtest.URL(t)
	db := openURL(t, address, Options{})
	errs := joined(t, db, leave("a"), func(ctx context.Context, tx *Tx) error {
		pgtest.CutOff(t, address)
		return leave("b")(ctx, tx)
	}, leave("c"))
	for i, err := range errs {
		if domain.KindOf(err) != domain.KindUnavailable || err == nil {
			t.Errorf("piece %d is told %v", i, err)
		}
	}
	// Also when the piece does not notice.
	err := db.Write(t.Context(), func(context.Context, *Tx) error { pgtest.CutOff(t, address); return nil })
	if domain.KindOf(err) != domain.KindUnavailable || err == nil {
		t.Errorf("alone: %v", err)
	}
	if err := db.Write(t.Context(), leave("d")); err != nil || names(t, db) != "d" {
		t.Errorf("afterwards: %v; written: %s", err, names(t, db))
	}
}

// PostgreSQL undoes a transaction with a failed statement and answers COMMIT all the same.
func TestAPieceThatPassesOverAFailedStatementIsUndone(t *testing.T) {
	t.Parallel()
	db := openURL(t, pgtest.URL(t), Options{})
	careless := func(ctx context.Context, tx *Tx) error {
		if err := leave("careless")(ctx, tx); err != nil {
			return err
		}
		_, _ = tx.Exec(ctx, "SELECT 1 / 0")
		return nil
	}
	errs := joined(t, db, leave("a"), careless, leave("b"))
	if errs[0] != nil || errs[1] == nil || errs[2] != nil {
		t.Errorf("%v", errs)
	}
	if err := db.Write(t.Context(), careless); err == nil {
		t.Error("alone, it is a success")
	}
	if got := names(t, db); got != "a b" {
		t.Errorf("written: %s", got)
	}
}

// What PostgreSQL does not take in a text, and what a column is too narrow for.
func TestValuesThatOnlySQLiteTakes(t *testing.T) {
	t.Parallel()
	db := openURL(t, pgtest.URL(t), Options{})
	err := db.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
		return tx.SetSetting(ctx, "a\x00b", "cut in the middle: \xd0")
	})
	if err != nil {
		t.Fatal(err)
	}
	if value, err := db.Setting(t.Context(), "ab"); value != "cut in the middle: " || err != nil {
		t.Errorf("%q, %v", value, err)
	}
}

func TestAClaimGoesWithItsConnectionAndIsTakenAgain(t *testing.T) {
	t.Parallel()
	address := pgtest.URL(t)
	first, second := openURL(t, address, Options{}), openURL(t, address, Options{})
	if _, err := first.Claim(); err != nil {
		t.Fatal(err)
	}
	pgtest.CutOff(t, address)
	if err := first.Write(t.Context(), leave("a")); err != nil {
		t.Fatal(err)
	}
	if _, err := second.Claim(); !errors.Is(err, ErrInUse) {
		t.Errorf("a second claim after the first one's connection was lost: %v", err)
	}
	// Now the second is quicker.
	pgtest.CutOff(t, address)
	if _, err := second.Claim(); err != nil {
		t.Fatal(err)
	}
	err := first.Write(t.Context(), leave("b"))
	if !errors.Is(err, ErrInUse) || domain.KindOf(err) != domain.KindUnavailable {
		t.Errorf("who lost the claim writes: %v", err)
	}
	if got := names(t, second); got != "a" {
		t.Errorf("written: %s", got)
	}
}

// Beside a piece that fails, the claim is taken twice in one batch; given back once, it is free.
func TestAClaimThatWasTakenTwiceIsGivenBackWhole(t *testing.T) {
	t.Parallel()
	address := pgtest.URL(t)
	first, second := openURL(t, address, Options{}), openURL(t, address, Options{})
	errs := joined(t, first, first.claim.take, func(context.Context, *Tx) error { return errors.New("a piece that fails") })
	if errs[0] != nil || errs[1] == nil {
		t.Fatal(errs)
	}
	if err := first.Write(t.Context(), first.claim.give); err != nil {
		t.Fatal(err)
	}
	if _, err := second.Claim(); err != nil {
		t.Error(err)
	}
}

// proxy stands between the program and PostgreSQL and cuts the connection at a COMMIT, before or after PostgreSQL hears it,
// or without a word to it, so that it waits for more.
type proxy struct {
	folder, server string
	listener       net.Listener
	mu             sync.Mutex
	cut            string       // "before", "after" or "unsaid": what happens to the next COMMIT
	gate           sync.RWMutex // whoever holds it keeps new connections waiting
}

func startProxy(t *testing.T, address string) (p *proxy, through string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if q.Get("host") == "" {
		t.Skip("needs the private server: it listens on a socket")
	}
	p = &proxy{folder: t.TempDir(), server: filepath.Join(q.Get("host"), ".s.PGSQL.5432")}
	if p.listener, err = net.Listen("unix", filepath.Join(p.folder, ".s.PGSQL.5432")); err != nil {
		t.Fatal(err)
	}
	var served sync.WaitGroup
	served.Go(func() {
		for {
			client, err := p.listener.Accept()
			if err != nil {
				return
			}
			served.Go(func() { p.serve(client) })
		}
	})
	t.Cleanup(func() { p.listener.Close(); served.Wait() })
	q.Set("host", p.folder)
	u.RawQuery = q.Encode()
	return p, u.String()
}

func (p *proxy) at(when string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cut = when
}

// now tells whether a message is the one to cut at, and how.
func (p *proxy) now(message []byte) (when string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if bytes.Contains(message, []byte("COMMIT\x00")) {
		when, p.cut = p.cut, ""
	}
	return when
}

func (p *proxy) serve(client net.Conn) {
	defer client.Close()
	p.gate.RLock()
	server, err := net.Dial("unix", p.server)
	p.gate.RUnlock()
	if err != nil {
		return
	}
	defer server.Close()
	var back sync.WaitGroup
	defer back.Wait()
	answers := &answers{to: client}
	back.Go(func() { _, _ = io.Copy(answers, server); client.Close() })
	buffer := make([]byte, 1<<16)
	for {
		n, err := client.Read(buffer)
		if err != nil {
			server.Close()
			return
		}
		switch p.now(buffer[:n]) {
		case "before":
			server.Close()
			return
		case "unsaid":
			client.Close()
			return // once the server has ended
		case "after":
			// Cut off before it has answered, the program would have PostgreSQL cancel what it has not begun of the message.
			answers.lost.Store(true)
			_, _ = server.Write(buffer[:n])
			return // once PostgreSQL has answered
		}
		if _, err := server.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// answers is the way back, on which they may be lost.
type answers struct {
	to   io.Writer
	lost atomic.Bool
}

func (a *answers) Write(b []byte) (int, error) {
	if a.lost.Load() {
		return 0, io.ErrClosedPipe
	}
	return a.to.Write(b)
}

func TestACommitWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	address := pgtest.URL(t)
	p, through := startProxy(t, address)
	db := openURL(t, through, Options{})
	if err := db.Write(t.Context(), leave("a")); err != nil {
		t.Fatal(err)
	}
	p.at("after")
	if err := db.Write(t.Context(), leave("heard")); err != nil {
		t.Errorf("it was committed, and the writer is told %v", err)
	}
	p.at("before")
	if err := db.Write(t.Context(), leave("unheard")); domain.KindOf(err) != domain.KindUnavailable {
		t.Errorf("it was not committed, and the writer is told %v", err)
	}
	p.at("after")
	for i, err := range joined(t, db, leave("b"), leave("c")) {
		if err != nil {
			t.Errorf("piece %d of a batch: %v", i, err)
		}
	}
	if got := names(t, db); got != "a b c heard" {
		t.Errorf("written: %s", got)
	}
}
