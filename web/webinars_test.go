package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/services/overlays"
	"frontdesk/services/work"
	"frontdesk/store"
)

func TestAModeratorApprovesDeletesAndTakesItBackWithoutScripts(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.comes(ivan)
	hello, spam := s.hears(s.event, "Анна", "Добрый день!"), s.hears(s.event, "Бот", "Купите слона")
	b.gets(events(s.event, "/messages/awaiting")).wants(t, http.StatusOK, "Анна", "Добрый день!", "Купите слона")
	b.posts(events(s.event, fmt.Sprintf("/message/%d/approve", hello)), "list", "awaiting").wants(t, http.StatusSeeOther)
	b.posts(events(s.event, fmt.Sprintf("/message/%d/delete", spam)), "list", "awaiting").wants(t, http.StatusSeeOther)
	b.gets(events(s.event, "/messages/awaiting")).wants(t, http.StatusOK, "Никто не ждёт")
	b.gets(events(s.event, "/messages/approved")).wants(t, http.StatusOK, "Добрый день!", "Одобрено: Иван")
	b.gets(events(s.event, "/messages/deleted")).wants(t, http.StatusOK, "Купите слона", "Удалено: Иван")

	b.gets(events(s.event, fmt.Sprintf("/messages/awaiting?done=%d", hello))).wants(t, http.StatusOK, "Добрый день!", "/undo")
	b.posts(events(s.event, fmt.Sprintf("/message/%d/undo", hello)), "list", "approved").wants(t, http.StatusSeeOther)
	b.gets(events(s.event, "/messages/awaiting")).wants(t, http.StatusOK, "Добрый день!")
	s.clock.Advance(domain.DecisionUndo + time.Second)
	b.posts(events(s.event, fmt.Sprintf("/message/%d/undo", spam)), "list", "deleted").wants(t, http.StatusConflict, "Поздно")
}

func TestWhoIsLateSeesWhoWasFirst(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	first, late := s.comes(masha), s.comes(ivan)
	id := s.hears(s.event, "Анна", "Добрый день!")
	path := events(s.event, fmt.Sprintf("/message/%d/", id))
	first.posts(path+"approve", "list", "awaiting").wants(t, http.StatusSeeOther)
	late.does(http.MethodPost, path+"delete", url.Values{"list": {"awaiting"}}, "HX-Request", "true").
		wants(t, http.StatusOK, "Решено раньше: Маша", "Одобрено: Маша")
	late.posts(path+"delete", "list", "awaiting").wants(t, http.StatusConflict, "Решено раньше: Маша")
}

func TestTheFirstOnesAreThoseThatWereSeen(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.comes(ivan)
	form := url.Values{}
	var ids []int64
	for i := range 7 {
		ids = append(ids, s.hears(s.event, "Анна", fmt.Sprintf("сообщение %d", i)))
	}
	foreign := s.hears(s.theirs, "Чужой", "чужое")
	form["ids"] = []string{fmt.Sprint(foreign), fmt.Sprint(ids[1]), fmt.Sprint(ids[2]), "x"}
	b.does(http.MethodPost, events(s.event, "/messages/awaiting/first"), form).wants(t, http.StatusSeeOther)
	b.gets(events(s.event, "/messages/awaiting")).wants(t, http.StatusOK, "Одобрено: 2 сообщения", "сообщение 0", "сообщение 3")
	if m, err := s.db.FindChatMessage(t.Context(), foreign); err != nil || m.State != domain.MessageAwaiting {
		t.Errorf("another account's message is %v, %v", m.State, err)
	}
}

func TestTheFirstOnesAreApprovedInPlace(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.comes(ivan)
	first, second := s.hears(s.event, "Анна", "первое"), s.hears(s.event, "Анна", "второе")
	a := b.does(http.MethodPost, events(s.event, "/messages/awaiting/first"), url.Values{"ids": {fmt.Sprint(first)}}, "HX-Request", "true")
	a.wants(t, http.StatusOK, "Одобрено: 1 сообщение", `id="notice" hx-swap-oob`, "Отменить", fmt.Sprintf(`id="m-%d"`, first), fmt.Sprintf(`id="m-%d"`, second))
	if strings.Contains(a.body, "<html") || a.header.Get("HX-Redirect") != "" {
		t.Error("the whole page comes anew")
	}
	a = b.does(http.MethodPost, events(s.event, "/messages/awaiting/trusted"), nil, "HX-Request", "true")
	a.wants(t, http.StatusOK, `id="notice" hx-swap-oob`, fmt.Sprintf(`id="m-%d"`, second))
}

