package shops

import (
	"context"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/store"
	"frontdesk/store/host"
)

// Deps are what the service works with.
type Deps struct {
	DB   *store.DB
	Host *host.Host
	Now  func() time.Time // nil means time.Now
	// Find tells who somebody is; nil (and no error) is nobody. It knows people who use the console without Telegram; by
	// default, the host's rows alone are asked.
	Find func(ctx context.Context, id int64) (*domain.TelegramUser, error)
}

// Service is the use cases of shops.
type Service struct {
	db   *store.DB
	host *host.Host
	now  func() time.Time
	find func(ctx context.Context, id int64) (*domain.TelegramUser, error)
}

// New makes the service.
func New(d Deps) *Service {
	if d.Now == nil {
		d.Now = time.Now
	}
	s := &Service{db: d.DB, host: d.Host, now: d.Now, find: d.Find}
	if s.find == nil {
		s.find = s.inHost
	}
	return s
}

// inHost finds a person among the host's rows alone.
func (s *Service) inHost(ctx context.Context, id int64) (*domain.TelegramUser, error) {
	u, err := s.host.FindTelegramUser(ctx, id)
	if err != nil && domain.KindOf(err) == domain.KindNotFound {
		return nil, nil
	}
	return &u, err
}

// The texts of refusals.
const (
	keyForbidden = "error.forbidden"
	keyNotFound  = "error.not_found"
	keyConflict  = "error.conflict"
	keyInDjango  = "error.shops_in_django"
)

func forbidden(cause string) error {
	return &domain.Error{Kind: domain.KindForbidden, Key: keyForbidden, Err: fmt.Errorf("%s", cause)}
}

// person reads who asks, and refuses those for whom no shop is there.
func (s *Service) person(ctx context.Context, actor int64) (domain.TelegramUser, error) {
	found, err := s.find(ctx, actor)
	if err != nil {
		return domain.TelegramUser{}, fmt.Errorf("read who asks: %w", err)
	}
	if found == nil {
		return domain.TelegramUser{}, forbidden("never signed in")
	}
	u := *found
	switch {
	case u.Banned:
		return u, forbidden("banned")
	case u.LoggedOut:
		return u, forbidden("signed out")
	case !u.Active:
		return u, forbidden("not active")
	case !u.Role.Valid():
		return u, forbidden("a role that we do not know")
	}
	return u, nil
}

// access is one person's right to one shop.
type access struct {
	person domain.TelegramUser
	shop   domain.Shop
	linked bool
}

func (a access) admin() bool { return a.person.Role == domain.RoleAdmin }

// reach reads a shop for somebody who may work with it: an admin, or a seller who is linked.
func (s *Service) reach(ctx context.Context, actor, shopID int64) (access, error) {
	var a access
	var err error
	if a.person, err = s.person(ctx, actor); err != nil {
		return a, err
	}
	if a.shop, err = s.host.FindShop(ctx, shopID); err != nil {
		return a, vanished(fmt.Errorf("read shop %d: %w", shopID, err))
	}
	if a.linked, err = s.host.IsLinked(ctx, actor, shopID); err != nil {
		return a, fmt.Errorf("read who is linked to shop %d: %w", shopID, err)
	}
	if !a.linked && !a.admin() {
		return a, forbidden("not linked to this shop")
	}
	return a, nil
}

// vanished gives a shop that is no more the text for people.
func vanished(err error) error {
	if err != nil && domain.KindOf(err) == domain.KindNotFound {
		return &domain.Error{Kind: domain.KindNotFound, Key: keyNotFound, Err: err}
	}
	return err
}

// Filter says which page of the list somebody wants.
type Filter struct {
	Query    string // part of the name in any case; empty means any
	Page     int    // from 0
	PageSize int
}

// Page is one page of the shops that a person may see.
type Page struct {
	Items []domain.Shop
	Total int // on all pages
	Page  int // from 0; the last one when there are fewer than asked for
	Pages int // at least 1
	Role  domain.Role
}

