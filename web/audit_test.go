package web_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"frontdesk/domain"
	"frontdesk/store"
	"frontdesk/texts"
)

// actions are all that services write into the log of who did what: literals like "shop.rename" that are no text's key.
func actions(t *testing.T) []string {
	t.Helper()
	kinds := regexp.MustCompile(`^(shop|person|sign_in|console|user|delivery|payment|subscription|webinar|relay|overlay|rule|author)\.[a-z_]+$`)
	found := map[string]bool{"sign_out": true}
	keep := func(s string) {
		if kinds.MatchString(s) {
			found[s] = true
		}
	}
	for _, f := range []domain.ShopField{domain.FieldActive, domain.FieldPriceUpdating} {
		found["shop."+string(f)] = true
	}
	must(t, filepath.WalkDir("../services", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit: // also in tables and variables
				if s := words(n); !slices.Contains(texts.Keys(), texts.Key(s)) {
					keep(s)
				}
			case *ast.CallExpr: // audit(u, …, "console.password", …)
				if name := called(n); name == "audit" || name == "note" {
					for _, arg := range n.Args {
						keep(words(arg))
					}
				}
			case *ast.KeyValueExpr: // store.Audit{Action: "console.sign_up"}
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Action" {
					keep(words(n.Value))
				}
			}
			return true
		})
		return nil
	}))
	var list []string
	for a := range found {
		list = append(list, a)
	}
	slices.Sort(list)
	return list
}

// words is what a string literal says; empty for anything else.
func words(n ast.Expr) string {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, _ := strconv.Unquote(lit.Value) // the parser has taken it
	return s
}

// called is the name of the function or method that is called.
func called(n *ast.CallExpr) string {
	switch f := n.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// detailsOf are what services write beside an action, each way that it can be.
func detailsOf(action string) []string {
	switch {
	case action == "subscription.switch":
		return []string{"is_active=true, paid until 2026-12-01T10:00:00Z", "is_active=false, paid until 2026-12-01T10:00:00Z"}
	case action == "shop.is_active" || action == "shop.price_updating":
		return []string{"on", "off", "on, taking back change 5", "off, taking back change 5"}
	case action == "webinar.premoderation" || action == "relay.set":
		return []string{"true", "false"}
	case strings.HasPrefix(action, "payment."):
		return []string{`payment 5: 250 XTR, plan "month", 30 days`}
	case action == "delivery.retry":
		return []string{"telegram"}
	case action == "shop.warehouse_add" || action == "shop.warehouse_remove":
		return []string{"77 Главный"}
	case action == "console.sign_up":
		return []string{"", fmt.Sprintf("invited by %d", masha)}
	case strings.HasPrefix(action, "rule."):
		return []string{"links", "words 12", "long 300"}
	case action == "webinar.connect" || action == "webinar.disconnect":
		return []string{"cookie marina@school.example"}
	default:
		return []string{"", "Ромашка"}
	}
}

func TestEveryDeedOfTheAuditLogIsASentence(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signsIn(olga, word)
	all := actions(t)
	if len(all) < 45 {
		t.Fatalf("only %d actions were found: %v", len(all), all)
	}
	for _, action := range all {
		if !slices.Contains(texts.Keys(), texts.Key("console.deed_"+strings.ReplaceAll(action, ".", "_"))) {
			t.Errorf("%s cannot be chosen by a name", action)
		}
	}
	raw := regexp.MustCompile(`[a-z]+\.[a-z]+_|Другое действие|Another deed|Без имени|Человек -|: *<|no value|true|false|&lt;no| cookie |payment \d+: |paid until`)
	for _, language := range []string{"ru", "en"} {
		for _, action := range all {
			for _, details := range detailsOf(action) {
				must(t, h.db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
					return tx.AddAudit(ctx, store.Audit{Actor: masha, Action: action, Subject: fmt.Sprintf("person:%d", masha), Details: details})
				}))
				page := b.does(http.MethodGet, "/audit?action="+action, nil, "Accept-Language", language)
				row := regexp.MustCompile(`(?s)<li><div><b>(.*?)</div></li>`).FindString(page.body)
				said := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(row, "")
				if row == "" || raw.MatchString(said) {
					t.Errorf("%s: %s with %q is told as %q", language, action, details, said)
				}
				if !strings.Contains(said, "Маша") {
					t.Errorf("%s: %s does not say who: %q", language, action, said)
				}
				russian := strings.ContainsAny(strings.NewReplacer("Маша", "", "Ромашка", "", "Главный", "").Replace(said), "оеаи")
				if russian != (language == "ru") {
					t.Errorf("%s: %s is told in another language: %q", language, action, said)
				}
			}
		}
	}
}

