package faulttest

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/bot"
	"frontdesk/configs"
)

// smallDisk is a disk of a few megabytes; the test is skipped, loudly, where it may not be made.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=24m"); err != nil {
		t.Skipf("!!! SKIPPED: a small disk needs the right to mount (%v); store's TestAFullDiskLosesNothingAndPasses looks at the same from nearer", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fill takes all room of a disk but some, and tells how to give it back.
func fill(t *testing.T, dir string, but int64) (free func()) {
	t.Helper()
	path := filepath.Join(dir, "somebody-elses-file")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		t.Fatal(err)
	}
	room := int64(disk.Bavail)*disk.Bsize - but
	if _, err := io.CopyN(f, zeros{}, room); err != nil && !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(path); err != nil {
			t.Error(err)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// Each time a little more is written before the disk is full: the batch of the intake, a handler's effect, the record of a
// message that was sent, the log that the database writes ahead.
func TestAFullDiskAtAnyMoment(t *testing.T) {
	if os.Getenv("FRONTDESK_TEST_DATABASE") == "postgres" {
		t.Skip("a SQLite file's disk")
	}
	dir := smallDisk(t)
	o := apptest.Options{Configure: func(c *configs.Config) { c.DatabaseURL = "sqlite:" + filepath.Join(dir, "frontdesk.db") }}
	inBubble(t, o, 5, func(h *house) {
		h.rest(time.Second)
		h.Sim.Slow("sendMessage", 2*time.Second) // the disk is full before what was sent can be recorded
		rounds := 0
		for but := int64(0); but <= 160<<10; but += 8 << 10 {
			h.everybodyOrders(1)
			h.Advance(time.Second)
			free := fill(t, dir, but)
			h.everybodyOrders(3)
			h.Advance(20 * time.Second)
			if but == 0 {
				h.counts("disk_free_bytes", 0, 64<<10)
				h.says(1, "error", "intake: cannot store updates; Telegram keeps them until we can")
				h.counts("intake_unstored_total", 1, 1000)
			}
			free()
			h.rest(20 * time.Second)
			rounds++
		}
		h.carriedOut()
		waited, unstored := h.figure(outcome("message", bot.OutcomeWaiting)), h.figure("intake_unstored_total")
		if t.Logf("%d times full: %v updates waited, %v batches were not stored", rounds, waited, unstored); waited < float64(rounds) || unstored < float64(rounds) {
			t.Error("the disk was seldom full when something was written")
		}
		h.says(0, "error", parkedLine)
		for _, line := range []string{"an update waits: something we need is away", "outbox: cannot record a delivery; trying again"} {
			if n := h.heard("warn", line) + h.heard("error", line); n == 0 || n > rounds {
				t.Errorf("%d lines in %d rounds: %s", n, rounds, line)
			}
		}
	})
}
