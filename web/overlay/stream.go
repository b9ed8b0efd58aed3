package overlay

import (
	"net/http"
	"time"
)

const (
	// heartbeat is how often something is sent: proxies cut what is silent, and the page knows by it that we live.
	heartbeat = 15 * time.Second
	// writeLimit is how long one write may take. Whoever does not read for so long is cut off; his page comes back and gets
	// a snapshot.
	writeLimit = 10 * time.Second
)

func (h *Handler) serveEvents(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	one, err := h.enter(r)
	if isGone(err) {
		w.Header().Set(goneHeader, "1")
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if err != nil { // our database is away, we are stopping, or there are too many: all pass
		w.Header().Set("Retry-After", "5")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	defer h.leave(one)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // nginx would keep events back
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return
	}
	v := &viewer{handler: h, hub: one, w: w, out: http.NewResponseController(w)}
	// The server's own read deadline would end the request. What cannot have deadlines has none that end it.
	_ = v.out.SetReadDeadline(time.Time{})
	v.run(r, one.position(r.Header.Get("Last-Event-ID")))
}

// viewer is one open page.
type viewer struct {
	handler *Handler
	hub     *hub
	w       http.ResponseWriter
	out     *http.ResponseController
}

// run writes until somebody ends it. It has no queue: a viewer is a position in the hub's ring, so a slow one costs nothing.
func (v *viewer) run(r *http.Request, at uint64) {
	if !v.write(helloFrame(v.handler.clock.Now())) {
		return
	}
	for {
		missed, now, changed, gone := v.hub.after(at)
		if at = now; len(missed) > 0 && !v.write(missed...) || gone {
			return
		}
		beat := v.handler.clock.Timer(heartbeat)
		select {
		case <-changed:
		case <-beat.C:
			if !v.write([]byte(": alive\n\n")) {
				return
			}
		case <-r.Context().Done():
			beat.Stop()
			return
		case <-v.hub.done:
			beat.Stop()
			if _, _, _, gone := v.hub.after(at); !gone { // its last word is still to be said
				return
			}
		}
		beat.Stop()
	}
}

func (v *viewer) write(frames ...[]byte) bool {
	_ = v.out.SetWriteDeadline(time.Now().Add(writeLimit)) // a writer without deadlines is a test's
	for _, f := range frames {
		if _, err := v.w.Write(f); err != nil {
			return false
		}
	}
	return v.out.Flush() == nil
}
