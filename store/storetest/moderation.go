package storetest

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"frontdesk/domain"
	"frontdesk/store"
)

var said = time.UnixMilli(1_800_000_000_000).UTC()

// message keeps one of event 1.
func (h house) message(platformID int64, author string, state domain.MessageState) domain.ModeratedMessage {
	h.Helper()
	m := domain.ModeratedMessage{
		EventID: 1, MessageID: platformID, Author: author, Text: fmt.Sprintf("сообщение %d 🙂", platformID),
		SaidAt: said, SeenAt: said.Add(time.Duration(platformID%1000) * time.Second), State: state, AtPlatform: state, Was: state,
	}
	if state == domain.MessageApproved {
		m.ShownAt = said.Add(time.Duration(1000-platformID%1000) * time.Second)
	}
	if !h.once(func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.AddChatMessage(ctx, &m) }) {
		h.Errorf("message %d was known", platformID)
	}
	return m
}

func ids(list []domain.ModeratedMessage) (ids []int64) {
	for _, m := range list {
		ids = append(ids, m.MessageID)
	}
	return ids
}

func chatMessageOnce(h house) {
	m := h.message(math.MaxInt64-1, "Анна", domain.MessageAwaiting)
	found, err := h.db.FindChatMessage(h.Context(), m.ID)
	h.must(err)
	if found != m {
		h.Errorf("wrote %+v, read %+v", m, found)
	}
	again := m
	if h.once(func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.AddChatMessage(ctx, &again) }) {
		h.Error("it is there twice")
	}
	_, err = h.db.FindChatMessage(h.Context(), m.ID+1)
	h.kind(err, domain.KindNotFound)
}

func chatMessageSaved(h house) {
	m := h.message(1, "Анна", domain.MessageAwaiting)
	next := m
	next.State, next.AtPlatform, next.Was = domain.MessageApproved, domain.MessageUnsure, domain.MessageDeleted
	next.DecidedAt, next.DecidedBy, next.DecidedName, next.Rule = said, -7, "Маша", domain.RuleTrust
	next.ShownAt, next.Trouble, next.SentAt, next.Revision = said.Add(time.Second), "error.x Y", said, 2
	save := func(ctx context.Context, tx *store.Tx) (bool, error) {
		return tx.SaveChatMessage(ctx, next, m.Revision)
	}
	if !h.once(save) || h.once(save) {
		h.Error("a message moves on from the revision it was read with, once")
	}
	found, err := h.db.FindChatMessage(h.Context(), m.ID)
	h.must(err)
	if found != next {
		h.Errorf("wrote %+v, read %+v", next, found)
	}
}

func chatMessagePages(h house) {
	for i := range int64(6) {
		h.message(i+1, []string{"Анна", "Борис"}[i%2], domain.MessageState(i%3))
	}
	ctx := h.Context()
	want := func(what string, list []domain.ModeratedMessage, err error, want ...int64) {
		h.Helper()
		h.must(err)
		if got := ids(list); !slices.Equal(got, want) {
			h.Errorf("%s: %v, not %v", what, got, want)
		}
	}
	list, err := h.db.ChatMessagesFrom(ctx, 1, 4)
	want("from a place", list, err, 4, 5, 6)
	list, err = h.db.ChatMessagesAfter(ctx, 1, 2, 2)
	want("a page", list, err, 3, 4)
	list, err = h.db.OldestChatMessages(ctx, 1, domain.MessageAwaiting, 5, 1)
	want("oldest", list, err, 4)
	list, err = h.db.NewestChatMessages(ctx, 1, domain.MessageApproved, 5, 0)
	want("newest", list, err, 5, 2)
	list, err = h.db.ShownChatMessages(ctx, 1, said, said.Add(2000*time.Second), 5)
	want("in the order of appearing", list, err, 5, 2)
	list, err = h.db.ShownChatMessages(ctx, 1, said, said.Add(996*time.Second), 5)
	want("until now", list, err, 5)
	list, err = h.db.LastShownChatMessages(ctx, 1, said.Add(2000*time.Second), 1)
	want("the last", list, err, 2)
	list, err = h.db.ChatMessagesFrom(ctx, 2, 0)
	want("another event", list, err)
	n, err := h.db.CountChatMessages(ctx, 1, domain.MessageDeleted)
	if err != nil || n != 2 {
		h.Errorf("%d, %v", n, err)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		list, err := tx.AuthorChatMessages(ctx, 1, "Анна", 2)
		want("of an author", list, err, 5, 3)
		list, err = tx.OpenChatMessages(ctx, 1, 5)
		want("open", list, err)
		fresh, err := tx.CountFreshAwaiting(ctx, 1, said.Add(2*time.Second))
		if fresh != 1 {
			h.Errorf("%d are fresh", fresh)
		}
		any, err2 := tx.AnyChatMessage(ctx, 2)
		if any || err2 != nil {
			h.Errorf("%v, %v", any, err2)
		}
		return err
	})
}

