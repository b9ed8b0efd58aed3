package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdesk/texts"
)

// moment writes when something happened, in the person's zone: a time alone when it was today.
func (c *call) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return c.print.Moment(t.In(c.zone), c.h.Now())
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// amount writes how many as people read it: 12 345 in Russian, 12,345 in English.
func (c *call) amount(n int) string {
	mark := ","
	if c.print.Language() == "ru" {
		mark = "\u00a0"
	}
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + mark + digits[at:]
	}
	return digits
}

// share says how much of a whole a part is, in percent and in words: a little is not nothing, and nearly all is not all.
func (c *call) share(part, whole int) string {
	switch {
	case whole == 0 || part == 0:
		return ""
	case part*100 < whole:
		return c.print.Text(texts.ConsoleShareLess, nil)
	case part < whole && part*100 > whole*99:
		return c.print.Text(texts.ConsoleShareMore, nil)
	}
	return c.print.Text(texts.ConsoleShare, texts.Params{"Number": (part*100 + whole/2) / whole})
}

// zones are those that the form offers, and the one that somebody has.
func zones(own string) []string {
	list := []string{
		"Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Krasnoyarsk",
		"Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka", "Europe/Minsk", "Europe/Kyiv",
		"Asia/Almaty", "Asia/Tashkent", "Asia/Tbilisi", "Asia/Yerevan", "Asia/Dubai", "Europe/London", "Europe/Berlin",
		"Europe/Lisbon", "America/Sao_Paulo", "America/New_York", "America/Los_Angeles", "UTC",
	}
	if own != "" && !slices.Contains(list, own) {
		list = append(list, own)
	}
	return list
}

// device is what people call a browser, made from what it calls itself.
func device(agent string) string {
	name := func(pairs ...string) string {
		for i := 0; i < len(pairs); i += 2 {
			if strings.Contains(agent, pairs[i]) {
				return pairs[i+1]
			}
		}
		return ""
	}
	browser := name("YaBrowser", "Yandex", "Edg", "Edge", "OPR", "Opera", "Firefox", "Firefox", "Chrome", "Chrome", "Safari", "Safari")
	system := name("iPhone", "iPhone", "iPad", "iPad", "Android", "Android", "Windows", "Windows", "Mac OS", "macOS", "Linux", "Linux")
	return strings.Trim(browser+" · "+system, " ·")
}

// pager is the links between the pages of a list.
type pager struct {
	Page, Pages int // Page from 1
	Older       string
	Newer       string
}

// pages makes the links of a list: path with the query, and page.
func (c *call) pages(page, pages int) pager {
	p := pager{Page: page + 1, Pages: pages}
	link := func(n int) string {
		q := c.r.URL.Query()
		q.Set("page", strconv.Itoa(n+1))
		return c.r.URL.Path + "?" + q.Encode()
	}
	if page > 0 {
		p.Newer = link(page - 1)
	}
	if page+1 < pages {
		p.Older = link(page + 1)
	}
	return p
}

// named writes a text whose key was made from data, else the data itself.
func (c *call) named(key, otherwise string) string {
	if slices.Contains(texts.Keys(), texts.Key(key)) {
		return c.print.Text(texts.Key(key), nil)
	}
	return otherwise
}