func TestWhatWasApprovedInOneStepIsTakenBackInOne(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b, other := s.comes(ivan), s.comes(masha)
	first, second := s.hears(s.event, "Анна", "первое"), s.hears(s.event, "Анна", "второе")
	list, together := events(s.event, "/messages/awaiting"), events(s.event, "/messages/awaiting/together")
	b.does(http.MethodPost, list+"/first", url.Values{"ids": {fmt.Sprint(first), fmt.Sprint(second)}}).wants(t, http.StatusSeeOther)
	b.gets(list).wants(t, http.StatusOK, "Отменить 2 решения", fmt.Sprintf(`name="of" value="%d"`, first))
	if a := other.gets(list); strings.Contains(a.body, "Отменить 2") {
		t.Error("somebody else may take it back")
	}
	other.posts(together, "of", fmt.Sprint(first)).wants(t, http.StatusForbidden)
	b.posts(together, "of", "x").wants(t, http.StatusNotFound)
	b.posts(events(s.theirs, "/messages/awaiting/together"), "of", fmt.Sprint(first)).wants(t, http.StatusNotFound)

	a := b.does(http.MethodPost, together, url.Values{"of": {fmt.Sprint(second)}}, "HX-Request", "true")
	a.wants(t, http.StatusOK, "Отменено 2 решения", fmt.Sprintf(`id="m-%d"`, first), fmt.Sprintf(`id="m-%d"`, second))
	for _, id := range []int64{first, second} {
		if m, err := s.db.FindChatMessage(t.Context(), id); err != nil || m.State != domain.MessageAwaiting {
			t.Errorf("message %d is %v, %v", id, m.State, err)
		}
	}
}

func TestRowsAreFetchedByTheirIDs(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.comes(ivan)
	one, two, foreign := s.hears(s.event, "Анна", "раз"), s.hears(s.event, "Анна", "два"), s.hears(s.theirs, "Чужой", "чужое")
	a := b.does(http.MethodGet, events(s.event, fmt.Sprintf("/messages/awaiting?ids=%d,%d,x,99999", two, foreign)), nil, "HX-Request", "true")
	a.wants(t, http.StatusOK, "два", `id="summary"`)
	for _, no := range []string{">раз<", "чужое", "<html"} {
		if strings.Contains(a.body, no) {
			t.Errorf("the part says %q:\n%s", no, a.body)
		}
	}
	b.posts(events(s.event, fmt.Sprintf("/message/%d/approve", one)))
	b.does(http.MethodGet, events(s.event, fmt.Sprintf("/messages/awaiting?ids=%d", one)), nil, "HX-Request", "true").
		wants(t, http.StatusOK, "settled", "Одобрено: Иван")
}

func TestStartingAsksTwiceAndShowsWhoPressed(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.comes(masha)
	b.gets(events(s.soon, "/panel")).wants(t, http.StatusOK, "Запустить", events(s.soon, "/start"))
	b.gets(events(s.soon, "/start")).wants(t, http.StatusOK, "Да, запустить", "?sure=1")
	b.gets(events(s.soon, "/start?sure=1")).wants(t, http.StatusOK, "Отменить это нельзя", `method="post"`)
	b.posts(events(s.soon, "/start")).wants(t, http.StatusSeeOther)
	b.gets(events(s.soon, "/panel")).wants(t, http.StatusOK, "Завершить", "Запуск: Маша", "в эфире")
	b.posts(events(s.soon, "/stop")).wants(t, http.StatusSeeOther)
	b.gets(events(s.soon, "/panel")).wants(t, http.StatusOK, "Вебинар завершён", "Завершение: Маша")
}

func TestPremoderationIsShownWhileItIsOnItsWay(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.comes(ivan)
	b.posts(events(s.event, "/premoderation"), "value", "off").wants(t, http.StatusSeeOther)
	b.gets(events(s.event, "/panel/controls")).wants(t, http.StatusOK, "Выключаем", "every 2s")
}

