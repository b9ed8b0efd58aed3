package relay_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/platforms/discord"
	"frontdesk/platforms/discord/sim"
	"frontdesk/services/live"
	"frontdesk/services/outbox"
	"frontdesk/services/relay"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

const owner, stranger, event, strangers = 7, 8, 1, 2

// studio is an event with its relay, the real client and a simulated Discord.
type studio struct {
	*testing.T
	db      *store.DB
	discord *sim.Running
	relay   *relay.Service
	out     *outbox.Outbox
	units   int

	mu   sync.Mutex
	told []string
}

type rights struct{}

func (rights) EventFor(_ context.Context, actor, eventID int64, _ domain.Deed) (webinars.Event, error) {
	if !(actor == owner && eventID == event) && !(actor == stranger && eventID == strangers) {
		return webinars.Event{}, domain.Fail(domain.KindForbidden, "error.forbidden", nil)
	}
	return webinars.Event{ID: eventID}, nil
}

func (rights) Name(context.Context, int64, int64) (string, error) { return "Мария", nil }

type port struct{ *discord.Client }

func (p port) Normal(raw string) (string, error) {
	w, err := p.ParseWebhook(raw)
	if err != nil {
		return "", err
	}
	return w.URL(), nil
}

func (p port) Post(ctx context.Context, url string, m relay.Message) (string, error) {
	return p.Client.Post(ctx, url, discord.Message{Author: m.Author, Text: m.Text, At: m.At})
}

func open(t *testing.T) *studio {
	t.Parallel()
	s := &studio{T: t}
	var err error
	s.discord, err = sim.Start(sim.Options{Limit: -1})
	s.must(err)
	t.Cleanup(func() { s.discord.Close() })
	client, err := discord.New(discord.Config{Hosts: []string{s.discord.URL}})
	s.must(err)
	t.Cleanup(client.CloseIdleConnections)
	s.db, err = store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "frontdesk.db"), store.Options{})
	s.must(err)
	t.Cleanup(func() { s.db.Close() })
	_, err = s.db.Migrate(t.Context(), false)
	s.must(err)
	box, err := seal.New(make([]byte, 32))
	s.must(err)
	s.out = outbox.New(s.db, outbox.Options{Channel: domain.ChannelDiscord, Log: zerolog.Nop()})
	s.relay = relay.New(relay.Deps{DB: s.db, Box: box, Rights: rights{}, Discord: port{client}, Outbox: s.out, Live: live.NewHub(), Tell: s.tell})
	s.out.Use(s.relay)
	s.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO frontdesk_webinar_event (id, account_id, event_id, name, status, seen_at) VALUES (?, 1, 1, 'Лекция', 'START', 0)`, event)
		return err
	})
	return s
}

func (s *studio) tell(_ *work.Unit, person int64, key string, _ map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told = append(s.told, fmt.Sprint(person, " ", key))
}

func (s *studio) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *studio) write(fn func(ctx context.Context, tx *store.Tx) error) {
	s.Helper()
	s.must(s.db.Write(s.Context(), fn))
}

// do commits what a unit collects.
func (s *studio) do(fn func(u *work.Unit) error) {
	s.Helper()
	s.units++
	u := work.New(fmt.Sprint("test ", s.units))
	s.must(fn(u))
	s.must(u.Commit(s.Context(), s.db))
}

func (s *studio) connect(hook sim.Webhook) {
	s.Helper()
	s.do(func(u *work.Unit) error {
		_, err := s.relay.Add(s.Context(), u, owner, event, s.discord.WebhookURL(hook))
		return err
	})
	s.do(func(u *work.Unit) error { return s.relay.SetOn(s.Context(), u, owner, event, true) })
}

// approve writes a message that is approved.
func (s *studio) approve(id int64, text string) {
	s.Helper()
	s.do(func(u *work.Unit) error {
		u.Write(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO frontdesk_chat_message (id, event_id, message_id, author, text, said_at, seen_at, state, at_platform)
				VALUES (?, ?, ?, 'Аня', ?, 1, 1, 1, 1) ON CONFLICT (id) DO UPDATE SET state = 1`, id, event, id, text)
			if err != nil {
				return err
			}
			return s.relay.Approved(ctx, tx, u, domain.ModeratedMessage{ID: id, EventID: event})
		})
		return nil
	})
}

