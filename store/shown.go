package store

import (
	"sync"

	"frontdesk/domain"
	"frontdesk/store/engine"
)

// shownMost is how many screens a generation of shown holds: those of a few seconds under load.
const shownMost = 2000

// shown remembers the screens that were written last. Each is read once more when its message is sent, a moment later, and
// every commit in between makes SQLite's readers drop their pages. What it gives is the row as this process has committed
// it last; everything is forgotten when others may have written (engine.Memory.Epoch).
type shown struct {
	memory *engine.Memory

	mu         sync.Mutex
	young, old map[int64]shownScreen
}

type shownScreen struct {
	screen domain.ShownScreen
	epoch  uint64
}

// screenChange is what a transaction does to one screen; to any of them when the id is 0.
type screenChange struct {
	screen domain.ShownScreen
	sent   bool // the message and the hash alone
	due    bool // when it is to be refreshed alone
}

func newShown(memory *engine.Memory) *shown {
	return &shown{memory: memory, young: map[int64]shownScreen{}}
}

// find gives a screen that is remembered. A nil memory has none.
func (s *shown) find(id int64) (domain.ShownScreen, bool) {
	if s == nil {
		return domain.ShownScreen{}, false
	}
	epoch := s.memory.Epoch()
	s.mu.Lock()
	defer s.mu.Unlock()
	known := s.get(id)
	return known.screen, known.screen.ID != 0 && known.epoch == epoch
}

func (s *shown) get(id int64) shownScreen {
	if known, ok := s.young[id]; ok {
		return known
	}
	return s.old[id]
}

// settle takes over what a transaction has changed. It is called after the commit, before anybody is told.
func (s *shown) settle(changes []screenChange) {
	epoch := s.memory.Epoch()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range changes {
		if c.screen.ID == 0 {
			s.young, s.old = map[int64]shownScreen{}, nil
			continue
		}
		if c.sent || c.due {
			known := s.get(c.screen.ID)
			if known.screen.ID == 0 {
				continue
			}
			if c.due {
				known.screen.DueAt = c.screen.DueAt
			} else {
				known.screen.MessageID, known.screen.Hash = c.screen.MessageID, c.screen.Hash
			}
			s.young[c.screen.ID] = known
			continue
		}
		if len(s.young) >= shownMost {
			s.young, s.old = map[int64]shownScreen{}, s.young
		}
		s.young[c.screen.ID] = shownScreen{c.screen, epoch}
	}
}
