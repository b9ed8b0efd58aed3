package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/chats"
	"frontdesk/services/work"
	"frontdesk/texts"
)

type door struct {
	state  keyboards.State
	action keyboards.Action
}

// Machine is all flows in one table, and the way of an update through it.
type Machine struct {
	screens  map[keyboards.State]ScreenDef
	buttons  map[door]Transition
	inputs   map[keyboards.State]InputDef
	commands map[string]CommandDef
	links    map[string]LinkDef
	files    map[string]FileDef
	flows    []Flow // as they came: what is drawn from them keeps their order

	accounts   Accounts
	moderators Moderators
	payments   Payments
	chats      *chats.Service
	texts      *texts.Catalog
	now        func() time.Time
	log        zerolog.Logger
	strict     bool
}

// MachineDeps are what a machine needs.
type MachineDeps struct {
	Flows    []Flow
	Accounts Accounts
	// Moderators defaults to NoModerators.
	Moderators Moderators
	Payments   Payments
	Chats      *chats.Service
	Texts      *texts.Catalog
	Now        func() time.Time
	Log        zerolog.Logger
	// Strict makes a handler that shows a state which its table entry does not name fail loudly: for tests.
	Strict bool
}

// NewMachine joins the flows. It refuses a table that contradicts itself.
func NewMachine(d MachineDeps) (*Machine, error) {
	m := &Machine{
		screens: map[keyboards.State]ScreenDef{}, buttons: map[door]Transition{}, inputs: map[keyboards.State]InputDef{},
		commands: map[string]CommandDef{}, links: map[string]LinkDef{}, files: map[string]FileDef{}, accounts: d.Accounts, moderators: d.Moderators, payments: d.Payments, chats: d.Chats, texts: d.Texts, now: d.Now, log: d.Log, strict: d.Strict,
	}
	if m.moderators == nil {
		m.moderators = NoModerators{}
	}
	for _, f := range d.Flows {
		if err := m.add(f); err != nil {
			return nil, fmt.Errorf("flow %s: %w", f.Name, err)
		}
		m.flows = append(m.flows, f)
	}
	return m, m.check()
}

func (m *Machine) add(f Flow) error {
	for _, s := range f.Screens {
		if _, twice := m.screens[s.State]; twice || s.Load == nil {
			return fmt.Errorf("screen %q is defined twice, or not drawn", s.State)
		}
		m.screens[s.State] = s
	}
	for _, b := range f.Buttons {
		at := door{b.State, b.Action}
		if _, twice := m.buttons[at]; twice || b.Do == nil {
			return fmt.Errorf("button %s.%s is defined twice, or does nothing", b.State, b.Action)
		}
		m.buttons[at] = b
	}
	for _, in := range f.Inputs {
		if _, twice := m.inputs[in.State]; twice || in.Do == nil {
			return fmt.Errorf("input %q is defined twice, or does nothing", in.State)
		}
		m.inputs[in.State] = in
	}
	for _, c := range f.Commands {
		if _, twice := m.commands[c.Name]; twice || c.Do == nil {
			return fmt.Errorf("command /%s is defined twice, or does nothing", c.Name)
		}
		m.commands[c.Name] = c
	}
	for _, l := range f.Links {
		if _, twice := m.links[l.Prefix]; twice || l.Do == nil {
			return fmt.Errorf("links %q- are defined twice, or do nothing", l.Prefix)
		}
		m.links[l.Prefix] = l
	}
	for _, file := range f.Files {
		if _, twice := m.files[file.Name]; twice || file.Make == nil {
			return fmt.Errorf("file %q is defined twice, or is not made", file.Name)
		}
		m.files[file.Name] = file
	}
	return nil
}

func (m *Machine) check() error {
	var errs []error
	for at, b := range m.buttons {
		if _, ok := m.screens[at.state]; !ok {
			errs = append(errs, fmt.Errorf("button %s.%s is on a screen that does not exist", at.state, at.action))
		}
		errs = append(errs, m.checkNext(fmt.Sprintf("button %s.%s", at.state, at.action), b.Next))
	}
	for state, in := range m.inputs {
		if _, ok := m.screens[state]; !ok {
			errs = append(errs, fmt.Errorf("input %q has no prompt", state))
		}
		errs = append(errs, m.checkNext(fmt.Sprintf("input %s", state), in.Next))
	}
	for name, c := range m.commands {
		errs = append(errs, m.checkNext("/"+name, c.Next))
	}
	for prefix, l := range m.links {
		errs = append(errs, m.checkNext("link "+prefix, l.Next))
	}
	for _, s := range append(Homes(), keyboards.StateUnknown, keyboards.StateGone) {
		if _, ok := m.screens[s]; !ok {
			errs = append(errs, fmt.Errorf("the machine itself shows %q, which no flow draws", s))
		}
	}
	return errors.Join(errs...)
}

func (m *Machine) checkNext(what string, next []keyboards.State) error {
	for _, s := range next {
		if _, ok := m.screens[s]; !ok {
			return fmt.Errorf("%s leads to %q, which does not exist", what, s)
		}
	}
	return nil
}

