package sim

import (
	"net/http"
	"slices"
	"time"
)

// Cut says when a fault closes the connection instead of answering.
type Cut int

// The ways to lose an answer.
const (
	CutNever  Cut = iota
	CutBefore     // the request has no effect
	CutAfter      // the request has its effect, and nobody hears of it
)

// Fault is something that goes wrong with requests. A zero Fault matches everything and does nothing.
type Fault struct {
	Method     string        // of HTTP; empty for every one
	Webhook    string        // its id; empty for every one
	Times      int           // how many matching requests it strikes; 0 until Heal
	Delay      time.Duration // wait before anything else happens
	Status     int           // answer this without any effect
	RetryAfter float64       // seconds, with Status 429
	Location   string        // with Status 3xx
	Body       string        // HTML instead of JSON, as a proxy or Cloudflare sends it
	Cut        Cut
}

// Inject starts a fault.
func (s *Server) Inject(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// Heal ends all faults, the global limit included.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults, s.global = nil, time.Time{}
}

// LimitGlobally refuses everything for a while with a global 429.
func (s *Server) LimitGlobally(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.global = s.opts.Clock().Add(d)
}

// Fail answers the next n requests with an HTTP status of 500 or more.
func (s *Server) Fail(n, status int) { s.Inject(Fault{Times: n, Status: status}) }

// LoseAnswers lets the next n posts have their effect and cuts the connection instead of answering.
func (s *Server) LoseAnswers(n int) {
	s.Inject(Fault{Method: http.MethodPost, Times: n, Cut: CutAfter})
}

// strike takes the first fault that matches, and waits out its delay.
func (s *Server) strike(r *http.Request, webhook string) Fault {
	s.mu.Lock()
	var f Fault
	for _, one := range s.faults {
		if (one.Method != "" && one.Method != r.Method) || (one.Webhook != "" && one.Webhook != webhook) {
			continue
		}
		f = *one
		if one.Times > 0 {
			if one.Times--; one.Times == 0 {
				s.faults = slices.DeleteFunc(s.faults, func(x *Fault) bool { return x == one })
			}
		}
		break
	}
	s.mu.Unlock()
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
		case <-s.closing:
		}
	}
	return f
}

// answer is what a fault answers with; done says that there is nothing more to do.
func (f Fault) answer() (a answer, done bool) {
	switch {
	case f.Cut == CutBefore:
		return answer{cut: true}, true
	case f.Body != "":
		status := f.Status
		if status == 0 {
			status = http.StatusBadGateway
		}
		return answer{status: status, html: f.Body}, true
	case f.Status == http.StatusTooManyRequests:
		return limitedAnswer(f.RetryAfter, false, "shared"), true
	case f.Location != "":
		return answer{status: f.Status, header: http.Header{"Location": {f.Location}}, html: "moved"}, true
	case f.Status != 0:
		return failure(f.Status, 0, http.StatusText(f.Status)), true
	}
	return answer{}, false
}
