// Package payments is the conversation about money: the subscription and what it costs, receipts, the terms and whom to ask,
// and for admins a person's payments and giving them back.
package payments