func TestAWidgetIsMadeChangedAndRevoked(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.comes(ivan)
	b.posts(events(s.event, "/widgets")).wants(t, http.StatusSeeOther)
	pages, err := s.Overlays.List(t.Context(), ivan, s.event)
	must(t, err)
	w := events(s.event, fmt.Sprintf("/widgets/%d", pages[0].ID))
	b.gets(events(s.event, "/panel")).wants(t, http.StatusOK, "/overlay/"+pages[0].Token)
	b.posts(w, "theme", "compact", "size", "30", "text", "#ff0000", "name", "#00ff00", "fill", "#0000ff", "density", "50", "lines", "5", "life", "60").
		wants(t, http.StatusSeeOther)
	b.gets(w).wants(t, http.StatusOK, `fill="#ff0000"`, `fill-opacity="0.50"`)
	b.posts(events(s.event, "/font"), "size", "41").wants(t, http.StatusSeeOther)
	pages, err = s.Overlays.List(t.Context(), ivan, s.event)
	must(t, err)
	if got := pages[0].Settings; got.FontSize != 41 || got.Background != "#0000ff80" || got.Theme != "compact" || got.LifeSeconds != 60 {
		t.Errorf("the widget is %+v", got)
	}
	b.posts(w, "theme", "compact", "size", "99", "text", "red;", "name", "#00ff00", "fill", "#0000ff", "density", "50", "lines", "5", "life", "60").
		wants(t, http.StatusUnprocessableEntity, "Так виджет не настроить")
	b.gets(w+"/revoke").wants(t, http.StatusOK, "Отозвать виджет № 1?")
	b.posts(w+"/revoke").wants(t, http.StatusSeeOther)
	b.gets(w).wants(t, http.StatusNotFound)
}

func TestAnAccountIsConnectedByPasswordAndItsSecretIsNeverShown(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.comes(petr)
	b.gets("/webinars/connect").wants(t, http.StatusOK, "E-mail и пароль", "Токен API")
	a := b.posts("/webinars/connect", "email", s.demo.School.Email, "password", "not the password")
	a.wants(t, http.StatusUnprocessableEntity, "Webinar: ", s.demo.School.Email)
	if strings.Contains(a.body, "not the password") {
		t.Error("the password comes back into the page")
	}
	b.posts("/webinars/connect", "email", s.demo.School.Email, "password", s.demo.School.Password).wants(t, http.StatusSeeOther)
	b.gets("/webinars").wants(t, http.StatusOK, "Аккаунт авторизован")
}

func TestRulesAreEditedAndTried(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	owner, moderator := s.comes(masha), s.comes(ivan)
	owner.posts(account(s.school, "/rules/words"), "enabled", "on", "value", "слон").wants(t, http.StatusSeeOther)
	owner.gets(account(s.school, "/rules?text="+url.QueryEscape("Купите слона"))).wants(t, http.StatusOK, "Ждёт решения", "Стоп-слова")
	moderator.posts(account(s.school, "/rules/words"), "enabled", "on", "value", "x").wants(t, http.StatusForbidden)
	owner.posts(account(s.school, "/rules/long"), "enabled", "on", "value", "сто").wants(t, http.StatusUnprocessableEntity, "сто")
}

func TestAModeratorIsInvitedByALinkThatIsShownOnce(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.comes(masha)
	b.posts(account(s.school, "/moderators/invite")).wants(t, http.StatusOK, "https://t.me/desk_bot?start=m-", "data:image/png;base64,")
	a := b.gets(account(s.school, "/moderators"))
	if strings.Contains(a.body, "start=m-") {
		t.Error("the link is shown again")
	}
	remove := account(s.school, fmt.Sprintf("/moderators/%d/remove", ivan))
	b.gets(remove).wants(t, http.StatusOK, "Убрать модератора")
	b.posts(remove).wants(t, http.StatusSeeOther)
	b.gets(account(s.school, "/moderators")).wants(t, http.StatusOK, "Модераторов пока нет")
}

func TestTheReportIsAPageATableAndAPicture(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.comes(ivan)
	id := s.hears(s.event, "Анна", "=1+1")
	s.clock.Advance(3 * time.Second)
	b.posts(events(s.event, fmt.Sprintf("/message/%d/approve", id)))
	b.gets(events(s.event, "/report")).wants(t, http.StatusOK, "Анна", "Иван", "3 с", "report.png")
	owner := s.comes(masha)
	byRule := s.hears(s.event, "Вера", "само")
	must(t, s.db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		m, err := tx.FindChatMessage(ctx, byRule)
		if err != nil {
			return err
		}
		m.State, m.Rule = domain.MessageApproved, domain.RuleAuto
		_, err = tx.SaveChatMessage(ctx, m, m.Revision)
		return err
	}))
	b.gets(events(s.event, "/report")).wants(t, http.StatusOK, "<td>По правилам</td><td class=\"n\">1</td>")
	owner.posts(account(s.school, "/rules/links"), "enabled", "on").wants(t, http.StatusSeeOther)
	owner.posts(account(s.school, "/trust"), "author", "Вера", "value", "on")
	owner.gets(account(s.school, "/rules")).wants(t, http.StatusOK, ">включено<", ">выключено<", "доверенных авторов: 1, за день прошло: 0")
	csv := b.gets(events(s.event, "/report.csv"))
	csv.wants(t, http.StatusOK, "'=1+1", "одобрено")
	if !strings.HasPrefix(csv.header.Get("Content-Disposition"), "attachment") {
		t.Error("the table opens in the browser")
	}
	if png := b.gets(events(s.event, "/report.png")); !strings.HasPrefix(png.body, "\x89PNG") {
		t.Error("the chart is no picture")
	}
}

