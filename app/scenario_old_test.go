package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"frontdesk/app/apptest"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
	"frontdesk/store"
)

// data writes a button as this version does.
func data(t *testing.T, state keyboards.State, action keyboards.Action, args keyboards.Args) string {
	t.Helper()
	s, err := keyboards.Encode(state, action, args)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestButtonsLiveThroughARestart(t *testing.T) {
	t.Parallel()
	desk, tea, anna, _ := two(t)
	anna.Taps("Активация")
	anna.SeesButton("Активировать")
	desk.Restart()
	anna.Taps("Активировать")
	anna.Sees("🟢 Магазин активен", "Изменено: Анна, ")
	desk.Restart()
	anna.Taps("Отменить")
	anna.Sees("🔴 Магазин не активен")
	if desk.Now(tea).Active {
		t.Error("the Undo after a restart has changed nothing")
	}
}

func TestButtonsThatWereDeadOnArrival(t *testing.T) {
	t.Parallel()
	for name, old := range map[string]string{
		"an older version": "0.shop.info.s1",
		"a newer version":  "2.shop.open.s1.zebra",
		"garbage":          "\x01\x02 no such thing 🙈",
		"half a button":    "1.shop",
		"no such action":   "1.shop.fly.s1",
		"no such state":    "1.nowhere.open.s1",
		"a negative page":  "1.shops.page.p-1",
		"a field twice":    "1.shop.info.s1.s2",
		"the full length":  strings.Repeat("ж", 32),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			desk, tea, anna, _ := two(t)
			page := *anna.Last()
			anna.TapsData(page.ID, old)
			anna.SeesToast("Кнопка устарела. Вот как всё сейчас")
			if m := anna.Sees("Главное меню (Анна: продавец)"); m.ID != page.ID {
				t.Error("the old keyboard still stands beside the fresh one")
			}
			if now := desk.Now(tea); now != tea {
				t.Errorf("the shop became %+v", now)
			}
		})
	}
}

func TestAKeyboardOfAShopThatIsNoLongerTheirs(t *testing.T) {
	t.Parallel()
	desk, tea, anna, boris := two(t)
	anna.Taps("Активация")
	anna.Taps("Активировать")
	undo := anna.SeesButton("Отменить")
	page := *anna.Last()
	if _, err := desk.Host().UnlinkShop(t.Context(), anna.ID, tea.ID); err != nil {
		t.Fatal(err)
	}
	for _, press := range []string{
		data(t, keyboards.StateOff, keyboards.ActYes, keyboards.Args{Shop: tea.ID}),
		data(t, keyboards.StatePrice, keyboards.ActSet, keyboards.Args{Shop: tea.ID, Value: keyboards.On}),
		undo.Data,
		data(t, keyboards.StateShop, keyboards.ActActive, keyboards.Args{Shop: tea.ID}),
	} {
		anna.TapsData(page.ID, press)
		anna.SeesAlert("На это у вас нет прав.")
		anna.Sees("На это у вас нет прав.", "Откройте главное меню: там всё, что доступно сейчас.")
	}
	// A page that only shows tells it on the page.
	anna.SeesAnswered(anna.TapsData(page.ID, data(t, keyboards.StateShop, keyboards.ActInfo, keyboards.Args{Shop: tea.ID})))
	anna.Sees("На это у вас нет прав.")
	if now := desk.Now(tea); !now.Active || now.PriceUpdating {
		t.Errorf("somebody without the shop has changed it: %+v", now)
	}
	anna.Taps("Главное меню")
	anna.Sees("Главное меню (Анна: продавец)")
	boris.Sees("🟢 Магазин активен")
}

// TestAMessageThatNobodyTouchesIsNotRefused is about what goes out by itself: the end of Undo, and others' changes.
func TestAMessageThatNobodyTouchesIsNotRefused(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(t *testing.T, desk *apptest.Desk, anna *simtest.P, tea domain.Shop){
		"unlinked": func(t *testing.T, desk *apptest.Desk, anna *simtest.P, tea domain.Shop) {
			if _, err := desk.Host().UnlinkShop(t.Context(), anna.ID, tea.ID); err != nil {
				t.Fatal(err)
			}
		},
		"signed out": func(_ *testing.T, _ *apptest.Desk, anna *simtest.P, _ domain.Shop) {
			anna.Sends("/sign_out")
			anna.Sees("Вы вышли")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			desk, tea, anna, boris := two(t)
			anna.Taps("Активация")
			anna.Taps("Активировать")
			page := *anna.Last()
			anna.SeesButton("Отменить")
			leave(t, desk, anna, tea)
			desk.Advance(domain.UndoWindow)
			desk.Settle()
			boris.Taps("Активация")
			boris.Taps("Деактивировать")
			boris.Taps("Да")
			boris.Sees("🔴 Магазин не активен")
			desk.Settle()
			anna.SeesNot("нет прав")
			anna.SeesNot("Этого больше нет")
			anna.Sees("🟢 Магазин активен")
			// Who presses is told, of course.
			anna.SeesAnswered(anna.TapsData(page.ID, data(t, keyboards.StateActive, keyboards.ActBack, keyboards.Args{Shop: tea.ID})))
			desk.Settle()
			anna.SeesNot("🟢 Магазин активен")
		})
	}
}

