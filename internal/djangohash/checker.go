package djangohash

import "context"

// DefaultAtOnce is how many checks should run side by side: one argon2 check takes 100 MiB, so two are what a small
// machine can bear.
const DefaultAtOnce = 2

// Checker verifies passwords, only a few at once. Further callers wait for their turn, as long as their context lets them.
type Checker struct {
	turns chan struct{}
}

// NewChecker makes a Checker for atOnce checks side by side, at least one.
func NewChecker(atOnce int) *Checker {
	return &Checker{turns: make(chan struct{}, max(atOnce, 1))}
}

// Check is Verify when its turn has come. A context that ends while waiting ends the call with its error; a check that has
// begun runs to its end, because none of the algorithms can be interrupted.
func (c *Checker) Check(ctx context.Context, encoded, password string) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	select {
	case c.turns <- struct{}{}:
	case <-ctx.Done():
		return false, ctx.Err()
	}
	defer func() { <-c.turns }()
	return Verify(encoded, password)
}
