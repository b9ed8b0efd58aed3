package keyboards_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"html"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/texts"
)

// declared reads the states and actions from the source, constant name → value.
func declared(t *testing.T) (states, actions map[string]string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "states.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	states, actions = map[string]string{}, map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		kind, ok := spec.Type.(*ast.Ident)
		literal, isLiteral := spec.Values[0].(*ast.BasicLit)
		if !ok || !isLiteral {
			return true
		}
		value, err := strconv.Unquote(literal.Value)
		if err != nil {
			return true
		}
		switch kind.Name {
		case "State":
			states[spec.Names[0].Name] = value
		case "Action":
			actions[spec.Names[0].Name] = value
		}
		return true
	})
	return states, actions
}

func TestEveryActionIsOnSomeButton(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, sample := range keyboards.Samples() {
		for _, row := range sample.Build(printers(t)["ru"]).Rows {
			for _, b := range row {
				used[string(b.Action)] = true
			}
		}
	}
	_, actions := declared(t)
	for name, value := range actions {
		if !used[value] {
			t.Errorf("%s (%q) is on no button of any sample", name, value)
		}
	}
}

// missing is how the printer writes a key without a text.
var missing = regexp.MustCompile(`\[[a-z_]+\.[a-z_.]+\]`)

func TestNoTextIsMissingAPlaceholder(t *testing.T) {
	t.Parallel()
	for lang, p := range printers(t) {
		for _, sample := range slices.Concat(keyboards.Samples(), worst(), worstWebinars()) {
			s := sample.Build(p)
			if strings.Contains(s.Text, "<no value>") || missing.MatchString(s.Text) {
				t.Errorf("%s.%s lacks a placeholder or a text:\n%s", sample.Name, lang, s.Text)
			}
		}
	}
}

var tags = regexp.MustCompile(`</?[a-z]+>`)

// The limits are Telegram's: 4096 UTF-16 units after the tags are taken out, 64 bytes of data, 100 buttons. The label's
// is ours.
func TestWorstCasesFitIntoAMessage(t *testing.T) {
	t.Parallel()
	for lang, p := range printers(t) {
		for _, sample := range slices.Concat(keyboards.Samples(), worst(), worstWebinars()) {
			name := sample.Name + "." + lang
			s := sample.Build(p)
			m, err := s.Message()
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if n := len(utf16.Encode([]rune(html.UnescapeString(tags.ReplaceAllString(m.Text, ""))))); n > 4096 || n == 0 {
				t.Errorf("%s: the text takes %d units", name, n)
			}
			if strings.Contains(tags.ReplaceAllString(m.Text, ""), "<") {
				t.Errorf("%s: markup of a name has come through:\n%s", name, m.Text)
			}
			checkButtons(t, name, m)
		}
	}
}

func checkButtons(t *testing.T, name string, m domain.Message) {
	t.Helper()
	count := 0
	for _, row := range m.Rows {
		if len(row) > 8 {
			t.Errorf("%s: %d buttons in a row", name, len(row))
		}
		for _, b := range row {
			count++
			if n := utf8.RuneCountInString(b.Label); n == 0 || n > keyboards.MaxLabel || strings.ContainsAny(b.Label, "\n\r\t") {
				t.Errorf("%s: the label %q has %d characters", name, b.Label, n)
			}
			if b.URL != "" {
				if u, err := url.Parse(b.URL); err != nil || u.Host == "" || b.Data != "" {
					t.Errorf("%s: %q leads to %q and carries %q: %v", name, b.Label, b.URL, b.Data, err)
				}
				continue
			}
			if _, err := keyboards.Decode(b.Data); err != nil {
				t.Errorf("%s: %q carries %q: %v", name, b.Label, b.Data, err)
			}
		}
	}
	if count > 100 {
		t.Errorf("%s: %d buttons", name, count)
	}
}

// worst are all screens with the longest that can come: ids of 63 bits, pages of four digits, a search that fills its
// room, and names that are long, many-lined and full of markup.
func worst() []keyboards.Sample {
	return screensWith("<b>&\n\u202e"+strings.Repeat("Щ😀<&", 100), strings.Repeat("щ", keyboards.MaxQuery/2))
}

