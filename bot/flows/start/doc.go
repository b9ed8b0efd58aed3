// Package start is where everybody begins and comes back to: the menu of a role, help, the language, the subscription,
// the commands, and what is shown when a press or a text leads nowhere.
package start
