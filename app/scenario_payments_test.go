package app_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/configs"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
)

// selling is a desk with a month for 300 Stars and a shop with the key "k".
func selling(t *testing.T, change ...func(*configs.Config)) *apptest.Desk {
	t.Helper()
	desk := apptest.Open(t, apptest.Options{Configure: func(c *configs.Config) {
		c.Bot.HelpContact = "@shop_help"
		c.Payments.Plans = []configs.Plan{{Key: "month", Title: "Месяц", Price: 300, Currency: configs.Stars, Days: 30}}
		for _, f := range change {
			f(c)
		}
	}})
	desk.Shop("Чай", "k")
	return desk
}

// idle is a seller who was switched off, as Django's admin does it, and stands before the subscription.
func idle(t *testing.T, desk *apptest.Desk, id int64) *simtest.P {
	t.Helper()
	p := desk.Seller(t, id, "Иван", "ru", "k")
	if err := desk.Host().SetActive(t.Context(), id, false); err != nil {
		t.Fatal(err)
	}
	p.Sends("/start")
	p.Taps("Подписка")
	p.Sees("Не активна")
	return p
}

func asksForInvoice(p *simtest.P) sim.Message {
	p.Taps("Месяц — 300")
	return p.SeesInvoice("Месяц")
}

// active waits for the host's flag: the keeper sets it.
func isActive(desk *apptest.Desk, p *simtest.P) bool { return desk.User(p).Active }

func TestPayingForASubscription(t *testing.T) {
	t.Parallel()
	desk := selling(t)
	ivan := idle(t, desk, 5001)
	invoice := asksForInvoice(ivan)
	ivan.SeesToast("Счёт отправлен")
	if in := invoice.Invoice(); in.Amount != 300 || in.Currency != "XTR" || in.Start == "" {
		t.Errorf("%+v", in)
	}
	charge := ivan.Pays("Месяц")
	ivan.Sees("✅ Оплачено: 300", "№ 1", "01.04.2026")
	ivan.Sees("Оплачена до 01.04.2026")
	ivan.SeesDeleted(invoice.ID)
	if !isActive(desk, ivan) {
		t.Error("paid, and not active")
	}
	ivan.Sends("/menu")
	ivan.Taps("Подписка")
	ivan.Taps("Мои платежи")
	ivan.Sees("№ 1 · 02.03.2026 · 300", "оплачено до 01.04.2026")

	// The same message once more, in an update of its own.
	if err := desk.Sim.RepeatPayment(charge); err != nil {
		t.Fatal(err)
	}
	// A second month adds to the first.
	ivan.Sends("/subscription")
	asksForInvoice(ivan)
	ivan.Pays("Месяц")
	ivan.Sees("№ 2", "01.05.2026")
	ivan.Sends("/subscription")
	ivan.Taps("Мои платежи")
	ivan.Sees("Мои платежи", ": 2", "оплачено до 01.05.2026")
	if n := strings.Count(ivan.Screen(), "№ 1. "); n > 1 {
		t.Errorf("told %d times", n)
	}
}

func TestTheEndOfASubscriptionComesWithWarnings(t *testing.T) {
	t.Parallel()
	desk := selling(t)
	ivan := idle(t, desk, 5001)
	asksForInvoice(ivan)
	ivan.Pays("Месяц")
	ivan.Sees("Оплачена до 01.04.2026")
	for _, step := range []struct {
		days int
		want string
	}{
		{23, "заканчивается через 7 дней"},
		{4, "заканчивается через 3 дня"},
		{2, "заканчивается через 1 день"},
		{1, "закончилась 01.04.2026. Всё будет работать до 04.04.2026"},
	} {
		desk.Advance(time.Duration(step.days) * 24 * time.Hour)
		ivan.Sees(step.want)
	}
	if !isActive(desk, ivan) {
		t.Error("the grace days are not over")
	}
	ivan.Sends("/subscription")
	ivan.Sees("Закончилась 01.04.2026", "до 04.04.2026")
	desk.Advance(3 * 24 * time.Hour)
	ivan.Sees("💤 Подписка закончилась", "доступ закрыт")
	if isActive(desk, ivan) {
		t.Error("the grace days are over")
	}
	ivan.Sends("/menu")
	ivan.Sees("подписка не активна")
}

