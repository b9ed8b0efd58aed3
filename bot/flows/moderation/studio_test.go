package moderation_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/bot"
	flow "frontdesk/bot/flows/moderation"
	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/keyboards"
	"frontdesk/services/chats"
	"frontdesk/services/live"
	"frontdesk/services/moderation"
	"frontdesk/services/outbox"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/texts"
)

// The people of the tests. Olga owns the account, Anna and Pavel moderate, Emma moderates another one.
const (
	olga  = int64(101)
	anna  = int64(102)
	pavel = int64(103)
	emma  = int64(105)
)

const (
	account = int64(1)
	event   = int64(1)
)

// studio is a running webinar and everything of ours that moderates it, but for the network: in a bubble of testing/synctest,
// where time passes when everybody waits.
type studio struct {
	t       *testing.T
	db      *store.DB
	service *moderation.Service
	machine *bot.Machine
	answers *bot.Answers
	phones  *phones
	chat    *platform

	mu      sync.Mutex
	updates int64
}

// inStudio runs a test in a bubble. The reader of the chat and both outboxes run beside it.
func inStudio(t *testing.T, test func(t *testing.T, s *studio)) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := &studio{t: t, phones: &phones{}, chat: &platform{}}
		var err error
		s.db, err = store.Open(t.Context(), "sqlite:"+filepath.Join(dir, "f.db"), store.Options{Now: time.Now})
		s.must(err)
		_, err = s.db.Migrate(t.Context(), true)
		s.must(err)
		s.execute(fmt.Sprintf(`INSERT INTO frontdesk_webinar_event (account_id, event_id, session_id, name, status, starts_at, seen_at)
			VALUES (%d, 77, 770, 'Лекция', 'START', %d, 1)`, account, time.Now().UnixMilli()))
		ctx, stop := context.WithCancel(t.Context())
		var parts sync.WaitGroup
		for _, run := range s.build() {
			parts.Go(func() { s.must(run(ctx)) })
		}
		defer func() {
			stop()
			parts.Wait()
			s.answers.Close()
			s.must(s.db.Close())
		}()
		test(t, s)
	})
}

func (s *studio) build() (parts []func(context.Context) error) {
	s.t.Helper()
	catalog, err := texts.Load("ru")
	s.must(err)
	channel := func(name domain.Channel, perChat float64) *outbox.Outbox {
		o := outbox.New(s.db, outbox.Options{Channel: name, Limits: outbox.Limits{PerChatSecond: perChat, ChatBurst: 3}, Clock: clock.System(), Log: zerolog.Nop()})
		parts = append(parts, o.Run)
		return o
	}
	messages, decisions := channel(domain.ChannelTelegram, 1), channel(domain.ChannelWebinar, 0)
	talk := chats.New(s.db, messages, time.Now)
	s.service = moderation.New(moderation.Deps{
		DB: s.db, Webinars: s, Outbox: decisions, Live: live.NewHub(), Chats: talk, Clock: clock.System(), Log: zerolog.Nop(),
	})
	decisions.Use(s.service.Sender())
	s.service.Use(flow.Cards{Chats: talk})
	s.machine, err = bot.NewMachine(bot.MachineDeps{
		Flows:    []bot.Flow{flow.Flow(flow.Deps{Moderation: s.service, Webinars: s, Location: time.FixedZone("MSK", 3*60*60), Zone: zoneOf}), elsewhere()},
		Accounts: strangers{}, Moderators: everybody{}, Chats: talk, Texts: catalog, Now: time.Now, Log: zerolog.Nop(), Strict: true,
	})
	s.must(err)
	messages.Use(bot.NewRenderer(s.phones, s.machine, talk, catalog, time.Now))
	s.answers = bot.NewAnswers(s.phones, catalog, clock.System(), zerolog.Nop())
	return append(parts, s.service.Run)
}

// elsewhere stands for the screens of the other flows.
func elsewhere() bot.Flow {
	f := bot.Flow{Name: "elsewhere"}
	for _, state := range []keyboards.State{
		keyboards.StateRole, keyboards.StateMenu, keyboards.StateIdle, keyboards.StateUnknown, keyboards.StateGone, keyboards.StatePanel,
		keyboards.StateAccount,
	} {
		f.Screens = append(f.Screens, bot.ScreenDef{State: state, Load: func(_ context.Context, v bot.View) (keyboards.Screen, error) {
			return keyboards.Screen{State: state, Text: fmt.Sprintf("(%s %s)", state, v.Args.Pack())}, nil
		}})
	}
	open := func(name string, state keyboards.State, args keyboards.Args) {
		f.Commands = append(f.Commands, bot.CommandDef{Name: name, Who: bot.Works, Next: []keyboards.State{state}, Do: func(_ context.Context, t *bot.Turn) error {
			t.Show(state, args)
			return nil
		}})
	}
	open("queue", keyboards.StateQueue, keyboards.Args{Event: event})
	open("approved", keyboards.StateApproved, keyboards.Args{Event: event})
	open("rules", keyboards.StateRules, keyboards.Args{Account: account})
	open("report", keyboards.StateReport, keyboards.Args{Event: event})
	open("menu", keyboards.StateMenu, keyboards.Args{})
	return f
}

