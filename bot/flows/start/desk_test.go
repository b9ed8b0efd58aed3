package start_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/bot"
	flowedit "frontdesk/bot/flows/edit"
	flowpayments "frontdesk/bot/flows/payments"
	flowpeople "frontdesk/bot/flows/people"
	flowshops "frontdesk/bot/flows/shops"
	"frontdesk/bot/flows/signin"
	"frontdesk/bot/flows/start"
	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/internal/djangohash"
	"frontdesk/keyboards"
	"frontdesk/services/accounts"
	"frontdesk/services/chats"
	"frontdesk/services/shops"
	"frontdesk/services/subscriptions"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/host"
	"frontdesk/texts"
)

// desk is the machine with real services and databases; messages go to people's phones at once instead of Telegram.
type desk struct {
	t        testing.TB
	clock    *clock.Fake
	db       *store.DB
	host     *host.Host
	machine  *bot.Machine
	renderer *bot.Renderer
	phones   *phones
	doors    map[string]bool // every "state.action" that some flow opens
	queue    []domain.Delivery
	updates  int64
}

// newDesk has the shops Витрина 1 to 7 with the keys key-1 to key-7, and the admin olga.
func newDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{t: t, clock: clock.NewFake(time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)), phones: &phones{}, doors: map[string]bool{}}
	var err error
	d.db, err = store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "frontdesk.db"), store.Options{Now: d.clock.Now})
	must(t, err)
	t.Cleanup(func() { d.db.Close() })
	_, err = d.db.Migrate(t.Context(), true)
	must(t, err)
	d.host = host.Embedded(d.db.Readers(), func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
		return d.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx) })
	})
	t.Cleanup(func() { d.host.Close() })
	for n := 1; n <= 7; n++ {
		_, err := d.host.CreateShop(t.Context(), domain.Shop{Name: fmt.Sprintf("Витрина %d", n)}, fmt.Sprintf("key-%d", n))
		must(t, err)
	}
	must(t, d.host.CreateAdmin(t.Context(), "olga", "olga's hash", d.clock.Now()))
	d.build()
	return d
}

func (d *desk) build() {
	catalog, err := texts.Load("ru")
	must(d.t, err)
	c := chats.New(d.db, d, d.clock.Now)
	people := accounts.New(accounts.Deps{DB: d.db, Host: d.host, Now: d.clock.Now, Passwords: guard{}, Tell: func(u *work.Unit, chatID int64, key string, params map[string]any) {
		c.Say(u, chatID, chats.Notice{Key: key, Params: params}, domain.PriorityNotice)
	}})
	market := shops.New(shops.Deps{DB: d.db, Host: d.host, Now: d.clock.Now})
	flows := []bot.Flow{
		start.Flow(start.Deps{Accounts: people, Chats: c, Texts: catalog, Contact: "@shop_help", CanEdit: true}),
		signin.Flow(signin.Deps{Accounts: people, Chats: c, Texts: catalog}),
		flowpeople.Flow(flowpeople.Deps{Accounts: people, PageSize: 2}),
		flowpayments.Flow(flowpayments.Deps{Subscriptions: subscriptions.New(subscriptions.Deps{DB: d.db, Host: d.host, Admin: people.Admin}), Contact: "@shop_help"}),
		flowshops.Flow(flowshops.Deps{Shops: market}), flowedit.Flow(flowedit.Deps{Shops: market}),
	}
	for _, f := range flows {
		for _, b := range f.Buttons {
			d.doors[string(b.State)+"."+string(b.Action)] = true
		}
	}
	d.machine, err = bot.NewMachine(bot.MachineDeps{Flows: flows, Accounts: people, Chats: c, Texts: catalog, Now: d.clock.Now, Strict: true})
	must(d.t, err)
	d.renderer = bot.NewRenderer(d.phones, d.machine, c, catalog, d.clock.Now)
}

// Put is the outbox: what is committed is sent at once.
func (d *desk) Put(ctx context.Context, tx *store.Tx, u *work.Unit, delivery domain.Delivery) error {
	added, err := tx.AddDelivery(ctx, &delivery)
	if added {
		u.After(func() { d.queue = append(d.queue, delivery) })
	}
	return err
}

