package crashtest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/app"
	"frontdesk/configs"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/store/engine"
)

const (
	firstUpdate = int64(700_000_001)
	firstPerson = int64(5_100_000_000) // above what fits into 32 bits
)

// seller is one chat.
type seller struct {
	id   int64
	shop int64
	home int64 // the message whose buttons are pressed
	side int64 // another one, for adding a shop
	last int   // the number of the last order
}

// order is one update that is fed.
type order struct {
	number int
	chat   int // index of the seller
	update int64
	kind   kind
	field  domain.ShopField // of a press
	value  bool
}

type kind int

// What people do. All but an ask is answered by a message with the order's number, or seen in the shop.
const (
	text  kind = iota // a command that the bot does not know
	press             // a button that changes a switch
	ask               // the button that adds a shop: the bot waits for a key then
	key               // the key of another shop
)

// extraShop is the shop that a key adds; its name comes back in the answer.
func extraShop(o *order) (name, apiKey string) {
	return fmt.Sprintf("Ещё /x%d", o.number), fmt.Sprintf("crash-extra-key-%d", o.number)
}

// plan writes down what each chat does, and mixes the chats. Every press is a real change: it wants the opposite of what
// the press before it on the same switch wanted. Once each chat adds a shop, in two steps. Its last order is a text.
func plan(random *rand.Rand) []*order {
	lines := make([][]*order, chats)
	for c := range lines {
		state := map[domain.ShopField]bool{domain.FieldActive: false, domain.FieldPriceUpdating: true}
		adding := random.IntN(perChat - 2)
		for i := range perChat {
			o := &order{chat: c}
			switch {
			case i == adding:
				o.kind = ask
			case i == adding+1:
				o.kind = key
			case i < perChat-1 && random.IntN(2) == 0:
				o.kind, o.field = press, domain.FieldActive
				if random.IntN(2) == 0 {
					o.field = domain.FieldPriceUpdating
				}
				o.value = !state[o.field]
				state[o.field] = o.value
			}
			lines[c] = append(lines[c], o)
		}
	}
	var mixed []*order
	c := 0
	for open := chats; open > 0; {
		// People write several things in a row: that is where an order can be lost.
		if c >= open || random.IntN(2) == 0 {
			c = random.IntN(open)
		}
		o := lines[c][0]
		o.number = len(mixed)
		mixed = append(mixed, o)
		if lines[c] = lines[c][1:]; len(lines[c]) == 0 {
			open--
			lines[c], lines[open] = lines[open], lines[c]
		}
	}
	return mixed
}

// prepare makes the shops and signs their sellers in, as real rows.
func (r *run) prepare() {
	r.t.Helper()
	cfg := configs.Default()
	cfg.DatabaseURL, cfg.SecretKey = r.house.shops, r.settings["FRONTDESK_SECRET_KEY"]
	data, err := app.OpenData(r.t.Context(), cfg, time.Now, zerolog.Nop())
	if err != nil {
		r.t.Fatal(err)
	}
	r.sellers = make([]seller, chats)
	var all sync.WaitGroup
	for i := range r.sellers {
		all.Go(func() {
			if err := r.join(data, i); err != nil {
				r.t.Error(err)
			}
		})
	}
	all.Wait()
	if err := data.Close(); err != nil || r.t.Failed() {
		r.t.Fatal("cannot prepare the shops: ", err)
	}
	for _, o := range r.orders {
		r.sellers[o.chat].last = o.number
	}
	if path := file(r.house.shops); path != "" && r.house.shops != r.house.own {
		r.likeDjango(path)
	}
}

// likeDjango gives the shops' database the journal that Django's have.
func (r *run) likeDjango(path string) {
	r.t.Helper()
	db := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, MustExist: true})
	_, err := db.ExecContext(r.t.Context(), "PRAGMA journal_mode = DELETE")
	if err := errors.Join(err, db.Close()); err != nil {
		r.t.Fatal(err)
	}
}

func (r *run) join(data *app.Data, i int) error {
	ctx := r.t.Context()
	s := &r.sellers[i]
	s.id = firstPerson + int64(i)
	shop, err := data.Host.CreateShop(ctx, domain.Shop{Name: fmt.Sprintf("Магазин %d", i), PriceUpdating: true}, fmt.Sprintf("crash-key-%d", i))
	if err != nil {
		return err
	}
	s.shop = shop.ID
	for _, o := range r.orders {
		if o.chat == i && o.kind == key {
			name, apiKey := extraShop(o)
			if _, err := data.Host.CreateShop(ctx, domain.Shop{Name: name}, apiKey); err != nil {
				return err
			}
		}
	}
	who := sim.Profile{ID: s.id, FirstName: "Продавец", LastName: fmt.Sprint(i), Language: "ru"}
	r.telegram.AddPerson(who)
	_, err = data.Host.SaveSignIn(ctx, domain.Sender{ID: s.id, FirstName: who.FirstName, LastName: who.LastName}, domain.RoleSeller, time.Now())
	if err != nil {
		return err
	}
	_, err = data.Host.LinkShops(ctx, s.id, []int64{shop.ID})
	return err
}

// feed gives Telegram the next n orders.
func (r *run) feed(n int) {
	r.t.Helper()
	for range n {
		o := r.orders[r.fed]
		o.update = firstUpdate + 2*chats + int64(r.fed) // after everybody's /start
		if err := r.give(o); err != nil {
			r.t.Fatalf("order %d: %v", o.number, err)
		}
		r.fed++
	}
}

func (r *run) give(o *order) error {
	s := r.sellers[o.chat]
	var err error
	switch o.kind {
	case text:
		_, err = r.telegram.Send(s.id, fmt.Sprintf("/x%d", o.number))
	case key:
		_, apiKey := extraShop(o)
		_, err = r.telegram.Send(s.id, apiKey)
	case ask:
		err = r.tap(s.id, s.side, keyboards.StateMenu, keyboards.ActAdd, keyboards.Args{})
	case press:
		state, action, args := pressed(o, s.shop)
		err = r.tap(s.id, s.home, state, action, args)
	}
	return err
}

func (r *run) tap(person, message int64, state keyboards.State, action keyboards.Action, args keyboards.Args) error {
	data, err := keyboards.Encode(state, action, args)
	if err == nil {
		_, err = r.telegram.Tap(person, message, data)
	}
	return err
}

// pressed is the button that does it, whatever the screen shows at that moment.
func pressed(o *order, shop int64) (keyboards.State, keyboards.Action, keyboards.Args) {
	args := keyboards.Args{Shop: shop, Value: keyboards.Off}
	if o.value {
		args.Value = keyboards.On
	}
	switch {
	case o.field == domain.FieldPriceUpdating:
		return keyboards.StatePrice, keyboards.ActSet, args
	case o.value:
		return keyboards.StateActive, keyboards.ActSet, args
	default: // the "yes" of the question
		return keyboards.StateOff, keyboards.ActYes, keyboards.Args{Shop: shop}
	}
}
