package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/chats"
	"frontdesk/services/work"
	"frontdesk/texts"
)

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
