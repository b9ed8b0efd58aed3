package bot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/chats"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// inputTTL is how long a question waits for its answer.
const inputTTL = 15 * time.Minute

// Turn is one update being handled: who, where, with which arguments, and what it leaves behind. A handler calls
// services with t.Unit and says what to show; everything is committed together when it returns nil.
type Turn struct {
	Update domain.Update
	Who    Who
	Args   keyboards.Args // of the pressed button, or of the prompt that is answered
	Memo   string         // of the prompt that is answered
	Text   string         // the answer to a prompt, or what stands behind a command; trimmed
	Now    time.Time
	Unit   *work.Unit

	machine  *Machine
	shown    *domain.ShownScreen
	expects  bool
	next     []keyboards.State // the states that this handler may show
	answer   *answer
	aside    bool         // what is shown stands beside the conversation: a card
	fresh    bool         // show in a new message even when a button was pressed
	became   *domain.Role // whose command menu the person has from now on; nil: as before
	language string       // what the person chose
}

// answer is what a pressed button says at the top of the chat.
type answer struct {
	key    texts.Key
	params texts.Params
	alert  bool
}

// Show puts a screen into the message whose button was pressed, or into a new message.
func (t *Turn) Show(state keyboards.State, args keyboards.Args) *domain.ShownScreen {
	if t.machine.strict && !slices.Contains(t.next, state) {
		// Tests only: the table, the diagram and the code have to say the same.
		panic(fmt.Sprintf("a handler shows %q, which its table entry does not name: %v", state, t.next))
	}
	screen := domain.ShownScreen{ChatID: t.Update.ChatID, PersonID: t.Update.From.ID, State: string(state), Args: args.Pack()}
	def := t.machine.screens[state]
	def.mark(&screen, args)
	t.aside = def.Stays
	if t.Update.Kind == domain.UpdateCallback && !t.fresh {
		screen.MessageID = t.Update.MessageID
	}
	t.shown = t.machine.chats.Show(t.Unit, screen, domain.PriorityInteractive)
	return t.shown
}

// ShowNew is Show into a new message below everything else.
func (t *Turn) ShowNew(state keyboards.State, args keyboards.Args) *domain.ShownScreen {
	t.fresh = true
	return t.Show(state, args)
}

// Ask shows a prompt and waits for the person's text. memo is kept for the answer; it is no place for secrets.
func (t *Turn) Ask(state keyboards.State, args keyboards.Args, memo string) {
	shown := t.Show(state, args)
	t.expects = true
	t.machine.chats.Expect(t.Unit, domain.ExpectedInput{
		ChatID: t.Update.ChatID, PersonID: t.Update.From.ID, Kind: string(state), Args: args.Pack(), Memo: memo,
		ExpiresAt: t.Now.Add(inputTTL),
	}, shown)
}

// Say sends a message of its own, above the screen that is shown after it.
func (t *Turn) Say(key texts.Key, params texts.Params) {
	t.machine.chats.Say(t.Unit, t.Update.ChatID, chats.Notice{Key: string(key), Params: params}, domain.PriorityInteractive)
}

// SendFile sends a file of its own; a flow makes it when it is sent (FileDef). args say what it is about.
func (t *Turn) SendFile(name string, args keyboards.Args) {
	t.machine.chats.SendFile(t.Unit, t.Update.ChatID, chats.FileOrder{Name: name, Args: args.Pack()}, domain.PriorityInteractive)
}

// Toast answers the pressed button with a short line that fades away. After a text it is nothing.
func (t *Turn) Toast(key texts.Key, params texts.Params) {
	t.answer = &answer{key: key, params: params}
}

// Alert answers the pressed button with a box that has to be closed: for refusals.
func (t *Turn) Alert(key texts.Key, params texts.Params) {
	t.answer = &answer{key: key, params: params, alert: true}
}

// Refresh brings what others have on their screens about a subject up to date.
func (t *Turn) Refresh(subject string) {
	t.machine.chats.Refresh(t.Unit, subject, t.Update.ChatID)
}

// RenewIn draws the screen that this turn shows once more after d: for lines that hold for a while only.
func (t *Turn) RenewIn(d time.Duration) {
	if t.shown != nil {
		t.machine.chats.RenewLater(t.Unit, t.shown, d)
	}
}

// ShopSubject names a shop for Refresh and ScreenDef.Subject.
func ShopSubject(shopID int64) string { return fmt.Sprintf("shop:%d", shopID) }

// Became says whose command menu the person has from now on: after signing in or out. The empty role is a stranger's.
func (t *Turn) Became(role domain.Role) { t.became = &role }

// Speaks says which language the person has chosen, so that the command menu follows.
func (t *Turn) Speaks(language string) { t.language = language }

// ZoneOf is the time zone in which a person reads: the one that named gives, and the house's where it gives none or is nil.
func ZoneOf(ctx context.Context, person int64, named func(ctx context.Context, person int64) (*time.Location, error), house *time.Location) (*time.Location, error) {
	if named == nil {
		return house, nil
	}
	at, err := named(ctx, person)
	if at == nil {
		at = house
	}
	return at, err
}
