package browsertest

import (
	"context"
	"testing"
	"time"
)

// aSubscriptionIsPaidAndGivenBack goes through the bill twice: declined, then paid, and takes the money back.
func aSubscriptionIsPaidAndGivenBack(t *testing.T, b context.Context) {
	m := opens(t, b, builtDemo(t), desktop())
	asSeller(m)
	m.taps("Подписка")
	m.sees("Оплачена до") // three days are left: paying makes sense
	m.taps("30 дней — 300 ⭐")
	m.sees("Все возможности бота ещё на 30 дней: до " + time.Now().AddDate(0, 0, 33).Format("02.01.2006"))
	m.taps("pay")
	m.presses("decline", `document.getElementById("bill-refuse")`)
	m.until("the bill is gone", `!document.getElementById("bill").open`)
	m.taps("pay")
	m.presses("pay", `document.getElementById("bill-pay")`)
	m.sees("✅ Оплачено: 300", "Оплачена до")
	m.until("the bill's message has left no trace", `(() => {
		const gone = [...document.querySelectorAll(".in[data-deleted=bot]")];
		return gone.length > 0 && gone.every((one) => one.getClientRects().length === 0);
	})()`)
	m.presses("give it back", `document.querySelector(".pill .refund")`)
	m.sees("Вам вернули 300")
	m.until("nothing is left to give back", `!document.querySelector(".pill .refund")`)
}
