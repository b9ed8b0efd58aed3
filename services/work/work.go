// Package work is the one transaction that an accepted update (later: an API call) ends with. Services add to it what
// they want written; nothing of it happens unless all of it does.
package work

import (
	"context"
	"errors"

	"frontdesk/store"
)

// Unit collects what one piece of work leaves behind. It belongs to one goroutine.
type Unit struct {
	key    string
	writes []func(ctx context.Context, tx *store.Tx) error
	after  []func()
	doubt  []func()
	spent  bool
	from   string
}

// New begins a unit. key names the work and is the same when it is done again after a crash: "update:42:7".
func New(key string) *Unit { return &Unit{key: key} }

// From says where the work is asked for from, an address of the network: audit lines carry it.
func (u *Unit) From(address string) *Unit {
	u.from = address
	return u
}

// Key names the work.
func (u *Unit) Key() string { return u.key }

// Write adds a step to the transaction. Steps run in the order of adding, after all reading and calling is done; an
// error of one undoes all. A step may add further After calls, and must not touch the network. It may be run twice, the
// first time undone (store.DB.Write).
func (u *Unit) Write(step func(ctx context.Context, tx *store.Tx) error) {
	u.writes = append(u.writes, step)
}

// Audit adds a line about this work to the log of who did what.
func (u *Unit) Audit(line store.Audit) {
	line.WorkKey = u.key
	u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.AddAudit(ctx, line) })
}

// After adds what happens once the transaction is on disk: waking senders, publishing live events.
func (u *Unit) After(fn func()) { u.after = append(u.after, fn) }

// InDoubt adds what happens when nobody knows whether the transaction is on disk (store.ErrInDoubt): what After would have
// told may have to be looked up.
func (u *Unit) InDoubt(fn func()) { u.doubt = append(u.doubt, fn) }

// Tx is the transaction that steps run in: for those who are handed one and hand it on.
type Tx = store.Tx

// ErrSpent says that a unit was committed, or given up, before.
var ErrSpent = errors.New("this unit of work is over")

// Commit writes everything in one transaction and then runs what was to happen after. A unit is committed once.
func (u *Unit) Commit(ctx context.Context, db *store.DB) error {
	if u.spent {
		return ErrSpent
	}
	u.spent = true
	before, beforeDoubt := len(u.after), len(u.doubt)
	err := db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		u.after, u.doubt = u.after[:before], u.doubt[:beforeDoubt] // a step that is run once more adds its own again
		ours := *tx                                                // others share the transaction, and have come from elsewhere
		ours.Address = u.from
		for _, step := range u.writes {
			if err := step(ctx, &ours); err != nil {
				return err
			}
		}
		return nil
	})
	told := u.after
	if err != nil {
		if told = nil; errors.Is(err, store.ErrInDoubt) {
			told = u.doubt
		}
	}
	for _, fn := range told {
		fn()
	}
	return err
}
