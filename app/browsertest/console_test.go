package browsertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// desk is the console in one tab.
type desk struct {
	*messenger
	address string
}

// opensConsole opens a tab of a browser of its own: cookies are one person's.
func opensConsole(t *testing.T, address string, d device) *desk {
	t.Helper()
	ctx := browser(t)
	m := &messenger{t: t, ctx: ctx, name: fmt.Sprintf("console %d×%d", d.width, d.height)}
	m.does("open the console", d.emulate(), chromedp.Navigate(address))
	return &desk{m, address}
}

// alsoOpens opens another tab of the same browser.
func (c *desk) alsoOpens(path string) *desk {
	c.t.Helper()
	ctx, closeTab := chromedp.NewContext(c.ctx)
	c.t.Cleanup(closeTab)
	if err := chromedp.Do(ctx); err != nil {
		c.t.Fatalf("no new tab: %v", err)
	}
	other := &desk{&messenger{t: c.t, ctx: ctx, name: c.name + ", second tab"}, c.address}
	other.does("open "+path, desktop().emulate(), chromedp.Navigate(c.address+path))
	return other
}

// until waits for a condition to hold, on whatever page the browser has come to meanwhile.
func (c *desk) until(what, condition string) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.ctx, patience)
	defer cancel()
	for {
		holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && !!(`+condition+`)`))
		if err == nil && holds {
			return
		}
		if ctx.Err() != nil {
			c.t.Fatalf("%s: in vain until %s (%v); the page shows:\n%s", c.name, what, err, c.text())
		}
		// A page that is just going has nothing to say.
		_, _ = chromedp.Run(ctx, chromedp.Sleep(20*time.Millisecond))
	}
}

func (c *desk) goes(path string) {
	c.t.Helper()
	c.does("go to "+path, chromedp.Navigate(c.address+path))
}

// fills writes into a field of a form.
func (c *desk) fills(name, value string) {
	c.t.Helper()
	c.until("there is a field "+name, fmt.Sprintf(`(() => { const f = document.querySelector("[name=%s]:not([type=hidden])"); if (f) f.value = %s; return !!f; })()`, name, quoted(value)))
}

// sends presses the main button of the first form.
func (c *desk) sends() {
	c.t.Helper()
	c.presses("the main button", `document.querySelector("main form .button.main")`)
}

func (c *desk) signsIn(name, password string) {
	c.t.Helper()
	c.fills("username", name)
	c.fills("password", password)
	c.sends()
	c.until("somebody is in", `document.querySelector(".ways")`)
}

// wide tells whether something sticks out of the page.
func (c *desk) fits(what string) {
	c.t.Helper()
	c.until(what+" is not wider than the screen", `document.documentElement.scrollWidth <= innerWidth`)
}

func TestAnAdminSwitchesAShopInTheConsoleAndAnotherPageFollows(t *testing.T) {
	t.Parallel()
	d := wholeDemo(t)
	c := opensConsole(t, d.Console, phone())
	c.signsIn("admin", "frontdesk")
	c.goes("/shops/1")
	other := c.alsoOpens("/shops/1")
	other.until("the page follows", `document.querySelector("#switches [aria-checked=false]")`)
	c.presses("the switch", `document.querySelector("#switches [role=switch]")`)
	c.until("Undo is offered", `document.querySelector("#switches form[action*=undo]")`)
	other.until("the other page has moved too", `document.querySelector("#switches [role=switch]").getAttribute("aria-checked") === "true"`)
	c.presses("Undo", `document.querySelector("#switches form[action*=undo] button")`)
	c.until("the switch is back", `document.querySelector("#switches [role=switch]").getAttribute("aria-checked") === "false"`)
	other.until("the other page is back too", `document.querySelector("#switches [role=switch]").getAttribute("aria-checked") === "false"`)
	c.goes("/audit")
	c.until("the log names both", `document.querySelectorAll(".log li").length >= 3`)
}

// TestConsolePictures takes a picture of every page when FRONTDESK_TEST_SHOTS names a folder.
func TestConsolePictures(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("FRONTDESK_TEST_SHOTS")
	if dir == "" {
		t.Skip("no pictures are wanted: FRONTDESK_TEST_SHOTS is not set")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	d := wholeDemo(t)
	for _, lang := range []string{"ru", "en"} {
		dev := phone()
		dev.language = lang
		c := opensConsole(t, d.Console, dev)
		snap := func(name string) {
			c.fits(name)
			for kind, size := range map[string]device{"phone": phone(), "desktop": desktop()} {
				for _, dark := range []bool{false, true} {
					size.dark, size.language = dark, lang
					c.does("change the device", size.emulate())
					theme := map[bool]string{false: "light", true: "dark"}[dark]
					picture := ask(c.messenger, "take a picture", chromedp.CaptureScreenshot())
					if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("console-%s-%s-%s-%s.png", name, lang, kind, theme)), picture, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
			c.does("take the phone again", dev.emulate())
		}
		snap("login")
		c.fills("username", "nobody")
		c.fills("password", "wrong")
		c.sends()
		c.until("it says so", `document.querySelector(".note.bad")`)
		snap("login-wrong")
		c.goes("/signup")
		snap("signup")
		c.goes("/login")
		c.signsIn("admin", "frontdesk")
		snap("home")
		c.presses("More", `document.querySelector(".more summary")`)
		c.until("the rest of the ways are there", `document.querySelector(".more").open`)
		snap("more")
		c.presses("beside it", `document.querySelector("h1")`)
		c.until("they are gone", `!document.querySelector(".more").open`)
		c.goes("/people/5000000013")
		snap("person")
		if lang == "ru" {
			c.presses("Ban", `document.querySelector("main details summary")`)
			c.fills("reason", "чужой ключ")
			c.presses("really ban", `document.querySelector(".button.solid")`)
			c.until("she is banned", `document.querySelector(".chip.bad")`)
			snap("banned")
			for range 100 { // she has never written to the bot, so it cannot tell her
				if c.goes("/deliveries"); ask(c.messenger, "look for it", chromedp.Evaluate[bool](`!!document.querySelector(".why")`)) {
					break
				}
			}
		}
		for _, page := range [][2]string{
			{"shops", "/shops"},
			{"shop", "/shops/3"},
			{"shop-new", "/shops/new"},
			{"people", "/people"},
			{"people-console", "/people?list=console"},
			{"user", "/people/-1"},
			{"nothing", "/shops?q=zzz"},
			{"deliveries", "/deliveries"},
			{"pending", "/deliveries?status=pending"},
			{"audit", "/audit"},
			{"audit-event", "/audit?subject=event:1"},
			{"profile", "/profile"},
			{"missing", "/no-such-page"},
		} {
			c.goes(page[1])
			snap(page[0])
		}
	}
}
