package overlay

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// wakeEvery bounds how often the viewers are woken: a flood of messages reaches each of them in a few writes.
	wakeEvery = 50 * time.Millisecond
	// readEvery bounds how often a view is read because of changes.
	readEvery = 100 * time.Millisecond
	// checkEvery is how often a view is read without any: should a change ever be missed, this is how long it is.
	checkEvery = 30 * time.Second
	readLimit  = 10 * time.Second
	// retryFirst and retryMost are the waits between reads that fail.
	retryFirst = time.Second
	retryMost  = 15 * time.Second
	// ringSize is how many events a viewer may be behind before a snapshot is cheaper.
	ringSize = 256
)

// hub is one overlay while somebody looks at it. Its goroutine alone changes it; viewers read under the lock.
type hub struct {
	owner   *Handler
	token   Hash
	viewers int // guarded by the owner's lock

	epoch string        // tells this hub's event ids from those of one before a restart
	done  chan struct{} // closed when the hub ends

	mu      sync.Mutex
	ready   bool // the view has been read
	gone    bool
	view    View
	seq     uint64   // of the newest event
	ring    [][]byte // the newest events; the last has the number seq
	full    []byte   // the snapshot of fullAt
	fullAt  uint64
	changed chan struct{} // closed when viewers are to look

	// What follows is the goroutine's own.
	wokenAt time.Time
	readAt  time.Time
	retry   time.Duration
}

func newHub(h *Handler, token Hash) *hub {
	return &hub{owner: h, token: token, epoch: rand.Text()[:8], done: make(chan struct{}), changed: make(chan struct{})}
}

// errResubscribe is the end of a subscription that is not the hub's.
var errResubscribe = errors.New("the subscription ended")

func (h *hub) run(ctx context.Context) {
	defer close(h.done)
	for errors.Is(h.follow(ctx), errResubscribe) {
		pause := h.owner.clock.Timer(readEvery) // whoever closes all channels at once is not to be stormed
		select {
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
		}
	}
}

// follow subscribes, reads the view, and keeps it up to date. What happens between the two comes twice, which changes nothing.
func (h *hub) follow(ctx context.Context) error {
	events, cancel := h.owner.deps.Subscribe(ctx, h.token)
	defer cancel()
	timers := newTimers(h.owner)
	defer timers.stop()
	timers.set(&timers.check, checkEvery)
	for timers.set(&timers.read, h.untilRead()); ; {
		select {
		case <-ctx.Done():
			h.owner.drop(h, false)
			return ctx.Err()
		case e, open := <-events:
			if !open {
				return errResubscribe
			}
			h.take(e, timers)
		case <-timers.read.C():
			timers.read = appointment{}
			h.refresh(ctx, timers)
		case <-timers.wake.C():
			timers.wake = appointment{}
			h.wake()
		case <-timers.check.C():
			timers.set(&timers.check, checkEvery)
			if h.owner.drop(h, true) {
				return nil
			}
			timers.sooner(&timers.read, 0)
		}
		if h.gone {
			h.owner.drop(h, false)
			h.wake()
			return nil
		}
	}
}

// untilRead spaces reads out, also those after a subscription that was closed.
func (h *hub) untilRead() time.Duration {
	return max(0, readEvery-h.owner.clock.Now().Sub(h.readAt))
}

// take applies an event.
func (h *hub) take(e Event, timers *timers) {
	if e.Kind == Changed {
		timers.sooner(&timers.read, h.untilRead())
		return
	}
	if e.Kind == Revoked {
		h.publish(timers, goneChange())
		return
	}
	h.mu.Lock()
	next, ready := h.view, h.ready
	h.mu.Unlock()
	if !ready { // the first read brings it
		return
	}
	next.Lines = slices.Clone(next.Lines)
	at := next.index(e.Line.ID)
	switch {
	case e.Kind == Restyled:
		next.Settings = e.Settings
	case e.Kind == Added && at >= 0:
		next.Lines[at] = e.Line
	case e.Kind == Added:
		next.Lines = append(next.Lines, e.Line)
	case e.Kind == Removed && at >= 0:
		next.Lines = slices.Delete(next.Lines, at, at+1)
	}
	h.become(next, timers)
}

