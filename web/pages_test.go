package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"frontdesk/domain"
	"frontdesk/services/console"
	"frontdesk/services/work"
	"frontdesk/store"
)

func TestAnotherSitesPageChangesNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signsIn(olga, word)
	path := fmt.Sprintf("/people/%d/ban", masha)
	for _, headers := range [][]string{
		{"Sec-Fetch-Site", "cross-site"},
		{"Sec-Fetch-Site", "same-site"},
		{"Sec-Fetch-Site", "", "Origin", "https://evil.example"},
		{"Sec-Fetch-Site", "", "Origin", "null"},
	} {
		b.does(http.MethodPost, path, url.Values{"reason": {"x"}}, headers...).wants(t, http.StatusForbidden, "с чужой страницы")
	}
	if who, err := h.host.FindTelegramUser(t.Context(), masha); err != nil || who.Banned {
		t.Errorf("banned by another site: %v, %v", who.Banned, err)
	}
	b.does(http.MethodPost, path, url.Values{"reason": {"x"}}, "Sec-Fetch-Site", "", "Origin", h.server.URL).wants(t, http.StatusSeeOther)
}

// TestWhoMayOpenWhat walks every page with everybody; what they may do there is the services' and has tests there.
func TestWhoMayOpenWhat(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	admin, seller, nobody := h.browser(), h.browser(), h.browser()
	admin.signsIn(olga, word)
	seller.posts("/login/" + h.loginLink(masha))
	other, err := h.host.CreateShop(t.Context(), domain.Shop{Name: "Чужая"}, "another key")
	must(t, err)
	own, theirs := fmt.Sprintf("/shops/%d", h.shop), fmt.Sprintf("/shops/%d", other.ID)
	person := fmt.Sprintf("/people/%d", masha)
	for _, c := range []struct {
		method, path  string
		admin, seller int
	}{
		{"GET", "/", 200, 200},
		{"GET", "/shops", 200, 200},
		{"GET", own, 200, 200},
		{"GET", own + "/switches", 200, 200},
		{"GET", theirs, 200, 403},
		{"GET", theirs + "/switches", 200, 403},
		{"POST", theirs + "/switch", 422, 403}, // no field
		{"POST", theirs + "/undo/1", 404, 404},
		{"GET", "/shops/new", 200, 403},
		{"POST", "/shops/new", 422, 403},
		{"POST", own + "/edit", 422, 403},
		{"POST", own + "/warehouses", 422, 403},
		{"POST", own + "/warehouses/1/remove", 303, 403},
		{"GET", "/shops/999", 404, 404},
		{"GET", "/shops/abc", 404, 404},
		{"GET", "/people", 200, 403},
		{"GET", person, 200, 403},
		{"POST", person + "/deactivate", 303, 403},
		{"POST", person + "/activate", 303, 403},
		{"POST", person + "/unknown", 404, 403},
		{"POST", "/people/invite", 200, 403},
		{"GET", "/people?list=console", 200, 403},
		{"GET", "/people/-1", 200, 403}, // the admin's own user
		{"GET", "/people/-999", 404, 403},
		{"POST", "/people/-1/close", 422, 403},
		{"POST", "/people/-999/close", 404, 403},
		{"POST", "/people/-999/open", 404, 403},
		{"GET", "/deliveries", 200, 403},
		{"GET", "/deliveries?status=pending", 200, 403},
		{"POST", "/deliveries/1/retry", 409, 403},
		{"GET", "/audit", 200, 403},
		{"GET", "/profile", 200, 200},
		{"GET", "/nowhere", 404, 404},
	} {
		if a := admin.does(c.method, c.path, url.Values{}); a.status != c.admin {
			t.Errorf("an admin's %s %s is %d, want %d", c.method, c.path, a.status, c.admin)
		}
		if a := seller.does(c.method, c.path, url.Values{}); a.status != c.seller {
			t.Errorf("a seller's %s %s is %d, want %d", c.method, c.path, a.status, c.seller)
		}
		want := http.StatusSeeOther
		if c.path == "/nowhere" {
			want = http.StatusNotFound
		}
		if a := nobody.does(c.method, c.path, url.Values{}); a.status != want || want == http.StatusSeeOther && !strings.HasPrefix(a.header.Get("Location"), "/login") {
			t.Errorf("a stranger's %s %s is %d", c.method, c.path, a.status)
		}
	}
}

var (
	inline   = regexp.MustCompile(`(?i)<script(?:>|\s[^>]*>[^<])|\sstyle=|<style|<[^>]*\son[a-z]+=|href="javascript:`)
	external = regexp.MustCompile(`(?i)(?:src|href)="https?://`)
)

