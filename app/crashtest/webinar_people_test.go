package crashtest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/keyboards"
)

// wanting is what somebody wants of a message.
type wanting struct {
	person int64
	state  domain.MessageState
}

// presses lets a moderator press something: of a card or of the queue, else what opens the queue.
func (s *webinarRun) presses(person int64) {
	s.t.Helper()
	chat, _ := s.telegram.Chat(person)
	type button struct {
		message int64
		data    string
		call    keyboards.Call
	}
	var decide, open []button
	for _, m := range chat.Messages {
		if m.Out || m.Deleted {
			continue
		}
		for _, row := range m.Keyboard {
			for _, b := range row {
				call, err := keyboards.Decode(b.Data)
				s.must(err)
				one := button{m.ID, b.Data, call}
				switch {
				case slices.Contains([]keyboards.Action{keyboards.ActApprove, keyboards.ActReject, keyboards.ActMany}, call.Action):
					decide = append(decide, one)
				case call.State == keyboards.StateDigest && call.Action == keyboards.ActOpen:
					open = append(open, one)
				}
			}
		}
	}
	if len(decide) == 0 {
		decide = open
	}
	if len(decide) == 0 {
		return
	}
	b := decide[s.random.IntN(len(decide))]
	if _, err := s.telegram.Tap(person, b.message, b.data); err != nil {
		return // the message has just gone
	}
	s.taps++
	switch b.call.Action {
	case keyboards.ActApprove:
		s.want(b.call.Args.Item, person, domain.MessageApproved)
	case keyboards.ActReject:
		s.want(b.call.Args.Item, person, domain.MessageDeleted)
	case keyboards.ActMany:
		for _, id := range keyboards.Many(b.call.Args) {
			s.want(id, person, domain.MessageApproved)
		}
	}
}

func (s *webinarRun) want(id, person int64, state domain.MessageState) {
	if s.wanted[id] == nil {
		s.wanted[id] = map[wanting]bool{}
	}
	s.wanted[id][wanting{person, state}] = true
}

// complete tells whether everything said is decided, at the platform and at Discord.
func (s *webinarRun) complete() bool { return s.lacks() == "" }

func (s *webinarRun) lacks() string {
	posted := map[string]bool{}
	for _, text := range s.discord.Descriptions(s.hook.ID) {
		posted[text] = true
	}
	waiting, unposted := 0, 0
	for _, m := range s.platform.Messages(s.session) {
		switch {
		case !m.Approved && !m.Deleted:
			waiting++
		case m.Approved && !slices.ContainsFunc([]string{m.Text, escaped(m.Text)}, func(text string) bool { return posted[text] }):
			unposted++
		}
	}
	if waiting+unposted == 0 && s.telegram.Pending() == 0 {
		return ""
	}
	return fmt.Sprintf("%d messages wait at the platform, %d are not at Discord, %d updates are not fetched", waiting, unposted, s.telegram.Pending())
}

// escaped is how Markdown's marks are written.
func escaped(text string) string { return strings.NewReplacer(".", `\.`).Replace(text) }

type saidRow struct {
	ID       int64  `db:"id"`
	Message  int64  `db:"message_id"`
	State    int    `db:"state"`
	Platform int    `db:"at_platform"`
	By       int64  `db:"decided_by"`
	Trouble  string `db:"trouble"`
}

// checkPlatform wants each message to be here once, decided as one of those wanted who have pressed, and to have felt that once.
func (s *webinarRun) checkPlatform() {
	s.t.Helper()
	db := s.run.open(s.run.house.own)
	defer func() { _ = db.Close() }() // it has only read
	var rows []saidRow
	s.run.query(db, &rows, "SELECT id, message_id, state, at_platform, decided_by, trouble FROM frontdesk_chat_message ORDER BY message_id")
	if len(rows) != s.said {
		s.t.Errorf("%d messages are here, %d were said", len(rows), s.said)
	}
	changes, repeats := map[int64]map[string]int{}, map[string]int{}
	for _, e := range s.platform.Effects() {
		switch {
		case e.Message == 0:
		case e.Changed:
			if changes[e.Message] == nil {
				changes[e.Message] = map[string]int{}
			}
			changes[e.Message][e.Action]++
		default:
			repeats[fmt.Sprintf("life %d, %s of %d", s.lifeOf(e.At), e.Action, e.Message)]++
		}
	}
	for _, r := range rows {
		state := domain.MessageState(r.State)
		action := map[domain.MessageState]string{domain.MessageApproved: "approve", domain.MessageDeleted: "delete"}[state]
		if r.State != r.Platform || r.Trouble != "" || len(changes[r.Message]) != 1 || changes[r.Message][action] != 1 {
			s.t.Errorf("message %+v has felt %v at the platform", r, changes[r.Message])
		}
		if !s.wanted[r.ID][wanting{r.By, state}] {
			s.t.Errorf("message %+v is decided as nobody has pressed: %v", r, s.wanted[r.ID])
		}
	}
	for what, n := range repeats {
		if n > 1 {
			s.t.Errorf("%s was repeated %d times", what, n)
		}
	}
	s.t.Logf("%d messages, %d presses, %d kills; %d decisions were told to the platform again", s.said, s.taps, len(s.lives)-1, len(repeats))
}

func (s *webinarRun) lifeOf(at time.Time) int {
	n := 0
	for _, began := range s.lives {
		if !at.Before(began) {
			n++
		}
	}
	return n
}

// checkDiscord wants each approved message in the channel, once; a kill may repeat one.
func (s *webinarRun) checkDiscord() {
	s.t.Helper()
	want := map[string]bool{}
	for _, m := range s.platform.Messages(s.session) {
		if m.Approved {
			want[m.Text], want[escaped(m.Text)] = true, true
		}
	}
	seen, again := map[string]bool{}, map[int]int{}
	for _, m := range s.discord.Messages(s.hook.ID) {
		for _, e := range m.Embeds {
			switch {
			case !want[e.Description]:
				s.t.Errorf("at Discord stands what is not approved: %q", e.Description)
			case seen[e.Description]:
				again[s.lifeOf(m.At)]++
			}
			seen[e.Description] = true
		}
	}
	for life, n := range again {
		if n > 1 {
			s.t.Errorf("life %d repeated %d messages at Discord", life, n)
		}
	}
	s.t.Logf("%d messages came to Discord, %d of them twice", len(seen), len(again))
}

// checkUpdates wants every press to be done with, and nothing to be left that somebody waits for.
func (s *webinarRun) checkUpdates() {
	s.t.Helper()
	db := s.run.open(s.run.house.own)
	defer func() { _ = db.Close() }() // it has only read
	var done []int
	s.run.query(db, &done, "SELECT status FROM frontdesk_inbox")
	if len(done) != s.taps+moderators || slices.Max(done) != handled || slices.Min(done) != handled {
		s.t.Errorf("%d updates are here with the outcomes %v, %d were fed", len(done), slices.Compact(slices.Sorted(slices.Values(done))), s.taps+moderators)
	}
	var failed []string
	s.run.query(db, &failed, "SELECT channel || ' ' || kind || ': ' || error FROM frontdesk_delivery WHERE status = 2")
	for _, f := range failed {
		s.t.Errorf("a delivery has failed: %s", f)
	}
	for _, v := range append(texts(s.telegram.Violations()), texts(s.platform.Violations())...) {
		s.t.Errorf("a call against a platform's specification: %s", v)
	}
}

func texts[T fmt.Stringer](list []T) []string {
	var all []string
	for _, one := range list {
		all = append(all, one.String())
	}
	return all
}
