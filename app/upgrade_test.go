package app_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/configs"
	"frontdesk/internal/clock"
	webinarsim "frontdesk/platforms/webinar/sim"
	"frontdesk/store/storetest"
)

// TestAHouseOfAnEarlierVersionWorksOn begins with what each earlier version has left behind (store/testdata), on both engines:
// a shop is switched, and what stands around a webinar is still good.
func TestAHouseOfAnEarlierVersionWorksOn(t *testing.T) {
	t.Parallel()
	dumps, err := filepath.Glob("../store/testdata/version-*.sql")
	if err != nil || len(dumps) < 14 {
		t.Fatalf("%v, %v", dumps, err)
	}
	for _, file := range dumps {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			var version int
			if _, err := fmt.Sscanf(filepath.Base(file), "version-%d.", &version); err != nil {
				t.Fatal(err)
			}
			platform := oldLecture(t)
			desk := apptest.Open(t, apptest.Options{Configure: func(c *configs.Config) {
				c.DatabaseURL, c.SecretKey, c.PublicURL = storetest.Restored(t, file), apptest.SecretKey, "http://desk.example.org"
				c.Webinar.CookieURL, c.Webinar.UserAPIURL = platform.CookieURL, platform.UserAPIURL
			}})
			oldShopIsSwitched(t, desk)
			if version >= 5 {
				oldWebinarGoesOn(t, desk, platform)
			}
		})
	}
}

// The messages of the dumps, by the platform's number.
const (
	oldAwaiting = 9001 + iota
	oldApproved
	oldDeleted
)

// oldLecture is the platform that the dumps know: an event on air, whose chat has the messages 9001 to 9003, in the states of the dumps.
func oldLecture(t *testing.T) *webinarsim.Running {
	t.Helper()
	clk := clock.NewFake(apptest.Began())
	platform, err := webinarsim.Start(webinarsim.Options{Clock: clk})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = platform.Close() })
	platform.AddOrganization(77, "Школа")
	platform.AddAccount(webinarsim.Account{UserID: 100500, Name: "Марина", SecondName: "Ветрова", Email: "marina@school.example", Password: "lecture-2026", Organizations: []int64{77}})
	const session = 7701
	platform.AddEvent(webinarsim.Event{
		ID: 7700, Organization: 77, Owner: 100500, Name: "Лекция: как открыть магазин", StartsAt: clk.Now(), EndsAt: clk.Now().AddDate(0, 0, 1),
		Sessions: []webinarsim.Session{{ID: session, Name: "Лекция", Status: webinarsim.StatusRunning, StartsAt: clk.Now(), EndsAt: clk.Now().AddDate(0, 0, 1)}},
	})
	platform.SetPremoderation(session, "true")
	for _, text := range []string{"Вопрос, который ждёт", "Одобренный ответ", "Удалённая реклама"} {
		if _, err := platform.Say(session, "Гость", text); err != nil {
			t.Fatal(err)
		}
	}
	platform.Moderate(session, "marina@school.example", true, oldApproved)
	platform.Remove(session, "marina@school.example", oldDeleted)
	return platform
}

func oldShopIsSwitched(t *testing.T, desk *apptest.Desk) {
	t.Helper()
	masha := desk.Stranger(t, 5_000_000_001, "Маша", "ru") // who had chosen English, and signed out
	masha.Sends("/start")
	masha.Taps("Seller")
	masha.Sends("sample-key-003")
	masha.Sees("Main menu")
	masha.Taps("Shops")
	masha.Taps("Чай <3> & кофе")
	masha.Taps("Activation")
	masha.Taps("Activate")
	masha.Sees("🟢 The shop is active")
	shop, err := desk.Host().FindShop(t.Context(), 1)
	if err != nil || !shop.Active {
		t.Errorf("the shop is %+v, %v", shop, err)
	}
}

// oldWebinarGoesOn is olga, an admin, in a browser that has signed in before the upgrade.
func oldWebinarGoesOn(t *testing.T, desk *apptest.Desk, platform *webinarsim.Running) {
	t.Helper()
	browser := opensConsole(t, desk)
	at, err := url.Parse(browser.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	browser.client.Jar.SetCookies(at, []*http.Cookie{{Name: "frontdesk", Value: "a-session-of-the-console-that-is-still-good"}})
	until(t, "what waits is read from the platform, and shown", func() bool {
		return strings.Contains(browser.gets("/webinars/events/1/messages/awaiting"), "Вопрос, который ждёт")
	})
	browser.posts("/webinars/events/1/message/1/approve")
	until(t, "the platform has the decision", func() bool {
		desk.Advance(time.Second)
		for _, e := range platform.Effects() {
			if e.Message == oldAwaiting && e.Action == "approve" {
				return true
			}
		}
		return false
	})
	if page := browser.gets("/webinars/events/1/messages/approved"); !strings.Contains(page, "Одобренный ответ") || !strings.Contains(page, "Вопрос, который ждёт") {
		t.Errorf("what is approved:\n%s", page)
	}
	if page := browser.gets("/webinars/accounts/1/moderators"); !strings.Contains(page, "Пётр") {
		t.Errorf("the moderators:\n%s", page)
	}
	if page := browser.gets("/overlay/AN-OVERLAY-THAT-IS-STILL-SHOWN"); !strings.Contains(page, "<html") {
		t.Errorf("the overlay's link leads to:\n%s", page)
	}
}

func (c *console) gets(path string) string {
	c.t.Helper()
	resp, err := c.client.Get(c.server.URL + path)
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
