// Package storetest is the suite that every engine of store has to pass.
package storetest

import (
	"context"
	"testing"

	"frontdesk/domain"
	"frontdesk/store"
)

// Run runs the whole suite. open gives a migrated database of its own to each test, and closes it when the test ends; a
// test may close it earlier.
func Run(t *testing.T, open func(t *testing.T) *store.DB) {
	t.Helper()
	for name, test := range map[string]func(h house){
		"a write is seen by readers once it returns":       writeIsSeen,
		"an error undoes its own piece alone":              errorUndoesItsPiece,
		"a panic undoes its own piece alone":               panicUndoesItsPiece,
		"a thousand writers at once":                       thousandWriters,
		"who has left does not write":                      cancelledWriter,
		"closing while others write":                       closeWhileWriting,
		"an update is accepted once":                       acceptedOnce,
		"an update is finished once":                       finishedOnce,
		"an update is parked, and no longer waits":         parked,
		"old updates are forgotten, others kept":           prunedInbox,
		"a screen has one message and one live row":        shownScreen,
		"a tap on an unknown message adopts it":            adoptedMessage,
		"a tap overtakes the record of its message":        overtakenRecord,
		"a message that passed to a newer row":             abandonedAdoption,
		"screens about a subject":                          subjects,
		"old screens are forgotten, live ones kept":        prunedScreens,
		"screens that stay are live beside the newest":     stayingScreens,
		"a tap overtakes the record of a card":             overtakenCard,
		"a screen's pace is kept with it":                  pacedScreens,
		"a question waits for one answer per person":       expectedInput,
		"a delivery is added once by its key":              dedupedDelivery,
		"a delivery ends once":                             endedOnce,
		"a delivery that is put off":                       postponed,
		"pending deliveries by channel, in order":          pendingInOrder,
		"what is due later stays where it is":              dueDeliveries,
		"ended deliveries are forgotten, pending kept":     prunedDeliveries,
		"a change is written down once by its key":         intendedOnce,
		"a change counts from when it came to effect":      appliedLater,
		"a change is applied once and taken back once":     appliedOnce,
		"a person's language, reach and ban":               people,
		"a payment is kept once by its charge":             paidOnce,
		"a payment is given back once":                     refundedOnce,
		"payments made together have numbers of their own": paidTogether,
		"an invoice ends once":                             invoiceEndsOnce,
		"subscriptions that are due, in order":             dueInOrder,
		"failed sign-ins are counted and forgotten":        attempts,
		"settings are kept, replaced and dropped":          settings,
		"what a unit leaves behind is there or is not":     wholeOrNothing,
		"a reader does not see what is being written":      isolated,
		"nothing found is said as such":                    notFound,
		"figures of the inbox and of the deliveries":       figures,
		"a webinar account is connected and taken away":    webinarAccounts,
		"events that run, are near or are scheduled":       webinarEvents,
		"an event follows the newest answer":               eventsFollow,
		"a wish about premoderation ends once":             wishes,
		"an invitation is followed once":                   invites,
		"a console user becomes a Telegram person":         consoleUsers,
		"sessions of the console":                          consoleSessions,
		"links of the console are used once":               consoleLinks,
		"a console user that only Telegram knows":          bareConsoleUser,
		"the audit log, the newest first":                  journal,
		"the audit log knows who did what, and to what":    journalKnowsWhoAndWhat,
		"a failed delivery is made pending once":           deliveriesAreRevived,
		"sealed columns are sealed anew":                   sealedColumns,
		"deliveries of a unit that failed are not there":   failedUnit,
		"a chat's message is kept once":                    chatMessageOnce,
		"a chat's message is changed from where it was":    chatMessageSaved,
		"a chat's messages by state, place and time":       chatMessagePages,
		"what waits from trusted authors":                  trustedAwaiting,
		"the queue as it stood":                            waitedSince,
		"rules, their hits and quiet hours":                moderationRules,
		"who is here, floods and troubles of a chat":       chatSettings,
		"old messages and hits are forgotten":              prunedChats,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(house{T: t, db: open(t)})
		})
	}
}

// house is one test's database.
type house struct {
	*testing.T
	db *store.DB
}

// write runs fn in a transaction that has to succeed.
func (h house) write(fn func(ctx context.Context, tx *store.Tx) error) {
	h.Helper()
	h.must(h.db.Write(h.Context(), fn))
}

func (h house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h house) kind(err error, want domain.Kind) {
	h.Helper()
	if err == nil || domain.KindOf(err) != want {
		h.Errorf("got %v, want an error of kind %v", err, want)
	}
}

// setting reads a setting, by which tests see whether a write has happened.
func (h house) setting(name string) string {
	h.Helper()
	value, err := h.db.Setting(h.Context(), name)
	h.must(err)
	return value
}
