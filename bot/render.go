package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/chats"
	"frontdesk/services/outbox"
	"frontdesk/texts"
)

// Renderer turns deliveries into Telegram's messages at the moment of sending: in the person's language, with the state
// of that moment. It is the outbox's sender.
type Renderer struct {
	telegram Telegram
	machine  *Machine
	chats    *chats.Service
	texts    *texts.Catalog
	now      func() time.Time
}

// NewRenderer makes the renderer.
func NewRenderer(t Telegram, m *Machine, c *chats.Service, catalog *texts.Catalog, now func() time.Time) *Renderer {
	return &Renderer{telegram: t, machine: m, chats: c, texts: catalog, now: now}
}

// Send brings one delivery to its chat.
func (r *Renderer) Send(ctx context.Context, d domain.Delivery) (outbox.Receipt, error) {
	switch d.Kind {
	case domain.DeliveryScreen:
		return r.screen(ctx, d)
	case domain.DeliveryNotice:
		return r.notice(ctx, d)
	case domain.DeliveryDelete:
		return outbox.Receipt{}, r.remove(ctx, d)
	case domain.DeliveryCommands:
		return r.commands(ctx, d)
	case domain.DeliveryReport:
		return r.report(ctx, d)
	case domain.DeliveryDocument:
		return r.file(ctx, d)
	case domain.DeliveryInvoice:
		return r.invoice(ctx, d)
	case domain.DeliveryRefund:
		return outbox.Receipt{}, r.refund(ctx, d)
	default:
		return outbox.Receipt{}, &domain.Error{Kind: domain.KindRejected, Err: fmt.Errorf("nobody knows how to send a %q", d.Kind)}
	}
}

func (r *Renderer) printer(ctx context.Context, person int64) (texts.Printer, error) {
	p, err := r.chats.Person(ctx, person)
	return r.texts.For(p.Speaks()), outbox.NotAsked(err)
}

// screen brings a message to the newest state of its screen.
func (r *Renderer) screen(ctx context.Context, d domain.Delivery) (outbox.Receipt, error) {
	s, err := r.chats.Screen(ctx, d.ScreenID)
	if domain.KindOf(err) == domain.KindNotFound && err != nil || err == nil && s.Revision > d.Revision {
		return outbox.Receipt{Superseded: true}, nil
	}
	if err != nil {
		return outbox.Receipt{}, outbox.NotAsked(err)
	}
	screen, err := r.draw(ctx, s)
	if err != nil {
		return outbox.Receipt{}, outbox.NotAsked(err)
	}
	if keyboards.State(s.State) != screen.State && screen.State == keyboards.StateGone && d.Priority > domain.PriorityInteractive {
		// Nobody has pressed anything: an old message stays as it was, rather than refuse what was never asked for.
		return outbox.Receipt{Superseded: true}, nil
	}
	if s.MessageID == 0 && screen.Unsent != keyboards.SendIt && d.Priority > domain.PriorityInteractive {
		return outbox.Receipt{Superseded: true, Over: screen.Unsent == keyboards.DropIt}, nil
	}
	m, err := screen.Message()
	if err != nil {
		return outbox.Receipt{}, outbox.NotAsked(err)
	}
	hash := hashOf(m)
	if s.MessageID != 0 && hash == s.Hash {
		return outbox.Receipt{Superseded: true, Over: screen.Over}, nil
	}
	if s.MessageID != 0 {
		err = r.telegram.Edit(ctx, d.Recipient, s.MessageID, m)
		if err == nil || domain.KindOf(err) != domain.KindNotFound || d.Priority > domain.PriorityInteractive {
			return outbox.Receipt{MessageID: s.MessageID, Hash: hash, Edited: true, Over: screen.Over}, err
		}
		// The message is gone, and somebody waits: a new one takes its place.
	}
	id, err := r.telegram.Send(ctx, d.Recipient, m)
	return outbox.Receipt{MessageID: id, Hash: hash, Over: screen.Over}, err
}

// draw builds what a screen shows now. What is no longer there, or not for this person any more, is the screen "gone".
func (r *Renderer) draw(ctx context.Context, s domain.ShownScreen) (keyboards.Screen, error) {
	p, err := r.printer(ctx, s.PersonID)
	if err != nil {
		return keyboards.Screen{}, err
	}
	args, err := keyboards.Unpack(s.Args)
	if err != nil {
		return keyboards.Screen{}, fmt.Errorf("screen %d: %w", s.ID, err)
	}
	view := View{Person: s.PersonID, Args: args, Printer: p, Now: r.now()}
	return r.machine.draw(ctx, keyboards.State(s.State), view)
}

// draw loads a state's screen.
func (m *Machine) draw(ctx context.Context, state keyboards.State, v View) (keyboards.Screen, error) {
	def, ok := m.screens[state]
	if !ok {
		return m.gone(ctx, v, keyboards.WhyOldButton)
	}
	screen, err := def.Load(ctx, v)
	if err == nil {
		return screen, nil
	}
	switch domain.KindOf(err) {
	case domain.KindNotFound:
		return m.gone(ctx, v, keyboards.WhyVanished)
	case domain.KindForbidden:
		return m.gone(ctx, v, keyboards.WhyForbidden)
	default:
		return screen, fmt.Errorf("screen %q: %w", state, err)
	}
}

func (m *Machine) gone(ctx context.Context, v View, why keyboards.Why) (keyboards.Screen, error) {
	v.Args = keyboards.Args{Value: int(why)}
	return m.screens[keyboards.StateGone].Load(ctx, v)
}

