package moderation

import "testing"

func TestStopWordsHoweverTheyAreWritten(t *testing.T) {
	t.Parallel()
	words := stopWords("казино\nспам\n\"хер\"\n*хайп\nбыстрый заработок\nVIP\nсука\nлёгкие деньги")
	for text, want := range map[string]string{
		"Заходи в казино!":     "казино",
		"КАЗИНО":               "казино",
		"казиношка":            "казино",
		"kaзинo":               "казино", // Latin k, a and o
		"к а з и н о":          "казино",
		"к.а.з.и.н.о":          "казино",
		"к-а-з-и-н-о рулит":    "казино",
		"ка3ин0":               "казино",
		"κазинο":               "казино", // Greek
		"каааазиноооо":         "казино",
		"казин\u200bо":         "казино", // nobody sees it
		"ка\u0301зино":         "казино", // an accent
		"ｋａzинo":               "",       // z is no з
		"c п а м":              "спам",
		"сп@м":                 "спам",
		"спааам":               "спам",
		"спaам":                "спам",
		"иди на хер":           "\"хер\"",
		"х.е.р":                "\"хер\"",
		"Херсон":               "",
		"парикмахер":           "",
		"супер-хайп суперхайп": "*хайп",
		"Быстрый  заработок":   "быстрый заработок",
		"быстрый-заработок":    "быстрый заработок",
		"vip":                  "VIP",
		"УIР":                  "",
		"с указанием даты":     "",
		"с ука":                "сука",
		"искусство спамить":    "спам",
		"легкие деньги":        "лёгкие деньги",
		"ЛЁГКИЕ ДЕНЬГИ":        "лёгкие деньги",
		"300":                  "",
		"неспам":               "",
		"Здравствуйте! Когда начнётся вебинар?": "",
		"":    "",
		"🎰🎰🎰": "",
	} {
		if got := findWord(words, text); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

func TestLinksWithAndWithoutHTTP(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"смотри https://example.com/a?b=1 тут": "https://example.com/a?b=1",
		"www.example.org":               "www.example.org",
		"пишите t.me/joinchat/abc всем": "t.me/joinchat/abc",
		"сайт example.ru":               "example.ru",
		"сайт пример.рф!":               "пример.рф!",
		"EXAMPLE.COM":                   "EXAMPLE.COM",
		"example . ru":                  "example . ru",
		"example[.]ru":                  "example[.]ru",
		"example точка ru":              "example точка ru",
		"examplе.соm":                   "examplе.соm", // Cyrillic е, с and о
		"hxxp://evil.test":              "hxxp://evil.test",
		"почта anna@school.ru":          "school.ru",
		"tg://resolve?domain=x":         "tg://resolve?domain=x",
		"Да.Нет.Не знаю":                "",
		"т.е. и т.д.":                   "",
		"версия 1.2.3":                  "",
		"цена 3.50":                     "",
		"Спасибо.Очень интересно":       "",
		"конец предложения. Ru это что?": "",
		"10:30":       "",
		"там.со мной": "",
	} {
		if got := findLink(text); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

func FuzzRulesNeverFall(f *testing.F) {
	f.Add("казино", "к а з и н о example.ru")
	f.Add("*", "***")
	f.Add("\"", "\xff\xfe")
	f.Fuzz(func(t *testing.T, list, text string) {
		findWord(stopWords(list), text)
		findLink(text)
		skeleton(text)
	})
}
