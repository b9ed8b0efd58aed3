// Package console is the use cases of the people who sign in to the web pages: signing in and out, sessions, signing up, the
// profile, one-time links, and joining the console's user with a Telegram account. For admins it reads what only they may: the
// people of the console, deliveries and the audit log.
//
// A person is Telegram's user id, or minus the console user's id while no Telegram account is linked: services that ask who
// somebody is (accounts.Find) know both.
//
// Tokens (sessions and links) are 32 random bytes; their SHA-256 alone is kept. A session is new at each sign-in and lives for
// 30 days after its last use. Changes go through a unit of work, and so take effect together or not at all.
package console
