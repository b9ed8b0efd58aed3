package overlay

import (
	"context"
	"crypto/sha256"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/clock"
)

// Hash is the SHA-256 of a token: what is kept and looked up instead of it.
type Hash [sha256.Size]byte

// View is all that an overlay shows.
type View struct {
	Settings Settings
	Lines    []Line // in the order of the page, the newest last; of more than MaxKept the newest count
}

// Line is one approved message.
type Line struct {
	ID     string // of the message; the same line is the same id
	Author string
	Text   string
	At     time.Time // when it was approved: its life on the page begins then
}

// Kind tells what an Event is about.
type Kind int

// What can happen to an overlay.
const (
	Changed  Kind = iota // something changed: read the view again. It is always right, and many in a row cost few reads.
	Added                // Line is new, or one that is shown has changed
	Removed              // the line with Line.ID is not approved any more
	Restyled             // Settings are new
	Revoked              // the token is no longer good
)

// Event is one change of an overlay.
type Event struct {
	Kind     Kind
	Line     Line
	Settings Settings
}

// Deps is where overlays come from.
type Deps interface {
	// Overlay reads an overlay by its token's hash. One that does not exist, or is revoked, is domain.KindNotFound. What
	// was committed before the call is in the view.
	Overlay(ctx context.Context, token Hash) (View, error)
	// Subscribe tells of changes from its call on until cancel, which must be called, or ctx ends. The sender never waits: when
	// the channel is full it closes it, and the view is read and followed anew.
	Subscribe(ctx context.Context, token Hash) (events <-chan Event, cancel func())
}

// Options are for the surroundings. The zero value is good.
type Options struct {
	Log   zerolog.Logger
	Clock clock.Clock // the system's when nil
}

// maxViewers bounds the open pages of one overlay.
const maxViewers = 2000

// Handler serves /overlay/. Close it after its server.
type Handler struct {
	deps  Deps
	log   zerolog.Logger
	clock clock.Clock
	mux   *http.ServeMux

	ctx  context.Context // of the hubs: ends with Close and with nothing else
	stop context.CancelFunc
	wait sync.WaitGroup

	mu   sync.Mutex
	hubs map[Hash]*hub
}

// New makes the handler. It starts nothing before somebody looks.
func New(deps Deps, o Options) *Handler {
	if o.Clock == nil {
		o.Clock = clock.System()
	}
	h := &Handler{deps: deps, log: o.Log, clock: o.Clock, mux: http.NewServeMux(), hubs: map[Hash]*hub{}}
	h.ctx, h.stop = context.WithCancel(context.Background())
	h.mux.HandleFunc("GET /overlay/{token}", h.servePage)
	h.mux.HandleFunc("GET /overlay/{token}/events", h.serveEvents)
	return h
}

// Close ends every stream and waits for what runs behind them. Pages come back by themselves to whoever serves next.
func (h *Handler) Close() {
	h.mu.Lock()
	h.stop()
	h.mu.Unlock()
	h.wait.Wait()
}

// Viewers tells how many pages are open.
func (h *Handler) Viewers() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, one := range h.hubs {
		n += one.viewers
	}
	return n
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.mux.ServeHTTP(w, r) }

// servePage serves the document. It holds nothing of the overlay, so it is served as well when we cannot look the token up just
// now: the page tries until we can.
func (h *Handler) servePage(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if _, err := h.look(r); isGone(err) {
		w.Header().Set(goneHeader, "1")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(nothing))
		return
	}
	_, _ = w.Write(document) // whoever went away does not want it
}

// goneHeader marks our own 404.
const goneHeader = "Overlay-Gone"

// look finds the overlay of a request: the same steps and the same time for every token, whatever it looks like.
func (h *Handler) look(r *http.Request) (Hash, error) {
	token := hashOf(r)
	_, err := h.deps.Overlay(r.Context(), token)
	return token, err
}

func hashOf(r *http.Request) Hash { return sha256.Sum256([]byte(r.PathValue("token"))) }

func isGone(err error) bool { return err != nil && domain.KindOf(err) == domain.KindNotFound }

// errFull is one viewer too many.
var errFull = errors.New("too many viewers of one overlay")

// errNoHub is an overlay that nobody looks at.
var errNoHub = errors.New("nobody looks at this overlay")

// enter gives the hub of a request, with the viewer counted in. Where somebody looks already, the token has been looked up: many
// who come back at once after a drop cost the database nothing.
func (h *Handler) enter(r *http.Request) (*hub, error) {
	one, err := h.join(hashOf(r), false)
	if !errors.Is(err, errNoHub) {
		return one, err
	}
	token, err := h.look(r)
	if err != nil {
		return nil, err
	}
	return h.join(token, true)
}

// join counts a viewer in. A hub starts with its first viewer, if it may.
func (h *Handler) join(token Hash, start bool) (*hub, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := h.ctx.Err(); err != nil {
		return nil, err
	}
	one := h.hubs[token]
	if one == nil && !start {
		return nil, errNoHub
	}
	if one == nil {
		one = newHub(h, token)
		h.hubs[token] = one
		h.wait.Go(func() { one.run(h.ctx) })
	}
	if one.viewers >= maxViewers {
		return nil, errFull
	}
	one.viewers++
	return one, nil
}

func (h *Handler) leave(one *hub) {
	h.mu.Lock()
	defer h.mu.Unlock()
	one.viewers--
}

// drop forgets a hub; with unlessSeen, only when nobody looks.
func (h *Handler) drop(one *hub, unlessSeen bool) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if unlessSeen && one.viewers > 0 {
		return false
	}
	if h.hubs[one.token] == one {
		delete(h.hubs, one.token)
	}
	return true
}
