package web

import (
	"strconv"
	"strings"

	"frontdesk/domain"
	"frontdesk/services/accounts"
	"frontdesk/services/console"
	"frontdesk/services/work"
	"frontdesk/texts"
)

func (h *Handler) adminRoutes(to adder) {
	to("GET /people", admin, (*call).listPeople)
	to("POST /people/invite", admin, (*call).invite)
	to("GET /people/{id}", admin, (*call).showPerson)
	to("POST /people/{id}/{what}", admin, (*call).changePerson)
	to("GET /deliveries", admin, (*call).listDeliveries)
	to("POST /deliveries/{id}/retry", admin, (*call).retryDelivery)
	to("GET /audit", admin, (*call).listAudit)
}

// personRow is one of a list of people.
type personRow struct {
	ID     int64
	Name   string
	Handle string // @username
	Role   string
	Banned bool
	Active bool
	Out    bool
}

func (c *call) personRow(u domain.TelegramUser) personRow {
	row := personRow{ID: u.ChatID, Name: u.Name(), Role: c.named("role."+map[domain.Role]string{domain.RoleAdmin: "admin", domain.RoleSeller: "seller"}[u.Role], string(u.Role)), Banned: u.Banned, Active: u.Active, Out: u.LoggedOut}
	if u.Username != "" {
		row.Handle = "@" + u.Username
	}
	if row.Name == "" {
		row.Name = c.print.Text(texts.CommonNameless, nil)
	}
	return row
}

type peoplePage struct {
	Query   string
	Console bool // those who signed up for the console, else those of the bot
	Items   []personRow
	Users   []userRow
	Total   int
	Pager   pager
	Invite  string // an invitation that was just made
	CanAsk  bool   // people may be invited
	MaySelf bool   // anybody may sign up
	Bot     string // where people sign in to the bot; empty while its name is not known
}

func (c *call) peoplePage() (peoplePage, error) {
	p := peoplePage{
		Query: c.query("q"), Console: c.query("list") == "console",
		CanAsk: c.h.Console.Mode() != console.SignUpOff, MaySelf: c.h.Console.Mode() == console.SignUpOpen,
	}
	if c.h.BotName != nil && c.h.BotName() != "" {
		p.Bot = "https://t.me/" + c.h.BotName()
	}
	if p.Console {
		return p, c.listUsers(&p)
	}
	list, err := c.h.Accounts.ListPeople(c.r.Context(), c.me(), accounts.PeopleFilter{Query: p.Query, Page: c.pageNumber(), Size: listSize})
	p.Total, p.Pager = list.Total, c.pages(list.Page, max(list.Pages, 1))
	for _, u := range list.Items {
		p.Items = append(p.Items, c.personRow(u))
	}
	return p, err
}

func (c *call) listPeople() error {
	p, err := c.peoplePage()
	if err != nil {
		return err
	}
	if c.htmx() {
		return c.part("people", "list", p)
	}
	return c.show("people", texts.ConsolePeople, p)
}

func (c *call) invite() error {
	p, err := c.peoplePage()
	if err != nil {
		return err
	}
	token := ""
	err = c.change(func(u *work.Unit) (err error) {
		token, err = c.h.Console.Invite(c.r.Context(), u, c.me())
		return err
	})
	if err != nil {
		return err
	}
	p.Invite = c.h.base(c.r) + "/signup/" + token
	return c.show("people", texts.ConsolePeople, p)
}

// personPage is one person as an admin sees them.
type personPage struct {
	Person  personRow
	Since   string
	Shops   []domain.Shop
	More    int // shops beyond those
	Reason  string
	Self    bool
	User    *userRow // of the console; nil when there is none, or a Django user
	Problem string
}

func (c *call) personPage(id int64) (personPage, error) {
	card, err := c.h.Accounts.Person(c.r.Context(), c.me(), id)
	if err != nil {
		return personPage{}, err
	}
	list, err := c.h.Accounts.PersonShops(c.r.Context(), c.me(), id, 0, listSize)
	if err != nil {
		return personPage{}, err
	}
	p := personPage{
		Person: c.personRow(card.User), Since: c.print.Date(card.User.CreatedAt.In(c.zone)), Shops: list.Items,
		More: list.Total - len(list.Items), Reason: card.Reason, Self: card.Self,
	}
	user, err := c.h.Console.UserOf(c.r.Context(), c.me(), id)
	if err == nil && user.Own {
		row := c.userRow(user)
		p.User = &row
	}
	if err != nil && domain.KindOf(err) == domain.KindNotFound {
		err = nil
	}
	return p, err
}

func (c *call) showPerson() error {
	id, err := c.number("id")
	if err != nil {
		return err
	}
	if id < 0 {
		return c.showUser(id)
	}
	p, err := c.personPage(id)
	if domain.KindOf(err) == domain.KindNotFound && err != nil {
		return c.showUser(id) // who only moderates has no row in the host, and may have come to the console
	}
	if err != nil {
		return err
	}
	return c.show("person", texts.ConsolePerson, p)
}

// maxReason is how long the reason for a ban may be, in characters: it goes into a message.
const maxReason = 300