// screensWith are all screens with the highest numbers, and with this name for everybody and everything.
func screensWith(name, query string) []keyboards.Sample {
	const big = math.MaxInt64
	in := func(a keyboards.Args) keyboards.Args { a.Page, a.Query = 9998, query; return a }
	shop := domain.Shop{ID: big, Name: name, Slug: name, VendorName: name, Active: true, PriceUpdating: true}
	off := shop
	off.Active, off.PriceUpdating = false, false
	person := domain.TelegramUser{
		ChatID: big, FirstName: name, LastName: name, Username: strings.Repeat("u", 32), Role: domain.RoleSeller,
		Banned: true, LoggedOut: true, CreatedAt: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC),
	}
	stocks := make([]domain.Warehouse, 300)
	for i := range stocks {
		stocks[i] = domain.Warehouse{ID: big, ShopID: big, Name: name, WarehouseID: big}
	}
	ask := keyboards.PromptView{Args: in(keyboards.Args{Shop: big, Person: big, Value: int(keyboards.WhyTooLong), Item: big}), Name: name}
	last := keyboards.Changed{By: name, At: time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)}
	shops, people := make([]domain.Shop, 20), make([]domain.TelegramUser, 20)
	for i := range shops {
		shops[i], people[i] = shop, person
	}
	price := domain.Money{Amount: 100_000_000, Currency: "XAF"}
	plans := make([]domain.Plan, 10)
	payments := make([]domain.Payment, 20)
	for i := range payments {
		plans[i/2] = domain.Plan{Key: strings.Repeat("k", 24), Title: strings.Repeat("Щ", 32), Price: price, Days: 3660}
		payments[i] = domain.Payment{ID: big, Receipt: domain.Receipt{ChargeID: name, Price: price}, At: last.At, Until: last.At}
	}
	at := []keyboards.Args{
		in(keyboards.Args{Shop: big}),
		in(keyboards.Args{Shop: big, Person: big}),
		in(keyboards.Args{Shop: math.MinInt64, Person: 1 << 52}),
	}
	var all []keyboards.Sample
	for _, here := range at {
		all = append(all,
			worse("worst-shop", keyboards.Shop, keyboards.ShopView{Args: here, Shop: shop, Linked: true, CanEdit: true}),
			worse("worst-info", keyboards.Info, keyboards.InfoView{
				Args: here, Shop: shop, Warehouses: stocks, People: math.MaxInt32, Active: last, Price: last,
			}),
			worse("worst-active", keyboards.Active, keyboards.SwitchView{Args: here, Shop: shop, Last: last, Undo: big}),
			worse("worst-active-off", keyboards.Active, keyboards.SwitchView{Args: here, Shop: off, Last: last, Undo: big}),
			worse("worst-price", keyboards.Price, keyboards.SwitchView{Args: here, Shop: shop, Last: last, Undo: big}),
			worse("worst-off", keyboards.AskOff, keyboards.QuestionView{Args: here, Shop: shop}),
			worse("worst-unlink", keyboards.AskUnlink, keyboards.QuestionView{Args: here, Shop: shop}),
			worse("worst-edit", keyboards.Edit, keyboards.EditView{Args: here, Shop: shop, Warehouses: big}),
			worse("worst-stocks", keyboards.Stocks, keyboards.StocksView{Args: here, Shop: shop, Items: stocks}),
		)
	}
	all = append(all, worstOfChats(name)...)
	return append(all,
		worse("worst-menu", keyboards.Menu, keyboards.MenuView{Name: name, Role: domain.RoleAdmin}),
		worse("worst-idle", keyboards.Idle, keyboards.IdleView{Name: name, Role: domain.RoleAdmin}),
		worse("worst-help", keyboards.Help, keyboards.HelpView{Contact: name}),
		worse("worst-subs", keyboards.Subs, keyboards.SubsView{Contact: name}),
		worse("worst-what", keyboards.Unknown, keyboards.UnknownView{
			Args: keyboards.Args{Value: int(keyboards.WhyUnknownCommand), Query: name},
		}),
		worse("worst-banned", keyboards.Banned, keyboards.BannedView{Reason: strings.Repeat(name, 20), Contact: name}),
		worse("worst-shops", keyboards.Shops, keyboards.ShopsView{Args: in(keyboards.Args{}), Items: shops, Total: big, Pages: 9999}),
		worse("worst-shops-none", keyboards.Shops, keyboards.ShopsView{Args: in(keyboards.Args{Query: name})}),
		worse("worst-people", keyboards.People, keyboards.PeopleView{Args: in(keyboards.Args{}), Items: people, Total: big, Pages: 9999}),
		worse("worst-person", keyboards.Person, keyboards.PersonView{
			Args: in(keyboards.Args{Person: big}), Person: person, Shops: big, Reason: strings.Repeat(name, 20),
		}),
		worse("worst-pshops", keyboards.PersonShops, keyboards.PersonShopsView{
			Args: in(keyboards.Args{Person: big, Item: big}), Person: person, Items: shops, Total: big, Pages: 9999,
		}),
		worse("worst-subs-plans", keyboards.Subs, keyboards.SubsView{State: keyboards.SubsGrace, Plans: plans, Payments: big}),
		worse("worst-rcpts", keyboards.Receipts, keyboards.ReceiptsView{Args: keyboards.Args{Page: 9998}, Items: payments, Total: big, Pages: 9999}),
		worse("worst-pays", keyboards.Payments, keyboards.PaymentsView{
			Args: in(keyboards.Args{Person: big, Item: big}), Person: person, Items: payments, Total: big, Pages: 9999,
		}),
		worse("worst-pay", keyboards.Payment, keyboards.PaymentView{Args: in(keyboards.Args{Person: big, Item: big}), Payment: payments[0]}),
		worse("worst-refund", keyboards.Refund, keyboards.PaymentView{Args: in(keyboards.Args{Person: big, Item: big}), Payment: payments[0]}),
		worse("worst-terms", keyboards.Terms, keyboards.TermsView{Terms: strings.Repeat("Щ<", 1500)}),
		worse("worst-psup", keyboards.PaySupport, keyboards.PaySupportView{Contact: name}),
		worse("worst-key", keyboards.Key, keyboards.KeyView{Args: ask.Args}),
		worse("worst-name", keyboards.Name, ask), worse("worst-pass", keyboards.Password, ask),
		worse("worst-find", keyboards.Find, ask), worse("worst-pfind", keyboards.PeopleFind, ask),
		worse("worst-reason", keyboards.Reason, ask), worse("worst-new", keyboards.New, ask),
		worse("worst-rename", keyboards.Rename, ask), worse("worst-skey", keyboards.ShopKey, ask),
		worse("worst-slug", keyboards.Slug, ask), worse("worst-stock", keyboards.Stock, ask),
	)
}

