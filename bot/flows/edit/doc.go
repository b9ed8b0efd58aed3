// Package edit is the conversation in which an admin makes and changes shops, where there is no Django to do it in.
package edit
