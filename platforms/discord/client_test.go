package discord_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/platforms/discord"
	"frontdesk/platforms/discord/sim"
)

const agent = "DiscordBot (https://desk.example.org, test)"

var noon = time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)

// relay is a client with a Discord of its own and one webhook in it.
type relay struct {
	t       *testing.T
	client  *discord.Client
	discord *sim.Running
	hook    sim.Webhook
	url     string
	clock   *clock.Fake

	mu    sync.Mutex
	calls []string // "post ok", as observed
}

func opens(t *testing.T) *relay {
	t.Helper()
	r := &relay{t: t, clock: clock.NewFake(noon)}
	var err error
	if r.discord, err = sim.Start(sim.Options{Clock: r.clock.Now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.discord.Close(); err != nil {
			t.Error(err)
		}
	})
	r.client, err = discord.New(discord.Config{
		Hosts: []string{r.discord.URL}, UserAgent: agent, Clock: r.clock,
		Observe: func(method, outcome string, _ time.Duration) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.calls = append(r.calls, method+" "+outcome)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.client.CloseIdleConnections)
	r.hook = r.discord.AddWebhook("Эфир")
	r.url = r.discord.WebhookURL(r.hook)
	return r
}

// posts sends texts as one message and returns its id.
func (r *relay) posts(texts ...string) string {
	r.t.Helper()
	id, err := r.client.Post(r.t.Context(), r.url, said(texts...)...)
	if err != nil {
		r.t.Fatalf("post %q: %v", texts, err)
	}
	return id
}

// fails posts and wants an error of a kind that does not hold the secret.
func (r *relay) fails(want domain.Kind) *domain.Error {
	r.t.Helper()
	_, err := r.client.Post(r.t.Context(), r.url, said("привет")...)
	return r.isError(err, want)
}

func (r *relay) isError(err error, want domain.Kind) *domain.Error {
	r.t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) || e.Kind != want {
		r.t.Fatalf("got %v, want an error of the kind %v", err, want)
	}
	if s := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(s, r.hook.Token) {
		r.t.Errorf("the error shows the secret: %s", s)
	}
	return e
}

func (r *relay) shows(texts ...string) {
	r.t.Helper()
	if got := r.discord.Descriptions(r.hook.ID); !slices.Equal(got, texts) {
		r.t.Errorf("the channel shows %q, want %q", got, texts)
	}
}

func (r *relay) asked() int { return len(r.discord.Requests()) }

func said(texts ...string) []discord.Message {
	var list []discord.Message
	for _, s := range texts {
		list = append(list, discord.Message{Author: "Анна", Text: s, At: noon})
	}
	return list
}

func TestAMessageShowsAuthorTextAndTime(t *testing.T) {
	t.Parallel()
	r := opens(t)
	moscow := time.FixedZone("MSK", 3*3600)
	if _, err := r.client.Post(t.Context(), r.url, discord.Message{Author: "Анна *П*", Text: " Когда *начало*? ", At: noon, Zone: moscow}); err != nil {
		t.Fatal(err)
	}
	want := sim.Embed{Author: "Анна *П*", Description: `Когда \*начало\*?`, Footer: "15:00"}
	if got := r.discord.Messages(r.hook.ID); len(got) != 1 || got[0].Embeds[0] != want || got[0].Content != "" {
		t.Errorf("got %+v", got)
	}
}

func TestTheOwnersNameOfAWebhookIsTold(t *testing.T) {
	t.Parallel()
	r := opens(t)
	if name, err := r.client.Check(t.Context(), r.url); err != nil || name != "Эфир" {
		t.Errorf("got %q, %v", name, err)
	}
}

func TestABurstGoesInFewMessages(t *testing.T) {
	t.Parallel()
	r := opens(t)
	var burst []discord.Message
	var want []string
	for i := range 23 {
		burst = append(burst, said(fmt.Sprint("вопрос ", i))...)
		want = append(want, fmt.Sprint("вопрос ", i))
	}
	for len(burst) > 0 {
		n := discord.Fit(burst)
		if _, err := r.client.Post(t.Context(), r.url, burst[:n]...); err != nil {
			t.Fatal(err)
		}
		burst = burst[n:]
	}
	r.shows(want...)
	if n := len(r.discord.Messages(r.hook.ID)); n != 3 {
		t.Errorf("%d messages, want 3", n)
	}
}

