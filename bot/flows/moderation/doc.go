// Package moderation is the conversation about a webinar's chat: cards that come by themselves, the digest that stands for them
// in a flood, the queue, what was approved, the rules, trusted authors, quiet hours and the report.
package moderation