func TestTheAuditLogCallsThingsByTheirNames(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signsIn(olga, word)
	must(t, h.db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for _, line := range []store.Audit{
			{Actor: masha, Name: "Маша", Action: "sign_in.seller", Details: "2 Nordic Knits, 5 Чай, кофе"},
			{Actor: masha, Name: "Маша", Action: "webinar.connect", Subject: fmt.Sprintf("shop:%d", h.shop), Details: "userapi …oken"}, // stands for what has a name
			{Actor: masha, Name: "Маша", Action: "rule.on", Subject: "account:9", Details: "long 300"},
		} {
			if err := tx.AddAudit(ctx, line); err != nil {
				return err
			}
		}
		return nil
	}))
	page := b.gets("/audit")
	page.wants(t, http.StatusOK, "Привязано: «Nordic Knits», «Чай, кофе»", "Подключён аккаунт вебинаров «Лавка", "Правило «Слишком длинно» включено, значение: 300")
	if strings.Contains(page.body, "…oken") {
		t.Error("a token's end stands for a name")
	}
}

func TestTheAuditLogIsAskedByNames(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signsIn(olga, word)
	must(t, h.db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for _, line := range []store.Audit{
			{Actor: masha, Name: "Маша", Action: "shop.is_active", Subject: fmt.Sprintf("shop:%d", h.shop), Details: "on"},
			{Actor: masha, Name: "Маша", Action: "shop.key", Subject: "shop:404"},
			{Action: "subscription.switch", Subject: fmt.Sprintf("person:%d", masha), Details: "is_active=true, paid until 2026-12-01T10:00:00Z"},
			{Actor: -77, Action: "sign_out", Subject: "person:-77"},
		} {
			if err := tx.AddAudit(ctx, line); err != nil {
				return err
			}
		}
		return nil
	}))
	page := b.gets("/audit")
	page.wants(t, http.StatusOK,
		fmt.Sprintf(`<option value="%d">Маша</option>`, masha), `<option value="0">Frontdesk</option>`, `<option value="-1">olga</option>`, `<option value="-77">Неизвестный</option>`,
		`<option value="shop.is_active">Магазин: включение и выключение</option>`, fmt.Sprintf(`<option value="shop:%d">Лавка`, h.shop), `<option value="shop:404">магазин № 404</option>`,
		"включён", "автоматически", "Подписка включена до 01.12.2026: Маша")
	for query, want := range map[string]int{
		"actor=0": 1, fmt.Sprintf("actor=%d", masha): 2, "action=shop.key": 1, "shop=shop:404": 1, "actor=": 5,
		fmt.Sprintf("actor=%d&action=shop.key&shop=shop:%d", masha, h.shop): 0,
	} {
		if n := strings.Count(b.gets("/audit?"+query).body, "<li><div><b>"); n != want {
			t.Errorf("%s gives %d lines, want %d", query, n, want)
		}
	}
	b.gets(fmt.Sprintf("/audit?actor=%d", masha)).wants(t, http.StatusOK, fmt.Sprintf(`<option value="%d" selected>`, masha))
}
