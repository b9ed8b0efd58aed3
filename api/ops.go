package api

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"net"
	"net/http"
	"net/http/pprof"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Check is one thing that must hold for Frontdesk to be ready. Problem is in our own words and for everybody to read:
// empty when all is well.
type Check struct {
	Name string
	Run  func(ctx context.Context) (problem string)
}

// Ops is what the machines that look after Frontdesk ask for.
type Ops struct {
	// Alive returns when the process still works; a process that is stuck does not answer.
	Alive func(ctx context.Context)
	// Checks must all be well for /readyz.
	Checks []Check
	// Figures are served under /metrics.
	Figures prometheus.Gatherer
	// Token opens /metrics and /debug/pprof. Without one, /metrics is for programs on this machine alone, and there is no
	// pprof.
	Token string
	Now   func() time.Time
}

// checkLimit bounds all checks of one question together.
const checkLimit = 3 * time.Second

// Handler serves /healthz, /readyz, /metrics and /debug/pprof/.
func (o Ops) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", o.healthz)
	mux.HandleFunc("GET /readyz", o.readyz)
	figures := promhttp.HandlerFor(o.Figures, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 10 * time.Second, ErrorHandling: promhttp.ContinueOnError})
	mux.Handle("GET /metrics", o.forOperators(figures, true))
	mux.Handle("/debug/pprof/", o.forOperators(http.HandlerFunc(pprof.Index), false))
	mux.Handle("/debug/pprof/cmdline", http.NotFoundHandler()) // a command line may hold what is nobody's business
	mux.Handle("/debug/pprof/profile", o.forOperators(http.HandlerFunc(pprof.Profile), false))
	mux.Handle("/debug/pprof/symbol", o.forOperators(http.HandlerFunc(pprof.Symbol), false))
	mux.Handle("/debug/pprof/trace", o.forOperators(http.HandlerFunc(pprof.Trace), false))
	return secured(mux)
}

// secured sets what every answer of ours carries.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", "default-src 'none'")
		next.ServeHTTP(w, r)
	})
}

// alive is what /healthz answers.
const alive = "alive\n"

func (o Ops) healthz(w http.ResponseWriter, r *http.Request) {
	o.Alive(r.Context())
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(alive)) // the asker may be gone
}

// Readiness is the answer of /readyz.
type Readiness struct {
	Ready  bool     `json:"ready"`
	Checks []Answer `json:"checks"`
}

// Answer is that of one check.
type Answer struct {
	Name    string `json:"name"`
	OK      bool   `json:"ok"`
	Problem string `json:"problem,omitempty"`
}

func (o Ops) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), checkLimit)
	defer cancel()
	answer := Readiness{Ready: true}
	for _, c := range o.Checks {
		problem := c.Run(ctx)
		answer.Checks = append(answer.Checks, Answer{Name: c.Name, OK: problem == "", Problem: problem})
		answer.Ready = answer.Ready && problem == ""
	}
	w.Header().Set("Content-Type", "application/json")
	if !answer.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(answer) // the asker may be gone
}

// forOperators lets those through who hold the token; without a token, programs on this machine where local says so.
func (o Ops) forOperators(next http.Handler, local bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case o.Token == "" && !local:
			http.NotFound(w, r)
		case o.Token == "" && !fromThisMachine(r):
			http.Error(w, "Figures are served to this machine alone until http.ops_token is set.", http.StatusForbidden)
		case o.Token != "" && !holds(r, o.Token):
			w.Header().Set("WWW-Authenticate", `Bearer realm="frontdesk"`)
			http.Error(w, "Send the header Authorization: Bearer <http.ops_token>.", http.StatusUnauthorized)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// holds compares in a time that tells nothing about the token, its length included.
func holds(r *http.Request, token string) bool {
	scheme, given, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	want, have := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(strings.TrimSpace(given)))
	return strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare(want[:], have[:]) == 1
}

// fromThisMachine tells whether a program here asks for itself: what a proxy here passes on comes from elsewhere, and a
// page in a browser here that was led to us by its own name (DNS rebinding) is not a program of ours.
func fromThisMachine(r *http.Request) bool {
	for _, h := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if r.Header.Get(h) != "" {
			return false
		}
	}
	peer, _, err := net.SplitHostPort(r.RemoteAddr)
	return err == nil && isLoopback(peer) && isLoopback(hostOf(r.Host))
}

func hostOf(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		return host
	}
	return strings.Trim(hostport, "[]")
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || (ip != nil && ip.IsLoopback())
}
