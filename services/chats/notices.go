package chats

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Tell sends a message of its own from inside a unit's transaction; once, when given, is its dedupe key.
func (s *Service) Tell(ctx context.Context, tx *store.Tx, u *work.Unit, chatID int64, n Notice, p domain.Priority, once string) error {
	return s.put(ctx, tx, u, domain.DeliveryNotice, chatID, n, p, once)
}

// Remove is Delete from inside a unit's transaction.
func (s *Service) Remove(ctx context.Context, tx *store.Tx, u *work.Unit, chatID int64, d Deletion, p domain.Priority) error {
	return s.putDeletion(ctx, tx, u, chatID, d, p, "")
}

// MessageSentAs tells which message the delivery with a dedupe key has become; 0 when none.
func (s *Service) MessageSentAs(ctx context.Context, dedupeKey string) (int64, error) {
	return s.db.DeliveryMessage(ctx, dedupeKey)
}

// Params of a notice outlive a restart as JSON. These two are written by each language in its own way, so they keep their
// kind; whole numbers stay whole, as plural forms want them.
type (
	wireTime struct {
		At int64 `json:"$time"` // Unix milliseconds
	}
	wireMoney struct {
		Amount   int64  `json:"$amount"`
		Currency string `json:"$currency"`
	}
)

// MarshalJSON writes a notice for the database.
func (n Notice) MarshalJSON() ([]byte, error) {
	params := make(map[string]any, len(n.Params))
	for name, value := range n.Params {
		switch v := value.(type) {
		case time.Time:
			params[name] = wireTime{v.UnixMilli()}
		case domain.Money:
			params[name] = wireMoney{v.Amount, v.Currency}
		default:
			params[name] = value
		}
	}
	type plain Notice
	return json.Marshal(plain{Key: n.Key, Params: params})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (n *Notice) UnmarshalJSON(raw []byte) error {
	var read struct {
		Key    string                     `json:"key"`
		Params map[string]json.RawMessage `json:"params"`
	}
	if err := json.Unmarshal(raw, &read); err != nil {
		return err
	}
	n.Key, n.Params = read.Key, make(map[string]any, len(read.Params))
	for name, value := range read.Params {
		v, err := readParam(value)
		if err != nil {
			return err
		}
		n.Params[name] = v
	}
	return nil
}

func readParam(raw json.RawMessage) (any, error) {
	var object struct {
		At *int64 `json:"$time"`
		wireMoney
	}
	if bytes.HasPrefix(raw, []byte("{")) {
		if err := json.Unmarshal(raw, &object); err != nil {
			return nil, err
		}
		if object.At != nil {
			return time.UnixMilli(*object.At).UTC(), nil
		}
		return domain.Money{Amount: object.Amount, Currency: object.Currency}, nil
	}
	var whole int64
	if json.Unmarshal(raw, &whole) == nil {
		return whole, nil
	}
	var value any
	err := json.Unmarshal(raw, &value)
	return value, err
}
