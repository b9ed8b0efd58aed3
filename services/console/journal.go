package console

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// DeliveryFilter says which deliveries to read.
type DeliveryFilter struct {
	Failed  bool           // else what is pending
	Channel domain.Channel // empty: all
	Before  int64          // older than this one; 0: from the newest on
	Size    int
}

// DeliveryPage is a page of deliveries, the newest first.
type DeliveryPage struct {
	Items   []domain.Delivery // without payloads: they may say what is for the recipient alone
	Next    int64             // to go on before; 0: that was all
	Names   map[int64]string  // what people are called who were written to
	Pending int               // counted up to MaxCount
	Failed  int
}

// MaxCount is how far deliveries are counted.
const MaxCount = 1000

// Channels are those that deliveries go by.
func Channels() []domain.Channel {
	return []domain.Channel{domain.ChannelTelegram, domain.ChannelWebinar, domain.ChannelDiscord}
}

// Deliveries gives an admin a page of what waits, or was refused for good.
func (s *Service) Deliveries(ctx context.Context, actor int64, f DeliveryFilter) (DeliveryPage, error) {
	var p DeliveryPage
	if _, err := s.may(ctx, actor, domain.DeedDeliveries); err != nil {
		return p, err
	}
	var err error
	if p.Items, err = s.deliveries(ctx, f); err != nil {
		return p, fmt.Errorf("read deliveries: %w", err)
	}
	if len(p.Items) > f.Size {
		p.Items = p.Items[:f.Size]
		p.Next = p.Items[f.Size-1].ID
	}
	names := s.names()
	p.Names = map[int64]string{}
	for i, d := range p.Items {
		p.Items[i].Payload = ""
		if d.Channel == domain.ChannelTelegram {
			if p.Names[d.Recipient], err = names.of(ctx, subject(d.Recipient)); err != nil {
				return p, err
			}
		}
	}
	if p.Pending, err = s.deps.DB.CountDeliveries(ctx, domain.DeliveryPending, MaxCount); err != nil {
		return p, err
	}
	p.Failed, err = s.deps.DB.CountDeliveries(ctx, domain.DeliveryFailed, MaxCount)
	return p, err
}

func (s *Service) deliveries(ctx context.Context, f DeliveryFilter) ([]domain.Delivery, error) {
	if f.Failed {
		return s.deps.DB.DeliveriesOf(ctx, domain.DeliveryFailed, f.Channel, f.Before, f.Size+1)
	}
	channels := Channels()
	if f.Channel != "" {
		channels = []domain.Channel{f.Channel}
	}
	var list []domain.Delivery
	for _, c := range channels {
		some, err := s.deps.DB.DeliveriesOf(ctx, domain.DeliveryPending, c, f.Before, f.Size+1)
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	slices.SortFunc(list, func(a, b domain.Delivery) int { return int(b.ID - a.ID) })
	return list[:min(len(list), f.Size+1)], nil
}

// RetryDelivery lets an admin try a delivery again that was refused for good. KindConflict ("error.not_failed") when it has not
// failed, or somebody was first.
func (s *Service) RetryDelivery(ctx context.Context, u *work.Unit, actor, id int64) error {
	name, err := s.may(ctx, actor, domain.DeedDeliveries)
	if err != nil {
		return err
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		d, err := tx.ReviveDelivery(ctx, id)
		if isNone(err) {
			return domain.Fail(domain.KindConflict, "error.not_failed", nil)
		}
		if err != nil {
			return err
		}
		if s.deps.Requeue != nil {
			s.deps.Requeue(u, d)
		}
		return tx.AddAudit(ctx, store.Audit{
			Actor: actor, Name: name, Action: "delivery.retry", Subject: "delivery:" + strconv.FormatInt(id, 10),
			Details: string(d.Channel), WorkKey: u.Key(),
		})
	})
	return nil
}
