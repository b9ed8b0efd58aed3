package telegram_test

import (
	"bytes"
	"testing"

	"frontdesk/domain"
	"frontdesk/platforms/telegram"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
)

func TestFilesArriveAsTheyWere(t *testing.T) {
	t.Parallel()
	server := simtest.Server(t, sim.Options{Token: "4242:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"})
	const ivan = 5001
	server.AddPerson(sim.Profile{ID: ivan, FirstName: "Иван"})
	if _, err := server.Send(ivan, "/start"); err != nil {
		t.Fatal(err)
	}
	c, err := telegram.New(telegram.Options{Token: server.Token(), APIURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdleConnections)
	for _, f := range []domain.File{
		{Name: "приглашение.png", Data: []byte("\x89PNG…"), Photo: true, Caption: "Приглашение для <b>Анны</b>", Rows: [][]domain.Button{{{Label: "Открыть", URL: "https://t.me/x"}}}},
		{Name: "отчёт.csv", Data: bytes.Repeat([]byte("a;b\n"), 1000)},
	} {
		id, err := c.SendFile(t.Context(), ivan, f)
		if err != nil {
			t.Fatal(err)
		}
		chat, _ := server.Chat(ivan)
		m := chat.Messages[len(chat.Messages)-1]
		if name, data := m.File(); m.ID != id || name != f.Name || !bytes.Equal(data, f.Data) {
			t.Errorf("%s arrived as %s with %d bytes", f.Name, name, len(data))
		}
	}
	if _, err := c.SendFile(t.Context(), ivan, domain.File{Name: "nothing.csv"}); domain.KindOf(err) != domain.KindRejected {
		t.Errorf("an empty file: %v", err)
	}
}
