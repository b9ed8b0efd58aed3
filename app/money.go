package app

import (
	"context"

	"frontdesk/configs"
	"frontdesk/domain"
	"frontdesk/services/chats"
	"frontdesk/services/outbox"
	"frontdesk/services/subscriptions"
	"frontdesk/services/work"
	"frontdesk/store"
)

// plans are the configuration's in the domain's words.
func plans(p configs.Payments) []domain.Plan {
	list := make([]domain.Plan, len(p.Plans))
	for i, plan := range p.Plans {
		list[i] = domain.Plan{
			Key: plan.Key, Title: plan.Title, Price: domain.Money{Amount: plan.Price, Currency: plan.Currency}, Days: plan.Days,
		}
	}
	return list
}

// till lets subscriptions write to people without knowing chats.
type till struct {
	chats  *chats.Service
	outbox *outbox.Outbox
}

func (t till) Tell(ctx context.Context, tx *store.Tx, u *work.Unit, chatID int64, n subscriptions.Notice) error {
	p := domain.PriorityNotice
	if n.Waited {
		p = domain.PriorityInteractive
	}
	return t.chats.Tell(ctx, tx, u, chatID, chats.Notice{Key: n.Key, Params: n.Params}, p, n.Once)
}

func (t till) Remove(ctx context.Context, tx *store.Tx, u *work.Unit, chatID int64, sentAs string) error {
	return t.chats.Remove(ctx, tx, u, chatID, chats.Deletion{SentAs: sentAs}, domain.PriorityInteractive)
}

func (t till) Send(ctx context.Context, tx *store.Tx, u *work.Unit, d domain.Delivery) error {
	return t.outbox.Put(ctx, tx, u, d)
}
