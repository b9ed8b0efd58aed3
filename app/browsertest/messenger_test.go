package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long a page may take to show what it should; only a failing test waits so long.
const patience = 15 * time.Second

// messenger is the page in one tab, used by words and buttons as a person uses it.
type messenger struct {
	t    *testing.T
	ctx  context.Context
	name string // of the tab, in failures
}

// opens a tab with the messenger at address.
func opens(t *testing.T, browser context.Context, address string, d device) *messenger {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(browser)
	t.Cleanup(closeTab)
	// The first step opens the tab and binds its life to the step's context, so that has no deadline.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("no new tab: %v", err)
	}
	m := &messenger{t: t, ctx: ctx, name: fmt.Sprintf("%d×%d", d.width, d.height)}
	m.does("open the page", d.emulate(), chromedp.Navigate(address))
	m.connected()
	return m
}

func (m *messenger) connected() {
	m.t.Helper()
	m.until("the page is connected", `document.body.dataset.connection === "on" && document.querySelector("[data-person]")`)
}

// does runs actions in the tab, at most for as long as a person would wait.
func (m *messenger) does(what string, actions ...chromedp.Action[chromedp.Void]) {
	m.t.Helper()
	ask(m, what, chromedp.Steps(actions...))
}

// ask is does for an action that brings something back.
func ask[T any](m *messenger, what string, action chromedp.Action[T]) T {
	m.t.Helper()
	ctx, cancel := context.WithTimeout(m.ctx, 2*patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		m.t.Fatalf("%s: cannot %s: %v", m.name, what, err)
	}
	return value
}

// until waits for a condition, a JavaScript expression, to hold, and returns its value as JSON.
func (m *messenger) until(what, condition string) []byte {
	m.t.Helper()
	script := fmt.Sprintf(`new Promise((done) => {
		const end = Date.now() + %d;
		const look = () => {
			const value = (() => (%s))();
			if (value) done(value === true || value instanceof Node ? true : value);
			else if (Date.now() > end) done(null);
			else setTimeout(look, 15);
		};
		look();
	})`, patience.Milliseconds(), condition)
	value := ask(m, "look whether "+what, chromedp.Evaluate[[]byte](script, chromedp.EvalAwaitPromise, chromedp.EvalAsValue))
	if string(value) == "null" {
		m.t.Fatalf("%s: in vain until %s; the page shows:\n%s", m.name, what, m.text())
	}
	return value
}

func (m *messenger) text() string {
	return ask(m, "read the page", chromedp.Evaluate[string](`document.body.innerText`))
}

// presses clicks with the mouse on what a JavaScript expression finds, once nothing covers it and it stands still.
func (m *messenger) presses(what, node string) {
	m.t.Helper()
	raw := m.until("one can press "+what, fmt.Sprintf(`(() => {
		const node = %s;
		if (!node || node.disabled || node.getAttribute("aria-busy") === "true") return null;
		node.scrollIntoView({ block: "nearest", behavior: "instant" });
		const { x, y, width, height } = node.getBoundingClientRect();
		const at = { X: x + width / 2, Y: y + height / 2 };
		const still = window.testedAt && window.testedAt.X === at.X && window.testedAt.Y === at.Y;
		window.testedAt = at;
		return still && width > 0 && node.contains(document.elementFromPoint(at.X, at.Y)) ? at : null;
	})()`, node))
	var at struct{ X, Y float64 }
	if err := json.Unmarshal(raw, &at); err != nil {
		m.t.Fatal(err)
	}
	m.does("press "+what, chromedp.MouseClickXY(at.X, at.Y))
}

// is chooses a person of the list.
func (m *messenger) is(person int64) {
	m.t.Helper()
	m.presses("the person", fmt.Sprintf(`document.querySelector('[data-person="%d"]')`, person))
	m.until("the chat is open", `document.body.dataset.screen === "chat" && !document.getElementById("chat").hidden`)
}

func (m *messenger) starts() {
	m.t.Helper()
	m.presses("START", `document.getElementById("start")`)
}

func (m *messenger) writes(text string) {
	m.t.Helper()
	m.presses("the composer", `document.getElementById("composer")`)
	m.does("type", chromedp.SendKeys(chromedp.CSS("#composer"), text))
	m.presses("send", `document.getElementById("send")`)
}

// button is an expression for the newest button with a label.
func button(label string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("[data-button]")].findLast((b) => b.dataset.button === %s)`, quoted(label))
}

func (m *messenger) taps(labels ...string) {
	m.t.Helper()
	for _, label := range labels {
		m.presses("«"+label+"»", button(label))
	}
}

// message is an expression for the newest message that stands and holds a text.
func message(text string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("[data-message]:not([data-deleted])")].findLast(
		(m) => m.querySelector(".text")?.innerText.includes(%s))`, quoted(text))
}

func (m *messenger) sees(texts ...string) {
	m.t.Helper()
	for _, text := range texts {
		m.until("a message says «"+text+"»", message(text))
	}
}

func (m *messenger) seesButton(labels ...string) {
	m.t.Helper()
	for _, label := range labels {
		m.until("there is a button «"+label+"»", button(label))
	}
}

func (m *messenger) seesNo(what, condition string) {
	m.t.Helper()
	m.until("there is no "+what, "!("+condition+")")
}

func (m *messenger) seesToast(text string) {
	m.t.Helper()
	m.until("a toast says «"+text+"»", fmt.Sprintf(
		`[...document.querySelectorAll(".toast")].find((one) => one.innerText.includes(%s))`, quoted(text)))
}

func (m *messenger) reloads() {
	m.t.Helper()
	m.does("reload", chromedp.Reload())
	m.connected()
}

// quoted is a Go string as a JavaScript one.
func quoted(s string) string {
	raw, _ := json.Marshal(s) // a string always has a JSON form
	return strings.ReplaceAll(string(raw), "\u2028", `\u2028`)
}
