// Package shops is what people do with shops: see them, switch them, take a switch back, unlink them; and, where there
// is no Django, make and change them.
//
// Every method is told who asks, by Telegram's user id, and reads that person's row in the host anew: buttons can be
// forged and rights change. KindForbidden ("error.forbidden") is somebody who is not signed in, is banned, is not
// active, or has no right to this very shop; KindNotFound ("error.not_found") is a shop that is no more.
//
// # Crashes
//
// The host's rows and ours are two transactions, the host's first. What a method has to know when the same update comes
// again after a crash between them is written down before the host is touched: a change (frontdesk_change) for
// switches, an intent for the rest. Both are found by the key of the unit of work, which is the same both times.
package shops