func TestWhoMayNotPay(t *testing.T) {
	t.Parallel()
	desk := selling(t)
	ivan, emma := idle(t, desk, 5001), desk.Seller(t, 5002, "Emma", "en", "k")
	invoice := asksForInvoice(ivan)

	id := ivan.Confirms(invoice.ID, sim.Pay{Payer: emma.ID})
	ivan.SeesPaymentRefused(id, "somebody else's")
	id = ivan.Confirms(invoice.ID, sim.Pay{Amount: 1})
	ivan.SeesPaymentRefused(id, "Сумма не сходится")
	id = ivan.Confirms(invoice.ID, sim.Pay{Currency: "USD"})
	ivan.SeesPaymentRefused(id, "Сумма не сходится")

	if err := desk.Host().SetBanned(t.Context(), ivan.ID, true); err != nil {
		t.Fatal(err)
	}
	id = ivan.Confirms(invoice.ID, sim.Pay{})
	ivan.SeesPaymentRefused(id, "закрыл вам доступ")
	if err := desk.Host().SetBanned(t.Context(), ivan.ID, false); err != nil {
		t.Fatal(err)
	}

	ivan.Sends("/subscription")
	ivan.Sees("Не активна", "пришлёт счёт")
	newer := asksForInvoice(ivan)
	ivan.SeesDeleted(invoice.ID)
	desk.Advance(25 * time.Hour)
	ivan.SeesDeleted(newer.ID)
	if len(desk.Sim.Charges()) != 0 {
		t.Errorf("%+v", desk.Sim.Charges())
	}
}

func TestAnInvoiceWhosePlanIsNoLongerSold(t *testing.T) {
	t.Parallel()
	desk := selling(t)
	ivan := idle(t, desk, 5001)
	invoice := asksForInvoice(ivan)
	desk.Config.Payments.Plans[0].Price = 500
	desk.Restart()
	ivan.SeesPaymentRefused(ivan.Confirms(invoice.ID, sim.Pay{}), "Цены изменились")
	ivan.Taps("Месяц — 300") // an old keyboard: the new price is on the invoice
	ivan.SeesDeleted(invoice.ID)
	if in := ivan.SeesInvoice("Месяц").Invoice(); in.Amount != 500 {
		t.Errorf("%+v", in)
	}
}

func TestAnAdminGivesStarsBack(t *testing.T) {
	t.Parallel()
	desk := selling(t)
	ivan := idle(t, desk, 5001)
	asksForInvoice(ivan)
	ivan.Pays("Месяц")
	ivan.Sees("Оплачена до 01.04.2026")

	olga := desk.Admin(t, 5003, "Ольга", "ru", "olga")
	olga.Taps("Люди")
	olga.Taps("Иван")
	olga.Taps("Платежи")
	olga.Taps("№ 1")
	olga.Sees("оплачено до 01.04.2026")
	desk.Sim.Inject(sim.Fault{Method: "refundStarPayment", Times: 1, Cut: sim.CutAfter})
	olga.Taps("Вернуть деньги")
	olga.Sees("Вернуть 300", "№ 1?")
	olga.Taps("Да")
	olga.SeesToast("Возвращаем")
	// The answer was lost on the way: it is asked again after a moment, by the app's clock.
	until(t, "the money", func() bool {
		desk.Advance(time.Second)
		return countMessages(ivan, "Вам вернули") == 1
	})
	ivan.Sees("↩ Вам вернули 300", "больше не действует")
	olga.Sees("↩ 300", "возвращены")
	if isActive(desk, ivan) {
		t.Error("the money is back, and the access stays")
	}
	if charges := desk.Sim.Charges(); len(charges) != 1 || !charges[0].Refunded {
		t.Errorf("%+v", charges)
	}
	ivan.Sends("/subscription")
	ivan.Sees("Не активна")
	if n := countMessages(ivan, "Вам вернули"); n != 1 {
		t.Errorf("told %d times", n)
	}
}

