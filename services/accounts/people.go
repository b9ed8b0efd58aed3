package accounts

import (
	"context"
	"fmt"

	"frontdesk/domain"
	"frontdesk/store/host"
)

// PeopleFilter says which people to list.
type PeopleFilter struct {
	Query string // part of the name or username; empty means everybody
	Page  int    // from 0; one past the end gives the last page
	Size  int    // people on a page
}

// PeoplePage is a page of people.
type PeoplePage struct {
	Items []domain.TelegramUser
	Page  int // the one that this is
	Pages int // at least 1
	Total int
}

// ListPeople gives an admin a page of the people who have ever signed in, by name.
func (s *Service) ListPeople(ctx context.Context, actor int64, f PeopleFilter) (PeoplePage, error) {
	if _, err := s.Admin(ctx, actor); err != nil {
		return PeoplePage{}, err
	}
	var p PeoplePage
	var err error
	p.Items, p.Page, p.Total, err = paged(f.Page, f.Size, func(offset int) ([]domain.TelegramUser, int, error) {
		return s.host.ListTelegramUsers(ctx, host.PeopleFilter{Query: f.Query, Offset: offset, Limit: f.Size})
	})
	if err != nil {
		return PeoplePage{}, fmt.Errorf("listing people: %w", err)
	}
	p.Pages = pages(p.Total, f.Size)
	return p, nil
}

// PersonCard is a person as an admin sees them.
type PersonCard struct {
	User   domain.TelegramUser
	Shops  int    // how many are linked
	Reason string // of the ban; empty when none was given, or Django has banned
	Self   bool   // the admin's own card
}

// Person gives an admin all about a person. KindNotFound for one who never signed in.
func (s *Service) Person(ctx context.Context, actor, id int64) (PersonCard, error) {
	if _, err := s.Admin(ctx, actor); err != nil {
		return PersonCard{}, err
	}
	user, err := s.host.FindTelegramUser(ctx, id)
	if err != nil {
		return PersonCard{}, err
	}
	card := PersonCard{User: user, Self: actor == id}
	if _, card.Shops, err = s.host.ListShops(ctx, host.ShopFilter{ChatID: id}); err != nil {
		return PersonCard{}, fmt.Errorf("counting shops: %w", err)
	}
	if user.Banned {
		if card.Reason, err = s.BanReason(ctx, id); err != nil {
			return PersonCard{}, err
		}
	}
	return card, nil
}

// BanReason is why a person was banned; empty when nobody said.
func (s *Service) BanReason(ctx context.Context, id int64) (string, error) {
	row, err := s.db.FindPerson(ctx, id)
	if err != nil && domain.KindOf(err) != domain.KindNotFound {
		return "", err
	}
	return row.BanReason, nil
}

// PersonShopsPage is a page of a person's shops.
type PersonShopsPage struct {
	User  domain.TelegramUser
	Items []domain.Shop
	Page  int // the one that this is
	Pages int // at least 1
	Total int
}

// PersonShops gives an admin a page of the shops that are linked to a person, by name. KindNotFound as Person.
func (s *Service) PersonShops(ctx context.Context, actor, id int64, page, size int) (PersonShopsPage, error) {
	if _, err := s.Admin(ctx, actor); err != nil {
		return PersonShopsPage{}, err
	}
	user, err := s.host.FindTelegramUser(ctx, id)
	if err != nil {
		return PersonShopsPage{}, err
	}
	p := PersonShopsPage{User: user}
	p.Items, p.Page, p.Total, err = paged(page, size, func(offset int) ([]domain.Shop, int, error) {
		return s.host.ListShops(ctx, host.ShopFilter{ChatID: id, Offset: offset, Limit: size})
	})
	if err != nil {
		return PersonShopsPage{}, fmt.Errorf("listing a person's shops: %w", err)
	}
	p.Pages = pages(p.Total, size)
	return p, nil
}

// paged reads a page, and the last one when the list has become shorter than that.
func paged[T any](page, size int, read func(offset int) ([]T, int, error)) (items []T, at, total int, err error) {
	page = max(page, 0)
	items, total, err = read(page * size)
	if err == nil && len(items) == 0 && page > 0 {
		page = pages(total, size) - 1
		items, total, err = read(page * size)
	}
	return items, page, total, err
}

func pages(total, size int) int { return max((total+size-1)/max(size, 1), 1) }
