// Package inbox keeps every update between the moment Telegram is told that we have it and the moment its effect is on
// disk. Payloads are sealed, since they may hold a password, and erased when the update is done.
package inbox

import (
	"context"
	"errors"
	"fmt"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Service is the use cases of accepted updates of one bot.
type Service struct {
	db    *store.DB
	box   *seal.Box
	botID int64
}

// New makes the service for a bot.
func New(db *store.DB, box *seal.Box, botID int64) *Service {
	return &Service{db: db, box: box, botID: botID}
}

// Arrival is an update as it came in.
type Arrival struct {
	UpdateID int64
	Lane     int64
	Raw      []byte
	// Update is what Raw says.
	Update *domain.Update
	// Unreadable is set when nobody can make sense of Raw: it is kept for people to look at, and parked.
	Unreadable error
}

// Accept stores a batch in one transaction and returns what is new and to be handled, in order. What the inbox has
// already is left out.
func (s *Service) Accept(ctx context.Context, batch []Arrival) ([]domain.InboxItem, error) {
	var fresh []domain.InboxItem
	err := s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		fresh = fresh[:0]
		for _, a := range batch {
			seq, added, err := tx.AddUpdate(ctx, s.botID, a.UpdateID, a.Lane, s.box.Seal(a.Raw, place(s.botID, a.UpdateID)))
			if err != nil {
				return err
			}
			if !added {
				continue
			}
			if a.Unreadable != nil {
				if err := tx.ParkUpdate(ctx, seq, a.Unreadable.Error()); err != nil {
					return err
				}
				continue
			}
			fresh = append(fresh, domain.InboxItem{Seq: seq, BotID: s.botID, UpdateID: a.UpdateID, Lane: a.Lane, Update: a.Update, Raw: a.Raw})
		}
		return nil
	})
	return fresh, err
}

// Waiting reads a page of what was accepted and is not done, in order, after a seq. A payload that does not open with
// our key comes with Raw nil.
func (s *Service) Waiting(ctx context.Context, afterSeq int64, limit int) ([]domain.InboxItem, error) {
	rows, err := s.db.WaitingUpdates(ctx, s.botID, afterSeq, limit)
	if err != nil {
		return nil, err
	}
	items := make([]domain.InboxItem, len(rows))
	for i, r := range rows {
		raw, err := open(s.box, r)
		if err != nil {
			raw = nil
		}
		items[i] = domain.InboxItem{Seq: r.Seq, BotID: r.BotID, UpdateID: r.UpdateID, Lane: r.Lane, Raw: raw, Attempts: r.Attempts}
	}
	return items, nil
}

// Again reads an update whose payload was let go of; ErrDone when it does not wait any more.
func (s *Service) Again(ctx context.Context, item domain.InboxItem) (domain.InboxItem, error) {
	found, err := s.Waiting(ctx, item.Seq-1, 1)
	if err != nil {
		return item, err
	}
	if len(found) == 0 || found[0].Seq != item.Seq {
		return item, ErrDone
	}
	return found[0], nil
}

// place binds a sealed payload to its row.
func place(botID, updateID int64) string {
	return fmt.Sprintf("frontdesk_inbox.payload/%d/%d", botID, updateID)
}

// open opens a payload. Before version 0.3 it was bound to the row's seq.
func open(box *seal.Box, r store.WaitingUpdate) ([]byte, error) {
	raw, err := box.Open(r.Payload, place(r.BotID, r.UpdateID))
	if err != nil {
		return box.Open(r.Payload, fmt.Sprintf("frontdesk_inbox.payload/%d", r.Seq))
	}
	return raw, nil
}

// Unit begins the one transaction that an update ends with.
func (s *Service) Unit(item domain.InboxItem) *work.Unit {
	return work.New(fmt.Sprintf("update:%d:%d:%d", item.BotID, item.UpdateID, item.Seq))
}

// ErrDone says that an update had its effect before; the unit that found out has had none.
var ErrDone = errors.New("the update was handled before")

// Finish commits a unit together with the mark that its update is done.
func (s *Service) Finish(ctx context.Context, u *work.Unit, item domain.InboxItem) error {
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		ok, err := tx.FinishUpdate(ctx, item.Seq)
		if err == nil && !ok {
			return ErrDone
		}
		return err
	})
	return u.Commit(ctx, s.db)
}

// Keep commits what a unit holds while its update still waits to be handled.
func (s *Service) Keep(ctx context.Context, u *work.Unit) error { return u.Commit(ctx, s.db) }

// Failed counts a handling that went wrong, without a word of what the update said.
func (s *Service) Failed(ctx context.Context, item domain.InboxItem, reason string) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.FailUpdate(ctx, item.Seq, item.Attempts, reason)
	})
}

// Park gives an update up, keeps it for people to look at, and commits what the unit holds for the person.
func (s *Service) Park(ctx context.Context, u *work.Unit, item domain.InboxItem, reason string) error {
	u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.ParkUpdate(ctx, item.Seq, reason) })
	return u.Commit(ctx, s.db)
}

// Counts tells how much waits and how much was parked.
func (s *Service) Counts(ctx context.Context) (store.InboxCounts, error) { return s.db.CountInbox(ctx) }
