// Package domain holds the words of Frontdesk: its people, shops, updates, screens' messages, deliveries and errors.
// It imports the standard library only, and everything else may import it.
package domain
