package moderation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	flow "frontdesk/bot/flows/moderation"
	"frontdesk/domain"
	"frontdesk/keyboards"
)

// TestNoButtonOfAStrangerDecidesAnything walks the table of buttons itself: whoever adds a button has it tried here by somebody
// who moderates another account, with the arguments that would reach this one, and with an answer to what it asks.
func TestNoButtonOfAStrangerDecidesAnything(t *testing.T) {
	inStudio(t, func(t *testing.T, s *studio) {
		a, e := s.here(anna), s.has(emma)
		s.says("Иван", "Вопрос", "Ответ")
		a.taps("Ответ", "✅")
		s.passes(time.Minute)
		call, err := keyboards.Decode(a.data("Вопрос", "✅"))
		s.must(err)
		before, said := s.rows(), s.at("Вопрос")+s.at("Ответ")
		doors := flow.Flow(flow.Deps{}).Buttons
		if len(doors) < 20 {
			t.Fatalf("only %d buttons were found", len(doors))
		}
		for _, door := range doors {
			for _, query := range []string{"", "words"} {
				data, err := keyboards.Encode(door.State, door.Action, keyboards.Args{
					Event: event, Account: account, Item: call.Args.Item, Change: call.Args.Item, Value: keyboards.On, Query: query,
				})
				s.must(err)
				e.sends("/menu")
				_ = e.presses("(", data) // refused, or it leads to a screen of her own
				_ = e.handle(domain.Update{Kind: domain.UpdateMessage, MessageID: 200_000 + s.updates, Text: "чужое слово"})
				s.passes(2 * time.Second)
				if now := s.rows(); now != before || s.at("Вопрос")+s.at("Ответ") != said {
					t.Fatalf("%s.%s by a stranger has made of\n%s\nthis:\n%s", door.State, door.Action, before, now)
				}
				for _, m := range s.phones.of(emma) {
					if text := m.String(); strings.Contains(text, "Вопрос") || strings.Contains(text, "Иван") || strings.Contains(text, "Лекция") {
						t.Fatalf("%s.%s shows a stranger:\n%s", door.State, door.Action, text)
					}
				}
			}
		}
	})
}

// rows are what moderators have decided and set, as text.
func (s *studio) rows() string {
	s.t.Helper()
	var b strings.Builder
	for _, table := range []string{"chat_message", "moderation_rule", "trusted_author", "event_moderator"} {
		rows, err := s.db.Readers().QueryxContext(s.t.Context(), "SELECT * FROM frontdesk_"+table+" ORDER BY 1, 2")
		s.must(err)
		for rows.Next() {
			row, err := rows.SliceScan()
			s.must(err)
			fmt.Fprintln(&b, append([]any{table}, row...)...)
		}
		s.must(rows.Err())
		s.must(rows.Close())
	}
	return b.String()
}
