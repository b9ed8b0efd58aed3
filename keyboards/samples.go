package keyboards

import (
	"slices"
	"time"

	"frontdesk/domain"
	"frontdesk/texts"
)

// Sample is one screen with made-up content.
type Sample struct {
	Name  string // the state, and after a dash what is special
	Build func(p texts.Printer) Screen
}

// Samples shows every screen in every variant that has other words or other buttons. The goldens are drawn from it, and
// whoever holds the buttons against the machine's table reads it as well.
func Samples() []Sample {
	return slices.Concat(startSamples(), shopSamples(), peopleSamples(), editSamples(), paymentSamples(), webinarSamples(), eventSamples(),
		cardSamples(), queueSamples(), ruleSamples(), consoleSamples())
}

// sample makes a Sample of a builder and its view.
func sample[V any](name string, build func(texts.Printer, V) Screen, view V) Sample {
	return Sample{Name: name, Build: func(p texts.Printer) Screen { return build(p, view) }}
}

func why(w Why) Args { return Args{Value: int(w)} }

func startSamples() []Sample {
	const contact = "@shop_help"
	return []Sample{
		sample("role", Role, RoleView{}),
		sample("role-expired", Role, RoleView{Args: why(WhyExpired)}),
		sample("key", Key, KeyView{}),
		sample("key-wrong", Key, KeyView{Args: why(WhyWrongKey)}),
		sample("key-locked", Key, KeyView{Args: Args{Value: int(WhyLocked), Item: 15}}),
		sample("key-add", Key, KeyView{Add: true}),
		sample("name", Name, PromptView{}),
		sample("pass", Password, PromptView{Name: "olga"}),
		sample("pass-wrong", Password, PromptView{Name: "olga", Args: why(WhyWrongLogin)}),
		sample("pass-locked", Password, PromptView{Name: "olga", Args: Args{Value: int(WhyLocked), Item: 1}}),
		sample("pass-empty", Password, PromptView{Name: "olga", Args: why(WhyEmpty)}),
		sample("menu-seller", Menu, MenuView{Name: "Иван", Role: domain.RoleSeller}),
		sample("menu-moderator", Menu, MenuView{Webinars: true}),
		sample("menu-seller-webinars", Menu, MenuView{Name: "Иван", Role: domain.RoleSeller, Webinars: true}),
		sample("menu-admin", Menu, MenuView{Name: "Ольга", Role: domain.RoleAdmin}),
		sample("menu-admin-edit", Menu, MenuView{Name: "Ольга", Role: domain.RoleAdmin, CanEdit: true}),
		sample("help-stranger", Help, HelpView{Contact: contact}),
		sample("help-seller", Help, HelpView{Role: domain.RoleSeller, Active: true, Contact: contact}),
		sample("help-admin", Help, HelpView{Role: domain.RoleAdmin, Active: true}),
		sample("help-idle", Help, HelpView{Role: domain.RoleSeller, Contact: contact}),
		sample("lang", Language, LanguageView{Chosen: "ru"}),
		sample("lang-en", Language, LanguageView{Chosen: "en"}),
		sample("idle", Idle, IdleView{Name: "Иван", Role: domain.RoleSeller}),
		sample("what-text", Unknown, UnknownView{Args: why(WhyUnknownText), SignedIn: true}),
		sample("what-text-stranger", Unknown, UnknownView{Args: why(WhyUnknownText)}),
		sample("what-command", Unknown, UnknownView{
			Args: Args{Value: int(WhyUnknownCommand), Query: "shops"}, SignedIn: true,
		}),
		sample("what-cancelled", Unknown, UnknownView{Args: why(WhyCancelled), SignedIn: true}),
		sample("what-nothing-to-cancel", Unknown, UnknownView{Args: why(WhyNothingToCancel)}),
		sample("gone-forbidden", Gone, GoneView{Args: why(WhyForbidden), SignedIn: true}),
		sample("gone-vanished", Gone, GoneView{Args: why(WhyVanished), SignedIn: true}),
		sample("gone-old-button", Gone, GoneView{Args: why(WhyOldButton)}),
		{Name: "out", Build: Out},
		sample("banned", Banned, BannedView{}),
		sample("banned-reason", Banned, BannedView{Reason: "чужой ключ", Contact: contact}),
	}
}

// The made-up content: shops, their warehouses, and people on one afternoon.

