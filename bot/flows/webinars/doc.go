// Package webinars is the conversation about webinars: accounts and how to connect them, their schedule, one webinar's page
// and control panel, where its approved messages are shown, and who moderates it. The messages themselves are the
// conversation of another flow, to which the control panel leads.
package webinars
