package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// opensQueue walks from the home page to what waits in the demo's running lecture.
func (c *desk) opensQueue() {
	c.t.Helper()
	c.presses("the running lecture", `document.querySelector(".event.running")`)
	c.until("the lecture is open", `document.querySelector("a[href$='/messages/awaiting']")`)
	c.presses("Messages", `document.querySelector("a[href$='/messages/awaiting']")`)
	c.until("somebody waits", `document.querySelector(".message.awaiting .yes")`)
}

func TestWhatIsApprovedInTheConsoleStandsOnTheOverlayAndIsSeenByAllWhoLook(t *testing.T) {
	t.Parallel()
	d := wholeDemo(t)
	c := opensConsole(t, d.Console, phone())
	c.signsIn("admin", "frontdesk")
	c.opensQueue()
	overlay := opensConsole(t, d.Overlay, desktop())
	list := ask(c.messenger, "which list", chromedp.Evaluate[string](`document.getElementById("live").dataset.src`))
	other := c.alsoOpens(list[:len(list)-len("awaiting")] + "approved")
	const undo = `document.querySelector(".message.approved button[data-expires]")`
	approves := func() (shown string) {
		text := ask(c.messenger, "what waits first", chromedp.Evaluate[string](`document.querySelector(".message.awaiting .text").textContent`))
		c.presses("Approve", `document.querySelector(".message.awaiting .yes")`)
		c.until("Undo is offered", undo)
		shown = fmt.Sprintf(`document.body.innerText.includes(%s)`, quoted(text))
		overlay.until("it stands on the overlay", shown)
		return shown
	}
	shown := approves()
	other.until("the list of the approved follows", shown)
	for !ask(c.messenger, "is it early enough", chromedp.Evaluate[bool]("!!"+undo)) {
		shown = approves() // ten seconds were over on a slow machine
	}
	c.presses("Undo", undo)
	other.until("it is off the list again", "!"+shown)
	overlay.until("it is off the overlay again", "!"+shown)
}

// TestConsoleWebinarPictures takes pictures of the demo's webinars when FRONTDESK_TEST_SHOTS names a folder.
func TestConsoleWebinarPictures(t *testing.T) {
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
		c.signsIn("admin", "frontdesk")
		snap := func(name string) {
			c.fits(name)
			for kind, size := range map[string]device{"phone": phone(), "desktop": desktop()} {
				for theme, dark := range map[string]bool{"light": false, "dark": true} {
					size.dark, size.language = dark, lang
					c.does("change the device", size.emulate())
					picture := ask(c.messenger, "take a picture", chromedp.CaptureScreenshot())
					if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("webinar-%s-%s-%s-%s.png", name, lang, kind, theme)), picture, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
			c.does("take the phone again", dev.emulate())
		}
		snap("home")
		c.opensQueue()
		snap("awaiting")
		c.presses("Approve", `document.querySelector(".message.awaiting .yes")`)
		c.until("Undo is offered", `document.querySelector(".message.approved .deeds button")`)
		snap("decided")
		event := ask(c.messenger, "which event", chromedp.Evaluate[string](`document.getElementById("live").dataset.src.replace(/\/messages.*/, "")`))
		for _, page := range [][2]string{
			{"event", event},
			{"panel", event + "/panel"},
			{"approved", event + "/messages/approved"},
			{"report", event + "/report"},
			{"accounts", "/webinars"},
			{"schedule", "/webinars/accounts/1/schedule"},
			{"account", "/webinars/accounts/1"},
			{"moderators", "/webinars/accounts/1/moderators"},
			{"connect", "/webinars/connect"},
			{"connect-token", "/webinars/connect?by=token"},
			{"disconnect", "/webinars/accounts/1/disconnect"},
			{"deleted", event + "/messages/deleted"},
			{"stop", event + "/stop"},
			{"rules", "/webinars/accounts/1/rules"},
		} {
			c.goes(page[1])
			snap(page[0])
		}
	}
}
