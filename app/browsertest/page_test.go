package browsertest

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
)

const (
	teaOff = "🔴 Чайная лавка"
	teaOn  = "🟢 Чайная лавка"
)

func TestThePageInABrowser(t *testing.T) {
	t.Parallel()
	b := browser(t)
	for name, look := range map[string]func(t *testing.T, b context.Context){
		"a newcomer switches a shop on and finds it on after a reload": aNewcomerSwitchesAShopOn,
		"an admin's open page follows what the seller does":            anAdminsPageFollows,
		"Emma is answered in English":                                  emmaIsAnsweredInEnglish,
		"a phone shows one thing at a time":                            aPhoneShowsOneThingAtATime,
		"the panel shows what the bot asks of Telegram":                thePanelShowsRequests,
		"a subscription is paid and given back":                        aSubscriptionIsPaidAndGivenBack,
		"Back on a phone leaves the panel and then the chat":           backLeavesThePanelFirst,
		"a message that cannot be sent is said in the page's words":    whatCannotBeSentIsSaid,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // they wait for Telegram's limits more than for this machine
			look(t, b)
		})
	}
}

// asSeller signs Anna in with the key of the tea shop.
func asSeller(m *messenger) {
	m.t.Helper()
	m.is(anna)
	m.starts()
	m.sees("Кем вы входите?")
	m.taps("Продавец")
	m.sees("Пришлите API-ключ")
	m.writes("demo-key-1")
	m.sees("«Чайная лавка» добавлен в ваш список", "Главное меню (Анна")
}

func asAdmin(m *messenger) {
	m.t.Helper()
	m.is(ivan)
	m.starts()
	m.taps("Админ")
	m.sees("Пришлите имя пользователя")
	m.writes("admin")
	m.sees("Теперь пришлите пароль")
	m.writes("frontdesk")
	m.sees("админ)")
}

func aNewcomerSwitchesAShopOn(t *testing.T, b context.Context) {
	m := opens(t, b, builtDemo(t), desktop())
	asSeller(m)
	m.until("the message with the key is gone", `document.querySelector("[data-out][data-deleted=bot]")`)
	m.seesNo("key in a message", `[...document.querySelectorAll("[data-message]")].some((one) => one.innerText.includes("demo-key-1"))`)

	m.taps("Список магазинов", teaOff, "Активация")
	m.sees("Магазин не активен")
	m.taps("Активировать")
	m.seesToast("Магазин активирован")
	m.sees("🟢 Магазин активен")
	m.seesButton("Отменить", "Деактивировать")
	m.until("the message is marked as edited", message("🟢 Магазин активен")+`?.dataset.edited === ""`)

	m.reloads()
	m.sees("🟢 Магазин активен")
	m.taps("⟵")
	m.seesButton("Отвязать магазин")
	m.taps("⟵")
	m.seesButton(teaOn)
	m.seesNo("red mark", button(teaOff))
}

func anAdminsPageFollows(t *testing.T, b context.Context) {
	address := demo(t)
	admin := opens(t, b, address, desktop())
	asAdmin(admin)
	admin.seesNo("password in a message", `[...document.querySelectorAll("[data-message]")].some((one) => one.innerText.includes("frontdesk"))`)
	admin.taps("Список магазинов", ">>", teaOff, "Активация")
	admin.sees("🔴 Магазин не активен")

	seller := opens(t, b, address, desktop())
	asSeller(seller)
	seller.taps("Список магазинов", teaOff, "Активация", "Активировать")
	seller.sees("🟢 Магазин активен")

	admin.sees("🟢 Магазин активен", "Анна")
	admin.seesButton("Деактивировать")
	admin.taps("Деактивировать", "Да")
	admin.seesToast("Магазин деактивирован")
	seller.sees("🔴 Магазин не активен", "Иван")
}

func emmaIsAnsweredInEnglish(t *testing.T, b context.Context) {
	d := desktop()
	d.language = "en"
	m := opens(t, b, demo(t), d)
	m.until("the page itself is English", `document.documentElement.lang === "en"`)
	m.is(emma)
	m.starts()
	m.taps("Seller")
	m.writes("no such key")
	m.sees("Wrong key")
	m.writes("demo-key-2")
	m.sees("Nordic Knits")
	m.taps("Shops", "🟢 Nordic Knits")
	m.sees("🟢 The shop is active")
}