func countMessages(p *simtest.P, text string) (n int) {
	for _, m := range p.Messages() {
		if strings.Contains(m.Text, text) {
			n++
		}
	}
	return n
}

// Telegram's support gives money back without asking us.
func TestARefundFromElsewhereTakesItsOwnPeriodOnly(t *testing.T) {
	t.Parallel()
	desk := selling(t)
	ivan := idle(t, desk, 5001)
	asksForInvoice(ivan)
	first := ivan.Pays("Месяц")
	ivan.Sees("Оплачена до 01.04.2026")
	asksForInvoice(ivan)
	ivan.Pays("Месяц")
	ivan.Sees("Оплачена до 01.05.2026")
	if err := desk.Sim.Refund(first); err != nil {
		t.Fatal(err)
	}
	ivan.Sees("Вам вернули 300", "до 01.04.2026")
	if !isActive(desk, ivan) {
		t.Error("a month is left")
	}
}

func TestWhoWasActiveWithoutAnEndStaysSo(t *testing.T) {
	t.Parallel()
	desk := selling(t)
	ivan := desk.Seller(t, 5001, "Иван", "ru", "k") // Django's default: active
	emma := desk.Seller(t, 5002, "Emma", "en", "k")
	emma.Taps("Subscription")
	emma.Sees("without an end", "do not have to pay")
	for range 13 {
		desk.Advance(30 * 24 * time.Hour)
		emma.Sends("/subscription")
		emma.Sees("without an end")
	}
	if !isActive(desk, emma) || !isActive(desk, ivan) {
		t.Error("nobody has paid, and nobody was to be switched off")
	}
	// One who pays all the same and gets the money back is as before.
	ivan.Sends("/subscription")
	asksForInvoice(ivan)
	charge := ivan.Pays("Месяц")
	ivan.Sees("Оплачена до")
	if err := desk.Sim.Refund(charge); err != nil {
		t.Fatal(err)
	}
	ivan.Sees("Вам вернули")
	ivan.Sends("/subscription")
	ivan.Sees("Активна, без срока")
	if !isActive(desk, ivan) {
		t.Error("was active before the payment")
	}
}

func TestTermsAndPaymentSupport(t *testing.T) {
	t.Parallel()
	desk := selling(t, func(c *configs.Config) { c.Payments.Terms = "https://example.org/terms" })
	ivan := desk.Stranger(t, 5001, "Иван", "ru")
	ivan.Sends("/paysupport")
	ivan.Sees("Вопросы об оплате", "@shop_help")
	ivan.Sends("/terms")
	ivan.Sees("https://example.org/terms")
	ivan.Taps("⟵")
	ivan.Sees("Кем вы входите?")
}

func TestKilledBetweenThePaymentAndItsEffect(t *testing.T) {
	t.Parallel()
	desk := selling(t)
	ivan := idle(t, desk, 5001)
	invoice := asksForInvoice(ivan)
	// The money comes while nobody is there.
	id := ivan.Confirms(invoice.ID, sim.Pay{Delay: 300 * time.Millisecond, Repeat: 2})
	ivan.WaitsFor(func(sim.Chat) bool { return desk.Sim.Pending() == 0 }, "that the question was taken")
	desk.Stop()
	if end := ivan.SeesPaymentEnd(id); end.Charge == "" {
		t.Skip("stopped before the answer")
	}
	desk.Restart()
	ivan.Sees("✅ Оплачено")
	ivan.Sees("Оплачена до 01.04.2026")
	ivan.WaitsFor(func(sim.Chat) bool { return desk.Sim.Pending() == 0 }, "that everything was taken")
	if n := countMessages(ivan, "✅ Оплачено"); n != 1 {
		t.Errorf("told %d times", n)
	}
}
