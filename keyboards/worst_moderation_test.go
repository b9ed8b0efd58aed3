package keyboards_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/keyboards"
)

// worstOfChats are the screens of a webinar's chat with the highest numbers and the longest texts.
func worstOfChats(name string) []keyboards.Sample {
	const big = math.MaxInt64
	at := time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)
	m := domain.ModeratedMessage{
		ID: big, EventID: big, Author: name, Text: strings.Repeat(name+"\n", 100), SaidAt: at, State: domain.MessageApproved,
		DecidedBy: 1, DecidedName: name, DecidedAt: at, Trouble: "error.webinar_credentials " + name, Rule: domain.RuleWords,
	}
	waits := m
	waits.State = domain.MessageAwaiting
	far := make([]domain.ModeratedMessage, 5)
	for i := range far {
		far[i] = m
		far[i].ID = big - int64(len(far)-i)*(1<<58)
	}
	now := at.AddDate(1, 0, 0)
	here := keyboards.Args{Event: big, Page: 9998, Change: big, Value: 1 << 30}
	last := &keyboards.CardView{Message: m, MayUndo: true, Now: now}
	words := domain.Rule{Kind: domain.RuleWords, Enabled: true, Value: strings.Repeat(name+"\n", 500), Hits: big}
	people, authors := make([]keyboards.ReportPerson, 500), make([]keyboards.ReportAuthor, 10)
	trusted := make([]keyboards.TrustedRow, 8)
	for i := range people {
		people[i] = keyboards.ReportPerson{Name: name, Approved: big, Deleted: big}
		authors[i%10] = keyboards.ReportAuthor{Name: name, Messages: big}
		trusted[i%8] = keyboards.TrustedRow{Key: big, Name: name, By: name}
	}
	kinds := slices.Repeat([]domain.RuleKind{domain.RuleWords}, 5)
	return []keyboards.Sample{
		worse("worst-card", keyboards.Card, keyboards.CardView{Message: m, Event: name, MayUndo: true, Now: now}),
		worse("worst-card-waits", keyboards.Card, keyboards.CardView{Message: waits, Event: name, Trusted: true, Now: now}),
		worse("worst-digest", keyboards.Digest, keyboards.DigestView{Args: here, Name: name, Count: big, Oldest: at, Now: now}),
		worse("worst-queue", keyboards.Queue, keyboards.QueueView{
			Args: here, Name: name, Items: far, Total: big, Pages: 9999, Oldest: at, Trusted: big, Running: true, Trouble: "trouble.webinar_away",
			Cards: true, Quiet: "22:00-08:00", Last: last, Now: now,
		}),
		worse("worst-appr", keyboards.Approved, keyboards.ApprovedView{Args: here, Name: name, Items: far, Total: big, Pages: 9999, Last: last, Now: now}),
		worse("worst-rules", keyboards.Rules, keyboards.RulesView{Args: keyboards.Args{Account: big}, Name: name, Rules: []domain.Rule{words}}),
		worse("worst-rule", keyboards.Rule, keyboards.RuleView{Args: keyboards.Args{Account: big, Query: "repeats"}, Rule: words}),
		worse("worst-try", keyboards.Try, keyboards.TryView{
			Args: keyboards.Args{Account: big, Query: strings.Repeat(name, 50)}, Found: name, Stops: kinds, By: domain.RuleWords, State: domain.MessageDeleted,
		}),
		worse("worst-trust", keyboards.Trusted, keyboards.TrustedView{Args: keyboards.Args{Account: big, Page: 9998}, Items: trusted, Total: big, Pages: 9999}),
		worse("worst-quiet", keyboards.Quiet, keyboards.QuietView{Args: keyboards.Args{Event: big}, Hours: "22:00-08:00", Now: now}),
		worse("worst-report", keyboards.Report, keyboards.ReportView{
			Args: keyboards.Args{Event: big}, Name: name, Messages: big, Approved: big, Deleted: big, Awaiting: big, Median: big, P95: big,
			People: people, Authors: authors,
		}),
	}
}

func TestOneButtonApprovesExactlyThePage(t *testing.T) {
	t.Parallel()
	many := func(ids ...int64) ([]int64, string) {
		t.Helper()
		items := make([]domain.ModeratedMessage, len(ids))
		for i, id := range ids {
			items[i].ID = id
		}
		screen := keyboards.Queue(printers(t)["ru"], keyboards.QueueView{
			Args: keyboards.Args{Event: math.MaxInt32, Page: 40, Value: 1 << 30}, Items: items, Total: len(ids), Pages: 50, Now: time.Now(), Oldest: time.Now(),
		})
		for _, row := range screen.Rows {
			for _, b := range row {
				if b.Action != keyboards.ActMany {
					continue
				}
				data, err := keyboards.Encode(screen.State, b.Action, b.Args)
				if err != nil {
					t.Fatal(err)
				}
				call, err := keyboards.Decode(data)
				if err != nil {
					t.Fatal(err)
				}
				return keyboards.Many(call.Args), b.Label
			}
		}
		return nil, ""
	}
	everyday := []int64{48_231_007, 48_231_009, 48_231_010, 48_231_400, 48_240_001}
	if got, label := many(everyday...); !slices.Equal(got, everyday) || label != "Одобрить эти 5" {
		t.Errorf("%v, %q", got, label)
	}
	// Where there is no room for all, the button says how many it is about.
	far := []int64{1, 1 << 40, 1 << 50, 1 << 60, 1 << 62}
	got, label := many(far...)
	if len(got) < 2 || len(got) == len(far) || !slices.Equal(got, far[:len(got)]) || label != "Одобрить эти "+string(rune('0'+len(got))) {
		t.Errorf("%v, %q", got, label)
	}
	if got, _ := many(5); got != nil {
		t.Errorf("a single message has a button of its own: %v", got)
	}
	for _, forged := range []string{",", "1,", "zz zz", "9,x!"} {
		if got := keyboards.Many(keyboards.Args{Item: 5, Query: forged}); got != nil {
			t.Errorf("%q: %v", forged, got)
		}
	}
}
