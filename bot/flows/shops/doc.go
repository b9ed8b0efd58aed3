// Package shops is the conversation about shops: the list and its search, one shop's menu, all about it, its two
// switches with Undo, and taking it off one's own list.
package shops
