// Package discord relays chat messages into Discord channels through webhooks.
//
// The facts are those of discord/discord-api-docs (resources/webhook, resources/message, topics/rate-limits, reference) as of
// August 2026. A webhook's address is its secret: whoever has it may write. So it is in no error, no figure and no log; where
// one has to be told from another, the webhook's number stands for it.
//
// All errors are *domain.Error:
//
//	KindInvalid      the address is none of a webhook, or of a host that is not allowed (ErrNotWebhook, ErrHost)
//	KindUnreachable  the webhook was deleted or its token changed (ErrGone): never use it again, tell its owner
//	KindRateLimited  wait for RetryAfter; Global when the limit is on all webhooks
//	KindUnavailable  Discord or the network is away, or it is not Discord that answers; ErrMayHavePosted tells that a
//	                 message may stand there all the same
//	KindRejected     Discord refuses this very message (*APIError says why)
//	KindNotFound     the message to be edited is not there any more
//
// KindUnauthorized is never used: it stops a whole channel, and a bad token is one webhook's own trouble.
package discord
