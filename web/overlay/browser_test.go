package overlay_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"frontdesk/internal/clock"
	"frontdesk/web/overlay"
)

// patience is how long a page may take to show what it should; only a failing test waits so long.
const patience = 20 * time.Second

// stream is a browser as a stream program has it, with one overlay open.
type stream struct {
	t   *testing.T
	ctx context.Context
}

// browser starts one headless Chromium. Without one the tests are skipped, or fail where it is demanded.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		const missing = "the overlay was NOT looked at: no chromium, chromium-browser or google-chrome in PATH"
		if os.Getenv("CI") == "true" || strings.Contains(os.Getenv("FRONTDESK_TEST_DEMAND"), "chromium") {
			t.Fatal(missing)
		}
		t.Skip("SKIPPED: " + missing)
	}
	started, stop := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()),
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("disable-background-timer-throttling", true), chromedp.Flag("disable-renderer-backgrounding", true),
	)
	t.Cleanup(stop)
	ctx, closeBrowser := chromedp.NewContext(started)
	t.Cleanup(closeBrowser)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("Chromium does not start: %v", err)
	}
	return ctx
}

// shows opens an overlay in a tab.
func shows(t *testing.T, b context.Context, address string, width, height int64) *stream {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(b)
	t.Cleanup(closeTab)
	// The first step opens the tab and binds its life to the step's context, so that has no deadline.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("no new tab: %v", err)
	}
	s := &stream{t: t, ctx: ctx}
	ask(s, "open the overlay", chromedp.Steps(
		chromedp.EmulateViewport(width, height, chromedp.EmulateScale(1)), chromedp.Navigate(address)))
	return s
}

func ask[T any](s *stream, what string, action chromedp.Action[T]) T {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, 2*patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		s.t.Fatalf("cannot %s: %v", what, err)
	}
	return value
}

// until waits for a JavaScript expression to hold.
func (s *stream) until(what, condition string) {
	s.t.Helper()
	script := fmt.Sprintf(`new Promise((done) => {
		const end = Date.now() + %d;
		const look = () => (%s) ? done("") : Date.now() > end ? done(document.body.innerText + " ") : setTimeout(look, 15);
		look();
	})`, patience.Milliseconds(), condition)
	if text := ask(s, "look whether "+what, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise)); text != "" {
		s.t.Fatalf("in vain until %s; the overlay shows:\n%s", what, text)
	}
}

// seesLines waits until the overlay shows exactly these texts.
func (s *stream) seesLines(texts ...string) {
	s.t.Helper()
	s.until(fmt.Sprintf("it shows %q", texts), fmt.Sprintf(
		`JSON.stringify([...document.querySelectorAll("li:not(.leaving) .text")].map((one) => one.textContent)) === JSON.stringify(%s)`, list(texts)))
}

func list(texts []string) string {
	quoted := make([]string, 0, len(texts))
	for _, s := range texts {
		quoted = append(quoted, fmt.Sprintf("%q", s))
	}
	return "[" + strings.Join(quoted, ",") + "]"
}

// site is Frontdesk's web server as a stream program meets it: it can go away and come back at the same address.
type site struct {
	t       *testing.T
	studio  *studio
	address string
	handler *overlay.Handler
	server  *http.Server
	served  chan error
}

func serves(t *testing.T, s *studio) *site {
	t.Helper()
	one := &site{t: t, studio: s, address: "127.0.0.1:0"}
	one.starts()
	t.Cleanup(one.stops)
	return one
}

func (s *site) starts() {
	s.t.Helper()
	s.handler = overlay.New(s.studio, overlay.Options{Clock: clock.System()})
	s.startsWith(s.handler)
}

func (s *site) startsWith(h http.Handler) {
	s.t.Helper()
	listener, err := net.Listen("tcp", s.address)
	if err != nil {
		s.t.Fatal(err)
	}
	s.address = listener.Addr().String()
	// Deadlines as short as a careful server has them; streams live longer.
	s.server = &http.Server{Handler: h, ReadTimeout: 500 * time.Millisecond, WriteTimeout: 500 * time.Millisecond}
	s.served = make(chan error, 1)
	go func() { s.served <- s.server.Serve(listener) }()
}

func (s *site) stops() {
	if s.server == nil {
		return
	}
	s.handler.Close()
	_ = s.server.Close()
	<-s.served
	s.server = nil
}

func (s *site) url() string { return "http://" + s.address + "/overlay/" + token }

func now(id, author, text string) overlay.Line {
	return overlay.Line{ID: id, Author: author, Text: text, At: time.Now()}
}

