package relay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"frontdesk/domain"
	"frontdesk/services/outbox"
	"frontdesk/services/work"
	"frontdesk/store"
)

// order is the payload of a delivery to Discord; its recipient is our number of the webhook.
type order struct {
	Message int64 `json:"message"`
}

// Approved is for whoever approves a message, in the same transaction: it goes to all targets of its event, once it may be
// shown. Calling it again for the same message does nothing.
func (s *Service) Approved(ctx context.Context, tx *store.Tx, u *work.Unit, m domain.ModeratedMessage) error {
	targets, err := tx.OpenRelayTargets(ctx, m.EventID)
	if err != nil {
		return err
	}
	for _, target := range targets {
		news, err := tx.WantPost(ctx, target, m.ID)
		if err != nil {
			return err
		}
		if !news {
			continue
		}
		if err := s.put(ctx, tx, u, domain.DeliveryPost, target, m.ID, m.ShownAt); err != nil {
			return err
		}
	}
	return nil
}

// Withdrawn is for whoever takes an approval back or deletes a message, in the same transaction.
func (s *Service) Withdrawn(ctx context.Context, tx *store.Tx, u *work.Unit, messageID int64) error {
	targets, err := tx.UnwantPosts(ctx, messageID)
	if err != nil {
		return err
	}
	for _, target := range targets {
		if err := s.put(ctx, tx, u, domain.DeliveryUnpost, target, messageID, time.Time{}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) put(ctx context.Context, tx *store.Tx, u *work.Unit, kind domain.DeliveryKind, target, message int64, at time.Time) error {
	payload, err := json.Marshal(order{Message: message})
	if err != nil {
		return err
	}
	if !at.After(tx.Now) {
		at = time.Time{}
	}
	return s.Outbox.Put(ctx, tx, u, domain.Delivery{
		Channel: domain.ChannelDiscord, Kind: kind, Recipient: target, Payload: string(payload), Priority: domain.PriorityNotice, NotBefore: at,
	})
}

// Send brings one delivery to Discord: it is the sender of the channel's outbox. What has changed its mind since is not sent.
func (s *Service) Send(ctx context.Context, d domain.Delivery) (outbox.Receipt, error) {
	var o order
	if err := json.Unmarshal([]byte(d.Payload), &o); err != nil {
		return outbox.Receipt{}, &domain.Error{Kind: domain.KindRejected, Err: errors.New("its payload cannot be read")}
	}
	target, sealed, err := s.DB.FindRelayTarget(ctx, d.Recipient)
	switch {
	case err != nil && domain.KindOf(err) == domain.KindNotFound, err == nil && target.Gone:
		return outbox.Receipt{Superseded: true}, nil
	case err != nil:
		return outbox.Receipt{}, outbox.NotAsked(err)
	}
	url, err := s.Box.Open(sealed, place(target.ID))
	if err != nil {
		return outbox.Receipt{}, &domain.Error{Kind: domain.KindRejected, Err: errors.New("its address was sealed with another key")}
	}
	post, err := s.DB.FindPost(ctx, target.ID, o.Message)
	if err != nil {
		return outbox.Receipt{Superseded: domain.KindOf(err) == domain.KindNotFound}, ignoreNotFound(err)
	}
	if d.Kind == domain.DeliveryUnpost {
		return s.takeOff(ctx, target, string(url), post)
	}
	return s.post(ctx, target, string(url), post)
}

func ignoreNotFound(err error) error {
	if domain.KindOf(err) == domain.KindNotFound {
		return nil
	}
	return outbox.NotAsked(err)
}

func (s *Service) post(ctx context.Context, target domain.RelayTarget, url string, post store.RelayPost) (outbox.Receipt, error) {
	if post.RemovedAt != 0 || post.PostID != "" {
		return outbox.Receipt{Superseded: true}, nil
	}
	m, err := s.DB.FindRelayed(ctx, post.MessageID)
	if err != nil {
		return outbox.Receipt{Superseded: domain.KindOf(err) == domain.KindNotFound}, ignoreNotFound(err)
	}
	if domain.MessageState(m.State) != domain.MessageApproved {
		return outbox.Receipt{Superseded: true}, nil
	}
	id, err := s.Discord.Post(ctx, url, Message{Author: m.Author, Text: m.Text, At: time.UnixMilli(m.SaidAt)})
	if err != nil {
		return outbox.Receipt{}, s.refused(ctx, target, err)
	}
	number, _ := strconv.ParseInt(id, 10, 64) // for the list of deliveries; the text is what counts
	// Before it is recorded as sent: a crash in between may repeat it, and then the newer one is ours to take off.
	err = s.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.Posted(ctx, target.ID, post.MessageID, id) })
	return outbox.Receipt{MessageID: number}, err
}

func (s *Service) takeOff(ctx context.Context, target domain.RelayTarget, url string, post store.RelayPost) (outbox.Receipt, error) {
	if post.RemovedAt == 0 || post.PostID == "" {
		return outbox.Receipt{Superseded: true}, nil // it is wanted again, or never came there
	}
	if err := s.Discord.Delete(ctx, url, post.PostID); err != nil {
		return outbox.Receipt{}, s.refused(ctx, target, err)
	}
	return outbox.Receipt{}, nil
}

// refused closes a target that Discord does not know any more, and tells who added it, once.
func (s *Service) refused(ctx context.Context, target domain.RelayTarget, cause error) error {
	if domain.KindOf(cause) != domain.KindUnreachable {
		return cause
	}
	u := work.New(fmt.Sprintf("relay:gone:%d", target.ID))
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.CloseRelayTarget(ctx, target.ID)
		return err
	})
	if target.AddedBy > 0 {
		s.Tell(u, target.AddedBy, noticeGone, map[string]any{"Name": target.Name})
	}
	s.changed(u, target.EventID)
	if err := u.Commit(ctx, s.DB); err != nil {
		return outbox.NotAsked(err)
	}
	return cause
}
