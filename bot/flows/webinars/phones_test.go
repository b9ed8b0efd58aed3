package webinars_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/domain"
)

// phones are what people have in their chats: Telegram without its rules, which the simulator has.
type phones struct {
	messages []*message
	files    []domain.File
	last     int64
}

type message struct {
	chat, id int64
	own      bool // the person's
	domain.Message
}

func (p *phones) Send(_ context.Context, chatID int64, m domain.Message) (int64, error) {
	p.last++
	p.messages = append(p.messages, &message{chat: chatID, id: p.last, Message: m})
	return p.last, nil
}

func (p *phones) SendFile(_ context.Context, chatID int64, f domain.File) (int64, error) {
	p.files = append(p.files, f)
	p.last++
	return p.last, nil
}

func (p *phones) Edit(_ context.Context, chatID, messageID int64, m domain.Message) error {
	for _, have := range p.messages {
		if have.chat == chatID && have.id == messageID {
			have.Message = m
			return nil
		}
	}
	return domain.Fail(domain.KindNotFound, "", nil)
}

func (p *phones) Delete(_ context.Context, chatID, messageID int64) error {
	p.messages = slices.DeleteFunc(p.messages, func(m *message) bool { return m.chat == chatID && m.id == messageID })
	return nil
}

// screen is the newest message with buttons that somebody has asked for.
func (p *phones) screen(chatID int64) *message {
	return p.newest(chatID, func(m *message) bool { return !m.calls() })
}

// call is the newest message that calls somebody to a webinar.
func (p *phones) call(chatID int64) *message { return p.newest(chatID, (*message).calls) }

func (p *phones) newest(chatID int64, is func(*message) bool) *message {
	for _, m := range slices.Backward(p.messages) {
		if m.chat == chatID && !m.own && len(m.Rows) > 0 && is(m) {
			return m
		}
	}
	return &message{}
}

func (m *message) calls() bool {
	return strings.Contains(m.Text, "«Модерация» откроет очередь чата")
}

func (p *phones) chat(chatID int64) string {
	var b strings.Builder
	for _, m := range p.messages {
		if m.chat == chatID {
			b.WriteString(m.String() + "\n---\n")
		}
	}
	return b.String()
}

func (m *message) String() string {
	var b strings.Builder
	b.WriteString(m.Text)
	for _, row := range m.Rows {
		b.WriteString("\n")
		for _, button := range row {
			fmt.Fprintf(&b, "[%s]", button.Label+button.URL)
		}
	}
	return b.String()
}

func (p *phones) Me(context.Context) (domain.BotInfo, error) {
	return domain.BotInfo{ID: 42, Username: "school_bot"}, nil
}

// The rest of Telegram is not needed here.

func (p *phones) BotID() int64 { return 42 }

func (p *phones) Updates(context.Context, int64, int, time.Duration, []domain.UpdateKind) ([]domain.RawUpdate, error) {
	return nil, nil
}

func (p *phones) Decode([]byte) (domain.Update, error)                 { return domain.Update{}, nil }
func (p *phones) Answer(context.Context, string, string, bool) error   { return nil }
func (p *phones) SetDescription(context.Context, string, string) error { return nil }

func (p *phones) SetCommands(context.Context, domain.CommandScope, string, []domain.Command) error {
	return nil
}

func (p *phones) SendInvoice(context.Context, int64, domain.InvoiceMessage) (int64, error) {
	return 0, nil
}
func (p *phones) AnswerCheckout(context.Context, string, string) error      { return nil }
func (p *phones) RefundStars(context.Context, int64, string) error          { return nil }
func (p *phones) SetShortDescription(context.Context, string, string) error { return nil }