func (c *call) changePerson() error {
	id, err := c.number("id")
	if err != nil {
		return err
	}
	if what := c.r.PathValue("what"); what == "close" || what == "open" {
		return c.setOpen(id, what == "open")
	}
	p, err := c.personPage(id)
	if err != nil {
		return err
	}
	ctx := c.r.Context()
	reason := strings.TrimSpace(c.r.PostFormValue("reason"))
	err = c.change(func(u *work.Unit) (err error) {
		switch c.r.PathValue("what") {
		case "ban":
			if len([]rune(reason)) > maxReason {
				return domain.Fail(domain.KindInvalid, "error.too_long", map[string]any{"Max": maxReason})
			}
			_, err = c.h.Accounts.Ban(ctx, u, c.me(), id, reason)
		case "unban":
			_, err = c.h.Accounts.Unban(ctx, u, c.me(), id)
		case "activate":
			_, err = c.h.Accounts.SetActive(ctx, u, c.me(), id, true)
		case "deactivate":
			_, err = c.h.Accounts.SetActive(ctx, u, c.me(), id, false)
		default:
			return domain.Fail(domain.KindNotFound, "error.no_page", nil)
		}
		c.h.Refresh(u, "person:"+number(id))
		return err
	})
	if err != nil {
		return c.refuse("person", texts.ConsolePerson, err, func(words string) any { p.Problem = words; return p })
	}
	return c.done("/people/"+number(id), texts.ConsoleSaved, nil)
}

// deliveryRow is one of a list of deliveries.
type deliveryRow struct {
	ID       int64
	Channel  string
	What     string
	To       string
	When     string
	Next     string // when it will be tried
	Attempts int
	Why      string // the error in words; empty when nobody has found any for it yet
	Error    string // as the platform has put it
}

type deliveriesPage struct {
	Failed        bool
	Channel       string
	Channels      []channelRow
	Items         []deliveryRow
	Older         string
	Pending, Lost int
	Most          int
}

type channelRow struct{ Name, Label string }

func (c *call) listDeliveries() error {
	f := console.DeliveryFilter{Failed: c.query("status") != "pending", Channel: domain.Channel(c.query("channel")), Size: listSize}
	f.Before, _ = strconv.ParseInt(c.query("before"), 10, 64) // what is no number is the first page
	list, err := c.h.Console.Deliveries(c.r.Context(), c.me(), f)
	if err != nil {
		return err
	}
	p := deliveriesPage{Failed: f.Failed, Channel: string(f.Channel), Pending: list.Pending, Lost: list.Failed, Most: console.MaxCount}
	for _, ch := range console.Channels() {
		p.Channels = append(p.Channels, channelRow{string(ch), c.named("console.channel_"+string(ch), string(ch))})
	}
	for _, d := range list.Items {
		p.Items = append(p.Items, c.deliveryRow(d, list.Names[d.Recipient]))
	}
	if list.Next != 0 {
		p.Older = c.before(list.Next)
	}
	return c.show("deliveries", texts.ConsoleDeliveries, p)
}

func (c *call) deliveryRow(d domain.Delivery, name string) deliveryRow {
	row := deliveryRow{
		ID: d.ID, Channel: c.named("console.channel_"+string(d.Channel), string(d.Channel)), To: number(d.Recipient),
		What: c.named("console.kind_"+string(d.Kind), string(d.Kind)), When: c.moment(d.CreatedAt), Attempts: d.Attempts, Error: d.Error,
	}
	if name != "" {
		row.To = name
	}
	row.Why = c.whyNot(d.Error)
	if d.NotBefore.After(c.h.Now()) {
		row.Next = c.moment(d.NotBefore)
	}
	return row
}

// whyNot says in words why something could not be sent: what Telegram (core.telegram.org/bots/api and its answers as they are) and
// Discord refuse most. Empty for anything else.
func (c *call) whyNot(cause string) string {
	for _, known := range []struct {
		part string
		why  texts.Key
	}{
		{"chat not found", texts.ConsoleWhyNoChat},
		{"can't initiate conversation", texts.ConsoleWhyNoChat},
		{"blocked by the user", texts.ConsoleWhyBlocked},
		{"user is deactivated", texts.ConsoleWhyDeleted},
		{"bot was kicked", texts.ConsoleWhyKicked},
		{"Unknown Webhook", texts.ConsoleWhyWebhook},
	} {
		if strings.Contains(cause, known.part) {
			return c.print.Text(known.why, nil)
		}
	}
	return ""
}

// before is this page from an entry on.
func (c *call) before(id int64) string {
	q := c.r.URL.Query()
	q.Set("before", number(id))
	return c.r.URL.Path + "?" + q.Encode()
}

func (c *call) retryDelivery() error {
	id, err := c.number("id")
	if err != nil {
		return err
	}
	err = c.change(func(u *work.Unit) error { return c.h.Console.RetryDelivery(c.r.Context(), u, c.me(), id) })
	if err != nil {
		return err
	}
	return c.done("/deliveries", texts.ConsoleRetried, nil)
}
