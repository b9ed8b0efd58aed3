package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/internal/seal"
	"frontdesk/keyboards"
	"frontdesk/services/chats"
	"frontdesk/services/inbox"
	"frontdesk/services/outbox"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/storetest"
	"frontdesk/texts"
)

// telegram is a platform at hand: updates are domain.Update in JSON, and what the bot answers is written down.
type telegram struct {
	bot.Telegram // methods that no test calls

	updates func(ctx context.Context, offset int64) ([]domain.RawUpdate, error)

	mu      sync.Mutex
	answers []said
}

type said struct {
	id, text string
	alert    bool
	at       time.Time
}

func (f *telegram) Updates(ctx context.Context, offset int64, _ int, _ time.Duration, _ []domain.UpdateKind) ([]domain.RawUpdate, error) {
	return f.updates(ctx, offset)
}

func (f *telegram) Decode(raw []byte) (domain.Update, error) {
	var u domain.Update
	if err := json.Unmarshal(raw, &u); err != nil {
		return u, domain.Fail(domain.KindInvalid, "", nil)
	}
	return u, nil
}

func (f *telegram) Answer(_ context.Context, id, text string, alert bool) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answers = append(f.answers, said{id, text, alert, time.Now()})
	return nil
}

func (f *telegram) answered() []said {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]said(nil), f.answers...)
}

// nobody knows no person.
type nobody struct{}

func (nobody) Find(context.Context, int64) (*domain.TelegramUser, error) { return nil, nil }
func (nobody) TellBan(context.Context, *work.Unit, int64) error          { return nil }

// house is a desk with one command, /do, whose handler is the test's.
type house struct {
	db       *store.DB
	telegram *telegram
	inbox    *inbox.Service
	answers  *bot.Answers
	desk     *bot.Desk
	log      *lines
}

// lines is a log that several goroutines write.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

const reportChat = 900

func build(t *testing.T, do bot.Handler) *house {
	t.Helper()
	h := &house{telegram: &telegram{}, log: &lines{}}
	var err error
	if h.db, err = store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "bot.db"), store.Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.db.Migrate(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	catalog, err := texts.Load("ru")
	if err != nil {
		t.Fatal(err)
	}
	box, err := seal.New(make([]byte, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	log := zerolog.New(h.log)
	out := outbox.New(h.db, outbox.Options{Channel: domain.ChannelTelegram})
	chatting := chats.New(h.db, out, time.Now)
	machine, err := bot.NewMachine(bot.MachineDeps{
		Flows: []bot.Flow{plain(do)}, Accounts: nobody{}, Chats: chatting, Texts: catalog, Now: time.Now, Log: log, Strict: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	h.inbox = inbox.New(h.db, box, 7)
	h.answers = bot.NewAnswers(h.telegram, catalog, clock.System(), log)
	h.desk = bot.NewDesk(h.telegram, h.inbox, machine, h.answers, bot.NewReporter(reportChat, out, time.Now), log)
	return h
}

func (h *house) close(t *testing.T) {
	t.Helper()
	h.desk.Wait()
	h.answers.Close()
	if err := h.db.Close(); err != nil {
		t.Error(err)
	}
}

// plain draws every state that the machine wants, and knows /do and the button role.open.
func plain(do bot.Handler) bot.Flow {
	f := bot.Flow{Name: "plain"}
	for _, s := range append(bot.Homes(), keyboards.StateUnknown, keyboards.StateGone) {
		f.Screens = append(f.Screens, bot.ScreenDef{State: s, Load: func(context.Context, bot.View) (keyboards.Screen, error) {
			return keyboards.Screen{State: s, Text: string(s)}, nil
		}})
	}
	f.Commands = []bot.CommandDef{{Name: "do", Do: do, Next: bot.Homes()}}
	f.Buttons = []bot.Transition{{State: keyboards.StateRole, Action: keyboards.ActOpen, Do: do, Next: bot.Homes()}}
	return f
}

// message is an update of a person in their private chat.
func message(id, person int64, text string) domain.Update {
	return domain.Update{
		ID: id, Kind: domain.UpdateMessage, ChatID: person, Private: true, From: domain.Sender{ID: person, Language: "ru"},
		MessageID: id, Text: text,
	}
}

func press(id, person int64, data string) domain.Update {
	u := message(id, person, "")
	u.Kind, u.CallbackID, u.Data = domain.UpdateCallback, "tap", data
	return u
}

func rawOf(t *testing.T, u domain.Update) domain.RawUpdate {
	t.Helper()
	b, err := json.Marshal(u)
	if err != nil {
		t.Fatal(err)
	}
	return domain.RawUpdate{ID: u.ID, JSON: b}
}

// accept puts updates into the inbox as the intake does.
func (h *house) accept(t *testing.T, updates ...domain.Update) []domain.InboxItem {
	t.Helper()
	var batch []inbox.Arrival
	for _, u := range updates {
		batch = append(batch, inbox.Arrival{UpdateID: u.ID, Lane: u.Lane(), Raw: rawOf(t, u).JSON})
	}
	items, err := h.inbox.Accept(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	return items
}

// told lists the pending notices to a chat as "key {params}".
func (h *house) told(t *testing.T, chat int64) []string {
	t.Helper()
	var found []string
	for _, d := range storetest.Pending(t, h.db) {
		if d.Recipient == chat && d.Kind != domain.DeliveryScreen {
			found = append(found, d.Payload)
		}
	}
	return found
}

func (h *house) counts(t *testing.T) store.InboxCounts {
	t.Helper()
	c, err := h.inbox.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// statement runs one that changes the database under the house.
func (h *house) statement(t *testing.T, text string) {
	t.Helper()
	err := h.db.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, text)
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
