package outbox

// itemHeap and chatHeap are container/heap's, with the index kept in the element so that it can be taken out.
type itemHeap struct {
	items []*item
	less  func(a, b *item) bool
}

func (h *itemHeap) Len() int           { return len(h.items) }
func (h *itemHeap) Less(i, j int) bool { return h.less(h.items[i], h.items[j]) }
func (h *itemHeap) Swap(i, j int)      { h.items[i], h.items[j] = h.items[j], h.items[i] }
func (h *itemHeap) Push(x any)         { h.items = append(h.items, x.(*item)) }
func (h *itemHeap) Pop() any {
	last := len(h.items) - 1
	it := h.items[last]
	h.items[last] = nil
	h.items = h.items[:last]
	return it
}

type chatHeap struct {
	chats []*chat
	less  func(a, b *chat) bool
}

func (h *chatHeap) Len() int           { return len(h.chats) }
func (h *chatHeap) Less(i, j int) bool { return h.less(h.chats[i], h.chats[j]) }
func (h *chatHeap) Swap(i, j int) {
	h.chats[i], h.chats[j] = h.chats[j], h.chats[i]
	h.chats[i].index, h.chats[j].index = i, j
}

func (h *chatHeap) Push(x any) {
	c := x.(*chat)
	c.home, c.index = h, len(h.chats)
	h.chats = append(h.chats, c)
}

func (h *chatHeap) Pop() any {
	last := len(h.chats) - 1
	c := h.chats[last]
	h.chats[last] = nil
	h.chats = h.chats[:last]
	c.home = nil
	return c
}
