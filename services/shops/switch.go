package shops

import (
	"context"
	"fmt"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Switch is the page of one switch.
type Switch struct {
	Shop domain.Shop
	Last domain.Change // the change that made the switch what it is; the zero value when none of ours did
	Undo int64         // the change that this person may take back now; 0 when none
}

// Switch reads the state of a switch, who set it, and whether this person may still take that back.
func (s *Service) Switch(ctx context.Context, actor, shopID int64, field domain.ShopField) (Switch, error) {
	a, err := s.reach(ctx, actor, shopID)
	if err != nil {
		return Switch{}, err
	}
	last, err := s.standing(ctx, a.shop, field)
	if err != nil {
		return Switch{}, err
	}
	sw := Switch{Shop: a.shop, Last: last}
	if last.ByID == actor && last.Status == domain.ChangeApplied && last.UndoOf == 0 && s.inTime(last) {
		sw.Undo = last.ID
	}
	return sw, nil
}

func (s *Service) inTime(c domain.Change) bool { return s.now().Sub(c.At) < domain.UndoWindow }

// Result tells what became of a switch.
type Result struct {
	Change  domain.Change
	Changed bool // false: it stood like this already, and nothing was written
}

// Set gives a switch the wanted value. The host's row changes at once; the record of who did it is written with u.
func (s *Service) Set(ctx context.Context, u *work.Unit, actor, shopID int64, field domain.ShopField, value bool) (Result, error) {
	a, err := s.reach(ctx, actor, shopID)
	if err != nil {
		return Result{}, err
	}
	now, err := valueOf(a.shop, field)
	if err != nil {
		return Result{}, err
	}
	change := domain.Change{
		Key: u.Key() + ":" + string(field), ShopID: shopID, Field: field, Old: !value, New: value,
		ByID: actor, ByName: a.person.Name(),
	}
	begun, err := s.begun(ctx, &change)
	if err != nil {
		return Result{}, err
	}
	if !begun && now == value {
		return Result{}, nil
	}
	return s.carryOut(ctx, u, change, begun)
}

// Undo takes a change back: only its author may, once, within domain.UndoWindow, and only while nobody has moved the
// switch since. Else KindConflict: "toast.already" when it was taken back before, "toast.undo_late",
// "toast.undo_overtaken" with Params["Name"] of the other person, "error.conflict" when the switch has moved on by
// other ways. Anybody but the author gets KindForbidden.
func (s *Service) Undo(ctx context.Context, u *work.Unit, actor, changeID int64) (Result, error) {
	if _, err := s.person(ctx, actor); err != nil {
		return Result{}, err
	}
	old, err := s.db.FindChange(ctx, changeID)
	if err != nil {
		return Result{}, vanished(fmt.Errorf("read change %d: %w", changeID, err))
	}
	a, err := s.reach(ctx, actor, old.ShopID)
	if err != nil {
		return Result{}, err
	}
	if old.ByID != actor {
		return Result{}, forbidden("somebody else's change")
	}
	undo := domain.Change{
		Key: u.Key() + ":undo", ShopID: old.ShopID, Field: old.Field, Old: old.New, New: old.Old,
		ByID: actor, ByName: a.person.Name(), UndoOf: old.ID,
	}
	begun, err := s.begun(ctx, &undo)
	if err != nil {
		return Result{}, err
	}
	if !begun {
		if err := s.mayUndo(ctx, a.shop, old); err != nil {
			return Result{}, err
		}
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		ours, err := tx.UndoneChange(ctx, old.ID)
		if err == nil && !ours && !begun {
			// The same button in two chats: the other one was first.
			return domain.Fail(domain.KindConflict, "toast.already", nil)
		}
		return err
	})
	return s.carryOut(ctx, u, undo, begun)
}

// mayUndo holds a change against the rules of taking back.
func (s *Service) mayUndo(ctx context.Context, shop domain.Shop, old domain.Change) error {
	switch {
	case old.Status == domain.ChangeUndone:
		return domain.Fail(domain.KindConflict, "toast.already", nil)
	case old.Status != domain.ChangeApplied || old.UndoOf != 0:
		return domain.Fail(domain.KindConflict, keyConflict, nil)
	case !s.inTime(old):
		return domain.Fail(domain.KindConflict, "toast.undo_late", nil)
	}
	last, err := s.db.LastChange(ctx, old.ShopID, old.Field)
	if err != nil {
		return fmt.Errorf("read the last change: %w", err)
	}
	value, err := valueOf(shop, old.Field)
	if err != nil {
		return err
	}
	switch {
	case last.ID != old.ID && last.ByID != old.ByID && last.ByName != "":
		return domain.Fail(domain.KindConflict, "toast.undo_overtaken", map[string]any{"Name": last.ByName})
	case last.ID != old.ID || value != old.New:
		return domain.Fail(domain.KindConflict, keyConflict, nil)
	}
	return nil
}

// begun looks whether the same work has written its change down before, and died. Then c becomes that change.
func (s *Service) begun(ctx context.Context, c *domain.Change) (bool, error) {
	found, err := s.db.FindChangeByKey(ctx, c.Key)
	switch {
	case err == nil:
		*c = found
		return true, nil
	case domain.KindOf(err) == domain.KindNotFound:
		return false, nil
	default:
		return false, fmt.Errorf("look for the change of an earlier try: %w", err)
	}
}

// carryOut writes a change down, makes it so in the host, and lets the unit record that it is so.
func (s *Service) carryOut(ctx context.Context, u *work.Unit, c domain.Change, begun bool) (Result, error) {
	if c.Status != domain.ChangeIntended {
		// The commit had happened, and nobody had heard of it. Others may have moved the switch since.
		return Result{Change: c, Changed: true}, nil
	}
	if !begun {
		if err := s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.IntendChange(ctx, &c) }); err != nil {
			return Result{}, fmt.Errorf("write down the intended change: %w", err)
		}
	}
	if _, err := s.host.SetShopFlag(ctx, c.ShopID, c.Field, c.New); err != nil {
		return Result{}, vanished(fmt.Errorf("switch %s of shop %d: %w", c.Field, c.ShopID, err))
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		news, err := tx.ApplyChange(ctx, c.ID)
		if err != nil || !news {
			return err
		}
		return tx.AddAudit(ctx, auditOf(c))
	})
	c.Status = domain.ChangeApplied
	return Result{Change: c, Changed: true}, nil
}

func auditOf(c domain.Change) store.Audit {
	a := store.Audit{
		Actor: c.ByID, Name: c.ByName, Action: "shop." + string(c.Field), Subject: subject(c.ShopID), Details: "off", WorkKey: c.Key,
	}
	if c.New {
		a.Details = "on"
	}
	if c.UndoOf != 0 {
		a.Details += fmt.Sprintf(", taking back change %d", c.UndoOf)
	}
	return a
}

func subject(shopID int64) string { return fmt.Sprintf("shop:%d", shopID) }