func (s *studio) shows(l overlay.Line) { s.does(overlay.Event{Kind: overlay.Added, Line: l}) }

func (s *studio) wears(change func(*overlay.Settings)) {
	s.mu.Lock()
	style := s.view.Settings
	s.mu.Unlock()
	change(&style)
	s.does(overlay.Event{Kind: overlay.Restyled, Settings: style})
}

func TestTheOverlayInABrowser(t *testing.T) {
	t.Parallel()
	b := browser(t)
	for name, look := range map[string]func(t *testing.T, b context.Context){
		"a message appears and goes":                     aMessageAppearsAndGoes,
		"text is never markup":                           textIsNeverMarkup,
		"settings change without a reload":               settingsChangeLive,
		"a restart leaves the chat on the page":          aRestartLeavesTheChat,
		"a revoked link clears the page":                 aRevokedLinkClearsThePage,
		"a line lives as long as it is allowed to":       aLineHasItsLife,
		"a link that leads nowhere shows nothing on air": nothingIsShownWhereNothingIs,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			look(t, b)
		})
	}
}

func aMessageAppearsAndGoes(t *testing.T, b context.Context) {
	studio := newStudio(now("1", "Анна", "раз"))
	s := shows(t, b, serves(t, studio).url(), 600, 400)
	s.seesLines("раз")
	studio.shows(now("2", "Иван", "два"))
	s.seesLines("раз", "два")
	studio.removes("1")
	s.seesLines("два")
	s.until("the background is transparent", `["body", "html"].every((one) => getComputedStyle(document.querySelector(one)).backgroundColor === "rgba(0, 0, 0, 0)")`)
}

func textIsNeverMarkup(t *testing.T, b context.Context) {
	studio := newStudio()
	s := shows(t, b, serves(t, studio).url(), 600, 900)
	var want []string
	for i, evil := range []string{
		`<script>window.pwned=1</script>`, `<img src=x onerror="window.pwned=1">`, `"><svg onload=window.pwned=1>`,
		"data: x\n\nevent: gone\ndata: {}\n\n", `</li><iframe srcdoc="<script>parent.pwned=1</script>">`, `javascript:window.pwned=1`,
		`<style>*{display:none}</style>`, `\u003cb\u003e &lt;b&gt; ${window.pwned=1} {{7*7}}`, `__proto__`,
	} {
		studio.shows(now(fmt.Sprint("<", i, `">`), evil, evil))
		want = append(want, evil)
	}
	studio.shows(now("__proto__", "constructor", "hasOwnProperty"))
	s.seesLines(append(want, "hasOwnProperty")...)
	s.until("a line break is one", `getComputedStyle(document.querySelector(".text")).whiteSpace === "pre-wrap" && document.querySelectorAll("li")[3].offsetHeight > 2 * document.querySelectorAll("li")[1].offsetHeight`)
	s.until("nothing ran and nothing was made of it", `!window.pwned && Object.prototype.author === undefined &&
		!document.querySelector("#lines :is(script,img,svg,iframe,style,b)") && getComputedStyle(document.querySelector("li")).display !== "none"`)
}

func settingsChangeLive(t *testing.T, b context.Context) {
	studio := newStudio()
	s := shows(t, b, serves(t, studio).url(), 600, 400)
	for i := range 5 {
		studio.shows(now(fmt.Sprint(i), "Анна", fmt.Sprint("вопрос ", i)))
	}
	s.seesLines("вопрос 0", "вопрос 1", "вопрос 2", "вопрос 3", "вопрос 4")
	s.until("the page is marked", `(window.mark = 1)`)
	studio.wears(func(o *overlay.Settings) {
		o.FontSize, o.TextColor, o.NameColor, o.Background, o.MaxLines, o.Theme = 48, "#ff0000", "#00ff00", "#0000ff80", 2, overlay.Bubbles
	})
	s.seesLines("вопрос 3", "вопрос 4")
	s.until("size and colors are new", `(() => {
		const of = (name) => getComputedStyle(document.querySelector(name));
		return of(".text").fontSize === "48px" && of(".text").color === "rgb(255, 0, 0)" && of(".name").color === "rgb(0, 255, 0)" &&
			of("li").backgroundColor.startsWith("rgba(0, 0, 255, 0.5");
	})()`)
	studio.wears(func(o *overlay.Settings) { o.FontSize, o.MaxLines, o.Background = 8, 4, "" })
	s.seesLines("вопрос 1", "вопрос 2", "вопрос 3", "вопрос 4")
	studio.removes("3")
	s.seesLines("вопрос 0", "вопрос 1", "вопрос 2", "вопрос 4")
	s.until("it is the same page", `window.mark === 1 && getComputedStyle(document.querySelector(".text")).fontSize === "8px"`)
}

