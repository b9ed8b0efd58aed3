package web_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"frontdesk/services/work"
)

// patience is how long a page may take to show what it should; only a failing test waits so long.
const patience = 20 * time.Second

// tab is one page of a browser.
type tab struct {
	t    *testing.T
	ctx  context.Context
	home string
}

// chromium starts one headless Chromium. Without one the tests are skipped, or fail where it is demanded.
func chromium(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		const missing = "the pages of webinars were NOT looked at: no chromium, chromium-browser or google-chrome in PATH"
		if os.Getenv("CI") == "true" || strings.Contains(os.Getenv("FRONTDESK_TEST_DEMAND"), "chromium") {
			t.Fatal(missing)
		}
		t.Skip("SKIPPED: " + missing)
	}
	started, stop := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()),
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("lang", "ru"), chromedp.Flag("accept-lang", "ru"),
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

// scheme makes a page light or dark.
func scheme(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		return t.Call(ctx, "Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{
			{"name": "prefers-color-scheme", "value": name}, {"name": "prefers-reduced-motion", "value": "reduce"},
		}}, &struct{}{})
	})
}

// opens signs somebody in, in a browser of their own.
func (s *studio) opens(person int64) *tab {
	s.t.Helper()
	b := &tab{s.t, chromium(s.t), s.server.URL}
	b.does("sign in", chromedp.Steps(
		chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(1)), chromedp.Navigate(b.home+"/login/"+s.loginLink(person))))
	b.presses("main form button")
	b.until(`document.querySelector(".ways")`)
	return b
}

func (b *tab) does(what string, action chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, action); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

func (b *tab) goes(path string) {
	b.t.Helper()
	b.does("go to "+path, chromedp.Steps(chromedp.Navigate(b.home+path)))
}

func (b *tab) presses(selector string) {
	b.t.Helper()
	b.until(fmt.Sprintf(`(() => { const e = document.querySelector(%q); if (e) e.click(); return !!e; })()`, selector))
}

// until waits for a condition, on whatever page the browser has come to meanwhile.
func (b *tab) until(condition string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && !!(`+condition+`)`))
		if err == nil && holds {
			return
		}
		if ctx.Err() != nil {
			text, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText`))
			b.t.Fatalf("in vain until %s (%v); the page shows:\n%s", condition, err, text)
		}
		_, _ = chromedp.Run(ctx, chromedp.Sleep(20*time.Millisecond)) // a page that is just going has nothing to say
	}
}

func (b *tab) says(text string) {
	b.t.Helper()
	b.until(fmt.Sprintf(`document.body.innerText.includes(%q)`, text))
}

// TestTwoModeratorsSeeTheSameQueueLive follows messages from the platform's chat to two browsers and back.
func TestTwoModeratorsSeeTheSameQueueLive(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	one, other := s.opens(masha), s.opens(ivan)
	s.wakes()
	one.goes(events(s.event, "/messages/awaiting"))
	other.goes(events(s.event, "/messages/awaiting"))
	for _, b := range []*tab{one, other} {
		b.until(`document.querySelector("#rows") && !document.body.classList.contains("away")`)
	}
	_, err := s.platform.Say(s.demo.Running, "Анна", "Добрый день!")
	must(t, err)
	_, err = s.platform.Say(s.demo.Running, "Бот", "Купите слона")
	must(t, err)
	one.says("Добрый день!")
	other.says("Купите слона")
	one.presses(".message .yes")
	one.until(`document.querySelector(".message.approved .deeds button")`)
	other.says("Одобрено: Маша")
	for _, b := range []*tab{one, other} {
		b.until(`document.getElementById("waiting").textContent === "1"`)
	}
	one.presses(".message.approved .deeds button") // Undo
	other.until(`document.querySelectorAll(".message.awaiting").length === 2`)
	one.until(`document.querySelectorAll(".message.awaiting").length === 2`)
}

// TestSeveralAreApprovedWithoutANewPage presses "approve the first ones": the page stays, says so, and goes on following.
func TestSeveralAreApprovedWithoutANewPage(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.opens(ivan)
	for i := range 7 {
		s.hears(s.event, "Анна", fmt.Sprintf("сообщение %d", i))
	}
	b.goes(events(s.event, "/messages/awaiting"))
	b.until(`document.querySelectorAll(".message.awaiting").length === 7 && (window.same = true)`)
	b.presses("#first button")
	b.says("Одобрено: 5 сообщений")
	b.until(`window.same && document.querySelectorAll(".message.awaiting").length === 2 && document.querySelectorAll(".message.approved .deeds button").length === 5`)
	b.until(`document.getElementById("waiting").textContent === "2"`)
	// On a phone the text keeps the whole width, and the time its place beside the name.
	b.until(`(() => {
		const box = (part) => document.querySelector(".message.settled " + part).getBoundingClientRect();
		return box(".deeds").top >= box(".said").bottom && box("time").top < box("b").bottom;
	})()`)
	b.presses(".message.approved .deeds button") // Undo
	b.until(`window.same && document.querySelectorAll(".message.awaiting").length === 3`)
	b.until(`document.getElementById("notice").innerText.trim() === ""`)
	s.hears(s.event, "Анна", "и ещё одно")
	b.says("и ещё одно")
}

