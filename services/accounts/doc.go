// Package accounts is who people are: signing in and out, the lock-out after failures, and what admins do with people:
// ban, unban, give and take the subscription.
//
// A change to the host's rows is an idempotent "set" in a short transaction of its own and comes first; what is ours
// (audit, notices, counted failures) follows in the unit of work. When we die in between, the same update sets the same
// value again and tells the person then: what has been told stands in our own database, not in the host's row.
package accounts
