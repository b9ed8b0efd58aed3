package bot

import (
	"context"
	"sync"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/crew"
)

// Lanes keep one queue per chat: two chats never wait for each other, one chat never overtakes itself. A lane is a
// goroutine for as long as its chat has something to do.
type Lanes struct {
	handle  func(ctx context.Context, item *domain.InboxItem) time.Duration
	workers chan struct{} // handlers at the same time
	room    chan struct{} // updates in memory
	running *crew.Crew

	keep    int // payloads of one chat in memory; 0: all
	flooded func(chat int64)

	mu     sync.Mutex
	queues map[int64]*lane
}

// lane is the queue of one chat.
type lane struct {
	items []domain.InboxItem
	sheds bool // it has more than is kept
}

// NewLanes makes lanes with a bounded number of handlers at the same time, and a bounded number of updates in memory.
// handle returns zero when it is through with the update, or how long its lane is to wait before trying it again; what
// it notes in the item (its attempts) is there the next time.
func NewLanes(workers, room int, handle func(ctx context.Context, item *domain.InboxItem) time.Duration) *Lanes {
	return &Lanes{
		handle: handle, workers: make(chan struct{}, workers), room: make(chan struct{}, room),
		running: crew.New(), queues: map[int64]*lane{},
	}
}

// Shed bounds how many updates of one chat are held with their payload, so that a chat that floods does not take the room
// of all others: what comes beyond waits as a number, marked Shed. flooded hears of it, once until the chat has rest. Call
// it before the first Put.
func (l *Lanes) Shed(keep int, flooded func(chat int64)) { l.keep, l.flooded = keep, flooded }

// Put queues an update behind those of its chat; one caller at a time. It blocks while memory is full, and fails when ctx ends. The lane
// works until ctx ends; what is left then is in the inbox.
func (l *Lanes) Put(ctx context.Context, item domain.InboxItem) error {
	if l.shed(item) {
		return ctx.Err()
	}
	select {
	case l.room <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	q := l.queues[item.Lane]
	if q == nil {
		q = &lane{}
		l.queues[item.Lane] = q
		l.running.Go(func() { l.run(ctx, item.Lane) })
	}
	q.items = append(q.items, item)
	return nil
}

// shed queues an update without its payload when its chat has enough in memory.
func (l *Lanes) shed(item domain.InboxItem) bool {
	l.mu.Lock()
	q := l.queues[item.Lane]
	if l.keep == 0 || q == nil || len(q.items) < l.keep {
		l.mu.Unlock()
		return false
	}
	item.Update, item.Raw, item.Shed = nil, nil, true
	q.items = append(q.items, item)
	news := !q.sheds
	q.sheds = true
	l.mu.Unlock()
	if news {
		l.flooded(item.Lane)
	}
	return true
}

// Wait returns when every lane has ended: after ctx, or when nothing is left to do. Nothing is put after it.
func (l *Lanes) Wait() { l.running.Wait() }

// Depth tells how many lanes there are and how many updates they hold with their payload.
func (l *Lanes) Depth() (lanes, updates int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.queues), len(l.room)
}

// Longest tells how many updates wait in the longest lane.
func (l *Lanes) Longest() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	longest := 0
	for _, q := range l.queues {
		longest = max(longest, len(q.items))
	}
	return longest
}

func (l *Lanes) run(ctx context.Context, chat int64) {
	for {
		item, ok := l.next(ctx, chat)
		if !ok {
			return
		}
		shed := item.Shed
		for {
			again := l.once(ctx, &item)
			if again == 0 || !sleep(ctx, again) {
				break
			}
		}
		if !shed {
			<-l.room
		}
	}
}

// next takes a lane's next update; a lane with none vanishes.
func (l *Lanes) next(ctx context.Context, chat int64) (domain.InboxItem, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	q := l.queues[chat]
	if ctx.Err() != nil {
		for _, item := range q.items {
			if !item.Shed {
				<-l.room
			}
		}
		q.items = nil
	}
	if len(q.items) == 0 {
		delete(l.queues, chat)
		return domain.InboxItem{}, false
	}
	item := q.items[0]
	q.items = q.items[1:]
	return item, true
}

// once holds a worker's place only while it handles, not while its lane waits to try again.
func (l *Lanes) once(ctx context.Context, item *domain.InboxItem) time.Duration {
	select {
	case l.workers <- struct{}{}:
	case <-ctx.Done():
		return 0
	}
	defer func() { <-l.workers }()
	// What is being handled when we stop is let end: it has its own deadline.
	return l.handle(context.WithoutCancel(ctx), item)
}

// sleep waits for d and tells false when ctx ended before.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
