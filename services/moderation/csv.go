package moderation

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"frontdesk/domain"
)

// TableLabels are the words of a table in the language of who gets it. An empty one leaves the cell empty.
type TableLabels struct {
	Said, Author, Text, State, Decided, By, Wait, Rule string                       // the head, in this order; Wait is in seconds
	States                                             [3]string                    // awaiting, approved, deleted
	Rules                                              func(domain.RuleKind) string // nil leaves rules out
	Zone                                               *time.Location               // of the times; UTC when nil
}

// byteOrderMark makes Excel read a file as UTF-8.
const byteOrderMark = "\uFEFF"

// CSV writes an event's messages down for a spreadsheet: UTF-8 with a byte order mark, semicolons, CRLF. What a spreadsheet
// would take for a formula stands behind an apostrophe (OWASP, CSV Injection).
func (s *Service) CSV(ctx context.Context, actor, eventID int64, l TableLabels) ([]byte, error) {
	e, err := s.Webinars.EventFor(ctx, actor, eventID, domain.DeedEventView)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.WriteString(byteOrderMark)
	table := csv.NewWriter(&out)
	table.Comma, table.UseCRLF = ';', true
	write := func(cells ...string) {
		for i, cell := range cells {
			cells[i] = harmless(cell)
		}
		_ = table.Write(cells) // a buffer takes everything
	}
	write(l.Said, l.Author, l.Text, l.State, l.Decided, l.By, l.Wait, l.Rule)
	err = s.every(ctx, e.ID, func(m domain.ModeratedMessage) {
		rule, wait := "", ""
		if l.Rules != nil && m.Rule != "" {
			rule = l.Rules(m.Rule)
		}
		if m.DecidedBy != 0 {
			wait = strconv.Itoa(int(m.DecidedAt.Sub(m.SeenAt).Round(time.Second) / time.Second))
		}
		write(l.at(m.SaidAt), m.Author, m.Text, l.States[min(m.State, domain.MessageDeleted)], l.at(m.DecidedAt), m.DecidedName, wait, rule)
	})
	if err != nil {
		return nil, err
	}
	table.Flush()
	if err := table.Error(); err != nil {
		return nil, fmt.Errorf("write a table: %w", err)
	}
	return out.Bytes(), nil
}

func (l TableLabels) at(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if l.Zone != nil {
		t = t.In(l.Zone)
	}
	return t.Format("2006-01-02 15:04:05")
}

// harmless keeps a spreadsheet from working out what somebody has written. Blanks before a formula do not stop all of them.
func harmless(cell string) string {
	trimmed := strings.TrimLeft(cell, " \u00A0\u200B\uFEFF")
	if cell == "" || !strings.ContainsAny(cell[:1], "\t\r\n") && (trimmed == "" || !startsFormula(trimmed)) {
		return cell
	}
	return "'" + cell
}

// startsFormula tells whether a text begins as a formula does, full-width signs included: some programs read them alike.
func startsFormula(s string) bool {
	first := []rune(s)[0]
	return strings.ContainsRune("=+-@\t\r\n＝＋－＠|", first)
}
