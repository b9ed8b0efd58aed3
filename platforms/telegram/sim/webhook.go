package sim

import (
	"net/url"
	"strings"
)

// webhookState is what setWebhook stored. Updates are not delivered to it: it only keeps getUpdates away.
type webhookState struct {
	url            string
	maxConnections int64
	certificate    bool
}

func (s *Server) setWebhook(c *call) (any, *apiError) {
	address := c.params.str("url")
	if address == "" {
		return s.deleteWebhook(c)
	}
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" {
		return nil, badRequest("invalid webhook URL specified")
	}
	if parsed.Scheme != "https" {
		return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	switch parsed.Port() {
	case "", "80", "88", "443", "8443":
	default:
		return nil, badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
	}
	secret := c.params.str("secret_token")
	if len(secret) > 256 {
		return nil, badRequest("secret token is too long")
	}
	if strings.ContainsFunc(secret, func(r rune) bool { return !wordRune(r) && r != '-' }) {
		return nil, badRequest("secret token contains unallowed characters")
	}
	s.dropPending(c)
	if c.params.has("allowed_updates") {
		var kinds []string
		if err := c.params.object("allowed_updates", &kinds); err == nil {
			s.queue.setAllowed(kinds)
		}
	}
	s.endPoll(textSetWebhook)
	s.webhook = webhookState{
		url:            address,
		maxConnections: min(max(c.params.integer("max_connections", 40), 1), 100),
		certificate:    c.params.has("certificate"),
	}
	s.notify()
	return described{true, "Webhook was set"}, nil
}

func (s *Server) deleteWebhook(c *call) (any, *apiError) {
	s.dropPending(c)
	if s.webhook.url == "" {
		return described{true, "Webhook is already deleted"}, nil
	}
	s.webhook = webhookState{}
	return described{true, "Webhook was deleted"}, nil
}

func (s *Server) dropPending(c *call) {
	if c.params.boolean("drop_pending_updates") {
		s.queue.items = nil
	}
}

func (s *Server) getWebhookInfo(*call) (any, *apiError) {
	return struct {
		URL            string   `json:"url"`
		Certificate    bool     `json:"has_custom_certificate"`
		Pending        int      `json:"pending_update_count"`
		MaxConnections int64    `json:"max_connections,omitempty"`
		Allowed        []string `json:"allowed_updates,omitempty"`
	}{s.webhook.url, s.webhook.certificate, s.queue.pending(s.now()), s.webhook.maxConnections, s.queue.allowed}, nil
}
