package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/domain"
	"frontdesk/platforms/telegram/sim"
)

func TestWhatIsWrittenWhileTheBotIsAwayIsAnsweredLater(t *testing.T) {
	t.Parallel()
	desk, tea, anna, _ := two(t)
	anna.Taps("Обновление цен")
	anna.SeesButton("ON")
	desk.Stop()
	anna.Taps("ON")
	anna.Sends("/help")
	desk.Restart()
	anna.SeesToast("Обновление цен включено")
	anna.Sees("🟢 Цены обновляются", "Изменено: Анна, ")
	anna.Sees("Ошиблись кнопкой?")
	if !desk.Now(tea).PriceUpdating {
		t.Error("the press is lost")
	}
}

func TestAProxysPageInsteadOfUpdatesIsNoEnd(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	anna := desk.Stranger(t, 5001, "Анна", "ru")
	desk.Sim.Inject(sim.Fault{Method: "getUpdates", Times: 1, Code: http.StatusBadGateway, Body: "<html><h1>502 Bad Gateway</h1></html>"})
	anna.Sends("/start") // ends the poll that runs; the next one meets the proxy
	anna.Sees("Кем вы входите?")
	anna.Sends("/help")
	anna.Sees("Продавец входит по API-ключу")
}

func TestUpdatesThatTelegramSendsTwiceAreDoneOnce(t *testing.T) {
	t.Parallel()
	desk, tea, anna, _ := two(t)
	anna.Taps("Обновление цен")
	on := anna.SeesButton("ON")
	page := anna.Last()
	desk.Settle()
	// The offset that confirms the press gets lost on its way: Telegram sends the press again.
	desk.Sim.LoseAnswers("getUpdates", 1)
	anna.TapsData(page.ID, on.Data)
	anna.Sees("🟢 Цены обновляются")
	anna.Taps("OFF")
	anna.Sees("🔴 Цены не обновляются")
	desk.Settle()
	if c := lastChange(t, desk, tea, domain.FieldPriceUpdating); c.ID != 2 || c.New {
		t.Errorf("the newest change is %+v, not the second", c)
	}
}

func TestAChatThatIsTooFastWaitsAsLongAsTelegramSays(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	anna := desk.Stranger(t, 5001, "Анна", "ru")
	boris := desk.Stranger(t, 5002, "Борис", "ru")
	desk.Sim.TooManyRequests(anna.ID, 1, 7)
	anna.Sends("/start")
	boris.Sends("/start")
	boris.Sees("Кем вы входите?")
	anna.WaitsFor(func(sim.Chat) bool { return desk.Sim.Counts()["sendMessage"].Failed == 1 }, "that Telegram asks to wait")
	anna.SeesNot("Кем вы входите?")
	until(t, "the answer", func() bool {
		desk.Advance(time.Second)
		c, _ := desk.Sim.Chat(anna.ID)
		return count(c, "Кем вы входите?") == 1
	})
	if waited := desk.Clock.Now().Sub(apptest.Began()); waited < 7*time.Second {
		t.Errorf("waited %v, not the 7 s that Telegram asked for", waited)
	}
}

func TestAPersonMayBlockTheBotAndComeBack(t *testing.T) {
	t.Parallel()
	desk, tea, anna, boris := two(t)
	anna.Taps("Активация")
	anna.SeesButton("Активировать")
	anna.Blocks()
	boris.Taps("Активация")
	boris.Taps("Активировать")
	boris.Sees("🟢 Магазин активен")
	desk.Settle()
	anna.Unblocks()
	anna.Sends("/start")
	anna.Sees("Главное меню (Анна: продавец)")
	opensShop(anna, "Чай")
	anna.Sees("🟢 Магазин активен")
	if !desk.Now(tea).Active {
		t.Error("the shop is off")
	}
}

func TestAnUpdateThatNobodyCanReadIsNoBlockade(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	anna := desk.Stranger(t, 5001, "Анна", "ru")
	for _, odd := range []string{
		`{"message":{"message_id":5}}`,
		`{"message":"not an object"}`,
		`{"callback_query":{"id":"1"}}`,
		fmt.Sprintf(`{"callback_query":{"id":"77","from":{"id":%d,"is_bot":false,"first_name":"Анна"},"inline_message_id":"x","chat_instance":"1","data":"1.menu.shops"}}`, anna.ID),
	} {
		if _, err := desk.Sim.Feed(json.RawMessage(odd)); err != nil {
			t.Fatal(err)
		}
	}
	anna.Sends("/start")
	anna.Sees("Кем вы входите?")
	desk.Settle()
	counts, err := desk.DB().CountInbox(t.Context())
	if err != nil || counts.Parked != 3 || counts.Waiting != 0 {
		t.Errorf("the inbox counts %+v, %v\n%s", counts, err, desk.Log())
	}
}

func TestASellerOfADjangoMarket(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{HostCopy: "../store/host/testdata/django-market.sqlite3"})
	anna := desk.Seller(t, 5_000_000_001, "Анна", "ru", "sample-key-003")
	shops, total, err := desk.Host().ListShops(t.Context(), hostFilter(anna.ID))
	if err != nil || total != 1 {
		t.Fatalf("%d shops are linked: %v", total, err)
	}
	shop := shops[0]
	anna.Taps("Список магазинов")
	anna.Taps(shop.Name)
	anna.Taps("Информация о магазине")
	anna.Sees(shop.Name, "1 склад:", "Привязали к себе: 1 человек")
	anna.Taps("⟵")
	anna.Taps("Обновление цен")
	if shop.PriceUpdating {
		anna.Taps("OFF")
		anna.Sees("🔴 Цены не обновляются")
	} else {
		anna.Taps("ON")
		anna.Sees("🟢 Цены обновляются")
	}
	if desk.Now(shop).PriceUpdating == shop.PriceUpdating {
		t.Error("the switch has not moved in Django's table")
	}
	desk.Restart()
	anna.Taps("Отменить")
	anna.SeesToast("Отменено: всё как было")
	desk.Settle()
	if desk.Now(shop) != shop {
		t.Errorf("Undo left %+v", desk.Now(shop))
	}
}