func trustedAwaiting(h house) {
	anna := h.message(1, "Анна", domain.MessageAwaiting)
	h.message(2, "Борис", domain.MessageAwaiting)
	h.message(3, "Анна", domain.MessageApproved)
	vera := h.message(4, "Вера", domain.MessageAwaiting)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		for _, a := range []store.Author{
			{Key: "Анна", Name: "Анна", Approvals: 3, Trusted: true},
			{Key: "Борис", Name: "Борис", Approvals: 2},
			{Key: "Вера", Name: "Вера", Trusted: true, ByID: 5},
		} {
			if err := tx.SaveAuthor(ctx, 9, a); err != nil {
				return err
			}
		}
		return nil
	})
	for earned, want := range map[bool][]int64{true: {anna.ID, vera.ID}, false: {vera.ID}} {
		if got, err := h.db.TrustedAwaiting(h.Context(), 9, 1, earned, 10); err != nil || !slices.Equal(got, want) {
			h.Errorf("%v, not %v, %v", got, want, err)
		}
	}
	if got, err := h.db.TrustedAwaiting(h.Context(), 8, 1, true, 10); err != nil || len(got) != 0 {
		h.Errorf("another account: %v, %v", got, err)
	}
	list, err := h.db.TrustedAuthors(h.Context(), 9, 10)
	if err != nil || len(list) != 2 {
		h.Errorf("%+v, %v", list, err)
	}
	a, err := h.db.FindAuthor(h.Context(), 9, "Борис")
	if a.ChangedAt == 0 {
		h.Errorf("%+v", a)
	}
	if a.ChangedAt = 0; err != nil || a != (store.Author{Key: "Борис", Name: "Борис", Approvals: 2}) {
		h.Errorf("%+v, %v", a, err)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.SaveAuthor(ctx, 9, store.Author{Key: "Вера", Name: "Вера", ByID: 5, Withdrawn: true})
	})
	lost, err := h.db.WithdrawnAuthors(h.Context(), 9, time.Now().Add(-time.Hour), 10)
	if err != nil || len(lost) != 1 || lost[0].Key != "Вера" || lost[0].ByID != 5 || lost[0].Trusted {
		h.Errorf("%+v, %v", lost, err)
	}
	if lost, err = h.db.WithdrawnAuthors(h.Context(), 9, time.Now().Add(time.Hour), 10); err != nil || len(lost) != 0 {
		h.Errorf("%+v, %v", lost, err)
	}
	if a, err = h.db.FindAuthor(h.Context(), 9, "никто"); err != nil || a != (store.Author{Key: "никто"}) {
		h.Errorf("%+v, %v", a, err)
	}
}

// waitedSince is the queue as it stood: what waited and has been decided since keeps its place, what never waited has none.
func waitedSince(h house) {
	since := said.Add(time.Second) // the messages come a second after each other
	var list []domain.ModeratedMessage
	for i := range int64(6) {
		list = append(list, h.message(i+1, "Анна", domain.MessageAwaiting))
	}
	decide := func(i int, was, state domain.MessageState, by int64, at time.Time) {
		h.write(func(ctx context.Context, tx *store.Tx) error {
			m := list[i]
			m.Was, m.State, m.DecidedBy, m.DecidedAt = was, state, by, at
			m.Revision++
			_, err := tx.SaveChatMessage(ctx, m, list[i].Revision)
			return err
		})
	}
	const awaiting, approved, deleted = domain.MessageAwaiting, domain.MessageApproved, domain.MessageDeleted
	decide(0, awaiting, approved, 5, since)                  // before that moment
	decide(1, awaiting, approved, 5, since.Add(time.Second)) // by a person
	decide(2, deleted, deleted, 0, since.Add(time.Hour))     // at the platform
	decide(3, approved, approved, 0, list[3].SeenAt)         // by a rule, when it came
	decide(4, approved, deleted, 5, since.Add(time.Second))  // it was approved before
	got, n, err := h.db.WaitedSince(h.Context(), 1, since, 2, 0)
	if err != nil || n != 3 || len(got) != 2 || got[0].ID != list[1].ID || got[1].ID != list[2].ID {
		h.Errorf("%d: %+v, %v", n, got, err)
	}
	got, _, err = h.db.WaitedSince(h.Context(), 1, since, 2, 2)
	if err != nil || len(got) != 1 || got[0].ID != list[5].ID {
		h.Errorf("%+v, %v", got, err)
	}
	at, err := h.db.LastDecided(h.Context(), 1, 5, since)
	if err != nil || !at.Equal(since.Add(time.Second)) {
		h.Errorf("%v, %v", at, err)
	}
	if together, err := h.db.DecidedTogether(h.Context(), 1, 5, at); err != nil || len(together) != 2 {
		h.Errorf("%+v, %v", together, err)
	}
	if at, err = h.db.LastDecided(h.Context(), 1, 6, since); err != nil || !at.IsZero() {
		h.Errorf("%v, %v", at, err)
	}
}

