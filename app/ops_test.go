package app_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"frontdesk/api"
	"frontdesk/app/apptest"
	"frontdesk/platforms/telegram/sim"
)

// asks asks the app as a program on its machine does.
func asks(d *apptest.Desk, path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.RemoteAddr, r.Host = "127.0.0.1:40000", "127.0.0.1:8080"
	w := httptest.NewRecorder()
	d.App().Handler().ServeHTTP(w, r)
	return w
}

func TestItIsReadyWhenItPollsAndSends(t *testing.T) {
	t.Parallel()
	d := apptest.Open(t, apptest.Options{})
	anna := d.Stranger(t, 5000000001, "Анна", "ru")
	anna.Sends("/start")
	anna.Sees("Кем вы входите")
	until(t, "ready", func() bool { return asks(d, "/readyz").Code == http.StatusOK })
	until(t, "figures", func() bool {
		d.Advance(time.Second) // what was read from the database before is read again
		body := asks(d, "/metrics").Body.String()
		for _, want := range []string{
			`frontdesk_update_seconds_count{kind="message",outcome="done"} 1`,
			`frontdesk_platform_call_seconds_count{method="sendMessage",outcome="ok",platform="telegram"} 1`,
			`frontdesk_outbox_deliveries_total{channel="telegram",outcome="sent"}`,
			`frontdesk_outbox_pending{channel="telegram"}`, "frontdesk_inbox_waiting 0\n", "frontdesk_last_poll_timestamp_seconds 1",
		} {
			if !strings.Contains(body, want) {
				return false
			}
		}
		return true
	})
	if err := d.App().Alive(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestFiguresOfPayments(t *testing.T) {
	t.Parallel()
	desk := selling(t)
	ivan := idle(t, desk, 5001)
	invoice := asksForInvoice(ivan)
	ivan.SeesPaymentRefused(ivan.Confirms(invoice.ID, sim.Pay{Amount: 1}), "Сумма не сходится")
	charge := ivan.Pays("Месяц")
	ivan.Sees("Оплачена до 01.04.2026")
	if err := desk.Sim.Refund(charge); err != nil {
		t.Fatal(err)
	}
	ivan.Sees("Вам вернули 300")
	until(t, "figures", func() bool {
		body := asks(desk, "/metrics").Body.String()
		for _, want := range []string{
			`frontdesk_checkout_seconds_count{outcome="refused",reason="invoice_amount"} 1`,
			`frontdesk_checkout_seconds_count{outcome="allowed",reason=""} 1`,
			`frontdesk_payments_total{event="invoice"} 1`, `frontdesk_payments_total{event="paid"} 1`, `frontdesk_payments_total{event="refunded"} 1`,
		} {
			if !strings.Contains(body, want) {
				return false
			}
		}
		return true
	})
}

func TestWhyItIsNotReady(t *testing.T) {
	t.Parallel()
	d := apptest.Open(t, apptest.Options{})
	d.Stop()
	d.Sim.Fail("getUpdates", 1_000_000, 502, "Bad Gateway")
	d.Restart()
	w := asks(d, "/readyz")
	var got api.Readiness
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusServiceUnavailable || got.Ready {
		t.Fatalf("%d %s %v", w.Code, w.Body, err)
	}
	for _, c := range got.Checks {
		if wrong := c.Name == "poll"; wrong == c.OK && c.Name != "senders" {
			t.Errorf("%+v", c)
		}
	}
	if w := asks(d, "/healthz"); w.Code != http.StatusOK {
		t.Errorf("not alive because Telegram is away: %d", w.Code)
	}
	d.Sim.Heal()
}
