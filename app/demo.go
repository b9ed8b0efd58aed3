package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/api"
	"frontdesk/configs"
	"frontdesk/domain"
	"frontdesk/internal/djangohash"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/page"
	"frontdesk/services/console"
	"frontdesk/store"
	"frontdesk/store/host"
)

// The demo's bot: it exists in the simulator only.
const demoToken = "7000000001:AAFrontdesk-demo-token-of-nobody-000"

// What people of the demo sign in with.
const (
	DemoAdmin    = "admin"
	DemoPassword = "frontdesk"
)

// DemoShop is a sample shop with the key that a seller signs in with.
type DemoShop struct {
	Name, Key string
}

// Demo is the whole of Frontdesk with a simulated Telegram and sample data: no network, no account.
type Demo struct {
	URL     string // the messenger page, for a browser on this machine
	Console string // the console
	Taken   string // the address that was asked for, when another program has it
	Public  bool   // other machines reach the page as well
	Shops   []DemoShop
	// Overlay is the approved chat of the running lecture, for a stream program.
	Overlay string
	Discord string // the simulated Discord's page, where what is approved is carried

	app      *App
	studio   *demoStudio
	telegram *sim.Server
	server   *http.Server
	listener net.Listener
	dir      string
	log      zerolog.Logger
}

// NewDemo makes a demo with a fresh database in a temporary folder. listen is where the page is served; when that
// address is taken, a free port of it is. Close it in the end.
func NewDemo(ctx context.Context, listen, language string, log zerolog.Logger) (_ *Demo, err error) {
	d := &Demo{log: log}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.Close())
		}
	}()
	if d.dir, err = os.MkdirTemp("", "frontdesk-demo-"); err != nil {
		return nil, err
	}
	if d.listener, d.Taken, err = listenNear(ctx, listen); err != nil {
		return nil, err
	}
	var address string
	address, d.Public = reachable(d.listener.Addr())
	d.URL = address + "/"
	d.telegram = sim.New(sim.Options{Token: demoToken, Bot: sim.BotInfo{ID: 7000000001, Username: "frontdesk_demo_bot", Name: "Frontdesk"}, Page: page.Files()})
	for _, p := range demoPeople() {
		d.telegram.AddPerson(p)
	}
	// The people of the webinars know the bot already: their cards and notices can reach them.
	for _, id := range []int64{demoOwner, demoModerator} {
		if _, err := d.telegram.Send(id, "/start"); err != nil {
			return nil, err
		}
	}
	d.server = &http.Server{Handler: api.AsDemo(d.telegram.Handler()), ReadHeaderTimeout: 10 * time.Second}

	cfg := configs.Default()
	cfg.Telegram.Token, cfg.Telegram.APIURL = demoToken, address
	cfg.DatabaseURL = "sqlite:" + filepath.Join(d.dir, "frontdesk.db")
	cfg.Texts.Language = language
	cfg.Bot.HelpContact = "@frontdesk_help"
	cfg.Payments.Plans = []configs.Plan{
		{Key: "month", Price: 300, Currency: configs.Stars, Days: 30},
		{Key: "year", Price: 3000, Currency: configs.Stars, Days: 365},
	}
	cfg.Payments.Terms = "https://example.org/terms"
	if cfg.HTTP.Listen, err = freeAddress(ctx, d.listener.Addr()); err != nil {
		return nil, err
	}
	d.Console = "http://" + cfg.HTTP.Listen
	cfg.PublicURL, cfg.Console.SignUp = d.Console, string(console.SignUpOpen)
	if d.studio, err = openStudio(&cfg); err != nil {
		return nil, err
	}
	if d.app, err = New(ctx, cfg, Options{Log: log, Serve: true}); err != nil {
		return nil, err
	}
	if d.Shops, err = fillDemo(ctx, d.app.data.Host); err != nil {
		return nil, err
	}
	if err = d.app.data.DB.Write(ctx, endSoon); err != nil {
		return nil, err
	}
	overlay, err := d.studio.fill(ctx, d.app)
	d.Overlay, d.Discord = d.Console+overlay, d.studio.discord.URL+"/"
	return d, err
}

// freeAddress finds a free port on the same address as another listener's.
func freeAddress(ctx context.Context, beside net.Addr) (string, error) {
	url, _ := reachable(beside)
	name, _, err := net.SplitHostPort(strings.TrimPrefix(url, "http://"))
	if err != nil {
		return "", err
	}
	var c net.ListenConfig
	l, err := c.Listen(ctx, "tcp", net.JoinHostPort(name, "0"))
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// listenNear listens at an address, or at a free port beside it when that is taken, which is then told.
func listenNear(ctx context.Context, address string) (l net.Listener, taken string, err error) {
	var c net.ListenConfig
	l, err = c.Listen(ctx, "tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		if name, _, problem := net.SplitHostPort(address); problem == nil {
			taken = address
			l, err = c.Listen(ctx, "tcp", net.JoinHostPort(name, "0"))
		}
	}
	if err != nil {
		return nil, "", fmt.Errorf("cannot listen on %q: name an address of this machine and a port with --listen, such as 127.0.0.1:9000: %w", address, err)
	}
	return l, taken, nil
}

// reachable is where a browser of this machine finds what listens on addr, and whether other machines reach it too.
func reachable(addr net.Addr) (url string, public bool) {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return "http://" + addr.String(), ok && !tcp.IP.IsLoopback()
	}
	// All addresses: "[::]" is IPv4's as well, since Go listens for both.
	return "http://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(tcp.Port)), true
}