// TestWhatPeopleWroteIsNeverMarkup opens every page of webinars with names and messages that would like to be scripts.
func TestWhatPeopleWroteIsNeverMarkup(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.comes(masha)
	nasty := `"><img src=x onerror=alert(1)>` + robber + `' onmouseover='alert(1)`
	waits, passed, gone := s.hears(s.event, nasty, nasty), s.hears(s.event, nasty, nasty), s.hears(s.event, nasty, nasty)
	b.posts(events(s.event, fmt.Sprintf("/message/%d/approve", passed)))
	b.posts(events(s.event, fmt.Sprintf("/message/%d/delete", gone)))
	b.posts(events(s.event, fmt.Sprintf("/message/%d/trust", waits)))
	b.posts(events(s.event, "/widgets"))
	b.posts(events(s.event, "/targets"), "address", "https://discord.com/api/webhooks/1/abc").wants(t, http.StatusSeeOther)
	s.django(`UPDATE frontdesk_webinar_event SET name = '` + strings.ReplaceAll(nasty, "'", "''") + `', description = '` + robber + `', public_url = 'javascript:alert(1)'`)
	s.django(`UPDATE frontdesk_webinar_account SET name = '` + strings.ReplaceAll(nasty, "'", "''") + `'`)
	targets, err := s.Relay.Targets(t.Context(), masha, s.event)
	must(t, err)
	widgets, err := s.Overlays.List(t.Context(), masha, s.event)
	must(t, err)
	for _, path := range append(eventPages(s.event, targets[0].ID, widgets[0].ID), append(accountPages(s.school),
		"/", "/webinars", events(s.event, fmt.Sprintf("/messages/awaiting?ids=%d", waits)), events(s.event, fmt.Sprintf("/messages/approved?done=%d", passed)),
		account(s.school, "/rules?author="+url.QueryEscape(nasty)+"&text="+url.QueryEscape(nasty)))...) {
		a := b.gets(path)
		if a.status != http.StatusOK {
			t.Errorf("%s is answered %d", path, a.status)
		}
		for _, no := range []string{robber, "<img src=x", "' onmouseover='", `href="javascript:`} {
			if strings.Contains(a.body, no) {
				t.Errorf("%s has %q as markup:\n%s", path, no, a.body)
			}
		}
		if !strings.Contains(a.header.Get("Content-Security-Policy"), "script-src 'self'") {
			t.Errorf("%s has no policy", path)
		}
	}
}

func eventPages(event, target, widget int64) []string {
	var list []string
	for _, rest := range []string{
		"", "/state", "/panel", "/panel/controls", "/panel/roster", "/start", "/stop", "/messages/awaiting", "/messages/approved", "/messages/deleted", "/report",
		fmt.Sprintf("/targets/%d/remove", target), fmt.Sprintf("/widgets/%d", widget), fmt.Sprintf("/widgets/%d/revoke", widget),
	} {
		list = append(list, events(event, rest))
	}
	return list
}

func accountPages(id int64) []string {
	return []string{account(id), account(id, "/schedule"), account(id, "/moderators"), account(id, "/rules"), account(id, "/disconnect")}
}