func TestWhatPeopleWriteIsNeverMarkup(t *testing.T) {
	t.Parallel()
	h := newHouse(t, mode(console.SignUpOpen))
	b := h.browser()
	b.signsIn(olga, word)
	b.posts(fmt.Sprintf("/people/%d/ban", masha), "reason", `"><img src=x onerror=alert(1)>`).wants(t, http.StatusSeeOther)
	b.posts("/profile", "first_name", robber, "last_name", `'"><b>`).wants(t, http.StatusSeeOther)
	must(t, h.db.Write(t.Context(), failed(robber)))
	for _, page := range []string{
		"/", "/shops", "/shops?q=" + url.QueryEscape(robber), fmt.Sprintf("/shops/%d", h.shop), "/people", fmt.Sprintf("/people/%d", masha),
		"/deliveries", "/audit", "/audit?subject=" + url.QueryEscape(robber), "/profile", "/nowhere" + url.PathEscape(robber),
	} {
		a := b.gets(page)
		if strings.Contains(a.body, "<script>") || strings.Contains(a.body, "<img") || strings.Contains(a.body, "<b>\"") {
			t.Errorf("%s: what somebody wrote is markup:\n%s", page, a.body)
		}
		if found := inline.FindString(a.body); found != "" {
			t.Errorf("%s holds %q, which the policy forbids", page, found)
		}
		if found := external.FindString(a.body); found != "" {
			t.Errorf("%s loads something from elsewhere: %q", page, found)
		}
		if p := a.header.Get("Content-Security-Policy"); !strings.Contains(p, "default-src 'none'") || strings.Contains(p, "unsafe") {
			t.Errorf("%s has the policy %q", page, p)
		}
	}
	b.gets("/people").wants(t, http.StatusOK, "&lt;script&gt;")
	again := h.browser().posts("/login", "username", `"><script>alert(1)</script>`, "password", "x")
	if strings.Contains(again.body, "<script>alert") {
		t.Error("the door repeats what was typed as markup")
	}
}

// failed leaves a delivery that was refused for good.
func failed(reason string) func(ctx ctx, tx *store.Tx) error {
	return func(ctx ctx, tx *store.Tx) error {
		d := domain.Delivery{Channel: domain.ChannelTelegram, Kind: domain.DeliveryNotice, Recipient: masha, Person: masha, Payload: `{"secret":1}`}
		if _, err := tx.AddDelivery(ctx, &d); err != nil {
			return err
		}
		_, err := tx.EndDelivery(ctx, d.ID, domain.DeliveryFailed, 0, reason)
		return err
	}
}

func TestAFailedDeliveryIsSeenAndTriedAgainOnce(t *testing.T) {
	t.Parallel()
	var again []int64
	h := newHouse(t, func(c *console.Deps, _ *deps) {
		c.Requeue = func(u *work.Unit, d domain.Delivery) { u.After(func() { again = append(again, d.ID) }) }
	})
	must(t, h.db.Write(t.Context(), failed("403: bot was blocked by the user")))
	b := h.browser()
	b.signsIn(olga, word)
	b.gets("/").wants(t, http.StatusOK, "1 сообщение не удалось отправить")
	page := b.gets("/deliveries")
	page.wants(t, http.StatusOK, "bot was blocked by the user", "Уведомление", "Повторить")
	if strings.Contains(page.body, "secret") {
		t.Error("the page shows what was for the recipient alone")
	}
	b.posts("/deliveries/1/retry").wants(t, http.StatusSeeOther)
	b.posts("/deliveries/1/retry").wants(t, http.StatusConflict)
	if len(again) != 1 {
		t.Errorf("tried again: %v", again)
	}
	b.gets("/deliveries?status=pending").wants(t, http.StatusOK, "Уведомление")
	b.gets("/audit").wants(t, http.StatusOK, "Отправка повторена вручную (Telegram)", "127.0.0.1")
}

func TestTheAuditLogGoesOnPageByPage(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signsIn(olga, word)
	must(t, h.db.Write(t.Context(), func(ctx ctx, tx *store.Tx) error {
		for i := range 100 {
			if err := tx.AddAudit(ctx, store.Audit{Actor: masha, Name: "Маша", Action: "shop.rename", Subject: fmt.Sprintf("shop:%d", i%2), Details: fmt.Sprintf("line-%03d", i)}); err != nil {
				return err
			}
		}
		return nil
	}))
	older := regexp.MustCompile(`href="(/audit\?[^"]*before=\d+[^"]*)" rel="next"`)
	seen := map[string]bool{}
	for path, pages := fmt.Sprintf("/audit?actor=%d", masha), 0; path != ""; pages++ {
		a := b.gets(path)
		for _, line := range regexp.MustCompile(`line-\d+`).FindAllString(a.body, -1) {
			if seen[line] {
				t.Errorf("%s comes twice", line)
			}
			seen[line] = true
		}
		path = ""
		if next := older.FindStringSubmatch(a.body); next != nil && pages < 9 {
			path = strings.ReplaceAll(next[1], "&amp;", "&")
		}
	}
	if len(seen) != 100 {
		t.Errorf("%d of 100 lines are shown", len(seen))
	}
	if one := b.gets("/audit?subject=shop:1").body; strings.Contains(one, "line-002") || !strings.Contains(one, "line-099") {
		t.Error("the filter by subject does not hold")
	}
}

