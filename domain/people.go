package domain

import (
	"strings"
	"time"
)

// Role is the role of a telegram user as the host's table spells it.
type Role string

// The host's two roles.
const (
	RoleAdmin  Role = "AD"
	RoleSeller Role = "SE"
)

// Valid tells whether r is one of the host's roles.
func (r Role) Valid() bool { return r == RoleAdmin || r == RoleSeller }

// Sender is who an update comes from, as the platform says it. The names are the person's own words: never trusted as markup.
type Sender struct {
	ID        int64 // Telegram's user id; more than 32 bits
	FirstName string
	LastName  string
	Username  string // without "@"; may be empty
	Language  string // IETF tag of the person's app ("ru", "pt-br"); may be empty
	IsBot     bool
}

// Name is how a person is called: first and last name, else the username, else empty.
func (s Sender) Name() string { return personName(s.FirstName, s.LastName, s.Username) }

// TelegramUser is a person signed in to the bot: a row of the host's tg_bot_telegramuser.
type TelegramUser struct {
	ID        int64 // the row's id in the host
	ChatID    int64 // Telegram's user id, which is the id of the private chat as well
	FirstName string
	LastName  string
	Username  string
	Role      Role
	CreatedAt time.Time
	Banned    bool
	Active    bool // has a subscription, or was made active by an admin or Django
	LoggedOut bool
}

// Name is how the person is called.
func (u TelegramUser) Name() string { return personName(u.FirstName, u.LastName, u.Username) }

func personName(first, last, username string) string {
	if name := strings.TrimSpace(strings.TrimSpace(first) + " " + strings.TrimSpace(last)); name != "" {
		return name
	}
	if username != "" {
		return "@" + username
	}
	return ""
}

// HostUser is a Django user: a row of auth_user, with what signing in needs.
type HostUser struct {
	ID       int64
	Username string
	Password string // Django's encoded hash; never logged
	Active   bool
	Admin    bool // is in the group telegram_admins
}

// AdminGroup is the Django group whose members are Frontdesk's admins.
const AdminGroup = "telegram_admins"