// handle takes one update from beginning to end and gives the handler's error.
func (d *desk) handle(up domain.Update) error {
	d.t.Helper()
	d.updates++
	up.ID, up.Private, up.ChatID = d.updates, true, up.From.ID
	u := work.New(fmt.Sprintf("update:%d", d.updates))
	if _, err := d.machine.Handle(d.t.Context(), up, u); err != nil {
		return err
	}
	must(d.t, u.Commit(d.t.Context(), d.db))
	d.send()
	return nil
}

func (d *desk) send() {
	d.t.Helper()
	queue := d.queue
	d.queue = nil
	for _, delivery := range queue {
		if delivery.NotBefore.After(d.clock.Now()) {
			continue
		}
		receipt, err := d.renderer.Send(d.t.Context(), delivery)
		must(d.t, err)
		if delivery.Kind == domain.DeliveryScreen && !receipt.Superseded {
			must(d.t, d.db.Write(d.t.Context(), func(ctx context.Context, tx *store.Tx) error {
				return tx.ScreenSent(ctx, delivery.ScreenID, delivery.Recipient, receipt.MessageID, receipt.Hash)
			}))
		}
	}
	d.checkButtons()
}

// checkButtons fails for a button that no flow answers.
func (d *desk) checkButtons() {
	d.t.Helper()
	for _, m := range d.phones.messages {
		for _, b := range slices.Concat(m.Rows...) {
			call, err := keyboards.Decode(b.Data)
			must(d.t, err)
			if door := string(call.State) + "." + string(call.Action); !d.doors[door] {
				d.t.Errorf("the button %q (%s) leads nowhere", b.Label, door)
			}
		}
	}
}

// someone is a person with a phone.
type someone struct {
	*desk
	who domain.Sender
}

func (d *desk) someone(id int64, name, language string) *someone {
	return &someone{desk: d, who: domain.Sender{ID: id, FirstName: name, Language: language}}
}

func (s *someone) sends(text string) {
	s.t.Helper()
	s.phones.last++
	s.phones.messages = append(s.phones.messages, &message{chat: s.who.ID, id: s.phones.last, own: true, Message: domain.Message{Text: text}})
	must(s.t, s.handle(domain.Update{Kind: domain.UpdateMessage, From: s.who, MessageID: s.phones.last, Text: text}))
}

// taps presses the newest button with a label.
func (s *someone) taps(label string) {
	s.t.Helper()
	must(s.t, s.tries(label))
}

func (s *someone) tries(label string) error {
	s.t.Helper()
	for _, m := range slices.Backward(s.phones.messages) {
		for _, b := range slices.Concat(m.Rows...) {
			if m.chat == s.who.ID && strings.Contains(b.Label, label) {
				return s.handle(domain.Update{Kind: domain.UpdateCallback, From: s.who, MessageID: m.id, CallbackID: "1", Data: b.Data})
			}
		}
	}
	s.t.Fatalf("%s has no button %q; the chat is:\n%s", s.who.Name(), label, s.phones.chat(s.who.ID))
	return nil
}

// sees checks that each text stands in the newest message.
func (s *someone) sees(want ...string) {
	s.t.Helper()
	newest := s.phones.newest(s.who.ID)
	for _, text := range want {
		if !strings.Contains(newest, text) {
			s.t.Errorf("%s does not see %q but:\n%s", s.who.Name(), text, newest)
		}
	}
}

// has checks whether a text stands anywhere in the chat.
func (s *someone) has(text string, want bool) {
	s.t.Helper()
	if chat := s.phones.chat(s.who.ID); strings.Contains(chat, text) != want {
		s.t.Errorf("%q in the chat: want %v\n%s", text, want, chat)
	}
}

// signsIn lets the admin in.
func (s *someone) signsIn() {
	s.t.Helper()
	s.sends("/start")
	s.taps("Админ")
	s.sends("olga")
	s.sends(right)
	s.sees("Главное меню", "админ")
}

// right is the password that the guard lets in.
const right = "верный пароль"

type guard struct{}

func (guard) Check(_ context.Context, encoded, password string) (bool, error) {
	if encoded == "" {
		return false, djangohash.ErrUnusable
	}
	return password == right, nil
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
