package web

import (
	"net/http"

	"frontdesk/domain"
	"frontdesk/services/console"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// loginPage is the door.
type loginPage struct {
	Username string
	Next     string
	Problem  string
	SignUp   bool   // anybody may sign up
	Invited  bool   // those may whom an admin has invited
	Django   bool   // names and passwords are those of a Django project
	Bot      string // the bot's username, which sends links to sign in; empty while it is not known
	Link     string // where the button of a one-time link leads; empty without one
}

func (c *call) loginPage() loginPage {
	p := loginPage{
		Next: localPath(c.query("next")), SignUp: c.h.Console.Mode() == console.SignUpOpen, Invited: c.h.Console.Mode() == console.SignUpInvite,
		Django: c.h.Shops.InDjango(),
	}
	if c.h.BotName != nil {
		p.Bot = c.h.BotName()
	}
	return p
}

func (c *call) showLogin() error {
	if c.known {
		return c.goTo("/")
	}
	return c.show("login", texts.ConsoleLogin, c.loginPage())
}

// knock takes one of the neighbourhood's tries. The error is KindRateLimited.
func (c *call) knock() error {
	if c.h.limits.allow(neighbourhood(address(c.r))) {
		return nil
	}
	return domain.Fail(domain.KindRateLimited, "error.tries", nil)
}

// entryVisit is where a try to come in counts: by neighbourhood.
func (c *call) entryVisit() console.Visit {
	v := c.where()
	v.Address = neighbourhood(v.Address)
	return v
}

func (c *call) login() error {
	p := c.loginPage()
	p.Username, p.Next = c.r.PostFormValue("username"), localPath(c.r.PostFormValue("next"))
	if err := c.knock(); err != nil {
		return c.refuse("login", texts.ConsoleLogin, err, func(words string) any { p.Problem = words; return p })
	}
	var entry console.Entry
	err := c.change(func(u *work.Unit) (err error) {
		entry, err = c.h.Console.SignIn(c.r.Context(), u, c.entryVisit(), p.Username, c.r.PostFormValue("password"), c.token())
		return err
	})
	if err == nil {
		err = notIn(entry, "error.login_wrong")
	}
	if err != nil {
		return c.refuse("login", texts.ConsoleLogin, err, func(words string) any { p.Problem = words; return p })
	}
	c.welcome(entry.Token)
	return c.goTo(p.Next)
}

// notIn turns an entry without a token into the words for it.
func notIn(e console.Entry, wrong string) error {
	switch {
	case e.Token != "":
		return nil
	case e.Closed:
		return domain.Fail(domain.KindRejected, "error.console_closed", nil)
	case e.Locked > 0:
		return domain.Fail(domain.KindLocked, "", map[string]any{"Minutes": e.Minutes()})
	default:
		return domain.Fail(domain.KindInvalid, wrong, nil)
	}
}

// refuse shows a form again, with what was wrong in words. What is not the person's to mend is the error page's.
func (c *call) refuse(name string, title texts.Key, err error, with func(words string) any) error {
	words, ok := c.words(err)
	if !ok {
		return err
	}
	return c.showAs(statusOf(domain.KindOf(err)), name, title, with(words))
}

// showLoginLink shows a button: links in messages are opened by preview robots as well, and opening must not use one up.
func (c *call) showLoginLink() error {
	p := c.loginPage()
	good, err := c.h.Console.LinkGood(c.r.Context(), c.r.PathValue("token"))
	if err != nil {
		return err
	}
	if !good {
		p.Problem = c.print.Text(texts.ErrorLinkUsed, nil)
		return c.showAs(http.StatusNotFound, "login", texts.ConsoleLogin, p)
	}
	p.Link = c.r.URL.Path
	return c.show("login", texts.ConsoleLogin, p)
}

func (c *call) loginLink() error {
	if err := c.knock(); err != nil {
		return err
	}
	var entry console.Entry
	err := c.change(func(u *work.Unit) (err error) {
		entry, err = c.h.Console.UseLink(c.r.Context(), u, c.where(), c.r.PathValue("token"), c.token())
		return err
	})
	if domain.KindOf(err) == domain.KindNotFound && err != nil {
		p := c.loginPage()
		p.Problem = c.print.Error(err, "")
		return c.showAs(http.StatusNotFound, "login", texts.ConsoleLogin, p)
	}
	if err != nil {
		return err
	}
	c.welcome(entry.Token)
	return c.goTo("/")
}

// signUpPage is the form of those who come for the first time.
type signUpPage struct {
	Form    console.Form
	Problem string
	Closed  bool // nobody may sign up with what this person has
	Action  string
}

func (c *call) showSignUp() error {
	p := signUpPage{Action: c.r.URL.Path}
	if err := c.h.Console.MaySignUp(c.r.Context(), c.r.PathValue("token")); err != nil {
		if k := domain.KindOf(err); k != domain.KindForbidden && k != domain.KindNotFound {
			return err
		}
		p.Closed, p.Problem = true, c.print.Error(err, "")
		return c.showAs(statusOf(domain.KindOf(err)), "signup", texts.ConsoleSignUp, p)
	}
	return c.show("signup", texts.ConsoleSignUp, p)
}

func (c *call) signUp() error {
	f := console.Form{
		Username: c.r.PostFormValue("username"), Password: c.r.PostFormValue("password"), Email: c.r.PostFormValue("email"),
		FirstName: c.r.PostFormValue("first_name"), LastName: c.r.PostFormValue("last_name"), Language: c.print.Language(),
		Zone: c.zoneFromForm(),
	}
	again := func(words string) any {
		f.Password = ""
		return signUpPage{Form: f, Problem: words, Action: c.r.URL.Path}
	}
	if err := c.knock(); err != nil {
		return c.refuse("signup", texts.ConsoleSignUp, err, again)
	}
	var entry console.Entry
	err := c.change(func(u *work.Unit) (err error) {
		entry, err = c.h.Console.Join(c.r.Context(), u, c.where(), f, c.r.PathValue("token"), c.token())
		return err
	})
	if err != nil {
		return c.refuse("signup", texts.ConsoleSignUp, err, again)
	}
	c.welcome(entry.Token)
	return c.done("/", texts.ConsoleWelcome, nil)
}

// zoneFromForm is the zone that the browser's script has filled in, when it is one that we know.
func (c *call) zoneFromForm() string {
	p := console.Profile{Zone: c.r.PostFormValue("zone")}
	if p.Zone == "" || p.Location(nil) == nil {
		return ""
	}
	return p.Zone
}

func (c *call) logout() error {
	err := c.change(func(u *work.Unit) error { c.h.Console.SignOut(u, c.visitor); return nil })
	if err != nil {
		return err
	}
	c.h.setCookie(c.w, c.h.sessionCookie(), "", 0)
	return c.done("/login", texts.ConsoleLoggedOut, nil)
}

func (c *call) logoutEverywhere() error {
	err := c.change(func(u *work.Unit) error { c.h.Console.SignOutEverywhere(u, c.visitor); return nil })
	if err != nil {
		return err
	}
	c.h.setCookie(c.w, c.h.sessionCookie(), "", 0)
	return c.done("/login", texts.ConsoleLoggedOutEverywhere, nil)
}
