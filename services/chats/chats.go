// Package chats keeps what each chat shows and waits for: the screens, the expected input, the person's language. What
// it changes goes out through the outbox.
package chats

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Outbox is where deliveries go.
type Outbox interface {
	Put(ctx context.Context, tx *store.Tx, u *work.Unit, d domain.Delivery) error
}

// Service is the use cases of chats.
type Service struct {
	db     *store.DB
	outbox Outbox
	now    func() time.Time
	told   func(subject string) // may be nil
}

// New makes the service.
func New(db *store.DB, outbox Outbox, now func() time.Time) *Service {
	return &Service{db: db, outbox: outbox, now: now}
}

// Show puts a screen into a message of a chat (s.MessageID), or into a new message when that is 0. Text and buttons are
// rendered when it is sent. The returned screen gets its id when the unit is committed.
func (s *Service) Show(u *work.Unit, screen domain.ShownScreen, p domain.Priority) *domain.ShownScreen {
	shown := &screen
	u.Write(func(ctx context.Context, tx *store.Tx) error { return s.ShowNow(ctx, tx, u, shown, p) })
	return shown
}

// ShowNow is Show from inside a unit's transaction.
func (s *Service) ShowNow(ctx context.Context, tx *store.Tx, u *work.Unit, shown *domain.ShownScreen, p domain.Priority) error {
	if err := tx.ShowScreen(ctx, shown); err != nil {
		return err
	}
	return s.outbox.Put(ctx, tx, u, deliveryOf(*shown, p, time.Time{}))
}

// RenewLater brings a screen that this unit shows up to date once more after d, if it still shows the same.
func (s *Service) RenewLater(u *work.Unit, shown *domain.ShownScreen, d time.Duration) {
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		return s.outbox.Put(ctx, tx, u, deliveryOf(*shown, domain.PriorityNotice, tx.Now.Add(d)))
	})
}

// OnRefresh has somebody told of every subject that is refreshed, once that is on disk: pages outside Telegram follow the same
// subjects. Call it before anything is refreshed.
func (s *Service) OnRefresh(told func(subject string)) { s.told = told }

// Refresh brings the live screens of a subject up to date for everybody but one chat, which has been answered.
func (s *Service) Refresh(u *work.Unit, subject string, exceptChat int64) {
	u.Write(func(ctx context.Context, tx *store.Tx) error { return s.RefreshNow(ctx, tx, u, subject, exceptChat) })
}

// RefreshNow is Refresh from inside a unit's transaction.
func (s *Service) RefreshNow(ctx context.Context, tx *store.Tx, u *work.Unit, subject string, exceptChat int64) error {
	if s.told != nil {
		u.After(func() { s.told(subject) })
	}
	list, err := tx.ScreensAbout(ctx, subject)
	if err != nil {
		return err
	}
	for _, screen := range list {
		if screen.ChatID == exceptChat {
			continue
		}
		if err := s.refreshScreen(ctx, tx, u, screen); err != nil {
			return err
		}
	}
	return nil
}

// paceMargin is how long before a refresh goes out a change still counts on it: what is being written at that very moment
// might be read too early.
const paceMargin = 500 * time.Millisecond

// refreshScreen puts a refresh, at once or when the screen's pace allows the next. One that is to come shows this change too.
func (s *Service) refreshScreen(ctx context.Context, tx *store.Tx, u *work.Unit, screen domain.ShownScreen) error {
	due := time.Time{}
	if screen.Pace > 0 {
		ahead := screen.DueAt.Sub(tx.Now)
		if ahead > paceMargin && ahead <= 2*screen.Pace {
			return nil
		}
		if due = screen.DueAt.Add(screen.Pace); due.Before(tx.Now) || ahead > 2*screen.Pace { // the clock was set back
			due = tx.Now
		}
		if err := tx.DueScreen(ctx, screen.ID, due); err != nil {
			return err
		}
	}
	return s.outbox.Put(ctx, tx, u, deliveryOf(screen, urgency(screen), due))
}