func demoPeople() []sim.Profile {
	return []sim.Profile{
		{ID: 5000000001, FirstName: "Анна", LastName: "Соколова", Username: "anna_tea", Language: "ru", Note: "продавец · ключ demo-key-1"},
		{ID: 5000000002, FirstName: "Иван", LastName: "Петров", Username: "ivan_p", Language: "ru", Note: "админ · " + DemoAdmin + " / " + DemoPassword},
		{ID: 5000000003, FirstName: "Emma", LastName: "Clark", Username: "emma_c", Language: "en", Note: "seller · key demo-key-2"},
		{ID: 5000000004, FirstName: "Олег", Language: "ru", Note: "модератор вебинаров"},
		{ID: demoOwner, FirstName: "Мария", LastName: "Орлова", Username: "m_orlova", Language: "ru", Note: "продавец · её вебинары идут"},
	}
}

// fillDemo makes the sample shops and the admin.
func fillDemo(ctx context.Context, h *host.Host) ([]DemoShop, error) {
	samples := []domain.Shop{
		{Name: "Чайная лавка", Slug: "tea", VendorName: "Сималенд", ClientID: "1001", PriceUpdating: true},
		{Name: "Nordic Knits", Slug: "knits", VendorName: "Nordic", ClientID: "1002", Active: true, PriceUpdating: true},
		{Name: "Книги & кофе", Slug: "books", VendorName: "Офисмаг", ClientID: "1003", Active: true},
		{Name: "Мастерская «Дуб»", Slug: "oak", VendorName: "Сималенд", ClientID: "1004", Active: true, PriceUpdating: true},
		{Name: "Зелёный дом", Slug: "green", VendorName: "Сималенд", ClientID: "1005", PriceUpdating: true},
		{Name: "Велосипеды на Садовой", Slug: "bikes", VendorName: "Веломир", ClientID: "1006", Active: true, PriceUpdating: true},
		{Name: "Игрушки", Slug: "toys", VendorName: "Сималенд", ClientID: "1007"},
	}
	list := make([]DemoShop, 0, len(samples))
	for i, s := range samples {
		key := fmt.Sprintf("demo-key-%d", i+1)
		made, err := h.CreateShop(ctx, s, key)
		if err != nil {
			return nil, err
		}
		for n := range i%2 + 1 {
			if _, err := h.AddWarehouse(ctx, made.ID, fmt.Sprintf("Склад %d", n+1), int64(20000000000+10*i+n)); err != nil {
				return nil, err
			}
		}
		list = append(list, DemoShop{Name: s.Name, Key: key})
	}
	encoded, err := djangohash.Encode(DemoPassword)
	if err != nil {
		return nil, err
	}
	if err := h.CreateAdmin(ctx, DemoAdmin, encoded, time.Now()); err != nil {
		return nil, err
	}
	return list, fillPeople(ctx, h)
}

// fillPeople makes some who have signed in before: the console's lists are not empty.
func fillPeople(ctx context.Context, h *host.Host) error {
	now := time.Now()
	for i, p := range []domain.Sender{
		{ID: 5000000011, FirstName: "Мария", LastName: "Орлова", Username: "m_orlova"},
		{ID: 5000000012, FirstName: "Пётр", LastName: "Лебедев"},
		{ID: 5000000013, FirstName: "Clara", LastName: "Nyberg", Username: "clara_n"},
	} {
		if _, err := h.SaveSignIn(ctx, p, domain.RoleSeller, now.AddDate(0, -i-1, -3*i)); err != nil {
			return err
		}
		if _, err := h.LinkShops(ctx, p.ID, []int64{int64(2*i + 3)}); err != nil {
			return err
		}
	}
	return h.SetActive(ctx, 5000000012, false)
}

// endSoon lets Anna's subscription end in three days, so that paying has a sense.
func endSoon(ctx context.Context, tx *store.Tx) error {
	const anna, days = 5000000001, 3
	ends := tx.Now.AddDate(0, 0, days).UTC().Truncate(time.Millisecond)
	if _, err := tx.AddPayment(ctx, &domain.Payment{
		PersonID: anna, Plan: "trial", Days: days, Until: ends,
		Receipt: domain.Receipt{ChargeID: "demo-trial", Price: domain.Money{Amount: 30, Currency: domain.CurrencyStars}},
	}); err != nil {
		return err
	}
	return tx.SetSubscription(ctx, domain.Subscription{PersonID: anna, EndsAt: ends, Stage: domain.StageDay, NextAt: ends.AddDate(0, 0, -1)})
}

// Run serves the page and the bot until ctx ends.
func (d *Demo) Run(ctx context.Context) error {
	served := make(chan error, 1)
	go func() { served <- d.server.Serve(d.listener) }()
	working, stop := context.WithCancel(ctx)
	defer stop()
	worked := make(chan error, 1)
	go func() { worked <- d.app.Run(working) }()
	var talking sync.WaitGroup
	d.studio.talk(working, &talking)

	var failed error
	select {
	case <-ctx.Done():
	case failed = <-served:
		served <- failed
	}
	stop()
	err := <-worked
	talking.Wait()
	d.telegram.Close()
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if problem := d.server.Shutdown(ending); problem != nil {
		_ = d.server.Close() // pages hold their event streams open
	}
	if problem := <-served; !errors.Is(problem, http.ErrServerClosed) {
		err = errors.Join(err, problem)
	}
	return err
}

// Close removes the demo's database. Run must have returned.
func (d *Demo) Close() error {
	var errs []error
	if d.app != nil {
		errs = append(errs, d.app.Close())
	}
	errs = append(errs, d.studio.close())
	if d.listener != nil {
		_ = d.listener.Close() // closed already when Run has served it
	}
	if d.dir != "" {
		errs = append(errs, os.RemoveAll(d.dir))
	}
	return errors.Join(errs...)
}