// who reads who is behind an update: rights hang on the sender, never on the chat.
func (m *Machine) who(ctx context.Context, from domain.Sender) (Who, error) {
	user, err := m.accounts.Find(ctx, from.ID)
	if err != nil {
		return Who{}, err
	}
	who := Who{Sender: from, User: user}
	if who.Person, err = m.chats.Person(ctx, from.ID); err == nil && user == nil {
		who.Moderates, err = m.moderators.IsModerator(ctx, from.ID)
	}
	return who, err
}

// turn prepares the handling of an update.
func (m *Machine) turn(ctx context.Context, up domain.Update, u *work.Unit) (*Turn, error) {
	who, err := m.who(ctx, up.From)
	if err != nil {
		return nil, err
	}
	return &Turn{Update: up, Who: who, Now: m.now(), Unit: u, machine: m}, nil
}

// Handle takes an update through the table. What it changes is in the unit, to be committed by the caller; what the
// pressed button answers is in the result.
func (m *Machine) Handle(ctx context.Context, up domain.Update, u *work.Unit) (*Turn, error) {
	switch {
	case up.Kind == domain.UpdateMember:
		if up.Private {
			m.chats.SetUnreachable(u, up.From.ID, up.Blocked)
		}
		return nil, nil
	case up.Paid != nil || up.Refunded != nil:
		return m.money(ctx, up, u)
	case up.Kind == domain.UpdateOther, up.Kind == domain.UpdateCheckout, up.From.IsBot, up.From.ID == 0:
		return nil, nil
	}
	t, err := m.turn(ctx, up, u)
	if err != nil {
		return nil, err
	}
	if !up.Private {
		m.inGroup(t)
		return t, nil
	}
	if t.Who.Banned() {
		// The ban may have come while a password was being typed.
		hidden, err := m.conceal(ctx, up, u)
		if err != nil {
			return t, err
		}
		if hidden {
			m.chats.StopExpecting(u, up.ChatID, up.From.ID)
		}
		return t, m.accounts.TellBan(ctx, u, up.From.ID)
	}
	m.chats.Met(u, t.Who.Person, up.From.Language)
	if up.Kind == domain.UpdateCallback {
		err = m.press(ctx, t)
	} else {
		err = m.message(ctx, t)
	}
	if err != nil {
		return t, err
	}
	if t.shown != nil && !t.expects && !t.aside {
		m.stopExpecting(ctx, t)
	}
	m.keepCommands(t)
	return t, nil
}

// stopExpecting ends the waiting for a text where there is any. Nobody but this chat's lane begins one.
func (m *Machine) stopExpecting(ctx context.Context, t *Turn) {
	_, err := m.chats.Expected(ctx, t.Update.ChatID, t.Update.From.ID)
	if err != nil && domain.KindOf(err) == domain.KindNotFound {
		return
	}
	m.chats.StopExpecting(t.Unit, t.Update.ChatID, t.Update.From.ID)
}

// inGroup answers commands and buttons in groups: people sign in and work in private chats only.
func (m *Machine) inGroup(t *Turn) {
	switch {
	case t.Update.Kind == domain.UpdateCallback:
		t.Alert(texts.ErrorPrivateOnly, nil)
	case strings.HasPrefix(t.Update.Text, "/start"):
		t.Say(texts.ErrorPrivateOnly, nil)
	}
}

// press handles a pressed button. Its bytes may be of any age, or forged.
func (m *Machine) press(ctx context.Context, t *Turn) error {
	call, err := keyboards.Decode(t.Update.Data)
	if err != nil {
		m.lead(t, texts.ToastOldButton)
		return nil
	}
	b, ok := m.buttons[door{call.State, call.Action}]
	if !ok {
		m.lead(t, texts.ToastOldButton)
		return nil
	}
	if !t.Who.May(b.Who) {
		m.lead(t, texts.ToastNotYours)
		return nil
	}
	t.Args, t.next = call.Args, b.Next
	return b.Do(ctx, t)
}

// lead answers a button that leads nowhere, and puts the person's home in the place of its message.
func (m *Machine) lead(t *Turn, why texts.Key) {
	t.next = Homes()
	t.Toast(why, nil)
	t.Show(t.Who.Home(), keyboards.Args{})
}

// message handles a text: a command, the answer to a question, or something that nobody waits for.
func (m *Machine) message(ctx context.Context, t *Turn) error {
	text := strings.TrimSpace(t.Update.Text)
	name, rest, isCommand := parseCommand(text)
	if c, known := m.commands[name]; isCommand && known {
		return m.command(ctx, t, c, rest)
	}
	expected, err := m.chats.Expected(ctx, t.Update.ChatID, t.Update.From.ID)
	switch {
	case err == nil:
		return m.input(ctx, t, expected, text)
	case domain.KindOf(err) != domain.KindNotFound:
		return err
	}
	t.next = []keyboards.State{keyboards.StateUnknown}
	if isCommand {
		t.Show(keyboards.StateUnknown, keyboards.Args{Value: int(keyboards.WhyUnknownCommand), Query: name})
		return nil
	}
	t.Show(keyboards.StateUnknown, keyboards.Args{Value: int(keyboards.WhyUnknownText)})
	return nil
}

