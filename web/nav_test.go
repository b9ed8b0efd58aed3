package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestAPhonesBarHasRoomForAllOfItsWays(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	admin, seller := h.browser(), h.browser()
	admin.signsIn(olga, word)
	seller.posts("/login/" + h.loginLink(masha))
	bar := regexp.MustCompile(`(?s)<nav class="ways".*?</nav>`)
	way := regexp.MustCompile(`<a href="[^"]*"( aria-current="page")?>`)
	for who, b := range map[string]*browser{"an admin": admin, "a seller": seller} {
		a := b.gets("/profile")
		a.wants(t, http.StatusOK)
		nav := bar.FindString(a.body)
		direct, _, more := strings.Cut(nav, `<details class="more"`)
		if n := len(way.FindAllString(direct, -1)); n == 0 || more && n > 4 || n > 5 {
			t.Errorf("%s's bar has %d ways, and more: %v\n%s", who, n, more, nav)
		}
		if more && !strings.Contains(nav, `<details class="more" data-here>`) {
			t.Errorf("%s's bar does not say that the page is behind More", who)
		}
		if !strings.Contains(nav, `href="/profile" aria-current="page"`) {
			t.Errorf("%s's bar does not lead here", who)
		}
	}
}
