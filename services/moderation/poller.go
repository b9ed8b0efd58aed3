package moderation

import (
	"context"
	"sync"
	"time"

	"frontdesk/internal/clock"
	"frontdesk/services/live"
	"frontdesk/services/webinars"
)

// How often a chat is read.
const (
	beat      = time.Second     // while somebody watches; and how often it is looked whether somebody does
	hurried   = beat / 2        // while a page is half new: what is pushed off it before it is read is lost
	idleEvery = 5 * time.Second // while nobody does
	mostPause = 30 * time.Second
	// callTimeout bounds one reading, logging in anew included.
	callTimeout = 20 * time.Second
	// farewell bounds the last reading of a chat whose session is over.
	farewell = 5 * time.Second
)

// Run reads the chats of all running events until ctx ends: one reader for each, whoever watches. It returns when all have
// stopped.
func (s *Service) Run(ctx context.Context) error {
	readers := map[int64]*reader{}
	var all sync.WaitGroup
	defer all.Wait()
	for {
		events, err := s.Webinars.RunningEvents(ctx)
		if err != nil && ctx.Err() == nil {
			s.Log.Warn().Err(err).Msg("moderation: cannot read which events run; trying again")
		}
		if err == nil {
			s.employ(ctx, readers, events, &all)
		}
		if !clock.Sleep(ctx, s.Clock, beat, nil) {
			return nil
		}
	}
}

// employ gives each event a reader and lets those go whose event is over.
func (s *Service) employ(ctx context.Context, readers map[int64]*reader, events []webinars.Event, all *sync.WaitGroup) {
	running := make(map[int64]struct{}, len(events))
	for _, e := range events {
		if e.SessionID == 0 {
			continue
		}
		running[e.ID] = struct{}{}
		if r := readers[e.ID]; r != nil {
			r.event.set(e)
			continue
		}
		r := &reader{s: s, over: make(chan struct{}), wake: make(chan struct{}, 1), absent: map[int64]int{}}
		r.event.set(e)
		readers[e.ID] = r
		s.setWake(e.ID, r.wake)
		all.Go(func() { r.run(ctx) })
	}
	for id, r := range readers {
		if _, still := running[id]; !still {
			close(r.over)
			delete(readers, id)
			s.setWake(id, nil)
		}
	}
}

func (s *Service) setWake(eventID int64, wake chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if wake == nil {
		delete(s.wake, eventID)
		return
	}
	s.wake[eventID] = wake
}

// nudge lets an event be read at once: somebody has come.
func (s *Service) nudge(eventID int64) {
	s.mu.Lock()
	wake := s.wake[eventID]
	s.mu.Unlock()
	select {
	case wake <- struct{}{}:
	default:
	}
}

// current is an event as it was last read.
type current struct {
	mu    sync.Mutex
	event webinars.Event
}

func (c *current) set(e webinars.Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.event = e
}

func (c *current) get() webinars.Event {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.event
}

// reader reads the chat of one event. What it remembers may be lost.
type reader struct {
	s      *Service
	event  current
	over   chan struct{} // closed when the event is
	wake   chan struct{}
	last   time.Time // when it was last read
	failed int       // readings in a row
	hinder string    // the trouble that is noted; "?" before anything is known
	hurry  bool      // the last page was cut off, and half of it was new
	absent map[int64]int
	shown  time.Time // up to when it was told that messages appear outside
}

func (r *reader) run(ctx context.Context) {
	r.hinder, r.shown = "?", r.s.Clock.Now()
	for {
		if r.due(ctx) {
			r.read(ctx, callTimeout)
		}
		r.appear(ctx)
		timer := r.s.Clock.Timer(r.pause())
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-r.over:
			timer.Stop()
			r.read(ctx, farewell)
			r.appear(ctx)
			return
		case <-r.wake:
			timer.Stop()
			if r.failed == 0 {
				r.last = time.Time{}
			}
		case <-timer.C:
		}
	}
}

// pause is when it is looked again whether it is time to read.
func (r *reader) pause() time.Duration {
	if r.hurry {
		return hurried
	}
	return beat
}

// due tells whether it is time to read.
func (r *reader) due(ctx context.Context) bool {
	wait := beat
	if r.hurry {
		wait = hurried
	}
	if r.failed > 0 {
		wait = min(beat<<min(r.failed, 5), mostPause)
	} else if !r.hurry && !r.watched(ctx) {
		wait = idleEvery
	}
	return !r.s.Clock.Now().Before(r.last.Add(wait))
}

// watched tells whether anybody wants to know at once: a page or an overlay, a phone with cards, the relay.
func (r *reader) watched(ctx context.Context) bool {
	e := r.event.get()
	if e.Relay || r.s.Live.Watched(live.OfEvent(e.ID)) {
		return true
	}
	people, err := r.s.DB.HerePeople(ctx, e.ID)
	return err == nil && len(people) > 0
}

// read asks the platform once and takes over what is new.
func (r *reader) read(ctx context.Context, within time.Duration) {
	e := r.event.get()
	r.last = r.s.Clock.Now()
	p := page{began: r.last}
	bounded, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	err := func() error {
		handle, err := r.s.Webinars.Open(bounded, e.AccountID)
		if err == nil {
			p.messages, p.capped, err = handle.Chat(bounded, e.SessionID)
		}
		return err
	}()
	if err == nil {
		if err = r.mirror(ctx, e, p); err != nil && ctx.Err() == nil {
			// Our own database is away: that says nothing about the chat, and cannot be written down.
			r.failed++
			r.s.Log.Warn().Err(err).Int64("event", e.ID).Msg("moderation: cannot keep what was said; trying again")
			return
		}
	}
	if ctx.Err() != nil {
		return
	}
	r.note(ctx, e, err)
}

// note keeps account of readings that fail.
func (r *reader) note(ctx context.Context, e webinars.Event, failed error) {
	trouble := ""
	if failed != nil {
		r.failed++
		trouble = webinars.TroubleOf(failed)
	} else {
		r.failed = 0
	}
	if trouble == r.hinder {
		return
	}
	if err := r.s.setTrouble(ctx, e, trouble); err != nil {
		if ctx.Err() == nil {
			r.s.Log.Warn().Err(err).Int64("event", e.ID).Msg("moderation: cannot keep what was said; trying again")
		}
		return
	}
	switch {
	case failed != nil && (r.hinder == "" || r.hinder == "?"):
		r.s.Log.Warn().Err(failed).Int64("event", e.ID).Msg("moderation: a chat cannot be read; trying again")
	case failed == nil && r.hinder != "?":
		r.s.Log.Info().Int64("event", e.ID).Msg("moderation: the chat can be read again")
	}
	r.hinder = trouble
}

// appear tells who watches that the time of messages has come that appear outside later than they were approved.
func (r *reader) appear(ctx context.Context) {
	e, now := r.event.get(), r.s.Clock.Now()
	list, err := r.s.DB.ShownChatMessages(ctx, e.ID, r.shown, now, mostCounted)
	if err != nil {
		return // the next time tells
	}
	r.shown = now
	for _, m := range list {
		if m.ShownAt.After(m.DecidedAt) {
			r.s.Live.Publish(live.Event{Topic: live.OfEvent(e.ID), Kind: live.MessageChanged, ID: m.ID})
		}
	}
}