func TestOneOfSeveralIsTakenAway(t *testing.T) {
	t.Parallel()
	r := opens(t)
	id := r.posts("раз", "два", "три")
	if err := r.client.Edit(t.Context(), r.url, id, said("раз", "три")...); err != nil {
		t.Fatal(err)
	}
	r.shows("раз", "три")
	for range 2 { // the second time it is not there any more, which is as well
		if err := r.client.Delete(t.Context(), r.url, id); err != nil {
			t.Fatal(err)
		}
	}
	r.shows()
	r.isError(r.client.Edit(t.Context(), r.url, id, said("раз")...), domain.KindNotFound)
	r.isError(r.client.Delete(t.Context(), r.url, "1/../../x"), domain.KindRejected)
}

func TestADeletedWebhookIsNotUsedAgain(t *testing.T) {
	t.Parallel()
	r := opens(t)
	id := r.posts("раз")
	r.discord.Remove(r.hook.ID)
	if e := r.fails(domain.KindUnreachable); !errors.Is(e, discord.ErrGone) {
		t.Errorf("it is not ErrGone: %v", e)
	}
	asked := r.asked()
	r.fails(domain.KindUnreachable)
	r.isError(r.client.Delete(t.Context(), r.url, id), domain.KindUnreachable)
	if r.asked() != asked {
		t.Error("a webhook that is gone was asked again")
	}
	if _, err := r.client.Check(t.Context(), r.url); !errors.Is(err, discord.ErrGone) || r.asked() != asked+1 {
		t.Errorf("a check did not ask: %v", err)
	}
}

func TestAWrongTokenIsGone(t *testing.T) {
	t.Parallel()
	r := opens(t)
	right := r.url
	r.url = strings.Replace(r.url, r.hook.Token, strings.ToUpper(r.hook.Token), 1)
	if e := r.fails(domain.KindUnreachable); !errors.Is(e, discord.ErrGone) {
		t.Error(e)
	}
	r.url = right
	r.posts("у верного адреса своя судьба")
}

func TestTheLimitOfAWebhookIsKept(t *testing.T) {
	t.Parallel()
	r := opens(t)
	for i := range 5 {
		r.posts(fmt.Sprint(i))
	}
	e := r.fails(domain.KindRateLimited)
	if e.RetryAfter != 2*time.Second || e.Global {
		t.Errorf("wait %v, global %v; want the 2 s of the headers for this webhook", e.RetryAfter, e.Global)
	}
	if r.asked() != 5 {
		t.Error("it was asked beyond its limit")
	}
	other := r.discord.AddWebhook("Другой")
	if _, err := r.client.Post(t.Context(), r.discord.WebhookURL(other), said("раз")...); err != nil {
		t.Errorf("another webhook waits as well: %v", err)
	}
	r.clock.Advance(2 * time.Second)
	r.posts("5")
	r.shows("0", "1", "2", "3", "4", "5")
	r.neverRefused()
}

func (r *relay) neverRefused() {
	r.t.Helper()
	for _, one := range r.discord.Requests() {
		if one.Status == http.StatusTooManyRequests {
			r.t.Error("Discord had to say 429")
		}
	}
}

func TestAShortWaitIsWaitedOut(t *testing.T) {
	t.Parallel()
	r := opens(t)
	for i := range 5 {
		r.posts(fmt.Sprint(i))
	}
	r.clock.Advance(1500 * time.Millisecond)
	posted := make(chan error)
	go func() {
		_, err := r.client.Post(context.WithoutCancel(t.Context()), r.url, said("5")...)
		posted <- err
	}()
	for done := false; !done; r.clock.Advance(50 * time.Millisecond) {
		select {
		case err := <-posted:
			if done = true; err != nil {
				t.Fatal(err)
			}
		case <-time.After(time.Millisecond):
		}
	}
	r.shows("0", "1", "2", "3", "4", "5")
	r.neverRefused()
}

func Test429IsObeyed(t *testing.T) {
	t.Parallel()
	r := opens(t)
	r.discord.Inject(sim.Fault{Times: 1, Status: http.StatusTooManyRequests, RetryAfter: 64.57})
	if e := r.fails(domain.KindRateLimited); e.RetryAfter != 64570*time.Millisecond || e.Global {
		t.Errorf("wait %v, global %v", e.RetryAfter, e.Global)
	}
	if e := r.fails(domain.KindRateLimited); e.RetryAfter != 64570*time.Millisecond || r.asked() != 1 {
		t.Errorf("asked %d times, wait %v", r.asked(), e.RetryAfter)
	}
	r.clock.Advance(65 * time.Second)
	r.posts("дождались")
}