func TestAKeyboardOfAShopThatIsNoMore(t *testing.T) {
	t.Parallel()
	desk, tea, anna, _ := two(t)
	page := *anna.Last()
	err := desk.DB().Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for _, q := range []string{"DELETE FROM tg_bot_telegramuser_shops WHERE shop_id = ?", "DELETE FROM shops WHERE id = ?"} {
			if _, err := tx.Exec(ctx, q, tea.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	anna.TapsOn(page.ID, "Активация")
	anna.SeesAlert("Этого больше нет: удалено или уже не привязано к вам.")
	anna.Sees("Этого больше нет: удалено или уже не привязано к вам.")
	anna.Taps("Главное меню")
	anna.Taps("Список магазинов")
	anna.Sees("К вам пока не привязан ни один магазин.")
}

// What a modified client may send: buttons of admins, of other people's shops, with values that no button has.
func TestForgedButtonsChangeNothing(t *testing.T) {
	t.Parallel()
	desk, tea, anna, boris := two(t)
	books := desk.Shop("Книги", "books")
	vera := desk.Seller(t, 5003, "Вера", "ru", "books")
	opensShop(vera, "Книги")
	vera.Taps("Обновление цен")
	vera.Taps("ON")
	vera.Sees("🟢 Цены обновляются")
	veras := lastChange(t, desk, books, domain.FieldPriceUpdating)
	books = desk.Now(books)

	shop := func(s domain.Shop) keyboards.Args { return keyboards.Args{Shop: s.ID} }
	on := func(s domain.Shop, value int) keyboards.Args { return keyboards.Args{Shop: s.ID, Value: value} }
	person := keyboards.Args{Person: boris.ID}
	for _, forged := range []string{
		data(t, keyboards.StateActive, keyboards.ActSet, on(books, keyboards.On)),
		data(t, keyboards.StatePrice, keyboards.ActSet, on(books, keyboards.Off)),
		data(t, keyboards.StateOff, keyboards.ActYes, shop(books)),
		data(t, keyboards.StateUnlink, keyboards.ActYes, shop(books)),
		data(t, keyboards.StatePrice, keyboards.ActUndo, keyboards.Args{Shop: books.ID, Change: veras.ID}),
		data(t, keyboards.StatePrice, keyboards.ActUndo, keyboards.Args{Shop: tea.ID, Change: veras.ID}),
		data(t, keyboards.StatePrice, keyboards.ActUndo, keyboards.Args{Shop: tea.ID, Change: 4_000_000}),
		data(t, keyboards.StateActive, keyboards.ActSet, on(tea, keyboards.Off)), // asks first, whatever the button says
		data(t, keyboards.StateActive, keyboards.ActSet, on(tea, 7)),
		data(t, keyboards.StatePrice, keyboards.ActSet, on(tea, -1)),
		data(t, keyboards.StateShops, keyboards.ActPage, keyboards.Args{Page: 1 << 30}),
		data(t, keyboards.StateShops, keyboards.ActOpen, shop(books)),
		data(t, keyboards.StateShop, keyboards.ActInfo, shop(books)),
		data(t, keyboards.StateShop, keyboards.ActEdit, shop(tea)),
		data(t, keyboards.StateEdit, keyboards.ActShopKey, shop(tea)),
		data(t, keyboards.StateStocks, keyboards.ActDelete, keyboards.Args{Shop: tea.ID, Item: 1}),
		data(t, keyboards.StateMenu, keyboards.ActPeople, keyboards.Args{}),
		data(t, keyboards.StateMenu, keyboards.ActNew, keyboards.Args{}),
		data(t, keyboards.StatePerson, keyboards.ActBan, person),
		data(t, keyboards.StateReason, keyboards.ActSkip, person),
		data(t, keyboards.StatePerson, keyboards.ActSet, keyboards.Args{Person: boris.ID, Value: keyboards.Off}),
		data(t, keyboards.StatePersonShops, keyboards.ActOpen, keyboards.Args{Person: vera.ID, Shop: books.ID}),
		data(t, keyboards.StateShop, keyboards.ActBack, person),
	} {
		anna.SeesAnswered(anna.TapsData(anna.Last().ID, forged))
		desk.Settle()
		anna.SeesNot("Книги")
		anna.SeesNot("Вера")
		if got := anna.Last(); got == nil || len(got.Keyboard) == 0 {
			t.Errorf("%s left the person without a way on:\n%s", forged, anna.Screen())
		}
	}
	if now := desk.Now(books); now != books {
		t.Errorf("Vera's shop became %+v", now)
	}
	if now := desk.Now(tea); now != tea {
		t.Errorf("the shop became %+v", now)
	}
	if u := desk.User(boris); u == nil || u.Banned || !u.Active {
		t.Errorf("Boris became %+v", u)
	}
	if !desk.Linked(vera, books) {
		t.Error("Vera has lost her shop")
	}
	for _, line := range strings.Split(desk.Log(), "\n") {
		if strings.Contains(line, `"level":"error"`) {
			t.Errorf("a forged button is no error of ours: %s", line)
		}
	}
}

func TestAStrangersPressOnAnAdminsButton(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	tea := desk.Shop("Чай", "tea")
	oleg := desk.Stranger(t, 5004, "Олег", "ru")
	oleg.Sends("/start")
	page := oleg.Sees("Кем вы входите?")
	oleg.TapsData(page.ID, data(t, keyboards.StateActive, keyboards.ActSet, keyboards.Args{Shop: tea.ID, Value: keyboards.On}))
	oleg.SeesToast("Эта кнопка вам сейчас недоступна")
	oleg.Sees("Кем вы входите?")
	if desk.Now(tea).Active {
		t.Error("a stranger has switched a shop on")
	}

	// In a group somebody presses a button of a keyboard that an earlier bot has left there.
	const group = -1002
	desk.Sim.AddGroup(group, "Группа", oleg.ID)
	id := asAnotherBot(t, desk, group, "1.active.set.s1.v1")
	if _, err := desk.Sim.TapIn(group, oleg.ID, id, "1.active.set.s1.v1"); err != nil {
		t.Fatal(err)
	}
	desk.Settle()
	if c, _ := desk.Sim.Chat(group); len(c.Answers) != 1 || !strings.Contains(c.Answers[0].Text, "только в личном чате") {
		t.Errorf("the group was answered %+v", c.Answers)
	}
}

// asAnotherBot sends a message with one button, as a program that had this token before us could have.
func asAnotherBot(t *testing.T, desk *apptest.Desk, chatID int64, press string) int64 {
	t.Helper()
	body, err := json.Marshal(map[string]any{"chat_id": chatID, "text": "Старый бот", "reply_markup": map[string]any{
		"inline_keyboard": [][]map[string]any{{{"text": "Магазин", "callback_data": press}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	url := fmt.Sprintf("%s/bot%s/sendMessage", desk.Sim.URL, desk.Sim.Token())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var sent struct {
		Result struct {
			ID int64 `json:"message_id"`
		} `json:"result"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&sent); err != nil || sent.Result.ID == 0 {
		t.Fatalf("the message was not sent: %v", err)
	}
	return sent.Result.ID
}

func TestAMessageThatWeDoNotKnowIsAdopted(t *testing.T) {
	t.Parallel()
	desk, tea, anna, boris := two(t)
	foreign := asAnotherBot(t, desk, anna.ID, "shop_5_toggle")
	anna.TapsOn(foreign, "Магазин")
	anna.SeesToast("Кнопка устарела. Вот как всё сейчас")
	if m := anna.Sees("Главное меню"); m.ID != foreign {
		t.Errorf("the menu is in message %d, not in the old bot's %d", m.ID, foreign)
	}
	// From then on it is one of ours: others' changes reach it.
	anna.Taps("Список магазинов")
	anna.TapsOn(foreign, "Чай")
	anna.SeesButton("Активация")
	boris.Taps("Активация")
	boris.Taps("Активировать")
	seesOn(anna, foreign, "🟢 Магазин активен")
	if !desk.Now(tea).Active {
		t.Error("the shop is off")
	}
}

// seesOn waits until one message shows a text.
func seesOn(p *simtest.P, messageID int64, text string) {
	p.WaitsFor(func(c sim.Chat) bool {
		for _, m := range c.Messages {
			if m.ID == messageID {
				return !m.Deleted && strings.Contains(m.Text, text)
			}
		}
		return false
	}, fmt.Sprintf("message %d to show %s", messageID, text))
}