// refresh reads the view. What cannot be read stays as it is and is tried again.
func (h *hub) refresh(ctx context.Context, timers *timers) {
	ctx, cancel := context.WithTimeout(ctx, readLimit)
	defer cancel()
	view, err := h.owner.deps.Overlay(ctx, h.token)
	h.readAt = h.owner.clock.Now()
	switch {
	case err == nil:
		h.retry = 0
		h.become(view, timers)
	case isGone(err):
		h.publish(timers, goneChange())
	default:
		if h.retry == 0 && ctx.Err() == nil {
			h.owner.log.Warn().Err(err).Msg("overlay: cannot read what to show; pages keep what they have")
		}
		h.retry = min(max(2*h.retry, retryFirst), retryMost)
		timers.sooner(&timers.read, h.retry)
	}
}

// become shows another view.
func (h *hub) become(next View, timers *timers) {
	next = next.kept()
	h.mu.Lock()
	before, ready := h.view, h.ready
	h.view, h.ready = next, true
	h.mu.Unlock()
	if !ready {
		h.publish(timers, next.snapshot())
		return
	}
	h.publish(timers, differences(before, next, MaxKept)...)
}

// publish numbers and encodes changes, and wakes the viewers: at once, or soon when they have just been woken.
func (h *hub) publish(timers *timers, changes ...change) {
	if len(changes) == 0 {
		return
	}
	h.mu.Lock()
	for _, c := range changes {
		h.seq++
		h.ring = append(h.ring, sse(h.id(h.seq), c.event, c.data))
		h.gone = h.gone || c.event == "gone"
	}
	if extra := len(h.ring) - ringSize; extra > 0 {
		h.ring = slices.Delete(h.ring, 0, extra)
	}
	h.mu.Unlock()
	if since := h.owner.clock.Now().Sub(h.wokenAt); since >= wakeEvery {
		h.wake()
	} else {
		timers.sooner(&timers.wake, wakeEvery-since)
	}
}

func (h *hub) wake() {
	h.wokenAt = h.owner.clock.Now()
	h.mu.Lock()
	defer h.mu.Unlock()
	close(h.changed)
	h.changed = make(chan struct{})
}

func (h *hub) id(seq uint64) string { return h.epoch + "-" + strconv.FormatUint(seq, 10) }

// position is where a viewer stands by the id of the last event that it saw. 0 is the beginning.
func (h *hub) position(lastEventID string) uint64 {
	epoch, number, _ := strings.Cut(lastEventID, "-")
	seq, err := strconv.ParseUint(number, 10, 64)
	if err != nil || epoch != h.epoch {
		return 0
	}
	return seq
}

// after gives what a viewer at a position has missed, where it stands then, and the channel to wait on for more. One who is too
// far behind, or new, gets a snapshot.
func (h *hub) after(at uint64) (missed [][]byte, now uint64, changed <-chan struct{}, gone bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.gone:
		missed = [][]byte{h.ring[len(h.ring)-1]}
	case !h.ready || at == h.seq:
	case at == 0 || at > h.seq || h.seq-at > uint64(len(h.ring)):
		missed = [][]byte{h.whole()}
	default:
		missed = slices.Clone(h.ring[len(h.ring)-int(h.seq-at):])
	}
	return missed, h.seq, h.changed, h.gone
}

// whole is the snapshot as of now, encoded once for all who need it. The caller holds the lock.
func (h *hub) whole() []byte {
	if h.full == nil || h.fullAt != h.seq {
		c := h.view.snapshot()
		h.full, h.fullAt = sse(h.id(h.seq), c.event, c.data), h.seq
	}
	return h.full
}