func TestAGlobal429HoldsEveryWebhook(t *testing.T) {
	t.Parallel()
	r := opens(t)
	r.discord.LimitGlobally(3 * time.Second)
	if e := r.fails(domain.KindRateLimited); e.RetryAfter != 3*time.Second || !e.Global {
		t.Errorf("wait %v, global %v", e.RetryAfter, e.Global)
	}
	other := r.discord.AddWebhook("Другой")
	_, err := r.client.Post(t.Context(), r.discord.WebhookURL(other), said("раз")...)
	if e := r.isError(err, domain.KindRateLimited); !e.Global || r.asked() != 1 {
		t.Errorf("global %v, asked %d times", e.Global, r.asked())
	}
	r.clock.Advance(3 * time.Second)
	r.posts("дождались")
}

func TestWhatIsNotDiscordsAnswerIsTriedAgainLater(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]sim.Fault{
		"502":                            {Status: http.StatusBadGateway},
		"500":                            {Status: http.StatusInternalServerError},
		"Cloudflare's ban":               {Status: http.StatusForbidden, Body: "<html>error 1015</html>"},
		"a page instead of an answer":    {Status: http.StatusOK, Body: "<html>Wi-Fi</html>"},
		"a stranger's 404":               {Status: http.StatusNotFound, Body: "<html>nginx</html>"},
		"a redirect":                     {Status: http.StatusFound, Location: "http://127.0.0.1:1/"},
		"a connection cut before effect": {Cut: sim.CutBefore},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := opens(t)
			fault.Times = 1
			r.discord.Inject(fault)
			r.fails(domain.KindUnavailable)
			r.shows()
			r.posts("теперь получилось")
			if want := []string{"post unavailable", "post ok"}; !slices.Equal(r.calls, want) {
				t.Errorf("observed %q", r.calls)
			}
		})
	}
}

func TestALostAnswerIsSaidToBeOne(t *testing.T) {
	t.Parallel()
	r := opens(t)
	r.discord.LoseAnswers(1)
	if e := r.fails(domain.KindUnavailable); !errors.Is(e, discord.ErrMayHavePosted) {
		t.Errorf("it does not tell that the message may stand: %v", e)
	}
	r.shows("привет")
}

func TestAWaitHasItsEnd(t *testing.T) {
	t.Parallel()
	r := opens(t)
	r.discord.Inject(sim.Fault{Delay: time.Hour})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := r.client.Post(ctx, r.url, said("привет")...)
	r.isError(err, domain.KindUnavailable)
}

func TestARefusalTellsWhatIsWrongWithTheMessage(t *testing.T) {
	t.Parallel()
	r := opens(t)
	r.hook = r.discord.AddForumWebhook("Форум")
	r.url = r.discord.WebhookURL(r.hook)
	var said *discord.APIError
	if e := r.fails(domain.KindRejected); !errors.As(e, &said) || said.Code != discord.CodeForumNeeds {
		t.Error(e)
	}
	r.url += "?thread_id=77"
	id := r.posts("в ветке")
	if err := r.client.Delete(t.Context(), r.url, id); err != nil {
		t.Error(err)
	}
}

// Whatever people write: Discord takes it.
func TestAnyTextIsTaken(t *testing.T) {
	t.Parallel()
	r := opens(t)
	for _, s := range []string{
		"", " ", "\n\n", "\x00\x01", "\xff\xfe", "x", strings.Repeat("я", 10000), strings.Repeat("🎉", 5000), strings.Repeat("*_", 5000),
		"https://example.org/" + strings.Repeat("a", 9000), "a" + strings.Repeat("😀", 2047) + "b", strings.Repeat(" \n", 4000) + "x",
		strings.Repeat("👨‍👩‍👧", 900), "@everyone <@1> @here", "\u202e\u2066",
	} {
		m := discord.Message{Author: s, Text: s, At: noon}
		if n := discord.Fit([]discord.Message{m, m, m}); n < 1 {
			t.Fatalf("%.20q does not fit", s)
		}
		if _, err := r.client.Post(t.Context(), r.url, m); err != nil {
			t.Errorf("%.20q: %v", s, err)
		}
		r.clock.Advance(time.Minute)
	}
}
