package webinars_test

import (
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/services/accounts"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
)

// tries connects with a password and gives how that ended.
func (h *house) tries(person int64, email, password string) error {
	return h.does(func(u *work.Unit) error {
		_, err := h.Connect(h.t.Context(), u, person, domain.WebinarCredentials{Face: domain.WebinarCookie, Email: email, Password: password})
		return err
	})
}

func TestAWebinarPasswordCannotBeGuessedThroughUs(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	email, right := h.demo.School.Email, h.demo.School.Password
	for i := range accounts.MaxFailures {
		err := h.tries(petr, email, "угадываю")
		if i < accounts.MaxFailures-1 {
			wantKind(t, err, domain.KindUnauthorized)
		} else {
			wantKind(t, err, domain.KindLocked)
		}
	}
	asked := h.calls("cookie POST /login")
	h.clock.Advance(4*time.Minute + time.Second)
	for name, err := range map[string]error{
		"the same person":                       h.tries(petr, email, right),
		"the same person under another name":    h.tries(petr, "other@school.example", right),
		"somebody else under the same name":     h.tries(masha, " "+email+" ", right),
		"the same person with a token, guessed": h.does(func(u *work.Unit) error { _, err := h.Connect(t.Context(), u, petr, h.shop()); return err }),
	} {
		t.Log(name)
		wantKind(t, err, domain.KindLocked)
		if params := paramsOf(err); params["Count"] != 11 {
			t.Errorf("told to wait for %v minutes, want 11", params["Count"])
		}
	}
	if got := h.calls("cookie POST /login"); got != asked {
		t.Errorf("the platform was asked %d times behind a closed door", got-asked)
	}
	if left, err := h.people.Locked(t.Context(), petr); err != nil || left > 0 {
		t.Errorf("our own door closed as well: %v, %v", left, err)
	}
	h.connects(masha, h.shop())
	h.clock.Advance(11 * time.Minute)
	h.connects(masha, h.school())
	h.connects(petr, h.school())
}

func TestAnAccountOfOnesOwnDoesNotPayForGuessingOthers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	guesses := 0
	for range 10 {
		if domain.KindOf(h.tries(petr, "someone@school.example", "угадываю")) != domain.KindUnauthorized {
			break
		}
		guesses++
		if err := h.tries(petr, h.demo.School.Email, h.demo.School.Password); err != nil {
			t.Fatal(err)
		}
	}
	if guesses != accounts.MaxFailures-1 {
		t.Errorf("%d wrong passwords between right ones were let pass, want %d", guesses, accounts.MaxFailures-1)
	}
}

func TestAPlatformThatIsAwayLocksNobodyOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.platform.Fail("cookie POST /login", 100, 500)
	for range 2 * accounts.MaxFailures {
		wantKind(t, h.tries(masha, h.demo.School.Email, h.demo.School.Password), domain.KindUnavailable)
	}
	h.platform.Heal()
	h.connects(masha, h.school())
}

var _ webinars.Accounts = (*accounts.Service)(nil)