func TestASwitchOfAShopWithAndWithoutScripts(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.posts("/login/" + h.loginLink(masha))
	path := fmt.Sprintf("/shops/%d", h.shop)
	b.posts(path+"/switch", "field", "is_active", "value", "on").wants(t, http.StatusSeeOther)
	part := b.does(http.MethodPost, path+"/switch", url.Values{"field": {"is_active"}, "value": {"on"}}, "HX-Request", "true")
	part.wants(t, http.StatusOK, `aria-checked="true"`, "Отменить", "Изменено")
	if strings.Contains(part.body, "<html") {
		t.Error("a fragment is a whole page")
	}
	undo := regexp.MustCompile(`/undo/\d+`).FindString(part.body)
	h.clock.Advance(domain.UndoWindow)
	late := b.does(http.MethodPost, path+undo, nil, "HX-Request", "true")
	late.wants(t, http.StatusOK, `aria-checked="true"`, "note bad")
	foreign := b.does(http.MethodPost, "/shops/999/switch", url.Values{"field": {"is_active"}}, "HX-Request", "true")
	if foreign.wants(t, http.StatusNotFound); foreign.header.Get("HX-Retarget") != "#notice" {
		t.Error("an error of a fragment replaces the fragment")
	}
}

func TestAShopIsMadeAndEdited(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signsIn(olga, word)
	made := b.posts("/shops/new", "name", "Новая лавка")
	made.wants(t, http.StatusSeeOther)
	path := made.header.Get("Location")
	b.gets(path).wants(t, http.StatusOK, "Магазин создан", "Новая лавка", "ключа ещё нет")
	b.posts(path+"/edit", "name", "Лавка", "slug", "tea", "key", "").wants(t, http.StatusConflict, "Такой slug уже есть")
	b.posts(path+"/edit", "name", "Лавка", "slug", "lavka", "key", "mykey").wants(t, http.StatusUnprocessableEntity, "Ключ слишком короткий", "12 знаков")
	b.posts(path+"/edit", "name", "Лавка", "slug", "lavka", "key", "a-new-key-01").wants(t, http.StatusSeeOther)
	b.posts(path+"/warehouses", "name", "Склад", "number", "0").wants(t, http.StatusUnprocessableEntity, "больше нуля")
	b.posts(path+"/warehouses", "name", "Склад", "number", "77").wants(t, http.StatusSeeOther)
	page := b.gets(path)
	page.wants(t, http.StatusOK, "lavka", "77", "ключ задан")
	if strings.Contains(page.body, "a-new-key-01") {
		t.Error("the key is shown")
	}
	remove := regexp.MustCompile(path + `/warehouses/\d+/remove`).FindString(page.body)
	b.posts(remove).wants(t, http.StatusSeeOther)
	b.gets(path).wants(t, http.StatusOK, "Складов пока нет")
}

func TestTelegramIsLinkedAndUnlinked(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signsIn(olga, word)
	page := b.posts("/profile/telegram")
	found := regexp.MustCompile(`https://t\.me/desk_bot\?start=c-([A-Za-z0-9_-]{43})"`).FindStringSubmatch(page.body)
	if found == nil {
		t.Fatalf("there is no link:\n%s", page.body)
	}
	if len("c-"+found[1]) > 64 {
		t.Error("Telegram takes 64 characters behind start=")
	}
	sender := domain.Sender{ID: 5_000_000_077, FirstName: "Ольга"}
	link := func(s domain.Sender) error {
		return h.in(func(u *work.Unit) error {
			_, err := h.console.UseTelegramLink(t.Context(), u, s, found[1])
			return err
		})
	}
	must(t, link(sender))
	if err := link(domain.Sender{ID: masha}); domain.KindOf(err) != domain.KindNotFound {
		t.Errorf("a used link: %v", err)
	}
	if who, err := h.host.FindTelegramUser(t.Context(), sender.ID); err != nil || who.Role != domain.RoleAdmin {
		t.Errorf("the admin is %q in the bot (%v)", who.Role, err)
	}
	b.gets("/profile").wants(t, http.StatusOK, "Telegram привязан")
	b.gets("/people").wants(t, http.StatusOK)
	// The bot's own links lead to the same user now.
	phone := h.browser()
	phone.posts("/login/" + h.loginLink(sender.ID))
	phone.gets("/profile").wants(t, http.StatusOK, "olga")
	b.posts("/profile/telegram/unlink").wants(t, http.StatusSeeOther)
	b.gets("/profile").wants(t, http.StatusOK, "Привязать Telegram")
	if phone.isIn() {
		t.Error("the Telegram account's session goes on as the other user")
	}
}

func TestWhoHasOnlyTelegramKeepsIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.posts("/login/" + h.loginLink(masha))
	b.posts("/profile/telegram/unlink").wants(t, http.StatusConflict, "другого способа")
}
