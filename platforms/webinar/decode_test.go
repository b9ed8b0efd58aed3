package webinar

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"frontdesk/domain"
)

func TestTimesComeInManyForms(t *testing.T) {
	t.Parallel()
	at := time.Date(2021, 6, 2, 15, 5, 10, 0, time.UTC)
	for written, want := range map[string]time.Time{
		`"2021-06-02T18:05:10+0300"`:         at,
		`"2021-06-02T18:05:10+03:00"`:        at,
		`"2021-06-02T15:05:10Z"`:             at,
		`"2021-06-02T18:05:10.250+0300"`:     at.Add(250 * time.Millisecond),
		`"2021-06-02T18:05+03:00"`:           at.Add(-10 * time.Second),
		`"2021-06-02 15:05:10"`:              at,
		`1622646310`:                         at,
		`"1622646310"`:                       at,
		`null`:                               {},
		`""`:                                 {},
		`"-0001-11-30T00:00:00+0230"`:        {},
		`"0000-00-00 00:00:00"`:              {},
		`"soon"`:                             {},
		`{"date":"2021-06-02","timezone":3}`: {},
		`-5`:                                 {},
	} {
		var m moment
		if err := m.UnmarshalJSON([]byte(written)); err != nil || !m.Equal(want) {
			t.Errorf("%s is %v, want %v (%v)", written, m.Time, want, err)
		}
	}
}

func TestTruthComesInManyForms(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]truth{
		`true`: {true, true}, `"True"`: {true, true}, `"true"`: {true, true}, `"1"`: {true, true}, `1`: {true, true},
		`false`: {false, true}, `"False"`: {false, true}, `"false"`: {false, true}, `0`: {false, true}, `"0"`: {false, true}, `""`: {false, true},
		`null`: {}, `"maybe"`: {}, `{}`: {}, `[true]`: {},
	} {
		var got truth
		if err := got.UnmarshalJSON([]byte(written)); err != nil || got != want {
			t.Errorf("%s is %+v, want %+v (%v)", written, got, want, err)
		}
	}
}

func TestOnlyWebAddressesArePictures(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]picture{
		`{"url":"https://cdn.example/1.png"}`:     "https://cdn.example/1.png",
		`"http://cdn.example/1.png"`:              "http://cdn.example/1.png",
		`{"url":"//cdn.example/1.png"}`:           "https://cdn.example/1.png",
		`{"url":"javascript:alert(1)"}`:           "",
		`{"url":"data:text/html,x"}`:              "",
		`{"url":"file:///etc/passwd"}`:            "",
		`{"url":"https://u:p@cdn.example/1.png"}`: "",
		`{"url":null}`:                            "",
		`{"url":["https://cdn.example/1.png"]}`:   "",
		`null`:                                    "",
		`17`:                                      "",
		`[]`:                                      "",
	} {
		var got picture
		if err := got.UnmarshalJSON([]byte(written)); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", written, got, want, err)
		}
	}
}

func TestAChatIsReadHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	at := time.Date(2021, 6, 2, 15, 5, 10, 0, time.UTC)
	plain := domain.ChatMessage{ID: 9001, Author: "Гость", AuthorID: "5", Text: "привет", Approved: true, At: at}
	with := func(change func(*domain.ChatMessage)) []domain.ChatMessage {
		m := plain
		change(&m)
		return []domain.ChatMessage{m}
	}
	for name, tc := range map[string]struct {
		body string
		want []domain.ChatMessage
		torn bool
	}{
		"plain":         {`[{"id":9001,"authorName":"Гость","authorId":5,"text":"привет","isModerated":true,"createAt":"2021-06-02T18:05:10+0300"}]`, []domain.ChatMessage{plain}, false},
		"strings":       {`[{"id":"9001","authorName":" Гость ","authorId":"5","text":"привет","isModerated":"True","createAt":"1622646310"}]`, []domain.ChatMessage{plain}, false},
		"gaps":          {`{"3":{"id":9001,"authorName":"Гость","authorId":5,"text":"привет","isModerated":1,"createAt":"2021-06-02T15:05:10Z"}}`, []domain.ChatMessage{plain}, false},
		"posted form":   {`[{"id":9001,"user":{"id":5,"nickname":"Гость"},"text":"привет","createAt":"2021-06-02T15:05:10Z"}]`, []domain.ChatMessage{plain}, false},
		"deleted":       {`[{"id":9001,"authorName":"Гость","authorId":5,"text":"привет","isModerated":true,"isDeleted":true,"createAt":"2021-06-02T15:05:10Z"}]`, with(func(m *domain.ChatMessage) { m.Deleted = true }), false},
		"awaiting":      {`[{"id":9001,"authorName":"Гость","authorId":5,"text":"привет","isModerated":false,"createAt":"2021-06-02T15:05:10Z"}]`, with(func(m *domain.ChatMessage) { m.Approved = false }), false},
		"numeric text":  {`[{"id":9001,"authorName":"Гость","authorId":5,"text":42,"isModerated":true,"createAt":"2021-06-02T15:05:10Z"}]`, with(func(m *domain.ChatMessage) { m.Text = "42" }), false},
		"NUL":           {`[{"id":9001,"authorName":"Го\u0000сть","authorId":5,"text":"при\u0000вет","isModerated":true,"createAt":"2021-06-02T15:05:10Z"}]`, []domain.ChatMessage{plain}, false},
		"no text":       {`[{"id":9001,"authorName":"Гость","authorId":5,"text":null,"attachments":[{}],"isModerated":true,"createAt":"2021-06-02T15:05:10Z"}]`, with(func(m *domain.ChatMessage) { m.Text = "" }), false},
		"one is broken": {`[{"id":"x-1","text":"a"},17,{"id":9001,"authorName":"Гость","authorId":5,"text":"привет","isModerated":true,"createAt":"2021-06-02T15:05:10Z"}]`, []domain.ChatMessage{plain}, true},
		"empty":         {`[]`, nil, false},
		"null":          {`null`, nil, false},
	} {
		page, err := decodeChat(answer{call: "chat", body: []byte(tc.body)}, true)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(tc.want, page.messages); diff != "" || page.torn != tc.torn {
			t.Errorf("%s: torn %v, %s", name, page.torn, diff)
		}
	}
	for _, body := range []string{``, `{"messages":[]}`, `"x"`, `17`, `[{"id":1.5}]`, `[{"id":null}]`, `[{"id":-4}]`, `[{]`} {
		if _, err := decodeChat(answer{call: "chat", body: []byte(body)}, true); err == nil {
			t.Errorf("%s was read as a chat", body)
		} else if domain.KindOf(err) != domain.KindUnavailable {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// What a page has later holds: a message approved between two calls comes once.
func TestPagesAreJoinedOldestFirst(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	awaiting := chatPage{messages: []domain.ChatMessage{{ID: 5, At: at}, {ID: 3, At: at}}}
	approved := chatPage{messages: []domain.ChatMessage{{ID: 9, At: at.Add(-time.Second), Approved: true}, {ID: 3, At: at, Approved: true}}}
	want := []domain.ChatMessage{{ID: 9, At: at.Add(-time.Second), Approved: true}, {ID: 3, At: at, Approved: true}, {ID: 5, At: at}}
	if diff := cmp.Diff(want, joinChat(awaiting, approved)); diff != "" {
		t.Error(diff)
	}
}

func FuzzDecodeChat(f *testing.F) {
	for _, seed := range []string{
		`[{"id":9002,"authorName":"Guest 2","text":"hi","isModerated":false,"createAt":"2021-06-02T18:05:10+0300"}]`,
		`[{"id":"9002","authorId":"7","text":42,"isModerated":"True","createAt":null}]`,
		`{"0":{"id":1},"7":{"id":2}}`, `{"error":{"code":404,"message":"x"}}`, `[null,{},[],1]`, `[{"id":1e3}]`, `null`, ``, `<html>`,
		`[{"id":9223372036854775807},{"id":9223372036854775808}]`, `[{"id":1,"text":"\ud800\u0000"}]`, `[{"id":1,"user":[]}]`,
	} {
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, body []byte, approved bool) {
		a := answer{call: "chat", status: 200, body: body}
		_ = judge(a, nil, func(s string) string { return s }) // must not panic
		page, err := decodeChat(a, approved)
		if err != nil {
			if domain.KindOf(err) != domain.KindUnavailable {
				t.Error(err)
			}
			return
		}
		if len(page.messages) > page.items {
			t.Errorf("%d messages of %d", len(page.messages), page.items)
		}
		joined := joinChat(page, page)
		if len(joined) > len(page.messages) {
			t.Error("joining made messages")
		}
		for i, m := range joined {
			if m.ID <= 0 || !utf8.ValidString(m.Text) || strings.Contains(m.Text+m.Author+m.AuthorID, "\x00") {
				t.Errorf("%+v", m)
			}
			if i > 0 && m.At.Before(joined[i-1].At) {
				t.Error("out of order")
			}
		}
	})
}
