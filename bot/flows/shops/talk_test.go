package shops_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/bot"
	"frontdesk/bot/flows/edit"
	"frontdesk/bot/flows/shops"
	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/keyboards"
	"frontdesk/services/chats"
	service "frontdesk/services/shops"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/host"
	"frontdesk/store/storetest"
	"frontdesk/texts"
)

// office is a shop without Django, its bot's machine, and the people who talk to it.
type office struct {
	t       *testing.T
	clock   *clock.Fake
	db      *store.DB
	host    *host.Host
	machine *bot.Machine
	screens map[keyboards.State]bot.ScreenDef
	texts   *texts.Catalog
	updates int64
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, clock: clock.NewFake(time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)), screens: map[keyboards.State]bot.ScreenDef{}}
	var err error
	o.db, err = store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "frontdesk.db"), store.Options{Now: o.clock.Now})
	o.must(err)
	_, err = o.db.Migrate(t.Context(), true)
	o.must(err)
	o.host = host.Embedded(o.db.Readers(), func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
		return o.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx) })
	})
	t.Cleanup(func() { o.must(o.host.Close()); o.must(o.db.Close()) })
	o.texts, err = texts.Load("ru")
	o.must(err)
	market := service.New(service.Deps{DB: o.db, Host: o.host, Now: o.clock.Now})
	flows := []bot.Flow{
		shops.Flow(shops.Deps{Shops: market, PageSize: 2, Location: time.FixedZone("MSK", 3*60*60)}),
		edit.Flow(edit.Deps{Shops: market}),
		elsewhere(),
	}
	for _, f := range flows {
		for _, s := range f.Screens {
			o.screens[s.State] = s
		}
	}
	o.machine, err = bot.NewMachine(bot.MachineDeps{
		Flows: flows, Accounts: accounts{o.host}, Chats: chats.New(o.db, box{}, o.clock.Now), Texts: o.texts,
		Now: o.clock.Now, Log: zerolog.Nop(), Strict: true,
	})
	o.must(err)
	return o
}

// elsewhere stands for the screens of the other flows.
func elsewhere() bot.Flow {
	f := bot.Flow{Name: "elsewhere"}
	for _, state := range []keyboards.State{
		keyboards.StateRole, keyboards.StateMenu, keyboards.StateIdle, keyboards.StateUnknown, keyboards.StateGone,
		keyboards.StateKey, keyboards.StatePersonShops,
	} {
		f.Screens = append(f.Screens, bot.ScreenDef{State: state, Load: func(context.Context, bot.View) (keyboards.Screen, error) {
			return keyboards.Screen{State: state, Text: "(" + string(state) + ")"}, nil
		}})
	}
	begin := func(name string, who bot.Access, do bot.Handler, next keyboards.State) {
		f.Commands = append(f.Commands, bot.CommandDef{Name: name, Who: who, Do: do, Next: []keyboards.State{next}})
	}
	begin("shops", bot.Active, func(_ context.Context, t *bot.Turn) error {
		t.Show(keyboards.StateShops, keyboards.Args{})
		return nil
	}, keyboards.StateShops)
	begin("new", bot.Admin, func(_ context.Context, t *bot.Turn) error {
		t.Ask(keyboards.StateNew, keyboards.Args{}, "")
		return nil
	}, keyboards.StateNew)
	return f
}

type accounts struct{ host *host.Host }

func (a accounts) Find(ctx context.Context, id int64) (*domain.TelegramUser, error) {
	u, err := a.host.FindTelegramUser(ctx, id)
	if err != nil && domain.KindOf(err) == domain.KindNotFound {
		return nil, nil
	}
	return &u, err
}

func (accounts) TellBan(context.Context, *work.Unit, int64) error { return nil }

// box keeps deliveries where tests find them.
type box struct{}

func (box) Put(ctx context.Context, tx *store.Tx, _ *work.Unit, d domain.Delivery) error {
	_, err := tx.AddDelivery(ctx, &d)
	return err
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) opens(name string) int64 {
	o.t.Helper()
	shop, err := o.host.CreateShop(o.t.Context(), domain.Shop{Name: name}, "key of "+name)
	o.must(err)
	return shop.ID
}

