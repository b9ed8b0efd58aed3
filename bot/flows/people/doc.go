// Package people is the admins' conversation about who uses the bot: the list, one person, their shops, ban and
// subscription.
package people
