package web

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"frontdesk/internal/redact"
)

// policy lets a page load what we serve and nothing else; pictures of events come from the platform (see picture). There are no
// scripts or styles inside pages, so that what people write never becomes one.
const (
	policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; " +
		"font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	plainPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https: http:; connect-src 'self'; " +
		"font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

// picture is where a page may load an event's picture from; empty when nowhere. We never fetch one ourselves: the address is
// whoever's who keeps the webinar, and would lead us into our own network. The browser loads it, without a referrer. On a page that
// came by https it may not come by http; the same address by https often serves, and where it does not the page shows what stands
// for a picture.
func (h *Handler) picture(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return ""
	}
	switch {
	case u.Scheme == "https", u.Scheme == "http" && !h.secure:
		return u.String()
	case u.Scheme == "http" && u.Port() == "": // another port would hardly speak https
		u.Scheme = "https"
		return u.String()
	}
	return ""
}

// outer is what every request passes: headers, the check that a change is asked for by a page of ours, the log, and the net for
// panics.
func (h *Handler) outer(next http.Handler) (http.Handler, error) {
	csrf := http.NewCrossOriginProtection()
	if h.PublicURL != "" {
		if err := csrf.AddTrustedOrigin(strings.TrimSuffix(h.PublicURL, "/")); err != nil {
			return nil, err
		}
	}
	csrf.SetDenyHandler(h.door(anyone, (*call).strangeOrigin))
	return h.logged(h.secured(h.caught(csrf.Handler(next)))), nil
}

func (h *Handler) secured(next http.Handler) http.Handler {
	csp := policy
	if !h.secure {
		csp = plainPolicy
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/overlay/") { // which sets its own: it is shown inside other programs
			head := w.Header()
			head.Set("Content-Security-Policy", csp)
			head.Set("X-Content-Type-Options", "nosniff")
			head.Set("X-Frame-Options", "DENY")
			// Not "no-referrer": browsers would send "Origin: null" with our own forms.
			head.Set("Referrer-Policy", "same-origin")
			head.Set("Cross-Origin-Opener-Policy", "same-origin")
			head.Set("Cross-Origin-Resource-Policy", "same-origin")
			head.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
			head.Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

// caught turns a panic into an error page with a number; the log has the cause.
func (h *Handler) caught(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			id := errorNumber()
			h.Log.Error().Str("error_id", id).Interface("panic", cause).Bytes("stack", debug.Stack()).Msg("web: a page has panicked")
			if seen, ok := w.(*watched); !ok || seen.status == 0 {
				h.call(w, r).oops(http.StatusInternalServerError, id)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// logged writes a line per request: what is loaded all the time, and streams, only for who looks closely.
func (h *Handler) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := h.Now()
		seen := &watched{ResponseWriter: w}
		defer func() {
			line := h.Log.Debug()
			if r.Method != http.MethodGet || seen.status >= http.StatusBadRequest {
				line = h.Log.Info()
			}
			line.Str("method", r.Method).Str("path", redact.Text(r.URL.Path)).Int("status", seen.status).
				Dur("took", h.Now().Sub(began)).Str("address", address(r)).Msg("web")
		}()
		next.ServeHTTP(seen, r)
	})
}

// watched remembers the status.
type watched struct {
	http.ResponseWriter
	status int
}

func (w *watched) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(p)
}

// Unwrap gives http.ResponseController the real writer.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// address is where a request comes from. A proxy on this machine says it in X-Forwarded-For, whose last entry is the proxy's own
// word; everybody else's is not believed.
func address(r *http.Request) string {
	peer, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		peer = r.RemoteAddr
	}
	ip, err := netip.ParseAddr(peer)
	if err != nil {
		return ""
	}
	if all := r.Header.Values("X-Forwarded-For"); ip.IsLoopback() && len(all) > 0 {
		last := all[len(all)-1]
		if i := strings.LastIndexByte(last, ','); i >= 0 {
			last = last[i+1:]
		}
		if said, err := netip.ParseAddr(strings.TrimSpace(last)); err == nil {
			ip = said
		}
	}
	return ip.Unmap().WithZone("").String()
}

// neighbourhood is what limits count by: an address of IPv4, or the /64 that a household of IPv6 has to itself.
func neighbourhood(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Is4() {
		return address
	}
	prefix, _ := ip.Prefix(64) // 64 is never too long for IPv6
	return prefix.String()
}

// cookieLife is how long browsers keep the session's cookie: as long as the session may live.
const cookieLife = 30 * 24 * time.Hour

// sessionCookie is the cookie's name: with the prefix, browsers make sure that it is ours alone.
func (h *Handler) sessionCookie() string {
	if h.secure {
		return "__Host-frontdesk"
	}
	return "frontdesk"
}

func (h *Handler) setCookie(w http.ResponseWriter, name, value string, life time.Duration) {
	age := int(life / time.Second)
	if value == "" {
		age = -1
	}
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: h.secure, SameSite: http.SameSiteLaxMode,
	})
}