// worstWebinars are those of webinars: many of everything, with names and addresses of the same kind.
func worstWebinars() []keyboards.Sample {
	const big = math.MaxInt64
	name := "<b>&\n\u202e" + strings.Repeat("Щ😀<&", 100)
	far := time.Date(9999, 12, 31, 23, 59, 0, 0, time.FixedZone("", 14*60*60))
	event := keyboards.Args{Event: big, Page: 9998}
	people := keyboards.Args{Account: big, Event: big, Page: 9998}
	person := people
	person.Person = math.MinInt64
	item := event
	item.Item = big
	names := make([]string, 60)
	accounts, events := make([]keyboards.AccountRow, 20), make([]keyboards.EventRow, 20)
	targets, links := make([]domain.RelayTarget, 5), make([]keyboards.WidgetLink, 10)
	roster, moderators := make([]keyboards.RosterRow, 60), make([]keyboards.ModeratorRow, 60)
	for i := range roster {
		names[i], roster[i] = name, keyboards.RosterRow{Person: math.MinInt64, Name: name, Here: true}
		moderators[i] = keyboards.ModeratorRow{Person: math.MinInt64, Name: name, Since: far}
		accounts[i/3], events[i/3] = keyboards.AccountRow{ID: big, Name: name, Trouble: true}, keyboards.EventRow{ID: big, Name: name, StartsAt: far}
		targets[i/12] = domain.RelayTarget{ID: big, Name: name, Gone: true}
		links[i/6] = keyboards.WidgetLink{ID: big, URL: "https://" + strings.Repeat("long.", 20) + "example.org/overlay/" + strings.Repeat("T", 26)}
	}
	named := keyboards.NamedView{Args: event, Name: name}
	prompt := keyboards.PromptView{Args: keyboards.Args{Account: big, Event: big, Page: 9998, Value: int(keyboards.WhyTooLong), Item: big, Query: name}, Name: name}
	last := keyboards.Args{Event: big, Page: 9998, Value: 1}
	return []keyboards.Sample{
		worse("worst-webs", keyboards.Webinars, keyboards.WebinarsView{Args: keyboards.Args{Page: 9998}, Items: accounts, Total: big, Pages: 9999, CanConnect: true}),
		worse("worst-wacc", keyboards.Account, keyboards.AccountView{
			Args: keyboards.Args{Account: big}, Name: name, Login: name, Organizations: names, Trouble: string(texts.TroubleWebinarAway), Standing: domain.Admin,
		}),
		worse("worst-wdisc", keyboards.AskDisconnect, keyboards.NamedView{Args: keyboards.Args{Account: big}, Name: name}),
		worse("worst-sched", keyboards.Schedule, keyboards.ScheduleView{Args: keyboards.Args{Account: big, Page: 9998}, Name: name, Items: events, More: true}),
		worse("worst-event", keyboards.Event, keyboards.EventView{
			Args: event, Account: big, Name: name, Organization: name, Description: strings.Repeat(name, 9), StartsAt: far, EndsAt: far.AddDate(1, 0, 0),
			PictureURL: "javascript:alert(1)", PublicURL: "http://localhost/" + strings.Repeat("<b>", 400),
			StartedBy: name, StoppedBy: name, OnDuty: names, Status: domain.EventStatus(name),
		}),
		worse("worst-panel", keyboards.Panel, keyboards.PanelView{
			Args: event, Account: big, Name: name, StartedBy: name, StoppedBy: name, Here: names, Standing: domain.Admin,
		}),
		worse("worst-wstart", keyboards.AskStart, keyboards.NamedView{Args: last, Name: name}), worse("worst-wstop", keyboards.AskStop, named),
		worse("worst-font", keyboards.Font, keyboards.FontView{Args: event, Name: name, Size: 47, Overlays: 1}),
		worse("worst-relay", keyboards.Relay, keyboards.RelayView{Args: event, Name: name, Targets: targets, CanEdit: true}),
		worse("worst-unhook", keyboards.AskUnhook, keyboards.NamedView{Args: item, Name: name}),
		worse("worst-widget", keyboards.Widget, keyboards.WidgetView{Args: event, Name: name, Links: links}),
		worse("worst-revoke", keyboards.AskRevoke, keyboards.NamedView{Args: item, Name: name}),
		worse("worst-duty", keyboards.Roster, keyboards.RosterView{Args: event, Name: name, Items: roster, CanEdit: true}),
		worse("worst-mods", keyboards.Moderators, keyboards.ModeratorsView{Args: people, Name: name, Items: moderators}),
		worse("worst-unmod", keyboards.AskUnmoderate, keyboards.NamedView{Args: person, Name: name}),
		worse("worst-invite", keyboards.Invite, keyboards.InviteView{Args: people, Name: name, Link: "https://t.me/" + strings.Repeat("b", 32) + "?start=m-x", Until: far}),
		worse("worst-join", keyboards.Join, keyboards.JoinView{Token: strings.Repeat("T", keyboards.MaxQuery), Name: name, Owner: name}),
		worse("worst-wmail", keyboards.Email, prompt), worse("worst-wpass", keyboards.WebinarPassword, prompt),
		worse("worst-wtoken", keyboards.Token, prompt), worse("worst-whook", keyboards.Webhook, prompt),
	}
}

