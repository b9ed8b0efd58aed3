package bot_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/internal/seal"
	wire "frontdesk/platforms/telegram"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
	"frontdesk/services/chats"
	"frontdesk/services/inbox"
	"frontdesk/store"
	"frontdesk/texts"
)

// verdict is a Payments that decides as the test says.
type verdict struct {
	bot.Payments
	check func(ctx context.Context) error
}

func (v verdict) Check(ctx context.Context, _ int64, _ domain.Checkout) error { return v.check(ctx) }

// door is an intake in front of the simulator, with lanes that handle as the test says.
type door struct {
	sim    *sim.Running
	db     *store.DB
	client *wire.Client
	ivan   *simtest.P
}

const doorToken = "7000000001:AAFrontdesk-token-of-a-test-000000000"

func openDoor(t *testing.T, handle func(), check func(ctx context.Context) error) *door {
	t.Helper()
	d := &door{sim: simtest.Server(t, sim.Options{Token: doorToken})}
	d.ivan = simtest.Person(t, d.sim.Server, sim.Profile{ID: 5001, FirstName: "Иван", Language: "ru"})
	var err error
	d.client, err = wire.New(wire.Options{Token: doorToken, APIURL: d.sim.URL})
	must(t, err)
	t.Cleanup(d.client.CloseIdleConnections)
	d.db, err = store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "f.db"), store.Options{})
	must(t, err)
	_, err = d.db.Migrate(t.Context(), true)
	must(t, err)
	box, err := seal.New(make([]byte, 32))
	must(t, err)
	catalog, err := texts.Load("ru")
	must(t, err)
	lanes := bot.NewLanes(2, 10, func(context.Context, *domain.InboxItem) time.Duration { handle(); return 0 })
	checkouts := bot.NewCheckouts(d.client, verdict{check: check}, chats.New(d.db, nil, time.Now), catalog, zerolog.Nop())
	intake := bot.NewIntake(d.client, inbox.New(d.db, box, d.client.BotID()), lanes, checkouts, zerolog.Nop())
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = intake.Run(ctx) })
	running.Go(func() { _ = checkouts.Run(ctx) })
	t.Cleanup(func() {
		stop()
		running.Wait()
		lanes.Wait()
		must(t, d.db.Close())
	})
	return d
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// invoice puts an invoice into Ivan's chat.
func (d *door) invoice(t *testing.T) int64 {
	t.Helper()
	d.ivan.Sends("/start")
	id, err := d.client.SendInvoice(t.Context(), d.ivan.ID, domain.InvoiceMessage{
		Title: "Месяц", Description: "30 дней", Payload: "P", Label: "Месяц", Price: domain.Money{Amount: 300, Currency: domain.CurrencyStars},
	})
	must(t, err)
	return id
}

func (d *door) pays(t *testing.T, invoice int64) (sim.Checkout, time.Duration) {
	t.Helper()
	began := time.Now()
	end := d.ivan.SeesPaymentEnd(d.ivan.Confirms(invoice, sim.Pay{}))
	return end, time.Since(began)
}

func yes(context.Context) error { return nil }

// Every handler hangs, and far more updates wait than there is room for in memory.
func TestAPaymentIsAnsweredWhileEveryLaneIsStuck(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	var handled sync.WaitGroup
	const guests, each = 40, 60
	handled.Add(guests*each + 1)
	d := openDoor(t, func() { <-release; handled.Done() }, yes)
	invoice := d.invoice(t)
	for g := range guests {
		id := int64(9000 + g)
		d.sim.AddPerson(sim.Profile{ID: id, FirstName: fmt.Sprint(g)})
		for n := range each {
			_, err := d.sim.Send(id, fmt.Sprint(n))
			must(t, err)
		}
	}
	end, took := d.pays(t, invoice)
	if end.Charge == "" || took > 5*time.Second {
		t.Errorf("%+v after %v", end, took)
	}
	// The payment's own message is handled like all others, once they are.
	handled.Add(1)
	close(release)
	handled.Wait()
}

// The database takes nothing, not even an error: an update that came before the question cannot be stored.
func TestAPaymentIsAnsweredWhileNothingCanBeStored(t *testing.T) {
	t.Parallel()
	d := openDoor(t, func() {}, yes)
	invoice := d.invoice(t)
	release, held := make(chan struct{}), make(chan struct{})
	var holding sync.WaitGroup
	holding.Go(func() {
		_ = d.db.Write(context.Background(), func(context.Context, *store.Tx) error { close(held); <-release; return nil })
	})
	<-held
	d.ivan.Sends("раньше")
	end, took := d.pays(t, invoice)
	if end.Charge == "" || took > 7*time.Second {
		t.Errorf("%+v after %v", end, took)
	}
	close(release)
	holding.Wait()
}

func TestAPaymentThatCannotBeDecidedIsRefused(t *testing.T) {
	t.Parallel()
	for name, check := range map[string]func(ctx context.Context) error{
		"away":  func(context.Context) error { return &domain.Error{Kind: domain.KindUnavailable} },
		"hangs": func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() },
		"broke": func(context.Context) error { panic("ouch") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := openDoor(t, func() {}, check)
			invoice := d.invoice(t)
			end, took := d.pays(t, invoice)
			if end.Charge != "" || end.Late || end.Refusal != "Сейчас оплату принять не получится. Деньги не списаны; попробуйте через минуту." {
				t.Errorf("%+v", end)
			}
			if took > 6*time.Second {
				t.Errorf("refused after %v", took)
			}
		})
	}
}

func TestAnAnswerThatIsLostIsGivenAgain(t *testing.T) {
	t.Parallel()
	d := openDoor(t, func() {}, yes)
	invoice := d.invoice(t)
	d.sim.Inject(sim.Fault{Method: "answerPreCheckoutQuery", Times: 1, Cut: sim.CutBefore})
	d.sim.Inject(sim.Fault{Method: "answerPreCheckoutQuery", Times: 1, Cut: sim.CutAfter})
	if end, _ := d.pays(t, invoice); end.Charge == "" {
		t.Errorf("%+v", end)
	}
	if n := len(d.sim.Charges()); n != 1 {
		t.Errorf("%d charges", n)
	}
}
