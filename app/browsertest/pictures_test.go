package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"frontdesk/texts"
)

// TestPictures takes a picture of every screen when FRONTDESK_TEST_SHOTS names a folder for them:
// NAME-ru-phone-dark.png and so on.
func TestPictures(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("FRONTDESK_TEST_SHOTS")
	if dir == "" {
		t.Skip("no pictures are wanted: FRONTDESK_TEST_SHOTS is not set")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	catalog, err := texts.Load("ru")
	if err != nil {
		t.Fatal(err)
	}
	b := browser(t)
	for _, who := range []struct {
		language      string
		seller, admin int64
		key           string
	}{
		{"ru", anna, ivan, "demo-key-1"},
		{"en", emma, emma, "demo-key-2"},
	} {
		t.Run(who.language, func(t *testing.T) {
			t.Parallel()
			d := phone()
			d.language = who.language
			c := &camera{messenger: opens(t, b, demo(t), d), dir: dir, language: who.language, words: catalog.For(who.language)}
			c.snap("people")
			c.sellersScreens(who.seller, who.key)
			c.adminsScreens(who.admin, who.admin == who.seller)
		})
	}
}

// camera takes pictures of a messenger.
type camera struct {
	*messenger
	dir, language string
	words         texts.Printer
}

// snap takes the page as it stands on a phone and on a desktop, light and dark.
func (c *camera) snap(name string) {
	c.t.Helper()
	for kind, d := range map[string]device{"phone": phone(), "desktop": desktop()} {
		for _, d.dark = range []bool{false, true} {
			theme := "light"
			if d.dark {
				theme = "dark"
			}
			c.does("change the device", d.emulate())
			c.rests()
			c.keeps(fmt.Sprintf("%s-%s-%s-%s.png", name, c.language, kind, theme))
		}
	}
	c.does("take the phone again", phone().emulate())
}

// hero takes the README's pictures: a desktop with the requests beside the chat, and a phone.
func (c *camera) hero() {
	c.t.Helper()
	c.does("take a desktop", desktop().emulate())
	c.presses("the panel's button", `document.getElementById("panel-toggle")`)
	c.rests()
	c.keeps(fmt.Sprintf("messenger-%s.png", c.language))
	c.presses("the panel's cross", `document.getElementById("panel-close")`)
	c.does("take the phone again", phone().emulate())
	c.rests()
	c.keeps(fmt.Sprintf("phone-%s.png", c.language))
}

// rests waits until everything fresh has come to rest and the end of the chat is in view.
func (c *camera) rests() {
	c.t.Helper()
	c.until("the end of the chat is shown", `(() => {
		const s = document.getElementById("scroll");
		return s.clientHeight === 0 || s.scrollHeight - s.scrollTop - s.clientHeight < 3;
	})()`)
	c.until("everything is at rest", `document.getAnimations().every(
		(one) => one.playState !== "running" || one.effect.getComputedTiming().iterations === Infinity)`)
}

func (c *camera) keeps(file string) {
	c.t.Helper()
	picture := ask(c.messenger, "take a picture", chromedp.CaptureScreenshot())
	if err := os.WriteFile(filepath.Join(c.dir, file), picture, 0o644); err != nil {
		c.t.Fatal(err)
	}
}

// tapsAndSnaps taps a button, waits for the button that the next screen has, and takes a picture.
func (c *camera) tapsAndSnaps(tap, next texts.Key, name string) {
	c.t.Helper()
	c.taps(c.words.Text(tap, nil))
	c.seesButton(c.words.Text(next, nil))
	c.snap(name)
}

func (c *camera) back(next texts.Key) {
	c.t.Helper()
	c.taps(c.words.Text(texts.ButtonBack, nil))
	c.seesButton(c.words.Text(next, nil))
}

func (c *camera) word(key texts.Key) string { return c.words.Text(key, nil) }

// open taps the first button whose label ends with a name, whatever its mark is.
func (c *camera) open(name string) {
	c.t.Helper()
	c.presses(name, fmt.Sprintf(`[...document.querySelectorAll("[data-button]")].findLast((b) => b.dataset.button.includes(%s))`, quoted(name)))
}

func (c *camera) sellersScreens(person int64, key string) {
	c.t.Helper()
	shop := map[string]string{"ru": "Чайная лавка", "en": "Nordic Knits"}[c.language]
	c.is(person)
	c.snap("start")
	c.starts()
	c.seesButton(c.word(texts.ButtonSeller))
	c.snap("role")
	c.tapsAndSnaps(texts.ButtonHelp, texts.ButtonBack, "help-stranger")
	c.back(texts.ButtonSeller)
	c.tapsAndSnaps(texts.ButtonSeller, texts.ButtonBack, "key")
	c.writes("demo-key-0")
	c.sees(c.word(texts.WhyWrongKey))
	c.snap("key-wrong")
	c.writes(key)
	c.seesButton(c.word(texts.ButtonAddShop))
	c.snap("menu")
	c.tapsAndSnaps(texts.ButtonSubs, texts.ButtonBack, "subscription")
	c.back(texts.ButtonAddShop)
	c.tapsAndSnaps(texts.ButtonLanguage, texts.ButtonBack, "language")
	c.back(texts.ButtonAddShop)
	c.taps(c.word(texts.ButtonShops))
	c.open(shop)
	c.seesButton(c.word(texts.ButtonInfo))
	c.snap("shop")
	c.tapsAndSnaps(texts.ButtonInfo, texts.ButtonBack, "info")
	c.back(texts.ButtonInfo)
	c.taps(c.word(texts.ButtonActivation))
	if c.language == "en" {
		c.tapsAndSnaps(texts.ButtonDeactivate, texts.ButtonYes, "question")
		c.taps(c.word(texts.ButtonYes))
		c.seesToast(c.word(texts.ToastDeactivated))
		c.seesNo("toast", `document.querySelector(".toast")`)
	}
	c.taps(c.word(texts.ButtonActivate))
	c.sees(c.word(texts.ShopActive))
	c.seesButton(c.word(texts.ButtonUndo))
	c.hero()
	c.snap("activation")
	c.back(texts.ButtonInfo)
	c.tapsAndSnaps(texts.ButtonPrice, texts.ButtonTurnOff, "price")
	c.back(texts.ButtonInfo)
	c.tapsAndSnaps(texts.ButtonUnlink, texts.ButtonYes, "unlink")
	c.presses("the commands", `document.getElementById("commands")`)
	c.snap("commands")
	c.presses("the panel's button", `document.getElementById("panel-toggle")`)
	c.until("the panel is open", `document.body.dataset.panel === "open"`)
	c.snap("panel")
	c.presses("a request", `[...document.querySelectorAll("#requests [data-method=editMessageText] summary")].at(-1)`)
	c.snap("panel-open")
	c.presses("the panel's cross", `document.getElementById("panel-close")`)
}

func (c *camera) adminsScreens(person int64, leaves bool) {
	c.t.Helper()
	if leaves {
		c.writes("/sign_out")
		c.seesButton(c.word(texts.ButtonSignIn))
		c.snap("out")
		c.taps(c.word(texts.ButtonSignIn))
	} else {
		c.presses("the arrow back", `document.getElementById("back")`)
		c.is(person)
		c.starts()
	}
	c.seesButton(c.word(texts.ButtonAdmin))
	c.tapsAndSnaps(texts.ButtonAdmin, texts.ButtonBack, "name")
	c.writes("admin")
	c.until("the password is asked for", `document.querySelectorAll("[data-out][data-deleted], [data-out]").length > 1`)
	c.writes("wrong")
	c.sees(c.word(texts.WhyWrongLogin))
	c.snap("login-wrong")
	c.writes("frontdesk")
	c.seesButton(c.word(texts.ButtonPeople))
	c.snap("admin-menu")
	c.tapsAndSnaps(texts.ButtonShops, texts.ButtonNext, "shops")
	c.tapsAndSnaps(texts.ButtonFind, texts.ButtonBack, "find")
	c.writes("о")
	c.seesButton(c.word(texts.ButtonAll))
	c.snap("found")
	c.open("Книги")
	c.seesButton(c.word(texts.ButtonEdit))
	c.snap("admin-shop")
	c.tapsAndSnaps(texts.ButtonEdit, texts.ButtonStocks, "edit")
	c.tapsAndSnaps(texts.ButtonStocks, texts.ButtonAddStock, "stocks")
	c.tapsAndSnaps(texts.ButtonAddStock, texts.ButtonBack, "stock")
	c.writes("/menu")
	c.seesButton(c.word(texts.ButtonPeople))
	c.tapsAndSnaps(texts.ButtonPeople, texts.ButtonFind, "admin-people")
	c.open(map[string]string{"ru": "Анна", "en": "Emma"}[c.language])
	c.seesButton(c.word(texts.ButtonPersonShops))
	c.snap("person")
	if c.language == "en" {
		return // Emma is alone, and nobody bans themselves
	}
	c.tapsAndSnaps(texts.ButtonBan, texts.ButtonSkip, "reason")
	c.writes("Ключ попал в чужие руки")
	c.seesButton(c.word(texts.ButtonUnban))
	c.snap("person-banned")
	c.presses("the arrow back", `document.getElementById("back")`)
	c.is(anna)
	c.sees("Причина")
	c.snap("banned")
}