// TestAQueueComesBackAfterADropAndStaysBoundedInAFlood cuts the connections under an open page, and then lets sixty people talk.
func TestAQueueComesBackAfterADropAndStaysBoundedInAFlood(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.opens(ivan)
	b.goes(events(s.event, "/messages/awaiting"))
	b.until(`document.querySelector("#rows")`)
	s.hears(s.event, "Анна", "до обрыва")
	b.says("до обрыва")
	s.server.CloseClientConnections()
	s.hears(s.event, "Анна", "во время обрыва")
	b.says("во время обрыва")
	for i := range 60 {
		s.hears(s.event, "Толпа", fmt.Sprintf("сообщение %d", i))
	}
	b.until(`document.getElementById("waiting").textContent === "62"`)
	b.until(`document.querySelectorAll(".message").length === 40 && document.querySelector(".message .text").textContent === "до обрыва"`)
}

// TestWebinarPictures takes a picture of every page when FRONTDESK_TEST_SHOTS names a folder.
func TestWebinarPictures(t *testing.T) {
	dir := os.Getenv("FRONTDESK_TEST_SHOTS")
	if dir == "" {
		t.Skip("no pictures are wanted: FRONTDESK_TEST_SHOTS is not set")
	}
	must(t, os.MkdirAll(dir, 0o755))
	s := newStudio(t)
	s.wakes()
	b := s.opens(masha)
	s.chat(b)
	snap := func(name string) {
		b.until(`document.documentElement.scrollWidth <= innerWidth`)
		for kind, width := range map[string]int64{"phone": 390, "desktop": 1280} {
			for _, theme := range []string{"light", "dark"} {
				b.does("change the device", chromedp.Steps(
					chromedp.EmulateViewport(width, 844, chromedp.EmulateScale(1)), scheme(theme)))
				picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
				must(t, err)
				must(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%s-%s.png", name, kind, theme)), picture, 0o644))
			}
		}
		b.does("take the phone again", chromedp.Steps(chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(1))))
	}
	pages, err := s.Overlays.List(t.Context(), masha, s.event)
	must(t, err)
	for _, page := range [][2]string{
		{"home", "/"},
		{"accounts", "/webinars"},
		{"connect", "/webinars/connect"},
		{"connect-token", "/webinars/connect?by=token"},
		{"account", account(s.school)},
		{"schedule", account(s.school, "/schedule")},
		{"disconnect", account(s.school, "/disconnect")},
		{"moderators", account(s.school, "/moderators")},
		{"rules", account(s.school, "/rules?text="+url.QueryEscape("смотрите https://spam.example"))},
		{"event", events(s.event)},
		{"event-planned", events(s.soon)},
		{"panel", events(s.event, "/panel")},
		{"stop", events(s.event, "/stop")},
		{"stop-sure", events(s.event, "/stop?sure=1")},
		{"widget", events(s.event, fmt.Sprintf("/widgets/%d", pages[0].ID))},
		{"awaiting", events(s.event, "/messages/awaiting")},
		{"approved", events(s.event, "/messages/approved")},
		{"deleted", events(s.event, "/messages/deleted")},
		{"report", events(s.event, "/report")},
		{"empty", events(s.soon, "/messages/awaiting")},
		{"report-empty", events(s.soon, "/report")},
	} {
		b.goes(page[1])
		snap(page[0])
	}
	b.goes(account(s.school, "/moderators"))
	b.presses("main .head form button")
	b.until(`document.querySelector(".code")`)
	snap("invitation")
}

// chat fills the running event with what people say, and decides some of it.
func (s *studio) chat(b *tab) {
	s.t.Helper()
	lines := [][2]string{
		{"Анна Смирнова", "Здравствуйте! Звук отличный, картинка тоже."},
		{"Игорь", "А запись потом будет?"},
		{"Зайка777", "Купите слона дёшево: https://spam.example"},
		{"Мария", "Сколько нужно денег на старт, если товар свой?"},
		{"Пётр Ильич", "Спасибо большое за лекцию, очень полезно 👍"},
		{"Гость 4821", "дураки все"},
		{"Елена Викторовна Константинопольская", "Подскажите, пожалуйста, как лучше оформить возврат, если покупатель прислал товар без бирки, а маркетплейс всё равно списал деньги? Мы уже дважды писали в поддержку, и каждый раз отвечают по-разному."},
		{"Олег", "+"},
		{"Светлана", "Не слышно 😔"},
		{"Дмитрий К.", "Всё слышно, обновите страницу"},
		{"Марат", "Когда следующая лекция?"},
	}
	for _, l := range lines {
		_, err := s.platform.Say(s.demo.Running, l[0], l[1])
		must(s.t, err)
	}
	b.goes(events(s.event, "/messages/awaiting"))
	b.until(fmt.Sprintf(`document.querySelectorAll(".message.awaiting").length === %d`, len(lines)))
	for range 4 {
		b.presses(".message.awaiting .yes")
		b.until(`!document.querySelector(".htmx-request")`)
	}
	b.presses(".message.awaiting .no")
	b.until(`!document.querySelector(".htmx-request")`)
	b.presses(".message.awaiting .link")
	ctx := s.t.Context()
	s.work(func(u *work.Unit) error { _, err := s.Overlays.Make(ctx, u, masha, s.event); return err })
	s.work(func(u *work.Unit) error {
		_, err := s.Relay.Add(ctx, u, masha, s.event, "https://discord.com/api/webhooks/1/abc")
		return err
	})
}
