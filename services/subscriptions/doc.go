// Package subscriptions sells access to the bot: plans from the configuration, an invoice per offer, payments recorded once
// by their charge id, the end date that they add up to, reminders before it, and refunds.
//
// The row that counts for rights is the host's is_active. It is moved by the keeper (Keeper) alone: a payment or a refund
// writes down in our own database what is to become of the host's row, together with everything else that it changes, and
// the keeper makes it so, again and again until it has worked. So a crash between the two databases costs nothing, and two
// causes that meet never leave the row at what the earlier one wanted.
package subscriptions