func aPhoneShowsOneThingAtATime(t *testing.T, b context.Context) {
	m := opens(t, b, demo(t), phone())
	visible := func(selector string) string {
		return `document.querySelector("` + selector + `").getClientRects().length > 0`
	}
	m.until("the people are shown", visible("#people"))
	m.seesNo("chat beside the people", visible(".chat"))
	asSeller(m)
	m.seesNo("list of people beside the chat", visible("#people"))
	m.until("nothing is wider than the phone", `document.documentElement.scrollWidth <= 390`)
	m.taps("Список магазинов", teaOff)

	m.presses("the arrow back", `document.getElementById("back")`)
	m.until("the people are shown again", visible("#people"))
	m.until("Anna's row tells the last message", `document.querySelector('[data-person="5000000001"]').innerText.includes("Чайная лавка")`)
	m.is(anna)
	m.taps("Активация", "Активировать")
	m.sees("🟢 Магазин активен")

	m.presses("the commands", `document.getElementById("commands")`)
	m.presses("/menu", `document.querySelector('[data-command="/menu"]')`)
	m.until("a fresh menu stands at the end", `[...document.querySelectorAll("[data-message]")].at(-1)?.innerText.includes("Главное меню")`)
	m.does("raise the on-screen keyboard while the chat still moves", chromedp.EmulateViewport(390, 420, chromedp.EmulateMobile, chromedp.EmulateTouch))
	m.until("the end of the chat stays in view", `(() => {
		const s = document.getElementById("scroll");
		return innerHeight === 420 && s.scrollHeight - s.scrollTop - s.clientHeight < 3;
	})()`)
	m.does("go back by the browser", chromedp.NavigateBack())
	m.until("the people are shown once more", `document.body.dataset.screen === "people"`)
}

func backLeavesThePanelFirst(t *testing.T, b context.Context) {
	m := opens(t, b, demo(t), phone())
	panel := func(state string) string {
		return `document.body.dataset.screen === "chat" && document.body.dataset.panel === "` + state + `"`
	}
	m.is(anna)
	for _, words := range []string{"Анна Соколова", "demo-key-1"} {
		m.until("the head tells "+words, `[...document.getElementById("chat-subtitle").children].some((one) =>
			one.innerText.includes("`+words+`") && one.getClientRects().length > 0 && one.scrollWidth <= one.clientWidth)`)
	}
	m.presses("the panel's button", `document.getElementById("panel-toggle")`)
	m.until("the panel is open", panel("open"))
	m.reloads()
	m.until("the panel is open after a reload", panel("open"))
	m.does("go back by the browser", chromedp.NavigateBack())
	m.until("the panel is closed and the chat is there", panel("closed"))

	m.presses("the panel's button", `document.getElementById("panel-toggle")`)
	m.presses("the panel's cross", `document.getElementById("panel-close")`)
	m.until("the cross has taken its step back", panel("closed")+` && !history.state`)
	m.does("go back by the browser", chromedp.NavigateBack())
	m.until("the people are shown", `document.body.dataset.screen === "people"`)
}

func whatCannotBeSentIsSaid(t *testing.T, b context.Context) {
	m := opens(t, b, demo(t), phone())
	m.is(anna)
	m.starts()
	m.sees("Кем вы входите?")
	offline := func(yes bool) chromedp.Action[chromedp.Void] {
		return command("Network.emulateNetworkConditions", map[string]any{"offline": yes, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})
	}
	m.does("lose the network", offline(true))
	m.writes("привет")
	m.seesToast("симулятор не отвечает")
	m.until("the text is back", `document.getElementById("composer").value === "привет"`)
	m.does("find the network again", offline(false))
	m.connected()
	m.presses("send", `document.getElementById("send")`)
	m.until("the text is sent", `[...document.querySelectorAll("[data-out]")].some((one) => one.innerText.includes("привет"))`)
}

func thePanelShowsRequests(t *testing.T, b context.Context) {
	d := desktop()
	d.width = 1120 // the panel begins closed
	m := opens(t, b, demo(t), d)
	m.is(anna)
	m.starts()
	m.sees("Кем вы входите?")
	m.until("the panel is closed", `document.body.dataset.panel === "closed"`)
	m.presses("the panel's button", `document.getElementById("panel-toggle")`)
	m.does("make the window low", chromedp.EmulateViewport(d.width, 300))
	m.presses("the panel's cross", `document.getElementById("panel-close")`)
	m.presses("the panel's button", `document.getElementById("panel-toggle")`)
	m.until("the newest request is in view", `(() => {
		const list = document.getElementById("requests");
		return list.scrollHeight > list.clientHeight && list.scrollHeight - list.scrollTop - list.clientHeight < 3;
	})()`)
	sent := `[...document.querySelectorAll('#requests [data-method=sendMessage][data-status="200"]')].at(-1)`
	m.until("sendMessage is in the panel", sent)
	m.presses("the request", sent+`.querySelector("summary")`)
	m.until("its parameters are shown and in view", sent+`.innerText.includes("reply_markup") && (() => {
		const box = `+sent+`.querySelector(".json").getBoundingClientRect();
		return box.top < innerHeight && box.bottom > 0;
	})()`)
	m.seesNo("refused request", `document.querySelector("#requests .bad")`)
}