func (m *Machine) command(ctx context.Context, t *Turn, c CommandDef, rest string) error {
	if !t.Who.May(c.Who) {
		t.next = Homes()
		t.Show(t.Who.Home(), keyboards.Args{})
		return nil
	}
	if prefix, of, found := strings.Cut(rest, "-"); found && c.Name == keyboards.CommandStart {
		if l, known := m.links[prefix]; known && t.Who.May(l.Who) {
			t.Text, t.next = of, l.Next
			return l.Do(ctx, t)
		}
	}
	t.Text, t.next = rest, c.Next
	return c.Do(ctx, t)
}

// input hands a text to the flow that asked for it. The question's message goes: its answer follows below.
func (m *Machine) input(ctx context.Context, t *Turn, expected domain.ExpectedInput, text string) error {
	def, known := m.inputs[keyboards.State(expected.Kind)]
	if known && def.Secret != "" {
		m.hide(t.Unit, t.Update, def.Secret)
	}
	if err := m.chats.DropQuestion(ctx, t.Unit, expected); err != nil {
		return err
	}
	args, err := keyboards.Unpack(expected.Args)
	if err != nil || !known || !expected.ExpiresAt.After(t.Now) {
		t.next = []keyboards.State{keyboards.StateUnknown}
		t.Show(keyboards.StateUnknown, keyboards.Args{Value: int(keyboards.WhyExpired)})
		return nil
	}
	if !t.Who.May(def.Who) {
		t.next = Homes()
		t.Show(t.Who.Home(), keyboards.Args{})
		return nil
	}
	t.Args, t.Memo, t.Text, t.next = args, expected.Memo, text, append(slices.Clone(def.Next), def.State)
	switch {
	case text == "":
		t.Args.Value = int(keyboards.WhyEmpty)
	case isSlashWord(text):
		t.Args.Value = int(keyboards.WhyNoCommand)
	default:
		return def.Do(ctx, t)
	}
	t.Ask(def.State, t.Args, t.Memo)
	return nil
}

// isSlashWord tells whether a text has the shape of a command, as the Bot API has it, and nothing else: somebody means the
// bot, and not the question that stands.
func isSlashWord(text string) bool {
	word, slash := strings.CutPrefix(text, "/")
	return slash && len(word) >= 1 && len(word) <= 32 && strings.Trim(word, slashLetters) == ""
}

// slashLetters are what a command may consist of (Bot API, BotCommand), and the capitals that people write it in.
const slashLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"

// hide takes a message that holds a secret out of the chat. However often, it is asked for once.
func (m *Machine) hide(u *work.Unit, up domain.Update, orTell texts.Key) {
	m.chats.DeleteOnce(u, up.ChatID, chats.Deletion{MessageID: up.MessageID, OrTell: string(orTell)}, domain.PrioritySecret,
		fmt.Sprintf("secret:%d:%d:%d", up.ChatID, up.MessageID, up.ID))
}

// conceal is for a message whose handling has failed, and with it the deletion of the secret that it may hold. It asks our
// own database alone, so that a host that is away for hours does not keep passwords in people's chats.
func (m *Machine) conceal(ctx context.Context, up domain.Update, u *work.Unit) (hidden bool, err error) {
	if up.Kind != domain.UpdateMessage || !up.Private {
		return false, nil
	}
	if name, _, isCommand := parseCommand(strings.TrimSpace(up.Text)); isCommand && m.commands[name].Do != nil {
		return false, nil
	}
	expected, err := m.chats.Expected(ctx, up.ChatID, up.From.ID)
	if domain.KindOf(err) == domain.KindNotFound && err != nil {
		return false, nil
	}
	def := m.inputs[keyboards.State(expected.Kind)]
	if err != nil || def.Secret == "" {
		return false, err
	}
	m.hide(u, up, def.Secret)
	return true, nil
}

// parseCommand takes "/name@bot rest" apart.
func parseCommand(text string) (name, rest string, ok bool) {
	if !strings.HasPrefix(text, "/") {
		return "", "", false
	}
	name, rest, _ = strings.Cut(text[1:], " ")
	if i := strings.IndexByte(name, '\n'); i >= 0 {
		name, rest = name[:i], name[i+1:]+" "+rest
	}
	name, _, _ = strings.Cut(name, "@")
	return strings.ToLower(name), strings.TrimSpace(rest), name != ""
}

// keepCommands lets the chat's command menu follow the person's role and language.
func (m *Machine) keepCommands(t *Turn) {
	role, language := t.Who.MenuRole(), t.Who.Person.Language
	if language == "" {
		language = t.Update.From.Language
	}
	if t.became != nil {
		role = *t.became
	}
	if t.language != "" {
		language = t.language
	}
	name := string(role) + " " + m.texts.For(language).Language()
	if role == "" && t.Who.Person.Commands == "" && t.language == "" {
		return // everybody's menu is that of a stranger
	}
	m.chats.ShowCommands(t.Unit, t.Who.Person, name)
}