// TestStrangersFindNothing walks every address of an account with those who have to do with another.
func TestStrangersFindNothing(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	id := s.hears(s.event, "Анна", "Добрый день!")
	var page *overlays.Page
	s.work(func(u *work.Unit) (err error) {
		page, err = s.Overlays.Make(t.Context(), u, masha, s.event)
		return err
	})
	var target domain.RelayTarget
	s.work(func(u *work.Unit) (err error) {
		target, err = s.Relay.Add(t.Context(), u, masha, s.event, "https://discord.com/api/webhooks/1/abc")
		return err
	})
	gets := append(eventPages(s.event, target.ID, page.ID), append(accountPages(s.school), events(s.event, "/report.csv"), events(s.event, "/report.png"))...)
	var posts []string
	for _, rest := range []string{
		"/start", "/stop", "/premoderation", "/here", "/roster", "/relay", "/targets", fmt.Sprintf("/targets/%d/remove", target.ID), "/font", "/widgets",
		fmt.Sprintf("/widgets/%d", page.ID), fmt.Sprintf("/widgets/%d/revoke", page.ID), "/messages/awaiting/first", "/messages/awaiting/trusted",
		fmt.Sprintf("/message/%d/approve", id), fmt.Sprintf("/message/%d/delete", id), fmt.Sprintf("/message/%d/trust", id),
	} {
		posts = append(posts, events(s.event, rest))
	}
	for _, rest := range []string{"/disconnect", "/moderators/invite", fmt.Sprintf("/moderators/%d/remove", ivan), "/rules/words", "/trust"} {
		posts = append(posts, account(s.school, rest))
	}
	// Through one's own event there is no way to another's things either.
	own := []string{
		events(s.theirs, fmt.Sprintf("/message/%d/approve", id)), events(s.theirs, fmt.Sprintf("/widgets/%d/revoke", page.ID)),
		events(s.theirs, fmt.Sprintf("/widgets/%d", page.ID)), events(s.theirs, fmt.Sprintf("/targets/%d/remove", target.ID)),
	}
	for _, person := range []int64{emma, petr} {
		b := s.comes(person)
		for _, path := range gets {
			b.gets(path).wants(t, http.StatusNotFound)
		}
		for _, path := range append(posts, own...) {
			if a := b.posts(path, "value", "on", "size", "20", "list", "awaiting"); a.status != http.StatusNotFound && (person != emma || a.status != http.StatusForbidden || !strings.Contains(path, "/targets/")) {
				t.Errorf("%d: POST %s is answered %d", person, path, a.status)
			}
		}
		if a := b.gets(fmt.Sprintf("/live?topics=event:%d", s.event)); a.status != http.StatusForbidden {
			t.Errorf("a stranger follows: %d", a.status)
		}
	}
	if m, err := s.db.FindChatMessage(t.Context(), id); err != nil || m.State != domain.MessageAwaiting {
		t.Errorf("the message is %v, %v", m.State, err)
	}
	if nobody := s.browser().gets(events(s.event, "/panel")); nobody.status != http.StatusSeeOther {
		t.Errorf("who is not signed in is answered %d", nobody.status)
	}
}

func TestWhatAModeratorMayNotDoIsRefused(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.comes(ivan)
	for _, path := range []string{
		events(s.soon, "/start"), events(s.event, "/stop"), events(s.event, "/targets"), account(s.school, "/disconnect"),
		account(s.school, "/moderators/invite"), account(s.school, "/rules/words"),
	} {
		if a := b.posts(path, "address", "https://discord.com/api/webhooks/1/abc", "value", "x"); a.status != http.StatusForbidden {
			t.Errorf("POST %s is answered %d", path, a.status)
		}
	}
	panel := b.gets(events(s.event, "/panel"))
	for _, no := range []string{events(s.event, "/stop"), events(s.event, "/targets")} {
		if strings.Contains(panel.body, `"`+no+`"`) {
			t.Errorf("the panel offers %s", no)
		}
	}
}

func TestAnotherSitesPageDecidesNothing(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	b := s.comes(masha)
	id := s.hears(s.event, "Анна", "Добрый день!")
	for _, path := range []string{events(s.event, fmt.Sprintf("/message/%d/approve", id)), events(s.event, "/stop"), account(s.school, "/disconnect")} {
		b.does(http.MethodPost, path, url.Values{}, "Sec-Fetch-Site", "cross-site").wants(t, http.StatusForbidden, "с чужой страницы")
	}
	if m, err := s.db.FindChatMessage(t.Context(), id); err != nil || m.State != domain.MessageAwaiting {
		t.Errorf("the message is %v, %v", m.State, err)
	}
}

func TestTheHomePageShowsWhatRuns(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	s.comes(ivan).gets("/").wants(t, http.StatusOK, "Лекция: как открыть магазин", "в эфире", "/webinars")
	s.comes(emma).gets("/").wants(t, http.StatusOK, "Чайный вечер")
}
