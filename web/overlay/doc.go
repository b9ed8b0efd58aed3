// Package overlay is the approved chat of an event as a page for OBS and other stream programs: transparent, without controls,
// behind a link whose token can be revoked.
//
// However many look at one overlay, it is read and followed once: a hub per token keeps what is shown, and each change is
// encoded once. The page is one document; it keeps what it shows when the connection or Frontdesk goes away, and comes back by
// itself. Names and texts are never markup: they travel as JSON and become text nodes.
//
// # The stream
//
// GET /overlay/TOKEN/events is a stream of server-sent events. The id of an event is good for Last-Event-ID as long as the hub
// remembers it; after that, and after a restart, the stream begins with a snapshot. Times are milliseconds since 1970.
//
//	hello    {"now"}                           first of each connection: the server's clock
//	snapshot {"settings":{…},"lines":[{…},…]}  everything that is shown, oldest first
//	message  {"id","author","text","at"}       a new line at the end, or a line that is known, changed
//	remove   {"id"}
//	settings {"font_size","text_color","name_color","background","max_lines","life_seconds","theme"}
//	gone     {}                                the link was revoked: show nothing
//
// A link that leads nowhere is a 404 with the header "Overlay-Gone: 1", so that the page can tell it from a proxy's 404.
package overlay
