package main

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/platforms/telegram/sim"
)

// seats are the moderators at their phones.
type seats struct {
	all  sync.WaitGroup
	mu   sync.Mutex
	taps map[string]int // by what was pressed
	fail error
}

func (s *seats) wait() { s.all.Wait() }

// pages is how many pages of the queue people share out among themselves.
const pages = 4

// takeSeats lets the deciders work until ctx ends: cards while there are any, the queue in the flood. Of the others every
// second one opens the queue and looks on; the rest keep the digest.
func (s *studio) takeSeats(ctx context.Context) *seats {
	people := &seats{taps: map[string]int{}}
	for n := range s.o.moderators {
		p := &person{
			studio: s, seats: people, id: s.o.person(n), decides: n < s.o.deciders, looks: n%2 == 0, page: n % pages,
			random: rand.New(rand.NewPCG(uint64(n), 7)),
		}
		people.all.Go(func() { p.sit(ctx) })
	}
	return people
}

type person struct {
	studio  *studio
	seats   *seats
	id      int64
	decides bool
	looks   bool
	page    int
	random  *rand.Rand
}

// sit presses something about once a second.
func (p *person) sit(ctx context.Context) {
	for pause(ctx, 700*time.Millisecond+time.Duration(p.random.IntN(900))*time.Millisecond) {
		if err := p.act(); err != nil {
			p.seats.mu.Lock()
			p.seats.fail = err
			p.seats.mu.Unlock()
			return
		}
	}
}

// button is one that can be pressed, with what it says.
type button struct {
	message int64
	data    string
	call    keyboards.Call
}

func (p *person) act() error {
	chat, _ := p.studio.telegram.Chat(p.id)
	var open, cards, queue []button
	for _, m := range chat.Messages {
		if m.Out || m.Deleted {
			continue
		}
		for _, b := range buttonsOf(m) {
			switch {
			case b.call.State == keyboards.StateDigest && b.call.Action == keyboards.ActOpen:
				open = append(open, b)
			case b.call.State == keyboards.StateCard:
				cards = append(cards, b)
			case b.call.State == keyboards.StateQueue:
				queue = append(queue, b)
			}
		}
	}
	switch {
	case p.decides && p.chosen(cards):
	case len(queue) > 0 && p.decides:
		return p.work(queue)
	case len(queue) == 0 && len(open) > 0 && (p.decides || p.looks):
		return p.press("open", open[len(open)-1])
	}
	if !p.decides {
		return nil
	}
	if b, ok := p.decision(cards); ok {
		return p.press(string(b.call.Action), b)
	}
	return nil
}

func buttonsOf(m sim.Message) []button {
	var list []button
	for _, row := range m.Keyboard {
		for _, b := range row {
			if call, err := keyboards.Decode(b.Data); err == nil {
				list = append(list, button{m.ID, b.Data, call})
			}
		}
	}
	return list
}

func (p *person) chosen(cards []button) bool {
	_, ok := p.decision(cards)
	return ok
}

// decision is that about the oldest card: four in five are approved. Everybody who decides meets the same cards.
func (p *person) decision(cards []button) (button, bool) {
	want := keyboards.ActApprove
	for _, b := range cards {
		if b.call.Action != keyboards.ActApprove {
			continue
		}
		if b.call.Args.Item%5 == 0 {
			want = keyboards.ActReject
		}
		b.data, _ = keyboards.Encode(keyboards.StateCard, want, keyboards.Args{Item: b.call.Args.Item})
		b.call.Action = want
		return b, true
	}
	return button{}, false
}

// work goes through the queue: to one's own page first, then mostly the whole page at once.
func (p *person) work(queue []button) error {
	last := queue[len(queue)-1].message
	by := map[keyboards.Action][]button{}
	for _, b := range queue {
		if b.message == last {
			by[b.call.Action] = append(by[b.call.Action], b)
		}
	}
	here := -1
	for _, b := range by[keyboards.ActCount] {
		here = b.call.Args.Page
	}
	if here >= 0 && here < p.page {
		for _, b := range by[keyboards.ActPage] {
			if b.call.Args.Page == here+1 {
				return p.press("page", b)
			}
		}
	}
	action := keyboards.ActMany
	switch dice := p.random.IntN(10); {
	case dice < 2:
		action = keyboards.ActApprove
	case dice < 3:
		action = keyboards.ActReject
	}
	list := by[action]
	if len(list) == 0 {
		return nil
	}
	return p.press(string(action), list[p.random.IntN(len(list))])
}

func (p *person) press(what string, b button) error {
	at := time.Now()
	callback, err := p.studio.telegram.Tap(p.id, b.message, b.data)
	if err != nil && domain.KindOf(err) != domain.KindInternal {
		return err
	}
	if err != nil {
		return nil // the message has just gone
	}
	p.studio.phones.press(callback, at)
	p.seats.mu.Lock()
	p.seats.taps[what]++
	p.seats.mu.Unlock()
	return nil
}
