// Package web is the console: pages for people, drawn by the server, with htmx for what changes in place. There is no build
// step: templates/ and static/ are part of the program.
//
// # A page
//
// A page is a method of call, added in routes (or shopRoutes, adminRoutes …):
//
//	to("GET /shops/{id}", inside, (*call).showShop)
//
//	func (c *call) showShop() error {
//		id, err := c.number("id")                      // from the path; 404 when it is none
//		…                                              // ask services, with c.me() as the actor
//		c.follow("shop:" + number(id))                 // the page hears of changes
//		return c.show("shop", texts.ConsoleShop, data) // templates/shop.html, its "main", with data as .Data
//	}
//
// The door (anyone, inside, admin) is the coarse gate; every right is checked by the service at each call. An error of a page is
// told in words (texts/): 403, 404, 409 … by its domain.Kind, 500 with a number that the log has too.
//
// A change is a POST, in a form that works without scripts:
//
//	err := c.change(func(u *work.Unit) error { …; c.h.Refresh(u, "shop:5"); return nil })
//	if err != nil {
//		return c.refuse("shop", texts.ConsoleShop, err, func(words string) any { p.Problem = words; return p }) // the form again
//	}
//	return c.done("/shops/5", texts.ConsoleSaved, nil) // 303, and the next page says it; the text is one of "console.…"
//
// What the person can mend comes back in the form (refuse); for a fragment, c.words gives the sentence. What asks a platform is
// done before c.change opens the unit.
//
// # A fragment
//
// c.part("shop", "switches", data) answers with one block of a page, whose dot is data: what hx-get or hx-post put into the
// page. c.htmx() tells whether htmx asks. Errors of fragments go into #notice by themselves and leave the page as it is.
//
// # Live
//
// A page that follows topics gets, on its body, an event "live-<kind>" (the kinds of services/live) and "live-all" for each
// change, and "live-resync" with "live-all" when it may have missed some. A part fetches itself anew:
//
//	<section id="switches" hx-get="/shops/5/switches" hx-trigger="live-all from:body throttle:300ms">
//
// The stream is /live, see serveLive. Who may follow what is asked of Deps.MayFollow, also while the stream is open.
//
// # Webinars
//
// Whoever has nothing to do with a webinar account finds none of its pages: call.account and call.event, with which each of them
// begins, answer 404. A list of messages (static/webinars.js) hears which messages have changed and fetches their rows alone,
// .../messages/awaiting?ids=1,2,3, at most four times a second; in a flood, and after a drop, the whole first page instead.
//
// # Templates
//
// base.html has the frame ("page") and the parts: icon "name", good, bad and hint (notes), nothing (a list without entries: Icon,
// Title, Hint), pager. A page's file defines "main"
// and its fragments, with the view as dot: .Data, .Visitor, .Title. Functions: t "key" "Param" value …, asset "file", dict. Texts
// with a param Count pick their plural form. There are no scripts and no styles in pages, not even attributes: the policy
// forbids them. Classes are those of static/app.css; .card, .rows, .stack, .columns, .note, .chip, .button (main, danger, small,
// wide), .toggle and .tabs go far.
//
// # The audit log
//
// What services write ("shop.rename") is told as console.did_shop_rename, a sentence that does not say who: the row does. An action
// whose details tell it apart has several, see variant. A new one needs its sentence and its name in the list to choose from
// (console.deed_…), in both languages; a test finds every action in services and asks for them.
//
// # Safety
//
// Session cookies are HttpOnly and SameSite=Lax, with https also Secure and __Host-; a change asked for by another site's page is
// refused (http.CrossOriginProtection). A proxy in front must be on this machine and say X-Forwarded-For.
package web
