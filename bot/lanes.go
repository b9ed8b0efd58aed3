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

	mu     sync.Mutex
	queues map[int64][]domain.InboxItem
}

// NewLanes makes lanes with a bounded number of handlers at the same time, and a bounded number of updates in memory.
// handle returns zero when it is through with the update, or how long its lane is to wait before trying it again; what
// it notes in the item (its attempts) is there the next time.
func NewLanes(workers, room int, handle func(ctx context.Context, item *domain.InboxItem) time.Duration) *Lanes {
	return &Lanes{
		handle: handle, workers: make(chan struct{}, workers), room: make(chan struct{}, room),
		running: crew.New(), queues: map[int64][]domain.InboxItem{},
	}
}

// Put queues an update behind those of its chat. It blocks while memory is full, and fails when ctx ends. The lane
// works until ctx ends; what is left then is in the inbox.
func (l *Lanes) Put(ctx context.Context, item domain.InboxItem) error {
	select {
	case l.room <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	queue, runs := l.queues[item.Lane]
	l.queues[item.Lane] = append(queue, item)
	if !runs {
		l.running.Go(func() { l.run(ctx, item.Lane) })
	}
	return nil
}

// Wait returns when every lane has ended: after ctx, or when nothing is left to do. Nothing is put after it.
func (l *Lanes) Wait() { l.running.Wait() }

// Depth tells how many lanes there are and how many updates they hold.
func (l *Lanes) Depth() (lanes, updates int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.queues), len(l.room)
}

func (l *Lanes) run(ctx context.Context, lane int64) {
	for {
		item, ok := l.next(ctx, lane)
		if !ok {
			return
		}
		for {
			again := l.once(ctx, &item)
			if again == 0 || !sleep(ctx, again) {
				break
			}
		}
		<-l.room
	}
}

// next takes a lane's next update; a lane with none vanishes.
func (l *Lanes) next(ctx context.Context, lane int64) (domain.InboxItem, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	queue := l.queues[lane]
	if ctx.Err() != nil {
		for range queue {
			<-l.room
		}
		queue = nil
	}
	if len(queue) == 0 {
		delete(l.queues, lane)
		return domain.InboxItem{}, false
	}
	l.queues[lane] = queue[1:]
	return queue[0], true
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
