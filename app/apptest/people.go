package apptest

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"testing"

	"frontdesk/domain"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
)

// AdminPassword is the password of every user that AddAdmin makes.
const AdminPassword = "верный-пароль-1"

// Shop makes a shop that is switched off, with a key of its own or the given one. With a HostCopy there is nothing to
// make: Django does that.
func (d *Desk) Shop(name string, key ...string) domain.Shop {
	d.t.Helper()
	with := "key of " + name
	if len(key) > 0 {
		with = key[0]
	}
	shop, err := d.Host().CreateShop(d.t.Context(), domain.Shop{Name: name, VendorName: "Поставщик"}, with)
	if err != nil {
		d.t.Fatal(err)
	}
	return shop
}

// Now reads a shop as it is in the database.
func (d *Desk) Now(shop domain.Shop) domain.Shop {
	d.t.Helper()
	now, err := d.Host().FindShop(d.t.Context(), shop.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return now
}

// Linked tells whether a shop is linked to a person in the database.
func (d *Desk) Linked(person *simtest.P, shop domain.Shop) bool {
	d.t.Helper()
	linked, err := d.Host().IsLinked(d.t.Context(), person.ID, shop.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return linked
}

// User reads a person's row of the host; nil when there is none.
func (d *Desk) User(person *simtest.P) *domain.TelegramUser {
	d.t.Helper()
	user, err := d.Host().FindTelegramUser(d.t.Context(), person.ID)
	if domain.KindOf(err) == domain.KindNotFound && err != nil {
		return nil
	}
	if err != nil {
		d.t.Fatal(err)
	}
	return &user
}

// Stranger is a person who has never written to the bot. lang is the language of their app.
func (d *Desk) Stranger(t testing.TB, id int64, name, lang string) *simtest.P {
	t.Helper()
	return simtest.Person(t, d.Sim.Server, sim.Profile{ID: id, FirstName: name, Language: lang})
}

// Seller is a person who has signed in with the given keys, one after the other, and stands in the main menu.
func (d *Desk) Seller(t testing.TB, id int64, name, lang string, keys ...string) *simtest.P {
	t.Helper()
	p := d.Stranger(t, id, name, lang)
	said := wordsOf(lang)
	for i, key := range keys {
		if i == 0 {
			p.Sends("/start")
			p.Taps(said.seller)
		} else {
			p.Taps(said.addShop)
		}
		p.Sees(said.keyPrompt)
		p.SeesDeleted(p.Sends(key).ID)
		p.SeesButton(said.shops)
	}
	return p
}

// AddAdmin makes a Django user in the group of admins, with AdminPassword. With a HostCopy Django has made its own.
func (d *Desk) AddAdmin(username string) {
	d.t.Helper()
	if err := d.Host().CreateAdmin(d.t.Context(), username, cheapHash(d.t, AdminPassword), d.Clock.Now()); err != nil {
		d.t.Fatal(err)
	}
}

// Admin is a person who has signed in as the admin of that username (made when there is none) and stands in the menu.
func (d *Desk) Admin(t testing.TB, id int64, name, lang, username string) *simtest.P {
	t.Helper()
	if _, err := d.Host().FindUserByName(t.Context(), username); domain.KindOf(err) == domain.KindNotFound && err != nil {
		d.AddAdmin(username)
	}
	p := d.Stranger(t, id, name, lang)
	d.SignsInAsAdmin(p, lang, username, AdminPassword)
	return p
}

// SignsInAsAdmin takes a person from /start to the admin's menu.
func (d *Desk) SignsInAsAdmin(p *simtest.P, lang, username, password string) {
	d.t.Helper()
	said := wordsOf(lang)
	p.Sends("/start")
	p.Taps(said.admin)
	p.Sees(said.namePrompt)
	p.Sends(username)
	p.Sees(said.password)
	p.SeesDeleted(p.Sends(password).ID)
	p.SeesButton(said.people)
}

// words are what the helpers say and look for, in a person's language.
type words struct {
	seller, admin, shops, addShop, people string
	keyPrompt, namePrompt, password       string
}

func wordsOf(lang string) words {
	if lang == "en" {
		return words{
			seller: "Seller", admin: "Admin", shops: "Shops", addShop: "Add a shop", people: "People",
			keyPrompt: "API key", namePrompt: "username", password: "password",
		}
	}
	return words{
		seller: "Продавец", admin: "Админ", shops: "Список магазинов", addShop: "Добавить магазин", people: "Люди",
		keyPrompt: "Пришлите API-ключ", namePrompt: "Пришлите имя пользователя", password: "пришлите пароль",
	}
}

// cheapHash is a Django hash that costs a test little: real ones ask for hundreds of thousands of rounds.
func cheapHash(t testing.TB, password string) string {
	t.Helper()
	const rounds, salt = 1000, "apptest"
	key, err := pbkdf2.Key(sha256.New, password, []byte(salt), rounds, sha256.Size)
	if err != nil {
		t.Fatal(err)
	}
	return "pbkdf2_sha256$" + strconv.Itoa(rounds) + "$" + salt + "$" + base64.StdEncoding.EncodeToString(key)
}