// urgency lets what somebody looks at, and what counts what waits, go before cards further up that only fold: after many are
// settled at once, a chat takes one edit a second for as long as there are cards.
func urgency(s domain.ShownScreen) domain.Priority {
	if s.Stays && s.Pace == 0 {
		return domain.PriorityTidy
	}
	return domain.PriorityNotice
}

// RefreshLater draws a person's own live screens of a subject once more after d: for lines that hold for a while only.
func (s *Service) RefreshLater(ctx context.Context, tx *store.Tx, u *work.Unit, subject string, person int64, d time.Duration) error {
	list, err := tx.ScreensAbout(ctx, subject)
	if err != nil {
		return err
	}
	for _, screen := range list {
		if screen.PersonID != person {
			continue
		}
		if err := s.outbox.Put(ctx, tx, u, deliveryOf(screen, urgency(screen), tx.Now.Add(d))); err != nil {
			return err
		}
	}
	return nil
}

func deliveryOf(s domain.ShownScreen, p domain.Priority, notBefore time.Time) domain.Delivery {
	return domain.Delivery{
		Channel: domain.ChannelTelegram, Kind: domain.DeliveryScreen, Recipient: s.ChatID, Person: s.PersonID,
		ScreenID: s.ID, Revision: s.Revision, Priority: p, NotBefore: notBefore,
	}
}

// Screen reads what a screen shows now.
func (s *Service) Screen(ctx context.Context, id int64) (domain.ShownScreen, error) {
	return s.db.FindScreen(ctx, id)
}

// Notice is the payload of a message of its own: a text by its key, written in the person's language when it is sent.
type Notice struct {
	Key    string         `json:"key"`
	Params map[string]any `json:"params,omitempty"`
}

// Say sends a message of its own. Params must survive JSON: strings, numbers, booleans.
func (s *Service) Say(u *work.Unit, chatID int64, n Notice, p domain.Priority) {
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		return s.put(ctx, tx, u, domain.DeliveryNotice, chatID, n, p, "")
	})
}

// FileOrder is the payload of a message with a file: which one, and what it is about.
type FileOrder struct {
	Name string `json:"name"`
	Args string `json:"args,omitempty"` // by the callback codec
}

// SendFile sends a message with a file, which is made when it is sent.
func (s *Service) SendFile(u *work.Unit, chatID int64, f FileOrder, p domain.Priority) {
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		return s.put(ctx, tx, u, domain.DeliveryDocument, chatID, f, p, "")
	})
}

// Deletion is the payload of deleting a message.
type Deletion struct {
	// SentAs is the dedupe key of the delivery that has become the message, where its id is not known yet.
	SentAs    string `json:"sent_as,omitempty"`
	MessageID int64  `json:"message_id,omitempty"`
	// ScreenID names the message by what it shows, for one that may still be on its way. Used when MessageID is 0.
	ScreenID int64 `json:"screen,omitempty"`
	// OrTell is the key of a text for the person when the platform refuses for good: delete it yourself.
	OrTell string `json:"or_tell,omitempty"`
}

// Delete takes a message out of a chat.
func (s *Service) Delete(u *work.Unit, chatID int64, d Deletion, p domain.Priority) {
	u.Write(func(ctx context.Context, tx *store.Tx) error { return s.putDeletion(ctx, tx, u, chatID, d, p, "") })
}

// DeleteOnce is Delete that may be asked for again: what has the same name is done once.
func (s *Service) DeleteOnce(u *work.Unit, chatID int64, d Deletion, p domain.Priority, once string) {
	u.Write(func(ctx context.Context, tx *store.Tx) error { return s.putDeletion(ctx, tx, u, chatID, d, p, once) })
}

func (s *Service) putDeletion(ctx context.Context, tx *store.Tx, u *work.Unit, chatID int64, d Deletion, p domain.Priority, once string) error {
	return s.put(ctx, tx, u, domain.DeliveryDelete, chatID, d, p, once)
}

// put adds a delivery to a private chat whose payload is written as JSON.
func (s *Service) put(ctx context.Context, tx *store.Tx, u *work.Unit, kind domain.DeliveryKind, chatID int64, payload any, p domain.Priority, once string) error {
	text, err := json.Marshal(payload)
	if err != nil {
		return fmt.Errorf("write a %s: %w", kind, err)
	}
	return s.outbox.Put(ctx, tx, u, domain.Delivery{
		Channel: domain.ChannelTelegram, Kind: kind, Recipient: chatID, Person: chatID, Payload: string(text), Priority: p, DedupeKey: once,
	})
}