func aRestartLeavesTheChat(t *testing.T, b context.Context) {
	studio := newStudio(now("1", "Анна", "раз"), now("2", "Иван", "два"))
	web := serves(t, studio)
	s := shows(t, b, web.url(), 600, 400)
	s.seesLines("раз", "два")
	s.until("the element is marked", `(document.querySelector("li:last-child").mark = 1)`)
	web.stops()
	s.until("it notices", `document.documentElement.dataset.connection === "off"`)
	asked := make(chan struct{}, 100)
	web.startsWith(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // a proxy that has lost us
		http.NotFound(w, r)
		asked <- struct{}{}
	}))
	for range 2 {
		select {
		case <-asked:
		case <-time.After(patience):
			t.Fatal("the page does not try to come back")
		}
	}
	s.seesLines("раз", "два")
	web.stops()
	studio.silently(overlay.Event{Kind: overlay.Removed, Line: overlay.Line{ID: "1"}})
	studio.silently(overlay.Event{Kind: overlay.Added, Line: now("3", "Анна", "три")})
	web.starts()
	s.seesLines("два", "три")
	s.until("what stayed was not drawn anew", `document.querySelector("li:not(.leaving)").mark === 1`)
	studio.shows(now("4", "Анна", "четыре"))
	s.seesLines("два", "три", "четыре")
}

func aRevokedLinkClearsThePage(t *testing.T, b context.Context) {
	studio := newStudio(now("1", "Анна", "раз"))
	s := shows(t, b, serves(t, studio).url(), 600, 400)
	s.seesLines("раз")
	studio.does(overlay.Event{Kind: overlay.Revoked})
	s.until("it is empty", `document.documentElement.dataset.connection === "gone" && !document.querySelector("li:not(.leaving)")`)
}

func aLineHasItsLife(t *testing.T, b context.Context) {
	old := now("1", "Анна", "давно")
	old.At = time.Now().Add(-time.Minute)
	studio := newStudio(old, now("2", "Иван", "сейчас"))
	studio.view.Settings.LifeSeconds = 30
	s := shows(t, b, serves(t, studio).url(), 600, 400)
	s.seesLines("сейчас")
	studio.wears(func(o *overlay.Settings) { o.LifeSeconds = 0 })
	s.seesLines("давно", "сейчас")
	studio.wears(func(o *overlay.Settings) { o.LifeSeconds = 1 })
	s.seesLines()
}

func nothingIsShownWhereNothingIs(t *testing.T, b context.Context) {
	s := shows(t, b, serves(t, newStudio()).url()+"x", 600, 400)
	s.until("it is blank", `document.title === "404" && document.body.innerText === ""`)
}

// With FRONTDESK_TEST_SHOTS=DIR, each theme is taken over a dark and a light background, on a phone and in a stream.
func TestPicturesOfTheOverlay(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("FRONTDESK_TEST_SHOTS")
	if dir == "" {
		t.Skip("set FRONTDESK_TEST_SHOTS to a directory to take pictures")
	}
	b := browser(t)
	studio := newStudio(
		now("1", "Анна Петрова", "Здравствуйте! А запись будет?"), now("2", "Иван", "Когда начало? 🎉"),
		now("3", "Очень Длинное Имя Отчество Фамилия Которое Никуда Не Помещается", strings.Repeat("Длинный вопрос про маркетплейсы и логистику. ", 8)),
		now("4", "דנה", "שלום לכולם!"), now("5", "👨‍👩‍👧 Семья", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nвторая строка"),
		now("6", "Emma", "Thank you, that was great"), now("7", "", "без имени"),
	)
	web := serves(t, studio)
	for _, width := range []int64{390, 1280} {
		for _, theme := range []overlay.Theme{overlay.Plain, overlay.Bubbles, overlay.Compact} {
			studio.wears(func(o *overlay.Settings) { o.Theme = theme })
			s := shows(t, b, web.url(), width, 720)
			s.until("it is dressed", fmt.Sprintf(`document.querySelectorAll("li").length === 7 && document.documentElement.dataset.theme === %q`, theme))
			// A light and a dark half, as a stream's picture has them; the policy lets the script's own interface do it.
			s.until("there is a picture behind", `(document.documentElement.style.background = "linear-gradient(90deg, #1d2733 50%, #e8e2d4 50%)") &&
				document.getAnimations().every((one) => one.playState === "finished")`)
			shot := ask(s, "take a picture", chromedp.CaptureScreenshot())
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("overlay-%s-%d.png", theme, width)), shot, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
