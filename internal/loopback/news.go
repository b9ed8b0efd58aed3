package loopback

// News wakes those who wait for a change. It is used under the lock of what changes.
type News struct {
	next chan struct{} // closed at the next change; nil while nobody waits
}

// Next returns a channel that is closed at the next change. Take the channel first, look at the state, then wait.
func (n *News) Next() <-chan struct{} {
	if n.next == nil {
		n.next = make(chan struct{})
	}
	return n.next
}

// Tell wakes everyone who waits.
func (n *News) Tell() {
	if n.next != nil {
		close(n.next)
		n.next = nil
	}
}
