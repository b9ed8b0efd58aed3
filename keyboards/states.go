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
	StateWebinars    State = "webs"   // the connected accounts
	StateConnect     State = "wway"   // choose how to connect one
	StateEmail       State = "wmail"  // send its e-mail
	StateWebinarPass State = "wpass"  // send its password
	StateToken       State = "wtoken" // send an API token
	StateAccount     State = "wacc"   // one account
	StateDisconnect  State = "wdisc"  // really disconnect?
	StateSchedule    State = "sched"  // what its account has planned
	StateEvent       State = "event"  // one webinar
	StateCall        State = "wcall"  // calls somebody to it: it begins, or nobody is there
	StatePanel       State = "panel"  // its control panel
	StateStart       State = "wstart" // really start? Value 1: really, really?
	StateStop        State = "wstop"  // really stop? Value 1: really, really?
	StateFont        State = "font"   // how large its overlays write
	StateRelay       State = "relay"  // which Discord channels its approved messages go to
	StateWebhook     State = "whook"  // send a webhook's address
	StateUnhook      State = "unhook" // really forget a webhook? Item is which
	StateWidget      State = "widget" // its overlays
	StateRevoke      State = "revoke" // really revoke an overlay? Item is which
	StateRoster      State = "duty"   // who is to moderate it
	StateModerators  State = "mods"   // who may moderate an account's webinars
	StateInvite      State = "invite" // a one-time link; Query is its token, sealed
	StateUnmoderate  State = "unmod"  // really take a moderator away?
	StateJoin        State = "join"   // accept an invitation? Query is its token, sealed
)

// The chat of a webinar, and what is made of it:
const (
	StateQueue    State = "queue"  // what waits for a decision
	StateApproved State = "appr"   // what was approved
	StateRules    State = "rules"  // an account's rules
	StateReport   State = "report" // a webinar in figures

	StateCard      State = "card"   // one message, by itself; Item is which
	StateDigest    State = "digest" // what stands for cards while there are too many
	StateRule      State = "rule"   // one rule; Query is its kind
	StateRuleValue State = "rval"   // send its words or its number
	StateTry       State = "try"    // send a phrase to see what the rules do to it; Query is the last one
	StateTrusted   State = "trust"  // whose messages pass
	StateQuiet     State = "quiet"  // when somebody gets no cards
	StateQuietAsk  State = "qask"   // send the beginning and the end
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

	ActPassword   Action = "pass"
	ActToken      Action = "token"
	ActSchedule   Action = "sched"
	ActModerators Action = "mods"
	ActRules      Action = "rules"
	ActDisconnect Action = "disc"
	ActRefresh    Action = "fresh" // ask the platform again
	ActPanel      Action = "panel"
	ActRoster     Action = "duty"
	ActStart      Action = "start"
	ActStop       Action = "stop"
	ActSure       Action = "sure" // the second yes
	ActPremod     Action = "prem" // Value is the wanted value, On or Off
	ActMessages   Action = "msgs"
	ActModerate   Action = "mod"
	ActFont       Action = "font"
	ActRelay      Action = "relay"
	ActWidget     Action = "widget"
	ActInvite     Action = "invite"
	ActReport     Action = "report"

	ActApprove  Action = "ok"    // Item is our number of the message
	ActReject   Action = "rej"   // the same
	ActTrust    Action = "trust" // Value is On or Off, Item the message
	ActAgain    Action = "again" // send a decision once more; Item is the message
	ActMany     Action = "many"  // Item is the first message, Query how far the next ones are behind each other
	ActUndoMany Action = "undos" // take back all that was decided in one step; Change is one of its messages
	ActBlank    Action = "none"  // the place of a button that there is no use for now
	ActTrusted  Action = "pass"  // approve what waits from trusted authors
	ActCards    Action = "cards" // Value is On or Off
	ActQuiet    Action = "quiet"
	ActTry      Action = "try"
	ActAuthors  Action = "auth" // whose messages pass
	ActDistrust Action = "dist" // Item tells the author
	ActChart    Action = "chart"
	ActTable    Action = "csv"
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
	WhyBadEmail     // what was sent is no e-mail address
	WhyTooShort     // a key; Item holds the least length
)
