package web

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/services/accounts"
	"frontdesk/services/console"
	"frontdesk/services/live"
	"frontdesk/services/moderation"
	"frontdesk/services/overlays"
	"frontdesk/services/relay"
	"frontdesk/services/shops"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// Deps is what the pages work with.
type Deps struct {
	Texts    *texts.Catalog
	Console  *console.Service
	Accounts *accounts.Service
	Shops    *shops.Service
	// Webinars, Moderation, Relay and Overlays are all there, or none: a house without webinars has no pages of them.
	Webinars   *webinars.Service
	Moderation *moderation.Service
	Relay      *relay.Service
	Overlays   *overlays.Service
	// BotName is the bot's username without "@", once it is known: links to Telegram need it.
	BotName func() string
	Live    *live.Hub
	// MayFollow tells whether a person may hear of a topic's changes. The topics of oneself ("person:5") need no asking.
	MayFollow func(ctx context.Context, person int64, topic live.Topic) (bool, error)
	// Commit brings a unit to disk.
	Commit func(ctx context.Context, u *work.Unit) error
	// Refresh lets whoever looks at a subject ("shop:5"), here or in Telegram, see what has changed. It is part of the unit.
	Refresh func(u *work.Unit, subject string)
	// PublicURL is the address under which people reach us, without a slash at the end; empty while nobody has said.
	PublicURL string
	Location  *time.Location // of people who have not said theirs; default time.Local
	Now       func() time.Time
	Log       zerolog.Logger
}

// Handler serves the pages. Close it after its server.
type Handler struct {
	Deps
	secure  bool // cookies go over https alone
	views   views
	static  static
	limits  *limiter
	streams streams
	handler http.Handler
}

// New makes the pages.
func New(d Deps) (*Handler, error) {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Location == nil {
		d.Location = time.Local
	}
	h := &Handler{Deps: d, secure: strings.HasPrefix(d.PublicURL, "https://"), limits: newLimiter(d.Now)}
	var err error
	if h.static, err = loadStatic(); err != nil {
		return nil, err
	}
	if h.views, err = loadViews(d.Texts, h.static); err != nil {
		return nil, err
	}
	h.streams.ctx, h.streams.stop = context.WithCancel(context.Background())
	h.handler, err = h.outer(h.routes())
	return h, err
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.handler.ServeHTTP(w, r) }

// Close ends the streams and waits for them.
func (h *Handler) Close() {
	h.streams.close()
}

// streams are the open /live connections.
type streams struct {
	ctx  context.Context // ends with Close
	stop context.CancelFunc
	wait sync.WaitGroup
	mu   sync.Mutex
	by   map[int64]int // how many each person has open
	all  int
}

func (s *streams) close() {
	s.mu.Lock()
	s.stop()
	s.mu.Unlock()
	s.wait.Wait()
}

// routes is every page. A door says who may come in at all; what they may do there, the services say.
func (h *Handler) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /static/", h.static)
	mux.HandleFunc("GET /live", h.serveLive)
	to := func(pattern string, who door, do doing) { mux.Handle(pattern, h.door(who, do)) }

	to("GET /{$}", inside, (*call).home)
	to("GET /login", anyone, (*call).showLogin)
	to("POST /login", anyone, (*call).login)
	to("GET /login/{token}", anyone, (*call).showLoginLink)
	to("POST /login/{token}", anyone, (*call).loginLink)
	to("GET /signup", anyone, (*call).showSignUp)
	to("POST /signup", anyone, (*call).signUp)
	to("GET /signup/{token}", anyone, (*call).showSignUp)
	to("POST /signup/{token}", anyone, (*call).signUp)
	to("POST /logout", inside, (*call).logout)
	to("POST /logout/everywhere", inside, (*call).logoutEverywhere)

	to("GET /profile", inside, (*call).showProfile)
	to("POST /profile", inside, (*call).saveProfile)
	to("POST /profile/password", inside, (*call).changePassword)
	to("POST /profile/telegram", inside, (*call).linkTelegram)
	to("POST /profile/telegram/unlink", inside, (*call).unlinkTelegram)

	h.shopRoutes(to)
	h.adminRoutes(to)
	h.webinarRoutes(to)
	to("/", anyone, (*call).nothingHere)
	return mux
}

// adder adds a page to the routes.
type adder func(pattern string, who door, do doing)

// base is the address that links for other people begin with: the configured one, else that of this request.
func (h *Handler) base(r *http.Request) string {
	if h.PublicURL != "" {
		return strings.TrimSuffix(h.PublicURL, "/")
	}
	return "http://" + r.Host
}
