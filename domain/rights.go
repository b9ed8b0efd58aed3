package domain

// Standing is what a person is to a thing: the highest that applies. It is worked out anew at each call, from the database.
type Standing int

// From lowest to highest. Who is banned or signed out is nobody.
const (
	Nobody    Standing = iota // not signed in, banned, or has nothing to do with it
	Idle                      // signed in, without a standing subscription
	Member                    // signed in and active, but not of this thing
	Moderator                 // may moderate the events of this account
	Owner                     // of this account; linked to this shop
	Admin                     // of all
)

// Deed is something that a person may do. The bot, the console and the API ask the services, and the services this table.
type Deed string

// All deeds.
const (
	DeedAccountConnect    Deed = "account.connect"    // a webinar account of one's own
	DeedAccountDisconnect Deed = "account.disconnect" // and take it away
	DeedEventView         Deed = "event.view"         // schedule, page, queue, reports
	DeedEventRun          Deed = "event.run"          // start and stop: neither can be taken back
	DeedPremoderation     Deed = "event.premoderation"
	DeedEventModerate     Deed = "event.moderate" // approve, delete, undo, trust an author, be on the roster
	DeedEventShow         Deed = "event.show"     // relay on and off, overlay, font size
	DeedRelayTargets      Deed = "relay.targets"  // where the relay goes
	DeedRules             Deed = "rules.edit"
	DeedModeratorsInvite  Deed = "moderators.invite" // invite, list, remove
	DeedShopView          Deed = "shop.view"
	DeedShopSwitch        Deed = "shop.switch"
	DeedShopEdit          Deed = "shop.edit" // make and edit, where there is no Django
	DeedPeople            Deed = "people.manage"
	DeedDeliveries        Deed = "deliveries.manage"
	DeedAudit             Deed = "audit.view"
	DeedProfile           Deed = "profile.edit" // one's own: name, password, language, linking Telegram, signing out everywhere
	DeedInviteToConsole   Deed = "console.invite"
	DeedConsoleUsers      Deed = "console.users" // close the console to those who signed up there, and open it again
)

// least is the lowest standing that may.
var least = map[Deed]Standing{
	DeedAccountConnect:    Member,
	DeedAccountDisconnect: Owner,
	DeedEventView:         Moderator,
	DeedEventRun:          Owner,
	DeedPremoderation:     Moderator,
	DeedEventModerate:     Moderator,
	DeedEventShow:         Moderator,
	DeedRelayTargets:      Owner,
	DeedRules:             Owner,
	DeedModeratorsInvite:  Owner,
	DeedShopView:          Owner,
	DeedShopSwitch:        Owner,
	DeedShopEdit:          Admin,
	DeedPeople:            Admin,
	DeedDeliveries:        Admin,
	DeedAudit:             Admin,
	DeedProfile:           Idle,
	DeedInviteToConsole:   Admin,
	DeedConsoleUsers:      Admin,
}

// May tells whether somebody of a standing may. A deed that is not in the table nobody may.
func May(s Standing, d Deed) bool {
	lowest, known := least[d]
	return known && s >= lowest
}

// Deeds are all deeds, for tests that walk every pair.
func Deeds() []Deed {
	deeds := make([]Deed, 0, len(least))
	for d := range least {
		deeds = append(deeds, d)
	}
	return deeds
}
