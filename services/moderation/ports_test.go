package moderation

import (
	"frontdesk/services/chats"
	"frontdesk/services/outbox"
	"frontdesk/services/relay"
	"frontdesk/services/webinars"
)

// Those who stand behind the ports in a running Frontdesk.
var (
	_ Webinars = (*webinars.Service)(nil)
	_ Relay    = (*relay.Service)(nil)
	_ Chats    = (*chats.Service)(nil)
	_ Outbox   = (*outbox.Outbox)(nil)
)