func (s *studio) withdraw(id int64) {
	s.Helper()
	s.do(func(u *work.Unit) error {
		u.Write(func(ctx context.Context, tx *store.Tx) error {
			if _, err := tx.Exec(ctx, `UPDATE frontdesk_chat_message SET state = 0 WHERE id = ?`, id); err != nil {
				return err
			}
			return s.relay.Withdrawn(ctx, tx, u, id)
		})
		return nil
	})
}

// send lets the outbox work until nothing is left to do.
func (s *studio) send() {
	s.Helper()
	ctx, stop := context.WithCancel(s.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.out.Run(ctx) }()
	for deadline := time.Now().Add(20 * time.Second); ; {
		left, err := s.db.CountPendingDeliveries(s.Context(), domain.ChannelDiscord)
		s.must(err)
		if left == 0 {
			break
		}
		if time.Now().After(deadline) {
			s.Fatalf("%d deliveries are not sent", left)
		}
		<-time.After(5 * time.Millisecond)
	}
	stop()
	s.must(<-ended)
}

func TestABurstGoesToDiscordWholeAndInOrder(t *testing.T) {
	s := open(t)
	hook := s.discord.AddWebhook("общий")
	s.connect(hook)
	var want []string
	for id := range int64(60) {
		text := fmt.Sprintf("сообщение %d", id+1)
		s.approve(id+1, text)
		want = append(want, text)
	}
	s.send()
	if got := s.discord.Descriptions(hook.ID); !slices.Equal(got, want) {
		t.Errorf("Discord has %d of %d: %v", len(got), len(want), got)
	}
}

func TestWhatIsTakenBackIsTakenOff(t *testing.T) {
	s := open(t)
	hook := s.discord.AddWebhook("общий")
	s.connect(hook)
	s.approve(1, "остаётся")
	s.approve(2, "лишнее")
	s.send()
	s.withdraw(2)
	s.approve(3, "не успеет")
	s.withdraw(3)
	s.send()
	if got := s.discord.Descriptions(hook.ID); !slices.Equal(got, []string{"остаётся"}) {
		t.Errorf("Discord has %v", got)
	}
	s.approve(2, "лишнее")
	s.send()
	if got := s.discord.Descriptions(hook.ID); !slices.Equal(got, []string{"остаётся", "лишнее"}) {
		t.Errorf("approved again, Discord has %v", got)
	}
}

func TestAWebhookThatIsGoneIsClosedAndItsOwnerToldOnce(t *testing.T) {
	s := open(t)
	hook, other := s.discord.AddWebhook("первый"), s.discord.AddWebhook("второй")
	s.connect(hook)
	s.connect(other)
	s.discord.Remove(hook.ID)
	s.approve(1, "раз")
	s.approve(2, "два")
	s.send()
	if got := s.discord.Descriptions(other.ID); !slices.Equal(got, []string{"раз", "два"}) {
		t.Errorf("the other webhook has %v", got)
	}
	if !slices.Equal(s.told, []string{"7 notice.relay_gone"}) {
		t.Errorf("told: %v", s.told)
	}
}

func TestStrangersReachNoRelay(t *testing.T) {
	s := open(t)
	u, ctx := work.New("stranger"), t.Context()
	_, targets := s.relay.Targets(ctx, stranger, event)
	_, add := s.relay.Add(ctx, u, stranger, event, "https://discord.com/api/webhooks/1/x")
	for name, err := range map[string]error{
		"targets": targets, "add": add, "set": s.relay.SetOn(ctx, u, stranger, event, true), "remove": s.relay.Remove(ctx, u, stranger, event, 1),
	} {
		if domain.KindOf(err) != domain.KindForbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, address := range []string{"http://127.0.0.1:1/api/webhooks/1/x", "https://evil.example/api/webhooks/1/x", "file:///etc/passwd"} {
		if _, err := s.relay.Add(ctx, u, owner, event, address); domain.KindOf(err) != domain.KindInvalid {
			t.Errorf("%s: %v", address, err)
		}
	}
	s.connect(s.discord.AddWebhook("чужой"))
	err := s.relay.Remove(ctx, work.New("by an own event"), stranger, strangers, 1)
	if domain.KindOf(err) != domain.KindNotFound || err == nil {
		t.Errorf("another's target by an own event: %v", err)
	}
}
