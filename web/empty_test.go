package web_test

import (
	"net/http"
	"strings"
	"testing"

	"frontdesk/domain"
	"frontdesk/services/console"
	"frontdesk/store"
)

func TestAPageWithNothingInItSaysWhatToDo(t *testing.T) {
	t.Parallel()
	h := newHouse(t, mode(console.SignUpInvite))
	admin, vera := h.browser(), h.browser()
	admin.signsIn(olga, word)
	for path, want := range map[string]string{
		"/people?list=console":       "Нажмите «Пригласить»",
		"/people?q=zzz":              "Попробуйте часть имени",
		"/shops?q=zzz":               "Попробуйте часть имени",
		"/deliveries":                "здесь будет видно почему",
		"/deliveries?status=pending": "уходят сами",
		"/audit?action=shop.key":     "Выберите другого человека",
	} {
		admin.gets(path).wants(t, http.StatusOK, want)
	}
	h.django(`DELETE FROM tg_bot_telegramuser_shops`)
	vera.posts("/login/" + h.loginLink(masha))
	vera.gets("/shops").wants(t, http.StatusOK, "введите его API-ключ")
	h.django(`DELETE FROM shops`)
	admin.gets("/shops").wants(t, http.StatusOK, "Нажмите «Новый магазин»")
}

func TestAnErrorsPageLooksLikeTheRestAndSaysWhatToDo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	seller, stranger := h.browser(), h.browser()
	seller.posts("/login/" + h.loginLink(masha))
	seller.gets("/nowhere").wants(t, http.StatusNotFound, "Проверьте адрес", `class="ways"`, "На главную")
	seller.gets("/audit").wants(t, http.StatusForbidden, "попросите администратора", `class="ways"`)
	stranger.gets("/nowhere").wants(t, http.StatusNotFound, "Проверьте адрес", `href="/login"`)
	h.django(`ALTER TABLE shops RENAME TO gone`)
	broken := seller.gets("/shops")
	broken.wants(t, http.StatusInternalServerError, "через минуту", "Номер ошибки", `class="ways"`)
	if strings.Contains(broken.body, "no such table") {
		t.Error("the cause is shown to people")
	}
}

func TestWhoOnlyModeratesHasANameInTheConsole(t *testing.T) {
	t.Parallel()
	const boris = 5_000_000_077 // has no row in the host
	s := newStudio(t)
	must(t, s.db.Write(t.Context(), func(ctx ctx, tx *store.Tx) error {
		_, err := tx.AddModerator(ctx, store.Moderator{AccountID: s.school, PersonID: boris, Name: "Борис Котов", AddedBy: masha})
		return err
	}))
	b := s.comes(boris)
	b.gets("/").wants(t, http.StatusOK, "Здравствуйте, Борис Котов!", `<span class="who">Борис Котов</span>`, "Выйти")
	admin := s.browser()
	admin.signsIn(olga, word)
	admin.gets("/audit?actor=5000000077").wants(t, http.StatusOK, "Борис Котов", "Вход в консоль по ссылке из бота", `href="/people/5000000077"`)
	admin.gets("/people/5000000077").wants(t, http.StatusOK, "Борис Котов")
	admin.gets("/people/5000000078").wants(t, http.StatusNotFound)
}

func TestAFailedDeliveryNamesWhomItWasForAndSaysWhy(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signsIn(olga, word)
	must(t, h.db.Write(t.Context(), func(ctx ctx, tx *store.Tx) error {
		d := domain.Delivery{Channel: domain.ChannelTelegram, Kind: domain.DeliveryNotice, Recipient: masha}
		if _, err := tx.AddDelivery(ctx, &d); err != nil {
			return err
		}
		_, err := tx.EndDelivery(ctx, d.ID, domain.DeliveryFailed, 0, "unreachable: telegram sendMessage: 403: Forbidden: bot was blocked by the user")
		return err
	}))
	b.gets("/deliveries").wants(t, http.StatusOK, "→ Маша", "остановил бота", "403: Forbidden")
}
