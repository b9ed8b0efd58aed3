package accounts

import (
	"sync"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
)

// claims keeps apart those who are about to tell one person of a ban: two admins, or an admin and the watcher. A claim
// lasts from before the host's row is touched until the unit is on disk. It need not outlive the process: what was told
// stands in the database.
type claims struct {
	now func() time.Time
	mu  sync.Mutex
	by  map[int64]claim
}

type claim struct {
	key   string
	until time.Time
}

// claimFor is how long a claim holds when its unit is never committed.
const claimFor = 15 * time.Second

// take claims a person for a unit until it is committed. KindConflict while another unit has the claim.
func (c *claims) take(u *work.Unit, id int64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	if held, ok := c.by[id]; ok && held.key != u.Key() && held.until.After(now) {
		return domain.Fail(domain.KindConflict, "error.conflict", nil)
	}
	c.by[id] = claim{key: u.Key(), until: now.Add(claimFor)}
	u.After(func() { c.release(u, id) })
	return nil
}

func (c *claims) release(u *work.Unit, id int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by[id].key == u.Key() {
		delete(c.by, id)
	}
}
