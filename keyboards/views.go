package keyboards

import (
	"time"

	"frontdesk/domain"
)

// A view is everything that one screen shows, read at the moment of sending. Args are the screen's own arguments, as
// its row keeps them; the builder makes those of the buttons from them.
//
// The rule of every button: its arguments are those of the screen that it leads to, so a flow that only moves on shows
// the next state with the call's arguments as they are. What the press does beyond that stands in Value (a switch),
// Change (Undo) or Item (a warehouse), and is to be cleared before the arguments are kept.

// RoleView is the first thing that a stranger sees.
type RoleView struct {
	Args Args // Value is a Why
}

// MenuView is a signed-in person's main menu.
type MenuView struct {
	Name    string
	Role    domain.Role // empty for somebody who only moderates
	CanEdit bool        // shops live in our own database, so that this admin can make and change them
	// Webinars says that there are webinars in this house.
	Webinars bool
}

// IdleView is the menu of a person who is not active.
type IdleView struct {
	Name string
	Role domain.Role
}

// HelpView says what the bot can do for this person.
type HelpView struct {
	Role    domain.Role // empty for a stranger
	Active  bool
	Contact string // whom to ask; may be empty
}

// LanguageView offers the languages; a button carries its language in Query.
type LanguageView struct {
	Chosen string // two letters
}

// SubsState is what a person's subscription comes to.
type SubsState int

// The states of a subscription.
const (
	SubsNone      SubsState = iota // not active
	SubsOpen                       // active without an end
	SubsPaid                       // until Until
	SubsGrace                      // ended at Until, works until Off
	SubsSuspended                  // paid until Until, but switched off by an admin
)

// SubsView shows the state of the subscription and what can be bought.
type SubsView struct {
	State    SubsState
	Until    time.Time
	Off      time.Time
	Plans    []domain.Plan // none: nothing is sold here
	Payments int           // how many the person has made
	Contact  string        // may be empty
}

// ReceiptsView is a page of a person's own payments.
type ReceiptsView struct {
	Args  Args // Page
	Items []domain.Payment
	Total int
	Pages int
}

// PaymentsView is a page of a person's payments for an admin.
type PaymentsView struct {
	Args   Args // Person and Page; Item and Query are the page and search of the list of people
	Person domain.TelegramUser
	Items  []domain.Payment
	Total  int
	Pages  int
}

// PaymentView is one payment for an admin, or the question whether to give it back.
type PaymentView struct {
	Args    Args // Item; Person and Page of the list that it was opened from
	Payment domain.Payment
}

// TermsView is the terms of sale.
type TermsView struct {
	Terms string // a text or an address; may be empty
}

// PaySupportView says whom to ask about a payment.
type PaySupportView struct {
	Contact string // may be empty
}

// UnknownView answers what nobody waited for.
type UnknownView struct {
	Args     Args // Value is a Why; with WhyUnknownCommand Query is the command without its slash
	SignedIn bool
}

// GoneView answers a press that leads nowhere any more.
type GoneView struct {
	Args     Args // Value is a Why
	SignedIn bool
}

// BannedView is told once.
type BannedView struct {
	Reason  string // may be empty
	Contact string // may be empty
}

// PromptView asks for one line of text.
type PromptView struct {
	Args Args // Value is a Why, Item its number
	Name string
	// Name is whom or what the question is about: the username under which somebody signs in (StatePassword), the
	// person to ban (StateReason), the shop to change (StateRename, StateShopKey, StateSlug, StateStock). Elsewhere
	// it stays empty.
	First bool // with StateShopKey: nobody knows a key of this shop yet
}

// KeyView asks for a shop's api key.
type KeyView struct {
	Args Args // Value is a Why, Item its number
	Add  bool // the person is a seller already and adds one more shop
}

// ShopsView is a page of the list of shops.
type ShopsView struct {
	Args  Args // Page and Query
	Items []domain.Shop
	Total int
	Pages int
	Role  domain.Role
}

// ShopView is one shop's menu.
type ShopView struct {
	Args    Args // Shop; Page and Query of the list it was opened from, or Person and Page of that person's shops
	Shop    domain.Shop
	Linked  bool // this person is linked to it and may unlink it
	CanEdit bool // an admin where there is no Django
}

// Changed tells who last moved a switch. Both times are in the zone that the person is to read.
type Changed struct {
	By    string
	Value bool
	At    time.Time // zero: nobody has changed it here
	Now   time.Time // a change of today is shown with its time alone
}

// InfoView is all about a shop.
type InfoView struct {
	Args       Args
	Shop       domain.Shop
	Warehouses []domain.Warehouse
	People     int // how many are linked
	Active     Changed
	Price      Changed
}

// SwitchView is the page of one switch.
type SwitchView struct {
	Args Args
	Shop domain.Shop
	Last Changed
	Undo int64 // the change that this person may still take back; 0 when none
}

// QuestionView asks yes or no about a shop.
type QuestionView struct {
	Args Args
	Shop domain.Shop
}

// PeopleView is a page of the list of people.
type PeopleView struct {
	Args  Args // Page and Query
	Items []domain.TelegramUser
	Total int
	Pages int
}

// PersonView is one person's page.
type PersonView struct {
	Args     Args // Person; Page and Query of the list of people
	Person   domain.TelegramUser
	Shops    int
	Reason   string // of the ban; may be empty
	Payments int    // how many there are
	Self     bool   // an admin looks at their own page: no switch that would lock them out
}

// PersonShopsView is a page of a person's shops.
type PersonShopsView struct {
	Args   Args // Person and Page; Item and Query are the page and search of the list of people
	Person domain.TelegramUser
	Items  []domain.Shop
	Total  int
	Pages  int
}

// EditView offers what of a shop can be changed.
type EditView struct {
	Args       Args
	Shop       domain.Shop
	HasKey     bool
	Warehouses int
}

// StocksView lists a shop's warehouses to remove or add.
type StocksView struct {
	Args  Args
	Shop  domain.Shop
	Items []domain.Warehouse
}
