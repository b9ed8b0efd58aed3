package moderation

import (
	"context"
	"slices"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/chats"
	"frontdesk/services/work"
)

// Cards shows people what waits, as services/moderation asks it to: a card for each message, or in a flood one digest.
type Cards struct{ Chats *chats.Service }

// New gives a person the card of a message, unless they have it or cannot be reached.
func (c Cards) New(ctx context.Context, tx *work.Tx, u *work.Unit, person int64, m domain.ModeratedMessage) error {
	return c.show(ctx, tx, u, cardScreen(nil), person, keyboards.Args{Item: m.ID}, keyboards.StateCard)
}

// Digest gives a person the one screen that stands for an event's cards. Somebody who looks at the queue has no need of it, unless
// cards have come below it: what is edited above them rings nobody.
func (c Cards) Digest(ctx context.Context, tx *work.Tx, u *work.Unit, person, eventID int64) error {
	return c.show(ctx, tx, u, digestScreen(nil), person, keyboards.Args{Event: eventID}, keyboards.StateQueue)
}

// show sends a screen unless the person has it, or that other one about the same. Who uses the console alone has a negative id
// and no chat.
func (c Cards) show(ctx context.Context, tx *work.Tx, u *work.Unit, def bot.ScreenDef, person int64, args keyboards.Args, or keyboards.State) error {
	if person <= 0 {
		return nil
	}
	screen := def.Shown(person, args)
	lacks, err := tx.LacksScreen(ctx, person, screen.Subject, screen.State, string(or))
	if err != nil || !lacks {
		return err
	}
	return c.Chats.ShowNow(ctx, tx, u, &screen, domain.PriorityNotice)
}

func (f *flow) loadCard(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	at, err := f.zone(ctx, v.Person)
	if err != nil {
		return keyboards.Screen{}, err
	}
	c, err := f.Moderation.Card(ctx, v.Person, v.Args.Item)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return keyboards.Card(v.Printer, keyboards.CardView{
		Args: v.Args, Message: local(c.Message, at), Event: c.Event, Trusted: c.Trusted, MayUndo: c.MayUndo, Flood: c.Flood, Now: v.Now.In(at),
	}), nil
}

func (f *flow) loadDigest(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	e, err := f.Webinars.EventFor(ctx, v.Person, v.Args.Event, domain.DeedEventModerate)
	if err != nil {
		return keyboards.Screen{}, err
	}
	here, err := f.Moderation.Here(ctx, e.ID)
	if err != nil {
		return keyboards.Screen{}, err
	}
	at, err := f.zone(ctx, v.Person)
	if err != nil {
		return keyboards.Screen{}, err
	}
	view := keyboards.DigestView{Args: v.Args, Name: e.Name, Now: v.Now.In(at), Over: !e.Digest || !e.Running() || !slices.Contains(here, v.Person)}
	if !view.Over {
		q, err := f.Moderation.Queue(ctx, v.Person, e.ID, domain.MessageAwaiting, 0, 1)
		if err != nil {
			return keyboards.Screen{}, err
		}
		view.Count, view.Oldest = q.Awaiting, q.Oldest.In(at)
	}
	return keyboards.Digest(v.Printer, view), nil
}
