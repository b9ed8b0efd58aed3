package webinar_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/domain"
	"frontdesk/platforms/webinar"
	"frontdesk/platforms/webinar/sim"
)

func TestTheChatShowsAwaitingAndApprovedOldestFirst(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]sim.Options{"plain": {}, "string ids": {StringIDs: true}, "a filter that gives all": {FilterGivesAll: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onBothFaces(t, o, func(t *testing.T, w *world, a *webinar.Account, _ domain.WebinarFace) {
				first := w.say(t, "Гость 1", "hello")
				second := w.say(t, "Гость <b>2</b>", "привет & \"ура\" 🙂")
				w.clock.Advance(time.Second)
				third := w.say(t, "Гость 1", "спам")
				must(t, a.Approve(t.Context(), w.session, first))
				must(t, a.Delete(t.Context(), w.session, third))
				messages, capped, err := a.Chat(t.Context(), w.session)
				must(t, err)
				at := w.clock.Now().Add(-time.Second)
				want := []domain.ChatMessage{
					{ID: first, Author: "Гость 1", Text: "hello", Approved: true, At: at},
					{ID: second, Author: "Гость <b>2</b>", Text: "привет & \"ура\" 🙂", At: at},
				}
				for i := range messages {
					messages[i].AuthorID = ""
				}
				if diff := cmp.Diff(want, messages); diff != "" || capped {
					t.Error(diff, capped)
				}
			})
		})
	}
}

func TestACappedChatSaysSo(t *testing.T) {
	t.Parallel()
	onBothFaces(t, sim.Options{}, func(t *testing.T, w *world, a *webinar.Account, _ domain.WebinarFace) {
		for i := range 99 {
			w.say(t, "Гость", fmt.Sprint(i))
		}
		messages, capped, err := a.Chat(t.Context(), w.session)
		if must(t, err); len(messages) != 99 || capped {
			t.Errorf("%d messages, capped: %v", len(messages), capped)
		}
		w.say(t, "Гость", "сотое")
		last := w.say(t, "Гость", "последнее")
		messages, capped, err = a.Chat(t.Context(), w.session)
		must(t, err)
		if len(messages) != 100 || !capped || messages[99].ID != last || messages[0].Text != "1" {
			t.Errorf("%d messages, capped: %v, the last is %q", len(messages), capped, messages[len(messages)-1].Text)
		}
	})
}

func TestDecisionsReachThePlatformOnceEach(t *testing.T) {
	t.Parallel()
	onBothFaces(t, sim.Options{}, func(t *testing.T, w *world, a *webinar.Account, _ domain.WebinarFace) {
		var ids []int64
		for i := range 120 {
			ids = append(ids, w.say(t, "Гость", fmt.Sprint(i)))
		}
		must(t, a.Approve(t.Context(), w.session, ids...))
		must(t, a.Approve(t.Context(), w.session, ids[0], ids[0]))
		must(t, a.Unapprove(t.Context(), w.session, ids[1]))
		must(t, a.Delete(t.Context(), w.session, ids[2], ids[3]))
		must(t, a.Delete(t.Context(), w.session, ids[2])) // it is gone, as wanted
		done := make(map[string]int)
		for _, e := range w.Effects() {
			done[fmt.Sprint(e.Action, e.Changed)]++
		}
		if diff := cmp.Diff(map[string]int{"approvetrue": 120, "approvefalse": 1, "unapprovetrue": 1, "deletetrue": 2, "deletefalse": 1}, done); diff != "" {
			t.Error(diff)
		}
		if m := w.Message(w.session, ids[1]); m.Approved || m.Deleted {
			t.Errorf("%+v", m)
		}
	})
}

func TestAMessageThatIsGoneDoesNotHoldUpTheOthers(t *testing.T) {
	t.Parallel()
	onBothFaces(t, sim.Options{}, func(t *testing.T, w *world, a *webinar.Account, _ domain.WebinarFace) {
		one, gone, three := w.say(t, "А", "1"), w.say(t, "Б", "2"), w.say(t, "В", "3")
		w.Remove(w.session, "somebody else", gone)
		err := a.Approve(t.Context(), w.session, one, gone, three)
		wantKind(t, err, domain.KindNotFound, "Message not found")
		if diff := cmp.Diff([]int64{gone}, asDomain(err).Params["Missing"]); diff != "" {
			t.Error(diff)
		}
		if !w.Message(w.session, one).Approved || !w.Message(w.session, three).Approved {
			t.Error("the others were not approved")
		}
		must(t, a.Delete(t.Context(), w.session, one, gone, three))
		if !w.Message(w.session, one).Deleted || !w.Message(w.session, three).Deleted {
			t.Error("the others were not deleted")
		}
	})
}

func TestNothingIsSentWithoutIDs(t *testing.T) {
	t.Parallel()
	onBothFaces(t, sim.Options{}, func(t *testing.T, w *world, a *webinar.Account, _ domain.WebinarFace) {
		ctx := t.Context()
		_, event := a.Event(ctx, 0)
		_, _, chat := a.Chat(ctx, -1)
		_, status := a.Status(ctx, 1, 0)
		for name, err := range map[string]error{
			"delete nothing": a.Delete(ctx, w.session), "delete 0": a.Delete(ctx, w.session, 5, 0), "delete nowhere": a.Delete(ctx, 0, 5),
			"approve nothing": a.Approve(ctx, w.session), "unapprove nothing": a.Unapprove(ctx, w.session), "start": a.Start(ctx, 0),
			"stop": a.Stop(ctx, -5), "event": event, "chat": chat, "status": status,
		} {
			if domain.KindOf(err) != domain.KindInvalid || err == nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if calls := w.Calls(); len(calls) != 0 {
			t.Errorf("%+v", calls)
		}
	})
}

// A server that reads the parameters of a deletion in one place only must never take it for one of everything.
func TestADeletionIsOfOneMessageWhereverThePlatformReadsIt(t *testing.T) {
	t.Parallel()
	for _, where := range []string{"query", "body", ""} {
		w := newWorld(t, sim.Options{DeleteReads: where})
		kept, gone := w.say(t, "А", "1"), w.say(t, "Б", "2")
		must(t, w.account(t, domain.WebinarUserAPI).Delete(t.Context(), w.session, gone))
		if w.Message(w.session, kept).Deleted || !w.Message(w.session, gone).Deleted {
			t.Errorf("read in %q: %+v", where, w.Messages(w.session))
		}
	}
}
