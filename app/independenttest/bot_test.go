package independenttest

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rs/zerolog"

	"frontdesk/app"
	"frontdesk/configs"
	"frontdesk/domain"
)

const (
	token = "7000000021:AAindependent-server-token-of-nobody0"
	key   = "independent-key-1"
)

// TestTheBotWorksWithAnIndependentServer takes a seller from /start to a shop that is on. That server knows no
// setMyCommands and no setMyDescription (it answers 500): nothing of that may stand in the way.
func TestTheBotWorksWithAnIndependentServer(t *testing.T) {
	t.Parallel()
	person := start(t, token)
	desk := serve(t, person.URL)
	shop, err := desk.Data().Host.CreateShop(t.Context(), domain.Shop{Name: "Чай & мёд"}, key)
	if err != nil {
		t.Fatal(err)
	}

	person.Sends("/start")
	role := person.Sees("Кем вы входите?")
	if !slices.Equal(role.Buttons, []string{"Админ", "Продавец", "Помощь"}) {
		t.Errorf("the roles' keyboard is %q", role.Buttons)
	}
	person.Taps(role, "Продавец")
	person.SeesOn(role, "Вход продавца", "Пришлите API-ключ")

	person.SeesDeleted(person.Sends("no-such-key"))
	person.Sees("Неверный ключ")
	person.SeesDeleted(person.Sends(key))
	person.Sees("Чай &amp; мёд", "добавлен в ваш список")
	menu := person.Sees("Главное меню (Жанна: продавец)")

	person.Taps(menu, "Список магазинов")
	list := person.SeesOn(menu, "1 магазин")
	person.Taps(list, "🔴 Чай & мёд")
	page := person.SeesOn(menu, "Чай &amp; мёд", "🔴 Магазин не активен")
	person.Taps(page, "Активация")
	person.Taps(person.SeesOn(menu, "Чай &amp; мёд", "не активен"), "Активировать")
	person.SeesOn(menu, "🟢 Магазин активен", "Жанна")

	now, err := desk.Data().Host.FindShop(t.Context(), shop.ID)
	if err != nil || !now.Active {
		t.Errorf("the shop in the database: %+v, %v", now, err)
	}
}

// serve runs the bot in front of a Bot API server until the test ends.
func serve(t *testing.T, url string) *app.App {
	t.Helper()
	cfg := configs.Default()
	cfg.Telegram.Token, cfg.Telegram.APIURL = token, url
	cfg.Telegram.Limits.PerChatPerSecond, cfg.Telegram.Limits.ChatBurst = 100, 100
	cfg.DatabaseURL = "sqlite:" + filepath.Join(t.TempDir(), "frontdesk.db")
	log := &lines{}
	a, err := app.New(t.Context(), cfg, app.Options{Log: zerolog.New(log), Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Logf("the log of Frontdesk:\n%s", log)
		}
		if strings.Contains(log.String(), strings.Split(token, ":")[1]) || strings.Contains(log.String(), key) {
			t.Error("a secret stands in the log")
		}
	})
	return a
}

// lines keeps what was logged.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