// List reads a page of the shops that the person may see, by name: all for an admin, the linked ones for a seller.
func (s *Service) List(ctx context.Context, actor int64, f Filter) (Page, error) {
	u, err := s.person(ctx, actor)
	if err != nil {
		return Page{}, err
	}
	size := max(f.PageSize, 1)
	p := Page{Page: max(f.Page, 0), Pages: 1, Role: u.Role}
	filter := host.ShopFilter{Query: f.Query, Limit: size}
	if u.Role != domain.RoleAdmin {
		filter.ChatID = u.ChatID
	}
	for {
		filter.Offset = p.Page * size
		if p.Items, p.Total, err = s.host.ListShops(ctx, filter); err != nil {
			return Page{}, fmt.Errorf("list shops: %w", err)
		}
		p.Pages = max(1, (p.Total+size-1)/size)
		if p.Page < p.Pages {
			return p, nil
		}
		p.Page = p.Pages - 1
	}
}

// Card is a shop as one person meets it.
type Card struct {
	Shop    domain.Shop
	Linked  bool // this person is linked to it
	CanEdit bool // an admin where there is no Django
}

// Shop reads a shop for its menu.
func (s *Service) Shop(ctx context.Context, actor, shopID int64) (Card, error) {
	a, err := s.reach(ctx, actor, shopID)
	if err != nil {
		return Card{}, err
	}
	return Card{Shop: a.shop, Linked: a.linked, CanEdit: a.admin() && !s.host.External()}, nil
}

// Info is all about a shop.
type Info struct {
	Shop       domain.Shop
	Warehouses []domain.Warehouse
	People     int           // how many are linked
	Active     domain.Change // the change that set Shop.Active as it is; the zero value when none did
	Price      domain.Change // the same of Shop.PriceUpdating
}

// Info reads all about a shop.
func (s *Service) Info(ctx context.Context, actor, shopID int64) (Info, error) {
	a, err := s.reach(ctx, actor, shopID)
	if err != nil {
		return Info{}, err
	}
	i := Info{Shop: a.shop}
	if i.Warehouses, err = s.host.ListWarehouses(ctx, shopID); err != nil {
		return Info{}, fmt.Errorf("list warehouses: %w", err)
	}
	if i.People, err = s.host.CountLinked(ctx, shopID); err != nil {
		return Info{}, fmt.Errorf("count linked people: %w", err)
	}
	if i.Active, err = s.standing(ctx, a.shop, domain.FieldActive); err != nil {
		return Info{}, err
	}
	i.Price, err = s.standing(ctx, a.shop, domain.FieldPriceUpdating)
	return i, err
}

// standing reads the change that made a switch what it is. When the newest of ours says otherwise, Django has moved it
// since, and nobody knows who: naming the last of us would be wrong.
func (s *Service) standing(ctx context.Context, shop domain.Shop, field domain.ShopField) (domain.Change, error) {
	last, err := s.db.LastChange(ctx, shop.ID, field)
	switch {
	case err != nil && domain.KindOf(err) == domain.KindNotFound:
		return domain.Change{}, nil
	case err != nil:
		return domain.Change{}, fmt.Errorf("read the last change: %w", err)
	}
	if value, err := valueOf(shop, field); err != nil || value != last.New {
		return domain.Change{}, err
	}
	return last, nil
}

// valueOf reads a switch of a shop.
func valueOf(shop domain.Shop, field domain.ShopField) (bool, error) {
	switch field {
	case domain.FieldActive:
		return shop.Active, nil
	case domain.FieldPriceUpdating:
		return shop.PriceUpdating, nil
	default:
		return false, domain.Fail(domain.KindInvalid, "error.invalid", nil)
	}
}

// InDjango tells whether shops are made and edited in Django, and not here.
func (s *Service) InDjango() bool { return s.host.External() }