// talker is one person with their private chat.
type talker struct {
	*office
	id int64
}

func (o *office) signsIn(id int64, name string, role domain.Role, linked ...int64) talker {
	o.t.Helper()
	_, err := o.host.SaveSignIn(o.t.Context(), domain.Sender{ID: id, FirstName: name}, role, o.clock.Now())
	o.must(err)
	_, err = o.host.LinkShops(o.t.Context(), id, linked)
	o.must(err)
	return talker{o, id}
}

func (p talker) update(up domain.Update) error {
	p.t.Helper()
	p.updates++
	up.ID, up.ChatID, up.Private, up.From = p.updates, p.id, true, domain.Sender{ID: p.id, Language: "ru"}
	u := work.New("update:" + time.Duration(p.updates).String())
	if _, err := p.machine.Handle(p.t.Context(), up, u); err != nil {
		return err
	}
	p.must(u.Commit(p.t.Context(), p.db))
	// Telegram gives each new message its id.
	s := p.shown()
	if s.MessageID == 0 {
		p.must(p.db.Write(p.t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return tx.ScreenSent(ctx, s.ID, p.id, 1000+s.ID, 0)
		}))
	}
	return nil
}

func (p talker) sends(text string) {
	p.t.Helper()
	p.must(p.update(domain.Update{Kind: domain.UpdateMessage, Text: text, MessageID: 1}))
}

// taps presses a button of the newest screen by a part of its label.
func (p talker) taps(label string) {
	p.t.Helper()
	p.must(p.presses(p.data(label)))
}

func (p talker) presses(data string) error {
	p.t.Helper()
	return p.update(domain.Update{Kind: domain.UpdateCallback, MessageID: p.shown().MessageID, Data: data})
}

func (p talker) data(label string) string {
	p.t.Helper()
	m, err := p.screen().Message()
	p.must(err)
	for _, row := range m.Rows {
		for _, b := range row {
			if strings.Contains(b.Label, label) {
				return b.Data
			}
		}
	}
	p.t.Fatalf("no button %q on the screen:\n%s\n%v", label, m.Text, m.Rows)
	return ""
}

func (p talker) shown() domain.ShownScreen {
	p.t.Helper()
	var live []int64
	p.must(p.db.Readers().SelectContext(p.t.Context(), &live, "SELECT id FROM frontdesk_screen WHERE live = 1 AND chat_id = ?", p.id))
	if len(live) != 1 {
		p.t.Fatalf("%d live screens", len(live))
	}
	s, err := p.db.FindScreen(p.t.Context(), live[0])
	p.must(err)
	return s
}

// screen draws what the person has before them now.
func (p talker) screen() keyboards.Screen {
	p.t.Helper()
	s := p.shown()
	args, err := keyboards.Unpack(s.Args)
	p.must(err)
	screen, err := p.screens[keyboards.State(s.State)].Load(p.t.Context(), bot.View{
		Person: p.id, Args: args, Printer: p.texts.For("ru"), Now: p.clock.Now(),
	})
	p.must(err)
	return screen
}

func (p talker) sees(parts ...string) {
	p.t.Helper()
	text := p.screen().Text + "\n" + strings.Join(p.labels(), "\n")
	for _, part := range parts {
		if !strings.Contains(text, part) {
			p.t.Errorf("%q is not on the screen:\n%s", part, text)
		}
	}
}

func (p talker) doesNotSee(parts ...string) {
	p.t.Helper()
	text := p.screen().Text + "\n" + strings.Join(p.labels(), "\n")
	for _, part := range parts {
		if strings.Contains(text, part) {
			p.t.Errorf("%q is on the screen:\n%s", part, text)
		}
	}
}

func (p talker) labels() (labels []string) {
	for _, row := range p.screen().Rows {
		for _, b := range row {
			labels = append(labels, b.Label)
		}
	}
	return labels
}

// deliveries are those to this person that are still to go out, as kinds.
func (p talker) deliveries(match func(domain.Delivery) bool) int {
	p.t.Helper()
	return len(slices.DeleteFunc(storetest.Pending(p.t, p.db), func(d domain.Delivery) bool { return d.Recipient != p.id || !match(d) }))
}
