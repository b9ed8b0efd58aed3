package moderation_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"frontdesk/bot"
	"frontdesk/domain"
)

// phones are what people have in their chats.
type phones struct {
	bot.Telegram // what nobody calls here

	mu       sync.Mutex
	messages []phoneMessage
	files    []domain.File
	toasts   []string
	edits    []edit
	last     int64
}

type phoneMessage struct {
	chat, id int64
	domain.Message
}

type edit struct {
	chat, id int64
	at       time.Time
}

func (m phoneMessage) String() string {
	var b strings.Builder
	b.WriteString(m.Text)
	for _, row := range m.Rows {
		b.WriteString("\n")
		for _, button := range row {
			b.WriteString("[" + button.Label + "]")
		}
	}
	return b.String()
}

func (p *phones) Send(_ context.Context, chatID int64, m domain.Message) (int64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last++
	p.messages = append(p.messages, phoneMessage{chatID, p.last, m})
	return p.last, nil
}

func (p *phones) SendFile(_ context.Context, _ int64, f domain.File) (int64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files = append(p.files, f)
	p.last++
	return p.last, nil
}

func (p *phones) Edit(_ context.Context, chatID, messageID int64, m domain.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, have := range p.messages {
		if have.chat == chatID && have.id == messageID {
			p.messages[i].Message = m
			p.edits = append(p.edits, edit{chatID, messageID, time.Now()})
			return nil
		}
	}
	return domain.Fail(domain.KindNotFound, "", nil)
}

func (p *phones) Delete(_ context.Context, chatID, messageID int64) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.messages = slices.DeleteFunc(p.messages, func(m phoneMessage) bool { return m.chat == chatID && m.id == messageID })
	return nil
}

func (p *phones) Answer(_ context.Context, _, text string, _ bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.toasts = append(p.toasts, text)
	return nil
}

func (p *phones) SetCommands(context.Context, domain.CommandScope, string, []domain.Command) error {
	return nil
}

func (p *phones) of(chat int64) (list []phoneMessage) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.messages {
		if m.chat == chat {
			list = append(list, m)
		}
	}
	return list
}

func (p *phones) toast() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.toasts) == 0 {
		return ""
	}
	return p.toasts[len(p.toasts)-1]
}

// edited tells how the edits of a message lie apart.
func (p *phones) edited(m phoneMessage) (gaps []time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var last time.Time
	for _, e := range p.edits {
		if e.chat != m.chat || e.id != m.id {
			continue
		}
		if !last.IsZero() {
			gaps = append(gaps, e.at.Sub(last))
		}
		last = e.at
	}
	return gaps
}
