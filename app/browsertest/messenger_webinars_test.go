package browsertest

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// Who moderates the demo's lecture.
const (
	oleg  = 5000000004 // by invitation
	maria = 5000000011 // owns it
)

// labelled is an expression for the newest button whose label holds some words.
func labelled(words string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("[data-button]")].findLast((b) => b.dataset.button.includes(%s))`, quoted(words))
}

// moderates walks from the menu to the queue of the demo's lecture, which lets cards come. account is chosen first by who has
// several.
func (m *messenger) moderates(account string) {
	m.t.Helper()
	m.taps("Вебинары")
	if account != "" {
		m.presses("the account", labelled(account))
		m.taps("Расписание вебинаров")
	}
	m.presses("the lecture", labelled("Лекция: как открыть"))
	m.taps("Панель управления")
	m.presses("Модерация", on("Панель управления · Лекция", "Модерация")) // other webinars call with a button of this name
	m.sees("Новые сообщения приходят вам карточками")
}

const anyCard = `[...document.querySelectorAll("[data-message]:not([data-deleted])")].find((m) => m.querySelector("[data-button='✅ Одобрить']"))`

// nextCard waits for a card that nobody has decided, and gives what was said on it.
func (m *messenger) nextCard() (said string) {
	m.t.Helper()
	m.until("a card has come", anyCard)
	return ask(m, "read the card", chromedp.Evaluate[string](fmt.Sprintf(
		`%s?.querySelector(".text").innerText.trim().split("\n").filter((line) => line).at(-1) ?? ""`, anyCard)))
}

// on is an expression for a button of the newest message that holds a text.
func on(text, label string) string {
	return message(text) + fmt.Sprintf(`?.querySelector("[data-button=" + JSON.stringify(%s) + "]")`, quoted(label))
}

// stamps lets a page note when a condition first holds; noted gives that moment in milliseconds.
func (m *messenger) stamps(condition string) {
	m.t.Helper()
	m.does("watch the page", chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`void (() => {
		window.noted = 0;
		const look = () => { if (!window.noted && (%s)) window.noted = Date.now(); };
		new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
		look();
	})()`, condition)))
}

func (m *messenger) noted() int64 {
	m.t.Helper()
	return ask(m, "read when", chromedp.Evaluate[int64](`window.noted`))
}

func TestWhatIsApprovedInTheMessengerIsSeenByAll(t *testing.T) {
	t.Parallel()
	d := wholeDemo(t)
	b := browser(t)
	o, m := opens(t, b, d.URL, phone()), opens(t, b, d.URL, phone())
	o.is(oleg)
	o.moderates("")
	m.is(maria)
	m.moderates("Марина Ветрова")
	overlay := opensConsole(t, d.Overlay, desktop())
	c := opensConsole(t, d.Console, desktop())
	c.signsIn("admin", "frontdesk")
	c.opensQueue()
	list := ask(c.messenger, "which list", chromedp.Evaluate[string](`document.getElementById("live").dataset.src`))
	approved := c.alsoOpens(list[:len(list)-len("awaiting")] + "approved")

	// The tabs note the moments themselves: waiting for one tab must not count for another.
	approves := func() (said, shown string) {
		said = m.nextCard() // who came second; the first one has it as well
		shown = fmt.Sprintf(`document.body.innerText.includes(%s)`, quoted(said))
		overlay.stamps(shown)
		approved.stamps(shown)
		o.does("note the press", chromedp.Evaluate[chromedp.Void](`void addEventListener("click", () => { window.pressed = Date.now(); }, { capture: true, once: true })`))
		o.presses("✅ on the card", on(said, "✅ Одобрить"))
		o.seesToast("Одобрено")
		overlay.until("it stands on the overlay", shown)
		approved.until("the list of the approved has it", shown)
		pressed := ask(o, "when it was pressed", chromedp.Evaluate[int64](`window.pressed`))
		t.Logf("from the press on the phone: overlay after %d ms, approved page after %d ms", overlay.noted()-pressed, approved.noted()-pressed)
		return said, shown
	}
	said, shown := approves()
	m.until("the other moderator's card says who", message(said)+`?.innerText.includes("✅ Олег")`)
	undo := on(said, "Отменить")
	for !ask(o, "is it early enough", chromedp.Evaluate[bool]("!!"+undo)) {
		said, shown = approves() // ten seconds were over on a slow machine
		undo = on(said, "Отменить")
	}
	o.presses("Undo on the card", undo)
	o.seesToast("Отменено")
	overlay.until("it is off the overlay again", "!"+shown)
	approved.until("it is off the list again", "!"+shown)
	m.until("the other moderator may decide again", on(said, "✅ Одобрить"))

	// The same from the queue screen, by the other one.
	m.writes("/menu")
	m.moderates("Марина Ветрова")
	m.presses("✅ 1", on("Модерация · Лекция", "✅ 1"))
	m.sees("✅ Мария")
	approved.until("the list of the approved says who", `document.body.innerText.includes("Мария")`)
}