type strangers struct{}

func (strangers) Find(context.Context, int64) (*domain.TelegramUser, error) { return nil, nil }
func (strangers) TellBan(context.Context, *work.Unit, int64) error          { return nil }

type everybody struct{}

func (everybody) IsModerator(context.Context, int64) (bool, error) { return true, nil }

// EventFor, Account, Check, Open, RunningEvents and Name stand for services/webinars.

func (s *studio) EventFor(ctx context.Context, actor, eventID int64, deed domain.Deed) (webinars.Event, error) {
	var row struct {
		Status  string `db:"status"`
		Digest  bool   `db:"digest"`
		Trouble string `db:"trouble"`
	}
	err := s.db.Readers().GetContext(ctx, &row, `SELECT status, digest = 1 AS digest, trouble FROM frontdesk_webinar_event WHERE id = ?`, eventID)
	if err != nil {
		return webinars.Event{}, &domain.Error{Kind: domain.KindNotFound, Err: err}
	}
	standing, err := s.Check(ctx, actor, account, deed)
	return webinars.Event{
		ID: eventID, AccountID: account, PlatformID: 77, SessionID: 770, Name: "Лекция", Status: domain.EventStatus(row.Status), Digest: row.Digest,
		Trouble: row.Trouble, Standing: standing, StartsAt: time.Now(),
	}, err
}

func (s *studio) Account(ctx context.Context, actor, accountID int64) (webinars.Account, error) {
	standing, err := s.Check(ctx, actor, accountID, domain.DeedEventView)
	return webinars.Account{ID: accountID, Name: "Школа", Standing: standing}, err
}

func (s *studio) Check(_ context.Context, actor, accountID int64, deed domain.Deed) (domain.Standing, error) {
	standing := map[int64]domain.Standing{0: domain.Admin, olga: domain.Owner, anna: domain.Moderator, pavel: domain.Moderator}[actor]
	if accountID != account {
		standing = domain.Nobody
	}
	if !domain.May(standing, deed) {
		return standing, domain.Fail(domain.KindForbidden, "error.forbidden", nil)
	}
	return standing, nil
}

func (s *studio) Open(context.Context, int64) (webinars.Handle, error) { return s.chat, nil }

func (s *studio) RunningEvents(ctx context.Context) ([]webinars.Event, error) {
	e, err := s.EventFor(ctx, 0, event, domain.DeedEventView)
	if err != nil || !e.Running() {
		return nil, nil
	}
	return []webinars.Event{e}, nil
}

func (s *studio) Name(_ context.Context, person, _ int64) (string, error) {
	return map[int64]string{olga: "Ольга", anna: "Анна", pavel: "Павел"}[person], nil
}

func (s *studio) execute(query string) {
	s.t.Helper()
	s.must(s.db.Write(s.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, query)
		return err
	}))
}

func (s *studio) must(err error) {
	s.t.Helper()
	if err != nil && !errors.Is(err, context.Canceled) {
		s.t.Fatal(err)
	}
}

// passes lets time go by, and everything happen that was to happen in it.
func (s *studio) passes(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// platform is the chat of the webinar at the platform.
type platform struct {
	webinars.Handle // what nobody calls here

	mu       sync.Mutex
	messages []domain.ChatMessage
	refuses  error // what the next calls get
}

func (p *platform) Chat(context.Context, int64) ([]domain.ChatMessage, bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.messages), false, p.refuses
}

func (p *platform) set(ids []int64, do func(m *domain.ChatMessage)) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.refuses != nil {
		return p.refuses
	}
	for i := range p.messages {
		if slices.Contains(ids, p.messages[i].ID) {
			do(&p.messages[i])
		}
	}
	return nil
}

func (p *platform) Approve(_ context.Context, _ int64, ids ...int64) error {
	return p.set(ids, func(m *domain.ChatMessage) { m.Approved = true })
}

