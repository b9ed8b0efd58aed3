package bot

import (
	"context"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/internal/crew"
	"frontdesk/texts"
)

// answerWithin is how long a pressed button may spin before it is answered without words. answerLimit bounds the call,
// answersAtOnce how many there may be.
const (
	answerWithin  = 2 * time.Second
	answerLimit   = 10 * time.Second
	answersAtOnce = 64
	answerTries   = 3
	answerAgain   = 500 * time.Millisecond
)

// Answers see to it that every pressed button is answered: in the handler's words after the commit, or with nothing
// when that takes long. Answers are not durable: after a restart the button has long stopped spinning.
type Answers struct {
	telegram Telegram
	texts    *texts.Catalog
	clock    clock.Clock
	log      zerolog.Logger
	lost     zerolog.Logger // of answers that did not arrive: one line a minute
	slots    chan struct{}
	calls    sync.WaitGroup
	callers  *crew.Crew

	mu    sync.Mutex
	open  map[string]*Pending
	under int // calls under way
	over  bool
}

// NewAnswers makes the answerer. The two seconds go by clk.
func NewAnswers(t Telegram, c *texts.Catalog, clk clock.Clock, log zerolog.Logger) *Answers {
	return &Answers{
		telegram: t, texts: c, clock: clk, log: log, lost: log.Sample(&zerolog.BurstSampler{Burst: 1, Period: time.Minute}),
		slots: make(chan struct{}, answersAtOnce), callers: crew.New(), open: map[string]*Pending{},
	}
}

// Pending is a pressed button that waits for its answer. A nil one is an update without a button.
type Pending struct {
	answers *Answers
	id      string
	lang    string
	timer   *clock.Timer
}

// Open begins the waiting, or finds it when the update is being tried again.
func (a *Answers) Open(_ context.Context, up domain.Update) *Pending {
	if up.CallbackID == "" {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.over {
		return nil
	}
	if p, ok := a.open[up.CallbackID]; ok {
		return p
	}
	p := &Pending{answers: a, id: up.CallbackID, lang: up.From.Language}
	p.timer = a.clock.AfterFunc(answerWithin, func() { a.close(p, "", false) })
	a.open[p.id] = p
	return p
}

// Say answers with what the turn wants to say, unless the button was answered already.
func (p *Pending) Say(t *Turn) {
	if p == nil {
		return
	}
	p.timer.Stop()
	text, alert := "", false
	if t != nil && t.answer != nil {
		lang := t.Who.Person.Speaks()
		if lang == "" {
			lang = p.lang
		}
		text, alert = p.answers.texts.For(lang).Toast(t.answer.key, t.answer.params), t.answer.alert
	}
	p.answers.close(p, text, alert)
}

// close answers once; whoever comes second finds it gone.
func (a *Answers) close(p *Pending, text string, alert bool) {
	a.mu.Lock()
	_, waits := a.open[p.id]
	delete(a.open, p.id)
	if !waits || a.over {
		a.mu.Unlock()
		return
	}
	a.calls.Add(1)
	a.under++
	a.mu.Unlock()
	a.slots <- struct{}{}
	a.callers.Go(func() {
		defer a.ended()
		ctx, cancel := context.WithTimeout(context.Background(), answerLimit)
		defer cancel()
		a.answer(ctx, p.id, text, alert)
	})
}

// answer tries a few times: a button that is answered twice is no harm. One that Telegram does not know any more (it came
// from before a restart, or waited for long) is nobody's trouble.
func (a *Answers) answer(ctx context.Context, id, text string, alert bool) {
	for try := 1; ; try++ {
		err := a.telegram.Answer(ctx, id, text, alert)
		switch {
		case err == nil:
			return
		case domain.KindOf(err) != domain.KindUnavailable:
			a.log.Debug().Err(err).Msg("a pressed button is not answered any more")
			return
		case try == answerTries || !sleep(ctx, answerAgain):
			a.lost.Warn().Err(err).Msg("a pressed button could not be answered")
			return
		}
	}
}

func (a *Answers) ended() {
	<-a.slots
	a.mu.Lock()
	a.under--
	a.mu.Unlock()
	a.calls.Done()
}

// Idle tells whether no press waits for its answer.
func (a *Answers) Idle() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.open) == 0 && a.under == 0
}

// Close answers nobody any more and waits for the calls under way.
func (a *Answers) Close() {
	a.mu.Lock()
	a.over = true
	for id, p := range a.open {
		p.timer.Stop()
		delete(a.open, id)
	}
	a.mu.Unlock()
	a.calls.Wait()
	a.callers.Wait()
}