func sampleShops() []domain.Shop {
	return []domain.Shop{
		{ID: 11, Name: "Чай & Кофе", Slug: "tea", VendorName: "ООО «Листок»", Active: true, PriceUpdating: true},
		{ID: 12, Name: "Товары для дома и дачи «Уютный уголок»"},
		{ID: 13, Name: "Books <3", VendorName: "Reader Ltd", Active: true},
	}
}

func sampleWarehouses(n int) []domain.Warehouse {
	names := []string{"Основной", "Хоругвино", "Запасной склад"}
	all := make([]domain.Warehouse, n)
	for i := range all {
		all[i] = domain.Warehouse{
			ID: int64(i + 1), ShopID: 11, Name: names[i%len(names)], WarehouseID: 1020000123456 + int64(i),
		}
	}
	return all
}

func samplePeople() []domain.TelegramUser {
	since := time.Date(2026, 2, 3, 9, 0, 0, 0, time.UTC)
	return []domain.TelegramUser{
		{
			ChatID: 5001, FirstName: "Иван", LastName: "Петров", Username: "ivan_p", Role: domain.RoleSeller,
			CreatedAt: since, Active: true,
		},
		{
			ChatID: 5002, FirstName: "Ольга", Role: domain.RoleAdmin, CreatedAt: since, Active: true,
		},
		{
			ChatID: 5003, FirstName: "Max", Username: "max", Role: domain.RoleSeller, CreatedAt: since,
			Banned: true, LoggedOut: true,
		},
	}
}

func sampleChange(by string, value bool, ago time.Duration) Changed {
	now := time.Date(2026, 3, 4, 12, 4, 0, 0, time.UTC)
	return Changed{By: by, Value: value, At: now.Add(-ago), Now: now}
}

func shopSamples() []Sample {
	shops := sampleShops()
	list := Args{Page: 1, Query: "чай"}
	here := Args{Shop: 11, Page: 1, Query: "чай"}
	plain := Args{Shop: 12}
	viaPerson := Args{Shop: 11, Person: 5001, Page: 2}
	ivan, olga := sampleChange("Иван Петров", true, 2*time.Minute), sampleChange("Ольга", false, 26*time.Hour)
	return []Sample{
		sample("shops", Shops, ShopsView{Items: shops, Total: 3, Pages: 1, Role: domain.RoleSeller}),
		sample("shops-first-page", Shops, ShopsView{Items: shops, Total: 21, Pages: 7, Role: domain.RoleAdmin}),
		sample("shops-middle-page", Shops, ShopsView{
			Args: Args{Page: 3}, Items: shops, Total: 21, Pages: 7, Role: domain.RoleAdmin,
		}),
		sample("shops-last-page", Shops, ShopsView{
			Args: Args{Page: 6}, Items: shops[:1], Total: 19, Pages: 7, Role: domain.RoleAdmin,
		}),
		sample("shops-search", Shops, ShopsView{
			Args: list, Items: shops[:2], Total: 5, Pages: 2, Role: domain.RoleSeller,
		}),
		sample("shops-none-found", Shops, ShopsView{Args: Args{Query: "чай"}, Role: domain.RoleSeller}),
		sample("shops-none-seller", Shops, ShopsView{Role: domain.RoleSeller}),
		sample("shops-none-admin", Shops, ShopsView{Role: domain.RoleAdmin}),
		sample("find", Find, PromptView{Args: list}),
		sample("find-nothing", Find, PromptView{Args: Args{Value: int(WhyNothingFound), Query: "чай"}}),
		sample("find-command", Find, PromptView{Args: Args{Value: int(WhyNoCommand), Query: "чай"}}),
		sample("find-empty", Find, PromptView{Args: why(WhyEmpty)}),
		sample("shop-seller", Shop, ShopView{Args: here, Shop: shops[0], Linked: true}),
		sample("shop-admin", Shop, ShopView{Args: plain, Shop: shops[1]}),
		sample("shop-admin-edit", Shop, ShopView{Args: viaPerson, Shop: shops[0], CanEdit: true}),
		sample("info", Info, InfoView{
			Args: here, Shop: shops[0], Warehouses: sampleWarehouses(3), People: 2, Active: ivan, Price: olga,
		}),
		sample("info-bare", Info, InfoView{Args: plain, Shop: shops[1]}),
		sample("info-many-warehouses", Info, InfoView{
			Args: here, Shop: shops[0], Warehouses: sampleWarehouses(25), People: 1,
		}),
		sample("active-on", Active, SwitchView{Args: here, Shop: shops[0], Last: ivan}),
		sample("active-on-undo", Active, SwitchView{Args: here, Shop: shops[0], Last: ivan, Undo: 77}),
		sample("active-off", Active, SwitchView{Args: plain, Shop: shops[1]}),
		sample("off", AskOff, QuestionView{Args: here, Shop: shops[0]}),
		sample("price-on", Price, SwitchView{Args: here, Shop: shops[0], Last: ivan}),
		sample("price-off", Price, SwitchView{Args: plain, Shop: shops[1]}),
		sample("price-off-undo", Price, SwitchView{Args: plain, Shop: shops[1], Last: olga, Undo: 78}),
		sample("unlink", AskUnlink, QuestionView{Args: here, Shop: shops[0]}),
	}
}

