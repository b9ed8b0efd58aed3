package moderation

import (
	"context"
	"errors"
	"time"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/texts"
)

// deed is what a press does to a message.
type deed func(ctx context.Context, t *bot.Turn, message int64) error

// about makes a handler of a deed, for buttons of a screen that stays where it is: the card itself, or a page that has the
// message. Who was too late is told so in the answer to the button, and sees how it is now.
func about(at keyboards.State, do deed, toast texts.Key) bot.Handler {
	return func(ctx context.Context, t *bot.Turn) error {
		message := t.Args.Item
		if message == 0 {
			message = t.Args.Change
		}
		err := do(ctx, t, message)
		if err == nil {
			t.Toast(toast, nil)
		} else if !tooLate(t, err) {
			return err
		}
		redraw(t, at, message)
		if err == nil {
			t.RenewIn(domain.DecisionUndo) // what can be taken back now cannot be then
		}
		return nil
	}
}

// tooLate says in the answer to the button that somebody or the time was first, and tells whether that is what went wrong.
func tooLate(t *bot.Turn, err error) bool {
	var late *domain.Error
	if !errors.As(err, &late) || late.Kind != domain.KindConflict || late.Key == "" {
		return false
	}
	t.Toast(texts.Key(late.Key), texts.Params(late.Params))
	return true
}

// redraw shows a screen as it is now. message is what it has been about.
func redraw(t *bot.Turn, at keyboards.State, message int64) {
	here := keyboards.Args{Event: t.Args.Event, Page: t.Args.Page, Change: message}
	switch at {
	case keyboards.StateCard:
		here = keyboards.Args{Item: message}
	case keyboards.StateQueue:
		here.Value = batch(t)
	}
	t.Show(at, here)
}

// together is for how long what is decided keeps its place in the queue.
const together = 2 * time.Minute

// batch is since when what is decided keeps its place, as a button has it: since its page was drawn. A page that is older has
// changed for nobody lately; only the first of two quick taps may have come in between.
func batch(t *bot.Turn) int {
	if _, recent := momentIn(t.Args.Value, t.Now); recent {
		return t.Args.Value
	}
	return momentOf(t.Now.Add(-3 * time.Second))
}

// round is how many milliseconds a moment in a button tells apart: twelve days, in the thirty bits that there are.
const round = 1 << 30

// momentOf writes a moment into a button.
func momentOf(at time.Time) int { return max(1, int(at.UnixMilli()%round)) }

// momentIn reads it, and tells whether that was a moment ago.
func momentIn(value int, now time.Time) (at time.Time, recent bool) {
	age := time.Duration((now.UnixMilli()-int64(value)+round)%round) * time.Millisecond
	return now.Truncate(time.Millisecond).Add(-age), value > 0 && value <= round && age < together
}

// turnPage turns the page of a batch.
func turnPage(_ context.Context, t *bot.Turn) error {
	t.Show(keyboards.StateQueue, keyboards.Args{Event: t.Args.Event, Page: t.Args.Page, Value: t.Args.Value})
	return nil
}

// blank answers a press on what has just been decided: the second of two quick taps, most of the time.
func blank(_ context.Context, t *bot.Turn) error {
	t.Toast(texts.ToastSettled, nil)
	redraw(t, keyboards.StateQueue, t.Args.Item)
	return nil
}

// undoTogether takes back all that was decided in one step.
func (f *flow) undoTogether(ctx context.Context, t *bot.Turn) error {
	n, err := f.Moderation.UndoTogether(ctx, t.Unit, t.Who.Sender.ID, t.Args.Change)
	if err == nil {
		t.Toast(texts.ToastUndoneMany, texts.Params{texts.Count: n})
	} else if !tooLate(t, err) {
		return err
	}
	redraw(t, keyboards.StateQueue, 0)
	return nil
}

func (f *flow) approve(ctx context.Context, t *bot.Turn, message int64) error {
	_, err := f.Moderation.Decide(ctx, t.Unit, t.Who.Sender.ID, message, domain.MessageApproved)
	return err
}

func (f *flow) reject(ctx context.Context, t *bot.Turn, message int64) error {
	_, err := f.Moderation.Decide(ctx, t.Unit, t.Who.Sender.ID, message, domain.MessageDeleted)
	return err
}

func (f *flow) takeDown(ctx context.Context, t *bot.Turn, message int64) error {
	_, err := f.Moderation.TakeDown(ctx, t.Unit, t.Who.Sender.ID, message)
	return err
}

func (f *flow) undo(ctx context.Context, t *bot.Turn, message int64) error {
	_, err := f.Moderation.Undo(ctx, t.Unit, t.Who.Sender.ID, message)
	return err
}

func (f *flow) again(ctx context.Context, t *bot.Turn, message int64) error {
	_, err := f.Moderation.Retry(ctx, t.Unit, t.Who.Sender.ID, message)
	return err
}

func (f *flow) trust(ctx context.Context, t *bot.Turn) error {
	trusted, toast := t.Args.Value == keyboards.On, texts.ToastDistrusted
	if trusted {
		toast = texts.ToastTrusted
	}
	if err := f.Moderation.Trust(ctx, t.Unit, t.Who.Sender.ID, t.Args.Item, trusted); err != nil {
		return err
	}
	t.Toast(toast, nil)
	redraw(t, keyboards.StateCard, t.Args.Item)
	return nil
}

// approveMany approves those messages that were on the page when the button was made, and no other.
func (f *flow) approveMany(ctx context.Context, t *bot.Turn) error {
	n, err := f.Moderation.DecideMany(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event, keyboards.Many(t.Args), domain.MessageApproved)
	return tell(t, n, err)
}

func (f *flow) approveTrusted(ctx context.Context, t *bot.Turn) error {
	n, err := f.Moderation.ApproveTrusted(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event)
	return tell(t, n, err)
}

func tell(t *bot.Turn, n int, err error) error {
	if err != nil {
		return err
	}
	if n == 0 {
		t.Toast(texts.ToastApprovedNone, nil)
	} else {
		t.Toast(texts.ToastApprovedMany, texts.Params{texts.Count: n})
	}
	redraw(t, keyboards.StateQueue, 0)
	t.RenewIn(domain.DecisionUndo)
	return nil
}

func (f *flow) setCards(ctx context.Context, t *bot.Turn) error {
	cards, toast := t.Args.Value == keyboards.On, texts.ToastCardsOff
	if cards {
		toast = texts.ToastHere
	}
	if err := f.Moderation.SetHere(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event, cards); err != nil {
		return err
	}
	t.Toast(toast, nil)
	t.Show(keyboards.StateQueue, keyboards.Args{Event: t.Args.Event})
	return nil
}