// DropQuestion is DropPrompt for a question that is waited for; one whose message is forgotten is no error.
func (s *Service) DropQuestion(ctx context.Context, u *work.Unit, asked domain.ExpectedInput) error {
	prompt, err := s.Screen(ctx, asked.ScreenID)
	if err != nil && domain.KindOf(err) == domain.KindNotFound {
		return nil
	}
	if err == nil {
		s.DropPrompt(u, prompt)
	}
	return err
}

// DropPrompt deletes the message of a question that has been answered. Somebody quick answers before it has arrived: the
// deletion goes out behind it.
func (s *Service) DropPrompt(u *work.Unit, prompt domain.ShownScreen) {
	s.Delete(u, prompt.ChatID, Deletion{MessageID: prompt.MessageID, ScreenID: prompt.ID}, domain.PriorityInteractive)
}

// Expect makes a flow wait for a person's text. prompt, when given, is the question that this unit shows.
func (s *Service) Expect(u *work.Unit, in domain.ExpectedInput, prompt *domain.ShownScreen) {
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		if prompt != nil {
			in.ScreenID = prompt.ID
		}
		return tx.SetExpectedInput(ctx, in)
	})
}

// StopExpecting ends the waiting.
func (s *Service) StopExpecting(u *work.Unit, chatID, personID int64) {
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.ClearExpectedInput(ctx, chatID, personID)
		return err
	})
}

// Expected reads what a chat waits for from a person, expired or not; nothing is KindNotFound.
func (s *Service) Expected(ctx context.Context, chatID, personID int64) (domain.ExpectedInput, error) {
	return s.db.FindExpectedInput(ctx, chatID, personID)
}

// Person is what we know of somebody who writes to the bot, signed in or not.
type Person struct {
	ID          int64
	AppLanguage string
	Language    string // the person's own choice; may be empty
	Unreachable bool
	Commands    string // which command menu the chat has
	known       bool
}

// Speaks is the language tag to write to the person in; empty when nothing is known.
func (p Person) Speaks() string {
	if p.Language != "" {
		return p.Language
	}
	return p.AppLanguage
}

// Person reads what we know of somebody; a stranger is the zero value with the id.
func (s *Service) Person(ctx context.Context, id int64) (Person, error) {
	row, err := s.db.FindPerson(ctx, id)
	if domain.KindOf(err) == domain.KindNotFound && err != nil {
		return Person{ID: id}, nil
	}
	return Person{
		ID: id, AppLanguage: row.AppLanguage, Language: row.Language, Unreachable: row.Unreachable,
		Commands: row.Commands, known: true,
	}, err
}

// Met notes, when it is news, that somebody has written and which language the app speaks.
func (s *Service) Met(u *work.Unit, p Person, appLanguage string) {
	if p.known && p.AppLanguage == appLanguage && !p.Unreachable {
		return
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.SeePerson(ctx, p.ID, appLanguage) })
}

// ChooseLanguage keeps a person's own choice.
func (s *Service) ChooseLanguage(u *work.Unit, personID int64, language string) {
	u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.SetLanguage(ctx, personID, language) })
}

// SetUnreachable notes that a person has blocked the bot, or let it in again.
func (s *Service) SetUnreachable(u *work.Unit, personID int64, unreachable bool) {
	u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.SetUnreachable(ctx, personID, unreachable) })
}

// ShowCommands gives the chat the command menu of a name ("SE ru") unless it has it.
func (s *Service) ShowCommands(u *work.Unit, p Person, menu string) {
	if p.Commands == menu {
		return
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		if err := tx.SetCommands(ctx, p.ID, menu); err != nil {
			return err
		}
		return s.outbox.Put(ctx, tx, u, domain.Delivery{
			Channel: domain.ChannelTelegram, Kind: domain.DeliveryCommands, Recipient: p.ID, Person: p.ID,
			Payload: menu, Priority: domain.PriorityNotice,
		})
	})
}