func moderationRules(h house) {
	for _, value := range []string{"казино", "казино\nспам"} {
		h.write(func(ctx context.Context, tx *store.Tx) error {
			if err := tx.AddRuleHits(ctx, 9, domain.RuleWords, 2); err != nil {
				return err
			}
			return tx.SetModerationRule(ctx, 9, domain.Rule{Kind: domain.RuleWords, Enabled: true, Value: value})
		})
	}
	rules, err := h.db.ModerationRules(h.Context(), 9)
	if err != nil || len(rules) != 1 || rules[0] != (domain.Rule{Kind: domain.RuleWords, Enabled: true, Value: "казино\nспам"}) {
		h.Errorf("%+v, %v", rules, err)
	}
	hits, err := h.db.RuleHits(h.Context(), 9, time.Now().Add(-24*time.Hour))
	if err != nil || hits[domain.RuleWords] != 4 || len(hits) != 1 {
		h.Errorf("%v, %v", hits, err)
	}
	if hits, err = h.db.RuleHits(h.Context(), 9, time.Now().Add(2*time.Hour)); err != nil || len(hits) != 0 {
		h.Errorf("%v, %v", hits, err)
	}
	q := store.QuietHours{From: 1320, To: 480, Zone: "Europe/Moscow"}
	for range 2 {
		h.write(func(ctx context.Context, tx *store.Tx) error { return tx.SetQuietHours(ctx, -3, q) })
	}
	if got, err := h.db.QuietHours(h.Context(), -3); err != nil || got != q {
		h.Errorf("%+v, %v", got, err)
	}
	if got, err := h.db.QuietHours(h.Context(), 4); err != nil || got != (store.QuietHours{}) {
		h.Errorf("%+v, %v", got, err)
	}
}

func chatSettings(h house) {
	h.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO frontdesk_webinar_event (account_id, event_id, session_id, name, status, seen_at)
			VALUES (9, 200, 300, 'Лекция', 'START', 1)`)
		return err
	})
	account, session, err := h.db.ChatOf(h.Context(), 1)
	if err != nil || account != 9 || session != 300 {
		h.Errorf("%d, %d, %v", account, session, err)
	}
	trouble := func(what string) bool {
		return h.once(func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.SetChatTrouble(ctx, 1, what) })
	}
	if !trouble("x") || trouble("x") || !trouble("") {
		h.Error("trouble is news once")
	}
	here := func(on bool) bool {
		return h.once(func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.SetHere(ctx, 1, -5, on) })
	}
	if !here(true) || here(true) {
		h.Error("who is here is news once")
	}
	if people, err := h.db.HerePeople(h.Context(), 1); err != nil || !slices.Equal(people, []int64{-5}) {
		h.Errorf("%v, %v", people, err)
	}
	if !here(false) {
		h.Error("leaving is news")
	}
	for _, on := range []bool{true, false} {
		h.write(func(ctx context.Context, tx *store.Tx) error {
			if err := tx.SetFlooded(ctx, 1, on); err != nil {
				return err
			}
			if got, err := tx.Flooded(ctx, 1); err != nil || got != on {
				h.Errorf("%v, %v", got, err)
			}
			return nil
		})
	}
}

func prunedChats(h house) {
	for i := range int64(5) {
		h.message(i+1, "Анна", domain.MessageAwaiting)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		if err := tx.AddRuleHits(ctx, 9, domain.RuleWords, 1); err != nil {
			return err
		}
		n, err := tx.PruneChatMessages(ctx, said.Add(4*time.Second), 2)
		if n != 2 || err != nil {
			h.Errorf("%d, %v", n, err)
		}
		n, err = tx.PruneChatMessages(ctx, said.Add(4*time.Second), 2)
		if n != 1 || err != nil {
			h.Errorf("%d, %v", n, err)
		}
		if n, err = tx.PruneRuleHits(ctx, tx.Now.Add(2*time.Hour), 10); n != 1 {
			h.Errorf("%d hits", n)
		}
		return err
	})
	left, err := h.db.ChatMessagesFrom(h.Context(), 1, 0)
	if err != nil || !slices.Equal(ids(left), []int64{4, 5}) {
		h.Errorf("%v, %v", ids(left), err)
	}
}