func (p *platform) Unapprove(_ context.Context, _ int64, ids ...int64) error {
	return p.set(ids, func(m *domain.ChatMessage) { m.Approved = false })
}

func (p *platform) Delete(_ context.Context, _ int64, ids ...int64) error {
	return p.set(ids, func(m *domain.ChatMessage) { m.Deleted = true })
}

func (p *platform) refuse(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refuses = err
}

// says lets somebody write, and our reader read it.
func (s *studio) says(author string, lines ...string) {
	s.t.Helper()
	s.writes(author, lines...)
	s.passes(7 * time.Second)
}

func (s *studio) writes(author string, lines ...string) {
	s.chat.mu.Lock()
	defer s.chat.mu.Unlock()
	for _, text := range lines {
		s.chat.messages = append(s.chat.messages, domain.ChatMessage{ID: int64(len(s.chat.messages) + 1), Author: author, Text: text, At: time.Now().Truncate(time.Second)})
	}
}

// at tells what the platform has of a message.
func (s *studio) at(text string) string {
	s.chat.mu.Lock()
	defer s.chat.mu.Unlock()
	for _, m := range s.chat.messages {
		if m.Text == text {
			return fmt.Sprintf("approved %v, deleted %v", m.Approved, m.Deleted)
		}
	}
	return "nothing"
}

// someone is a person with a phone.
type someone struct {
	*studio
	id int64
}

func (s *studio) has(id int64) someone { return someone{s, id} }

// here is a person who has switched the cards on.
func (s *studio) here(id int64) someone {
	s.t.Helper()
	u := work.New(fmt.Sprintf("here:%d", id))
	s.must(s.service.SetHere(s.t.Context(), u, id, event, true))
	s.must(u.Commit(s.t.Context(), s.db))
	s.passes(2 * time.Second)
	return s.has(id)
}

// handle takes an update through the machine as the desk does, and gives the refusal.
func (p someone) handle(up domain.Update) error {
	p.mu.Lock()
	p.updates++
	up.ID = p.updates
	p.mu.Unlock()
	up.ChatID, up.Private, up.From = p.id, true, domain.Sender{ID: p.id, Language: "ru"}
	pending := p.answers.Open(p.t.Context(), up)
	u := work.New(fmt.Sprintf("update:%d", up.ID))
	turn, err := p.machine.Handle(p.t.Context(), up, u)
	if err == nil {
		err = u.Commit(p.t.Context(), p.db)
	}
	if err != nil {
		return err
	}
	pending.Say(turn)
	return nil
}

func (p someone) sends(text string) {
	p.t.Helper()
	p.must(p.handle(domain.Update{Kind: domain.UpdateMessage, MessageID: 100_000 + p.updates, Text: text}))
	p.passes(2 * time.Second)
}

// taps presses a button on the newest message that holds a text.
func (p someone) taps(on, label string) {
	p.t.Helper()
	p.must(p.presses(on, p.data(on, label)))
	p.passes(time.Second)
}

func (p someone) presses(on, data string) error {
	p.t.Helper()
	m := p.message(on)
	return p.handle(domain.Update{Kind: domain.UpdateCallback, MessageID: m.id, CallbackID: fmt.Sprintf("%d-%d", p.id, time.Now().UnixNano()), Data: data})
}

func (p someone) data(on, label string) string {
	p.t.Helper()
	m := p.message(on)
	for _, b := range slices.Concat(m.Rows...) {
		if strings.Contains(b.Label, label) {
			return b.Data
		}
	}
	p.t.Fatalf("no button %q under:\n%s", label, m)
	return ""
}

// message is the newest that holds a text.
func (p someone) message(with string) phoneMessage {
	p.t.Helper()
	all := p.phones.of(p.id)
	for _, m := range slices.Backward(all) {
		if strings.Contains(m.String(), with) {
			return m
		}
	}
	p.t.Fatalf("%d has no message with %q; there are:\n%v", p.id, with, all)
	return phoneMessage{}
}

// sees checks what stands in the newest message that holds a text.
func (p someone) sees(on string, want ...string) {
	p.t.Helper()
	m := p.message(on).String()
	for _, text := range want {
		if not, absent := strings.CutPrefix(text, "!"); absent == strings.Contains(m, cmp.Or(not, text)) {
			p.t.Errorf("%d: %q in:\n%s", p.id, text, m)
		}
	}
}

func (p someone) toasted(want string) {
	p.t.Helper()
	if got := p.phones.toast(); !strings.Contains(got, want) {
		p.t.Errorf("the answer to the button is %q, not %q", got, want)
	}
}
