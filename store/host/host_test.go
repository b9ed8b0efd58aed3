package host

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/domain"
	"frontdesk/store/engine"
)

func TestAPersonSignsInForTheFirstTime(t *testing.T) {
	onAll(t, func(t *testing.T, h *Host) {
		_, err := h.FindTelegramUser(t.Context(), seller)
		wantKind(t, err, domain.KindNotFound)
		got := signIn(t, h, masha(), domain.RoleSeller)
		want := domain.TelegramUser{
			ID: got.ID, ChatID: seller, FirstName: "Маша", LastName: "Иванова", Username: "masha_i", Role: domain.RoleSeller,
			CreatedAt: someMoment(), Active: true,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		found, err := h.FindTelegramUser(t.Context(), seller)
		if diff := cmp.Diff(want, found); diff != "" || err != nil {
			t.Error(err, diff)
		}
	})
}

func TestAPersonWhoComesBackKeepsWhatOthersHaveSet(t *testing.T) {
	onAll(t, func(t *testing.T, h *Host) {
		first := signIn(t, h, masha(), domain.RoleSeller)
		if _, err := h.LinkShops(t.Context(), seller, []int64{1}); err != nil {
			t.Fatal(err)
		}
		for _, err := range []error{
			h.SetLoggedOut(t.Context(), seller, true), h.SetBanned(t.Context(), seller, true), h.SetActive(t.Context(), seller, false),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		again := masha()
		again.FirstName, again.LastName = strings.Repeat("Ж", 300), ""
		got, err := h.SaveSignIn(t.Context(), again, domain.RoleAdmin, someMoment().Add(time.Hour))
		want := first
		want.FirstName, want.LastName, want.Role, want.Banned, want.Active = strings.Repeat("Ж", 255), "", domain.RoleAdmin, true, false
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(err, diff)
		}
		if linked, err := h.IsLinked(t.Context(), seller, 1); !linked || err != nil {
			t.Errorf("the shop's link: %v, %v", linked, err)
		}
	})
}

func TestFlagsOfAPersonWhoNeverSignedIn(t *testing.T) {
	onAll(t, func(t *testing.T, h *Host) {
		wantKind(t, h.SetBanned(t.Context(), noSuch, true), domain.KindNotFound)
		wantKind(t, h.SetActive(t.Context(), noSuch, true), domain.KindNotFound)
		wantKind(t, h.SetLoggedOut(t.Context(), noSuch, true), domain.KindNotFound)
		_, err := h.LinkShops(t.Context(), noSuch, []int64{1})
		wantKind(t, err, domain.KindNotFound)
		_, err = h.SaveSignIn(t.Context(), masha(), "XX", someMoment())
		wantKind(t, err, domain.KindInvalid)
	})
}

func TestAdminsLookForPeople(t *testing.T) {
	onAll(t, func(t *testing.T, h *Host) {
		for i, s := range []domain.Sender{
			{FirstName: "Яна", Username: "yana"},
			{FirstName: "анна", LastName: "Петрова"},
			{Username: "Борис_99"},
			{FirstName: "Анна", LastName: "ПЕТРОВА"},
		} {
			s.ID = int64(i + 1)
			signIn(t, h, s, domain.RoleSeller)
		}
		for query, want := range map[string][]int64{
			"": {2, 4, 3, 1}, "ПЕТР": {2, 4}, "анна петрова": {2, 4}, "@YANA": {1}, "_": {3}, "%": nil, "нет такого": nil,
		} {
			people, total, err := h.ListTelegramUsers(t.Context(), PeopleFilter{Query: query, Limit: 10})
			var got []int64
			for _, p := range people {
				got = append(got, p.ChatID)
			}
			if err != nil || !slices.Equal(got, want) || total != len(want) {
				t.Errorf("%q: %v of %d, %v; want %v", query, got, total, err, want)
			}
		}
		page, total, err := h.ListTelegramUsers(t.Context(), PeopleFilter{Offset: 2, Limit: 1})
		if err != nil || total != 4 || len(page) != 1 || page[0].ChatID != 3 {
			t.Errorf("third page of one: %v of %d, %v", page, total, err)
		}
	})
}

func TestAWatcherSeesBansPageByPage(t *testing.T) {
	onAll(t, func(t *testing.T, h *Host) {
		for id := range int64(5) {
			signIn(t, h, domain.Sender{ID: id + 1, FirstName: "Продавец"}, domain.RoleSeller)
		}
		before, err := h.DataVersion(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		// PostgreSQL's tells of other databases' changes too: here, of other tests'.
		others := h.External() && h.engine == engine.Postgres
		if same, err := h.DataVersion(t.Context()); same != before && !others || err != nil {
			t.Errorf("nothing has changed, and the version went from %d to %d, %v", before, same, err)
		}
		if err := h.SetBanned(t.Context(), 4, true); err != nil {
			t.Fatal(err)
		}
		if after, err := h.DataVersion(t.Context()); after == before || err != nil {
			t.Errorf("a ban, and the version is still %d, %v", after, err)
		}
		var banned, seen []int64
		for last := int64(0); ; {
			page, err := h.FlagsAfter(t.Context(), last, 2)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, f := range page {
				last = f.ID
				seen = append(seen, f.ChatID)
				if f.Banned {
					banned = append(banned, f.ChatID)
				}
			}
		}
		if !slices.Equal(seen, []int64{1, 2, 3, 4, 5}) || !slices.Equal(banned, []int64{4}) {
			t.Errorf("seen %v, banned %v", seen, banned)
		}
		first, err := h.BannedAfter(t.Context(), 0, 2)
		if err != nil || len(first) != 1 || first[0].ChatID != 4 || !first[0].Banned {
			t.Fatalf("those who are banned: %+v, %v", first, err)
		}
		if rest, err := h.BannedAfter(t.Context(), first[0].ID, 2); len(rest) != 0 || err != nil {
			t.Errorf("and after the last of them: %+v, %v", rest, err)
		}
	})
}

func names(shops []domain.Shop) string {
	var all []string
	for _, s := range shops {
		all = append(all, s.Name)
	}
	return strings.Join(all, ", ")
}

func TestShopsAreListed(t *testing.T) {
	onAll(t, func(t *testing.T, h *Host) {
		signIn(t, h, masha(), domain.RoleSeller)
		if _, err := h.LinkShops(t.Context(), seller, []int64{3, 5}); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			filter ShopFilter
			want   string
			total  int
		}{
			"all, first page":   {ShopFilter{Limit: 2}, "Витрина 1, Витрина 2", 7},
			"all, last page":    {ShopFilter{Limit: 2, Offset: 6}, "Чай <3> & кофе", 7},
			"beyond the end":    {ShopFilter{Limit: 2, Offset: 60}, "", 7},
			"part of a name":    {ShopFilter{Query: " ЧАЙ <", Limit: 9}, "Чай <3> & кофе", 1},
			"a seller's":        {ShopFilter{ChatID: seller, Limit: 9}, "Витрина 5, Чай <3> & кофе", 2},
			"a seller searches": {ShopFilter{ChatID: seller, Query: "витр", Limit: 9}, "Витрина 5", 1},
			"a stranger's":      {ShopFilter{ChatID: noSuch, Limit: 9}, "", 0},
		} {
			shops, total, err := h.ListShops(t.Context(), c.filter)
			if names(shops) != c.want || total != c.total || err != nil {
				t.Errorf("%s: %s of %d, %v", name, names(shops), total, err)
			}
		}
	})
}

func TestAShopIsSwitched(t *testing.T) {
	onAll(t, func(t *testing.T, h *Host) {
		want := domain.Shop{ID: 3, Name: "Чай <3> & кофе", Slug: "shop-3", ClientID: "1003", VendorName: "Офисмаг", PriceUpdating: true}
		if got, err := h.FindShop(t.Context(), 3); got != want || err != nil {
			t.Errorf("%+v, %v", got, err)
		}
		for _, step := range []struct {
			field         domain.ShopField
			value, change bool
		}{
			{domain.FieldActive, true, true},
			{domain.FieldActive, true, false},
			{domain.FieldPriceUpdating, false, true},
			{domain.FieldPriceUpdating, false, false},
		} {
			changed, err := h.SetShopFlag(t.Context(), 3, step.field, step.value)
			if changed != step.change || err != nil {
				t.Errorf("%+v: %v, %v", step, changed, err)
			}
		}
		want.Active, want.PriceUpdating = true, false
		if got, err := h.FindShop(t.Context(), 3); got != want || err != nil {
			t.Errorf("%+v, %v", got, err)
		}
		_, err := h.SetShopFlag(t.Context(), noSuch, domain.FieldActive, true)
		wantKind(t, err, domain.KindNotFound)
		_, err = h.SetShopFlag(t.Context(), 3, "name", true)
		wantKind(t, err, domain.KindInvalid)
		warehouses, err := h.ListWarehouses(t.Context(), 3)
		if diff := cmp.Diff([]domain.Warehouse{{ID: 3, ShopID: 3, Name: "Склад 3", WarehouseID: 20_000_000_003}}, warehouses); diff != "" || err != nil {
			t.Error(err, diff)
		}
	})
}

func TestAKeyOpensItsShops(t *testing.T) {
	onAll(t, func(t *testing.T, h *Host) {
		for key, want := range map[string]string{
			"sample-key-003": "Чай <3> & кофе", "SAMPLE-KEY-003": "", "sample-key-003 ": "", "sample-key-00_": "", "": "",
		} {
			if shops, err := h.ShopsByKey(t.Context(), key); names(shops) != want || err != nil {
				t.Errorf("%q: %s, %v", key, names(shops), err)
			}
		}
	})
}

func TestShopsAreLinkedAndUnlinked(t *testing.T) {
	onAll(t, func(t *testing.T, h *Host) {
		signIn(t, h, masha(), domain.RoleSeller)
		signIn(t, h, domain.Sender{ID: 7, FirstName: "Коля"}, domain.RoleSeller)
		for _, step := range []struct{ ask, added []int64 }{
			{[]int64{1, 2, 2, noSuch}, []int64{1, 2}},
			{[]int64{1, 2}, nil},
			{[]int64{2, 3}, []int64{3}},
			{nil, nil},
		} {
			if added, err := h.LinkShops(t.Context(), seller, step.ask); !slices.Equal(added, step.added) || err != nil {
				t.Errorf("linking %v added %v, %v; want %v", step.ask, added, err, step.added)
			}
		}
		if _, err := h.LinkShops(t.Context(), 7, []int64{2}); err != nil {
			t.Fatal(err)
		}
		for _, who := range []int64{7, seller} {
			if linked, err := h.IsLinked(t.Context(), who, 2); !linked || err != nil {
				t.Errorf("%d is not linked to shop 2: %v", who, err)
			}
		}
		for _, want := range []bool{true, false} {
			if was, err := h.UnlinkShop(t.Context(), seller, 2); was != want || err != nil {
				t.Errorf("unlinking: %v, %v", was, err)
			}
		}
		if linked, err := h.IsLinked(t.Context(), seller, 2); linked || err != nil {
			t.Errorf("after unlinking: %v, %v", linked, err)
		}
		if count, err := h.CountLinked(t.Context(), 2); count != 1 || err != nil {
			t.Errorf("%d people, %v", count, err)
		}
	})
}

func TestDjangoUsersAreFound(t *testing.T) {
	onDjangos(t, func(t *testing.T, h *Host) {
		for name, want := range map[string]domain.HostUser{
			"olga": {ID: 1, Active: true, Admin: true}, "tamara": {ID: 5, Active: true}, "ulyana": {ID: 6, Admin: true}, " olga ": {ID: 1, Active: true, Admin: true},
		} {
			got, err := h.FindUserByName(t.Context(), name)
			if got.ID != want.ID || got.Active != want.Active || got.Admin != want.Admin || got.Password == "" || err != nil {
				t.Errorf("%s: %v %v %v, %v", name, got.ID, got.Active, got.Admin, err)
			}
		}
		for _, name := range []string{"Olga", "", "nobody", "' OR 1=1 --"} {
			_, err := h.FindUserByName(t.Context(), name)
			wantKind(t, err, domain.KindNotFound)
		}
		hashes, err := h.SampleAdminHashes(t.Context(), 2)
		if len(hashes) != 2 || !strings.HasPrefix(hashes[0], "pbkdf2_sha256$") || !strings.HasPrefix(hashes[1], "argon2$") || err != nil {
			t.Errorf("%d hashes, %v", len(hashes), err)
		}
		if has, err := h.HasAdminGroup(t.Context()); !has || err != nil {
			t.Errorf("the group: %v, %v", has, err)
		}
		wantKind(t, h.CreateAdmin(t.Context(), "boss", "x", someMoment()), domain.KindForbidden)
	})
}

func TestAnAdminIsMadeWithoutDjango(t *testing.T) {
	onEmbedded(t, openEmbedded, func(t *testing.T, h *Host) {
		if has, err := h.HasAdminGroup(t.Context()); !has || err != nil {
			t.Errorf("the group: %v, %v", has, err)
		}
		if err := h.CreateAdmin(t.Context(), " вера@shop ", "pbkdf2_sha256$1$x$y", someMoment()); err != nil {
			t.Fatal(err)
		}
		got, err := h.FindUserByName(t.Context(), "вера@shop")
		want := domain.HostUser{ID: got.ID, Username: "вера@shop", Password: "pbkdf2_sha256$1$x$y", Active: true, Admin: true}
		if got != want || err != nil {
			t.Errorf("%+v, %v", got, err)
		}
		var taken *domain.Error
		if err := h.CreateAdmin(t.Context(), "вера@shop", "x", someMoment()); !errors.As(err, &taken) || taken.Kind != domain.KindConflict || taken.Key != "error.username_taken" {
			t.Errorf("a name that is taken: %v", err)
		}
		for _, name := range []string{"", "  ", "two words", "<b>", strings.Repeat("я", 151)} {
			wantKind(t, h.CreateAdmin(t.Context(), name, "x", someMoment()), domain.KindInvalid)
		}
		hashes, err := h.SampleAdminHashes(t.Context(), 5)
		if !reflect.DeepEqual(hashes, []string{"pbkdf2_sha256$1$x$y"}) || err != nil {
			t.Errorf("%v, %v", hashes, err)
		}
	})
}
