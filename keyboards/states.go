package keyboards

// The screens. Signing in and the menu:
const (
	StateRole     State = "role"   // choose a role
	StateKey      State = "key"    // send a shop's api key, to sign in or to add one more shop
	StateName     State = "name"   // send a Django username
	StatePassword State = "pass"   // send its password
	StateMenu     State = "menu"   // the role's main menu
	StateHelp     State = "help"   // what the bot can do and whom to ask
	StateLanguage State = "lang"   // choose a language
	StateSubs     State = "subs"   // the subscription
	StateIdle     State = "idle"   // for a person who is not active: help and subscription only
	StateUnknown  State = "what"   // nothing was expected: what to do; Value is a Why
	StateGone     State = "gone"   // the thing is no longer there, or not for this person; Value is a Why
	StateOut      State = "out"    // signed out
	StateBanned   State = "banned" // a banned person is told once; no buttons
)

// Money:
const (
	StateReceipts   State = "rcpts"  // a person's own payments
	StateTerms      State = "terms"  // the terms of sale
	StatePaySupport State = "psup"   // whom to ask about a payment
	StatePayments   State = "pays"   // for admins: a person's payments
	StatePayment    State = "pay"    // for admins: one of them
	StateRefund     State = "refund" // really give it back?
)

// Shops:
const (
	StateShops  State = "shops"  // the list
	StateFind   State = "find"   // send a part of the name
	StateShop   State = "shop"   // one shop's menu
	StateInfo   State = "info"   // all about it
	StateActive State = "active" // on or off
	StateOff    State = "off"    // really switch off?
	StatePrice  State = "price"  // price updating on or off
	StateUnlink State = "unlink" // really unlink?
)

// For admins: people, and shops where there is no Django.
const (
	StatePeople      State = "people" // the list of people
	StatePeopleFind  State = "pfind"  // send a part of the name
	StatePerson      State = "person" // one person's page
	StateReason      State = "reason" // send the reason of a ban
	StatePersonShops State = "pshops" // one person's shops
	StateNew         State = "new"    // send a new shop's name
	StateEdit        State = "edit"   // what of the shop to change
	StateRename      State = "rename" // send a new name
	StateShopKey     State = "skey"   // send a new api key
	StateSlug        State = "slug"   // send a new slug
	StateStocks      State = "stocks" // the warehouses
	StateStock       State = "stock"  // send a warehouse's number and name
)

// Webinars:
const (
	StateWebinars State = "webs" // the connected accounts
)

// The console:
const (
	StateConsole     State = "cons"  // a link to sign in to the web pages
	StateConsoleLink State = "clink" // really link this Telegram account to a user of the console? Query names the link
)

// The actions.
const (
	ActBack     Action = "back" // one level up
	ActMenu     Action = "menu" // to where the person belongs: the menu, StateIdle or StateRole
	ActSeller   Action = "seller"
	ActAdmin    Action = "admin"
	ActHelp     Action = "help"
	ActLanguage Action = "lang"
	ActSubs     Action = "subs"
	ActShops    Action = "shops"
	ActPeople   Action = "people"
	ActAdd      Action = "add"
	ActNew      Action = "new"
	ActSet      Action = "set"  // Value is the wanted value, On or Off; of a language Query names it
	ActUndo     Action = "undo" // Change is what to take back
	ActOpen     Action = "open"
	ActPage     Action = "page"
	ActCount    Action = "count" // the page number itself: Page from 0, and Item is how many there are
	ActFind     Action = "find"
	ActAll      Action = "all" // leave the search
	ActInfo     Action = "info"
	ActActive   Action = "active"
	ActPrice    Action = "price"
	ActUnlink   Action = "unlink"
	ActOff      Action = "off"
	ActYes      Action = "yes"
	ActNo       Action = "no"
	ActBan      Action = "ban"
	ActUnban    Action = "unban"
	ActSkip     Action = "skip"
	ActEdit     Action = "edit"
	ActRename   Action = "rename"
	ActShopKey  Action = "key"
	ActSlug     Action = "slug"
	ActStocks   Action = "stocks"
	ActDelete   Action = "del" // Item is the warehouse's row
	ActBuy      Action = "buy" // Query is the plan's key
	ActReceipts Action = "rcpts"
	ActTerms    Action = "terms"
	ActSupport  Action = "psup"
	ActPayments Action = "pays"
	ActRefund   Action = "refund" // Item is our number of the payment
	ActWebinars Action = "webs"
)

// The wanted value of a switch, in the Value of ActSet. Zero would be left out of the data.
const (
	On  = 1
	Off = 2
)

// Why is a small code in a screen's Value: the line that a prompt or an answer begins with.
type Why int

// The lines. A prompt that is shown for the first time has none.
const (
	WhyNone Why = iota
	WhyWrongKey
	WhyWrongLogin // name, password, group or an inactive user: all the same
	WhyLocked     // Item holds the minutes that are left
	WhyEmpty      // text was expected: a sticker, a photo or nothing came
	WhyTooLong    // Item holds the allowed length
	WhyTaken      // a slug that another shop has
	WhyBadNumber  // a warehouse that does not begin with its number
	WhyBadSlug
	WhyUnknownText    // nobody waits for a text
	WhyUnknownCommand // Query holds the command
	WhyExpired        // the question stood for too long
	WhyForbidden
	WhyVanished
	WhyOldButton
	WhyCancelled
	WhyNothingToCancel
	WhyNumberTaken  // a warehouse's number that the shop has already
	WhyNothingFound // Query holds what was searched for
	WhyNoCommand    // instead of an answer a command came that does not exist; not named, since it may be a secret
)