func worse[V any](name string, build func(texts.Printer, V) keyboards.Screen, view V) keyboards.Sample {
	return keyboards.Sample{Name: name, Build: func(p texts.Printer) keyboards.Screen { return build(p, view) }}
}

func TestTheWayBackLeadsToTheSamePage(t *testing.T) {
	t.Parallel()
	p := printers(t)["ru"]
	open := func(s keyboards.Screen, action keyboards.Action) keyboards.Args {
		t.Helper()
		for _, row := range s.Rows {
			for _, b := range row {
				if b.Action == action {
					return b.Args
				}
			}
		}
		t.Fatalf("%s has no button %s", s.State, action)
		return keyboards.Args{}
	}
	shops := []domain.Shop{{ID: 7, Name: "Чай"}}
	list := keyboards.Args{Page: 4, Query: "чай"}
	inShop := open(keyboards.Shops(p, keyboards.ShopsView{Args: list, Items: shops, Total: 1}), keyboards.ActOpen)
	inSwitch := open(keyboards.Shop(p, keyboards.ShopView{Args: inShop, Shop: shops[0]}), keyboards.ActActive)
	again := open(keyboards.Active(p, keyboards.SwitchView{Args: inSwitch, Shop: shops[0]}), keyboards.ActBack)
	if got := open(keyboards.Shop(p, keyboards.ShopView{Args: again}), keyboards.ActBack); got != list {
		t.Errorf("from a shop's switch the way leads back to %+v, not to %+v", got, list)
	}

	people := []domain.TelegramUser{{ChatID: 5, FirstName: "Иван"}}
	inPerson := open(keyboards.People(p, keyboards.PeopleView{Args: list, Items: people, Total: 1}), keyboards.ActOpen)
	view := keyboards.PersonView{Args: inPerson, Person: people[0], Shops: 1}
	theirs := open(keyboards.Person(p, view), keyboards.ActShops)
	page := keyboards.PersonShops(p, keyboards.PersonShopsView{Args: theirs, Items: shops, Total: 9, Pages: 2})
	if got := open(keyboards.PersonShops(p, keyboards.PersonShopsView{Args: open(page, keyboards.ActPage)}), keyboards.ActBack); got != inPerson {
		t.Errorf("from a person's shops the way leads back to %+v, not to %+v", got, inPerson)
	}
	if got := open(keyboards.Person(p, view), keyboards.ActBack); got != list {
		t.Errorf("from a person the way leads back to %+v, not to %+v", got, list)
	}
}
