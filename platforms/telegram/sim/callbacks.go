package sim

import (
	"strconv"
	"strings"
	"time"
)

// callback is a tap that waits for its answer.
type callback struct {
	id       string
	chat     int64
	person   int64
	at       time.Time
	answered bool
}

// callbackBook knows the taps of the last minutes.
type callbackBook struct {
	byID map[string]*callback
	line []*callback // in the order of the taps
	last int64
}

// firstCallbackID makes ids look like Telegram's: long numbers.
const firstCallbackID = 4_300_000_000_000_000_000

// forgetAfter bounds the book's memory; long past any CallbackLife that makes sense.
const forgetAfter = time.Hour

func (b *callbackBook) add(chatID, personID int64, now time.Time) string {
	for len(b.line) > 0 && now.Sub(b.line[0].at) > forgetAfter {
		delete(b.byID, b.line[0].id)
		b.line = b.line[1:]
	}
	b.last++
	c := &callback{id: strconv.FormatInt(firstCallbackID+b.last, 10), chat: chatID, person: personID, at: now}
	b.byID[c.id] = c
	b.line = append(b.line, c)
	return c.id
}

func (s *Server) answerCallbackQuery(c *call) (any, *apiError) {
	text, address := c.params.str("text"), c.params.str("url")
	if utf16Len(text) > maxToast {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	if address != "" && !strings.HasPrefix(address, "https://t.me/"+s.opts.Bot.Username+"?start=") &&
		!strings.HasPrefix(address, "t.me/"+s.opts.Bot.Username+"?start=") {
		return nil, badRequest("URL_INVALID")
	}
	tap := s.callbacks.byID[c.params.str("callback_query_id")]
	if tap == nil || tap.answered || s.now().Sub(tap.at) > s.opts.CallbackLife {
		return nil, badRequest(textQueryTooOld)
	}
	tap.answered = true
	a := Answer{CallbackID: tap.id, Text: text, Alert: c.params.boolean("show_alert"), URL: address, At: s.now()}
	if in := s.chats[tap.chat]; in != nil {
		in.answers = keepLast(append(in.answers, a), maxAnswers)
	}
	s.emit(Event{Type: EventAnswer, Person: tap.person, Answer: &a})
	return true, nil
}

// Unanswered returns how many taps still wait for an answer that would be taken.
func (s *Server) Unanswered() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	count := 0
	for _, tap := range s.callbacks.line {
		if !tap.answered && s.now().Sub(tap.at) <= s.opts.CallbackLife {
			count++
		}
	}
	return count
}
