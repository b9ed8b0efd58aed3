package app_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"frontdesk/app/apptest"
	"frontdesk/configs"
	"frontdesk/domain"
)

const deskURL = "http://desk.example.org"

// console is somebody's browser.
type console struct {
	t      *testing.T
	server *httptest.Server
	client *http.Client
}

func opensConsole(t *testing.T, desk *apptest.Desk) *console {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(desk.App().Handler())
	t.Cleanup(server.Close)
	return &console{t, server, &http.Client{Jar: jar}}
}

// posts sends a form and gives the page that it leads to.
func (c *console) posts(path string, pairs ...string) string {
	c.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	resp, err := c.client.PostForm(c.server.URL+path, form)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(body)
}

func TestASellerComesToTheConsoleByALinkOfTheBot(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{Configure: func(c *configs.Config) { c.PublicURL = deskURL }})
	desk.Shop("Чайная лавка", "tea-key")
	anna := desk.Seller(t, 5001, "Анна", "ru", "tea-key")
	anna.Sends("/console")
	link := button(t, anna.Sees("Ссылка одноразовая"), "Открыть консоль").URL
	path, found := strings.CutPrefix(link, deskURL)
	if !found {
		t.Fatalf("the link is %q", link)
	}
	browser := opensConsole(t, desk)
	if page := browser.posts(path); !strings.Contains(page, "Здравствуйте, Анна") {
		t.Errorf("the link leads to:\n%s", page)
	}
	if page := opensConsole(t, desk).posts(path); !strings.Contains(page, "уже использована") {
		t.Errorf("the link works twice:\n%s", page)
	}
}

func TestAConsoleUserLinksTelegramAndIsAskedThere(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{Configure: func(c *configs.Config) { c.Console.SignUp = "open" }})
	desk.AddAdmin("olga")
	browser := opensConsole(t, desk)
	browser.posts("/signup", "username", "vera", "password", "a long enough one", "first_name", "Вера")
	link := func() string {
		t.Helper()
		for range 200 { // until Telegram has said what the bot is called
			if found := regexp.MustCompile(`\?start=(c-[A-Za-z0-9_-]+)`).FindStringSubmatch(browser.posts("/profile/telegram")); found != nil {
				return found[1]
			}
		}
		t.Fatal("there is no link to the bot")
		return ""
	}
	vera := desk.Stranger(t, 5002, "Вера", "ru")
	vera.Sends("/start " + link())
	vera.Sees("Связать этот Telegram с пользователем консоли Вера?", "Соглашайтесь, только если")
	vera.Taps("Нет")
	vera.Sees("Кем вы входите?")
	if desk.User(vera) != nil {
		t.Fatal("linked without a yes")
	}
	vera.Sends("/start " + link())
	vera.Sees("Связать этот Telegram")
	vera.Taps("Да")
	vera.SeesToast("Связано с пользователем Вера")
	vera.Sees("Главное меню (Вера: продавец)")
	if u := desk.User(vera); u == nil || u.Role != domain.RoleSeller {
		t.Errorf("in the bot: %+v", u)
	}
	if page := browser.posts("/profile/telegram"); !strings.Contains(page, "Telegram") || strings.Contains(page, "?start=") {
		t.Errorf("it can be linked twice:\n%s", page)
	}
	vera.Sends("/start c-an-old-link")
	vera.Sees("уже использована или устарела")
}
