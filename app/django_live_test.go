package app_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"frontdesk/configs"
	"frontdesk/internal/djangohash/djangotest"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
)

// tapsPerSecond and saverSeconds are the acceptance: 30 updates a second, while a live Django saves.
const (
	tapsPerSecond = 30
	saverSeconds  = 6
)

// saverReport is what store/host/testdata/live_saver.py tells at its end.
type saverReport struct {
	ReadThenWrite     int `json:"read_then_write"`
	Plain             int `json:"plain"`
	LostReadThenWrite int `json:"lost_read_then_write"`
	LostPlain         int `json:"lost_plain"`
	SlowestMS         int `json:"slowest_ms"`
}

// TestALiveDjangoKeepsItsSavesWhilePeopleTap: seven sellers switch their shops 30 times a second through the bot, and Django
// loses fewer than 1 % of its saves. It is not parallel: the figures are worth little on a machine that does other work.
func TestALiveDjangoKeepsItsSavesWhilePeopleTap(t *testing.T) {
	python := djangotest.Python(t)
	for _, c := range []struct{ name, think, pause string }{
		{"Django thinks 5 ms and rests 5 ms", "0.005", "0.005"},
		{"Django thinks 5 ms and never rests", "0.005", "0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			desk := openLive(t, djangoMarket, func(c *configs.Config) { c.Telegram.Limits = configs.Limits{} })
			sellers := marketSellers(t, desk)
			saver := startSaver(t, python, desk.HostPath, c.think, c.pause)
			taps, slowest := tapUntil(t, sellers, saver.ended)
			r := saver.report(t)
			saves, lost := r.ReadThenWrite+r.Plain, r.LostReadThenWrite+r.LostPlain
			t.Logf("Django: %d saves, %d lost (%.2f %%), slowest %d ms; the bot: %d taps, %.1f a second, slowest answer %v",
				saves, lost, 100*float64(lost)/float64(saves), r.SlowestMS, taps, float64(taps)/saverSeconds, slowest.Round(time.Millisecond))
			// A machine that is busy with other tests is slower; what it loses of its saves is no excuse.
			if saves < 50 || taps < 60 {
				t.Errorf("too few saves (%d) or taps (%d) to tell anything", saves, taps)
			}
			if lost*100 >= saves && lost > 1 { // one of very few saves says nothing about a hundredth
				t.Errorf("Django lost %d of %d saves", lost, saves)
			}
		})
	}
}

// tapper is a seller in front of the page that switches the price updating of the shop.
type tapper struct {
	*simtest.P
	message int64
	shop    int
	id      int64
}

// marketSellers signs a seller in for each shop of the market.
func marketSellers(t *testing.T, desk *liveDesk) []tapper {
	t.Helper()
	var list []tapper
	for n := 1; n <= 7; n++ {
		id := int64(5000 + n)
		p := simtest.Person(t, desk.Telegram.Server, sim.Profile{ID: id, FirstName: fmt.Sprintf("Продавец %d", n), Language: "ru"})
		p.Sends("/start")
		p.Taps("Продавец")
		p.Sees("Пришлите API-ключ магазина")
		p.Sends(fmt.Sprintf("sample-key-%03d", n))
		list = append(list, tapper{P: p, message: p.Sees("Главное меню").ID, shop: n, id: id})
	}
	return list
}

// tapUntil presses ON and OFF in turn for all shops, evenly, until ended; then it waits for the last answers and looks
// whether every shop is as its last tap wanted it. It tells the slowest of the awaited answers.
func tapUntil(t *testing.T, sellers []tapper, ended <-chan struct{}) (taps int, slowest time.Duration) {
	t.Helper()
	tick := time.NewTicker(time.Second / tapsPerSecond)
	defer tick.Stop()
	last := make([]string, len(sellers))
	for {
		select {
		case <-tick.C:
			n := taps % len(sellers)
			value := 1 + taps/len(sellers)%2
			last[n] = sellers[n].TapsData(sellers[n].message, "1.price.set.s"+strconv.Itoa(sellers[n].shop)+".v"+strconv.Itoa(value))
			taps++
			continue
		case <-ended:
		case <-t.Context().Done():
			t.Fatal("the saver does not end")
		}
		break
	}
	began := time.Now()
	for n, s := range sellers {
		if last[n] != "" {
			s.SeesAnswered(last[n])
		}
	}
	slowest = time.Since(began)
	for n, s := range sellers {
		if wanted := []string{"Цены обновляются", "Цены не обновляются"}[(taps-1-n)/len(sellers)%2]; taps > len(sellers) {
			s.Sees(wanted)
		}
	}
	return taps, slowest
}

// saver is a live Django.
type saver struct {
	ended <-chan struct{}

	cmd    *exec.Cmd
	last   *string
	stderr *strings.Builder
}

func startSaver(t *testing.T, python, market, think, pause string) saver {
	t.Helper()
	s := saver{stderr: &strings.Builder{}, last: new(string)}
	s.cmd = exec.CommandContext(t.Context(), python, "../store/host/testdata/live_saver.py", strconv.Itoa(saverSeconds), think, pause)
	s.cmd.Env = append(os.Environ(), djangoEnv(t, market)...)
	s.cmd.Stderr = s.stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Fatalf("Django says %q: %v\n%s", lines.Text(), s.cmd.Wait(), s.stderr)
	}
	ended := make(chan struct{})
	go func() { // ends with the process's output
		defer close(ended)
		for lines.Scan() {
			*s.last = lines.Text()
		}
	}()
	s.ended = ended
	return s
}

func (s saver) report(t *testing.T) saverReport {
	t.Helper()
	if err := s.cmd.Wait(); err != nil {
		t.Fatalf("Django: %v\n%s", err, s.stderr)
	}
	var r saverReport
	if err := json.Unmarshal([]byte(*s.last), &r); err != nil {
		t.Fatalf("%q: %v", *s.last, err)
	}
	return r
}