func peopleSamples() []Sample {
	people := samplePeople()
	list := Args{Page: 1, Query: "и"}
	here := func(i int) Args { return Args{Person: people[i].ChatID, Page: 1, Query: "и"} }
	shops := Args{Person: 5001, Page: 1, Item: 1, Query: "и"}
	return []Sample{
		sample("people", People, PeopleView{Items: people, Total: 3, Pages: 1}),
		sample("people-search", People, PeopleView{Args: list, Items: people[:2], Total: 22, Pages: 5}),
		sample("people-none", People, PeopleView{}),
		sample("people-none-found", People, PeopleView{Args: Args{Query: "яя"}}),
		sample("pfind", PeopleFind, PromptView{}),
		sample("person", Person, PersonView{Args: here(0), Person: people[0], Shops: 2}),
		sample("person-payments", Person, PersonView{Args: here(0), Person: people[0], Payments: 3}),
		sample("person-self", Person, PersonView{Args: here(1), Person: people[1], Self: true}),
		sample("person-banned", Person, PersonView{Args: here(2), Person: people[2], Reason: "чужой ключ", Shops: 1}),
		sample("reason", Reason, PromptView{Args: here(0), Name: "Иван Петров"}),
		sample("reason-too-long", Reason, PromptView{
			Args: Args{Person: 5001, Value: int(WhyTooLong), Item: maxReason}, Name: "Иван Петров",
		}),
		sample("pshops", PersonShops, PersonShopsView{
			Args: shops, Person: people[0], Items: sampleShops(), Total: 11, Pages: 3,
		}),
		sample("pshops-none", PersonShops, PersonShopsView{Args: Args{Person: 5002}, Person: people[1]}),
	}
}

func editSamples() []Sample {
	shop := sampleShops()[0]
	here := Args{Shop: 11, Page: 1, Query: "чай"}
	ask := PromptView{Args: here, Name: shop.Name}
	again := func(w Why) PromptView {
		return PromptView{Args: Args{Shop: 11, Value: int(w)}, Name: shop.Name}
	}
	return []Sample{
		sample("new", New, PromptView{}),
		sample("new-too-long", New, PromptView{Args: Args{Value: int(WhyTooLong), Item: 255}}),
		sample("edit", Edit, EditView{Args: here, Shop: shop, HasKey: true, Warehouses: 3}),
		sample("edit-bare", Edit, EditView{Args: Args{Shop: 12}, Shop: sampleShops()[1]}),
		sample("rename", Rename, ask),
		sample("skey", ShopKey, ask),
		sample("skey-first", ShopKey, PromptView{Args: Args{Shop: 11}, Name: shop.Name, First: true}),
		sample("skey-short", ShopKey, PromptView{Args: Args{Shop: 11, Value: int(WhyTooShort), Item: domain.MinShopKey}, Name: shop.Name}),
		sample("slug", Slug, ask),
		sample("slug-taken", Slug, again(WhyTaken)),
		sample("slug-bad", Slug, again(WhyBadSlug)),
		sample("stocks", Stocks, StocksView{Args: here, Shop: shop, Items: sampleWarehouses(3)}),
		sample("stocks-many", Stocks, StocksView{Args: here, Shop: shop, Items: sampleWarehouses(maxDeletable + 2)}),
		sample("stocks-none", Stocks, StocksView{Args: here, Shop: shop}),
		sample("stock", Stock, ask),
		sample("stock-bad", Stock, again(WhyBadNumber)),
		sample("stock-taken", Stock, again(WhyNumberTaken)),
	}
}