func (r *Renderer) notice(ctx context.Context, d domain.Delivery) (outbox.Receipt, error) {
	var n chats.Notice
	if err := unpack(d.Payload, &n); err != nil {
		return outbox.Receipt{}, err
	}
	p, err := r.printer(ctx, d.Person)
	if err != nil {
		return outbox.Receipt{}, err
	}
	id, err := r.telegram.Send(ctx, d.Recipient, domain.Message{Text: p.HTML(texts.Key(n.Key), n.Params)})
	return outbox.Receipt{MessageID: id}, err
}

// file makes a file and sends it. One that may not be made any more is not sent.
func (r *Renderer) file(ctx context.Context, d domain.Delivery) (outbox.Receipt, error) {
	var order chats.FileOrder
	if err := unpack(d.Payload, &order); err != nil {
		return outbox.Receipt{}, err
	}
	def, known := r.machine.files[order.Name]
	args, err := keyboards.Unpack(order.Args)
	if !known || err != nil {
		return outbox.Receipt{}, &domain.Error{Kind: domain.KindRejected, Err: fmt.Errorf("nobody knows how to make a file %q", order.Name)}
	}
	p, err := r.printer(ctx, d.Person)
	if err != nil {
		return outbox.Receipt{}, err
	}
	f, err := def.Make(ctx, View{Person: d.Person, Args: args, Printer: p, Now: r.now()})
	switch {
	case err != nil && (domain.KindOf(err) == domain.KindNotFound || domain.KindOf(err) == domain.KindForbidden):
		return outbox.Receipt{Superseded: true}, nil
	case err != nil:
		return outbox.Receipt{}, outbox.NotAsked(err)
	}
	id, err := r.telegram.SendFile(ctx, d.Recipient, f)
	return outbox.Receipt{MessageID: id}, err
}

// remove deletes a message. When Telegram refuses for good, the person is told to.
func (r *Renderer) remove(ctx context.Context, d domain.Delivery) error {
	var del chats.Deletion
	if err := unpack(d.Payload, &del); err != nil {
		return err
	}
	message, err := r.messageOf(ctx, del)
	if err != nil || message == 0 {
		return err
	}
	err = r.telegram.Delete(ctx, d.Recipient, message)
	if err == nil || del.OrTell == "" || domain.KindOf(err) != domain.KindRejected {
		return err
	}
	p, problem := r.printer(ctx, d.Person)
	if problem != nil {
		return problem
	}
	_, problem = r.telegram.Send(ctx, d.Recipient, domain.Message{Text: p.HTML(texts.Key(del.OrTell), nil)})
	return problem
}

// messageOf finds the message to delete; 0 when it was never sent.
func (r *Renderer) messageOf(ctx context.Context, del chats.Deletion) (int64, error) {
	if del.MessageID != 0 {
		return del.MessageID, nil
	}
	if del.SentAs != "" {
		return r.chats.MessageSentAs(ctx, del.SentAs)
	}
	s, err := r.chats.Screen(ctx, del.ScreenID)
	if domain.KindOf(err) == domain.KindNotFound && err != nil {
		return 0, nil
	}
	return s.MessageID, outbox.NotAsked(err)
}

// commands sets a chat's command menu, unless the chat is to have another one by now.
func (r *Renderer) commands(ctx context.Context, d domain.Delivery) (outbox.Receipt, error) {
	person, err := r.chats.Person(ctx, d.Recipient)
	if err != nil || person.Commands != d.Payload {
		return outbox.Receipt{Superseded: err == nil}, outbox.NotAsked(err)
	}
	role, language, _ := strings.Cut(d.Payload, " ")
	list := keyboards.Commands(r.texts.For(language), domain.Role(role))
	return outbox.Receipt{}, r.telegram.SetCommands(ctx, domain.CommandScope{ChatID: d.Recipient}, "", list)
}

func (r *Renderer) report(ctx context.Context, d domain.Delivery) (outbox.Receipt, error) {
	var t Trouble
	if err := unpack(d.Payload, &t); err != nil {
		return outbox.Receipt{}, err
	}
	p := r.texts.For("")
	text := p.HTML(texts.ReportError, texts.Params{"ID": t.ID, "Chat": t.ChatID, "Cause": t.Text})
	if t.Before > 0 {
		text += "\n" + p.HTML(texts.ReportRepeated, texts.Params{texts.Count: t.Before})
	}
	id, err := r.telegram.Send(ctx, d.Recipient, domain.Message{Text: text})
	var refused *domain.Error
	if errors.As(err, &refused) && refused.MovedTo != 0 {
		// The group has become a supergroup and has another id, which the configuration does not know yet.
		id, err = r.telegram.Send(ctx, refused.MovedTo, domain.Message{Text: text})
	}
	return outbox.Receipt{MessageID: id}, err
}

func unpack(payload string, into any) error {
	if err := json.Unmarshal([]byte(payload), into); err != nil {
		return &domain.Error{Kind: domain.KindRejected, Err: errors.New("its payload cannot be read")}
	}
	return nil
}

// hashOf is never 0, which means "nothing shown yet".
func hashOf(m domain.Message) int64 {
	h := fnv.New64a()
	fmt.Fprint(h, m.Text)
	for _, row := range m.Rows {
		h.Write([]byte{0})
		for _, b := range row {
			fmt.Fprint(h, "\x01", b.Label, "\x02", b.Data, "\x03", b.URL)
		}
	}
	return int64(h.Sum64() | 1)
}
