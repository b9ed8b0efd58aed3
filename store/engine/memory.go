package engine

import (
	"context"
	"database/sql"
	"errors"
	"reflect"
	"regexp"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Memory remembers what was read from tables that are read at every step and seldom written (who somebody is, a shop). What
// it gives is never older than the newest commit of this process: a commit that touches a table makes all reads of that
// table forgotten before anybody is told that it has happened.
//
// Commands in other processes write too (`frontdesk shop add`). Whoever writes here looks, at the begin of each transaction,
// whether they have (PRAGMA data_version), and then everything is forgotten; while nobody writes, nothing is remembered for
// longer than rememberFor. So whoever handles an update, which is written down first, sees all that was there when it came.
type Memory struct {
	tables  map[string]*atomic.Uint64 // how often each was changed
	now     func() time.Time
	began   time.Time
	checked atomic.Int64  // when it was last seen that nobody else has written, in nanoseconds since it began
	epoch   atomic.Uint64 // changes when everything is forgotten

	mu         sync.Mutex
	generation int      // of answers; those of the one before are forgotten unless they are asked for again
	kept       int      // in this generation
	questions  sync.Map // text of a query -> *question
	mentions   sync.Map // text of a statement -> []*atomic.Uint64: what it changes
}

const (
	rememberFor   = 2 * time.Second
	rememberMost  = 10_000 // per generation
	rememberArgs  = 3
	rememberRows  = 32
	rememberJoins = 3
)

// question is a query whose answers may be remembered.
type question struct {
	counters   []*atomic.Uint64 // of the tables that it reads; none when it is not to be remembered
	generation int
	young, old answers
}

// asked are the arguments of a question.
type asked [rememberArgs]any

// answers are what is known by the arguments. One number, an id, is what nearly all are asked by, and far cheaper to find.
type answers struct {
	byNumber map[int64]*recollection
	byAll    map[asked]*recollection
}

func (a *asked) number() (int64, bool) {
	n, ok := a[0].(int64)
	return n, ok && a[1] == nil && a[2] == nil
}

func (s *answers) get(about *asked) *recollection {
	if n, ok := about.number(); ok {
		return s.byNumber[n]
	}
	return s.byAll[*about]
}

func (s *answers) put(about *asked, r *recollection) {
	n, ok := about.number()
	switch {
	case ok && s.byNumber == nil:
		s.byNumber = map[int64]*recollection{n: r}
	case ok:
		s.byNumber[n] = r
	case s.byAll == nil:
		s.byAll = map[asked]*recollection{*about: r}
	default:
		s.byAll[*about] = r
	}
}

type recollection struct {
	versions [1 + rememberJoins]uint64 // of the whole, and of each table
	value    reflect.Value
	err      error // nil, or sql.ErrNoRows
}

// NewMemory makes a memory for reads of these tables; a query that reads any other is not remembered.
func NewMemory(now func() time.Time, tables ...string) *Memory {
	m := &Memory{tables: map[string]*atomic.Uint64{}, now: now, began: now()}
	for _, table := range tables {
		m.tables[table] = &atomic.Uint64{}
	}
	return m
}

var (
	readTable  = regexp.MustCompile(`(?i)\b(?:FROM|JOIN)\s+([a-z_]+)`)
	wroteTable = regexp.MustCompile(`(?i)\b(?:INTO|UPDATE|DELETE\s+FROM)\s+([a-z_]+)`)
)

// question finds what is known about a query.
func (m *Memory) question(query string) *question {
	if found, ok := m.questions.Load(query); ok {
		return found.(*question)
	}
	made, _ := m.questions.LoadOrStore(query, &question{counters: m.read(query)})
	return made.(*question)
}

// read gives the counters of the tables that a query reads; none when it is not to be remembered.
func (m *Memory) read(query string) []*atomic.Uint64 {
	var counters []*atomic.Uint64
	for _, match := range readTable.FindAllStringSubmatch(query, -1) {
		counter := m.tables[match[1]]
		if counter == nil || len(counters) == rememberJoins {
			return nil
		}
		if !slices.Contains(counters, counter) {
			counters = append(counters, counter)
		}
	}
	return counters
}

// wrote gives the counters of the tables that a statement changes.
func (m *Memory) wrote(statement string) []*atomic.Uint64 {
	if found, ok := m.mentions.Load(statement); ok {
		return found.([]*atomic.Uint64)
	}
	var counters []*atomic.Uint64
	for _, match := range wroteTable.FindAllStringSubmatch(statement, -1) {
		if counter := m.tables[match[1]]; counter != nil {
			counters = append(counters, counter)
		}
	}
	m.mentions.Store(statement, counters)
	return counters
}

// recall answers a query from memory, or by asking. ask reads into dest.
func (m *Memory) recall(dest any, query string, args []any, ask func() error) error {
	q := m.question(query)
	if len(q.counters) == 0 || len(args) > rememberArgs {
		return ask()
	}
	into := reflect.ValueOf(dest).Elem()
	var about asked
	copy(about[:], args)
	m.age()
	versions := [1 + rememberJoins]uint64{m.epoch.Load()}
	for i, counter := range q.counters {
		versions[i+1] = counter.Load()
	}
	if known := m.find(q, &about); known != nil && known.versions == versions && known.value.Type() == into.Type() {
		give(into, known.value)
		return known.err
	}
	err := ask()
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if into.Kind() == reflect.Slice && into.Len() > rememberRows {
		return err
	}
	kept := reflect.New(into.Type()).Elem()
	give(kept, into)
	m.keep(q, &about, &recollection{versions: versions, value: kept, err: err})
	return err
}

// age forgets everything when it is long ago that somebody looked whether others have written.
func (m *Memory) age() {
	now, checked := m.passed(), m.checked.Load()
	if now-checked > int64(rememberFor) && m.checked.CompareAndSwap(checked, now) {
		m.epoch.Add(1)
	}
}

// passed is the time since the memory began, which goes on whatever becomes of the machine's clock.
func (m *Memory) passed() int64 { return int64(m.now().Sub(m.began)) }

// Epoch is a number that changes whenever everything is to be forgotten.
func (m *Memory) Epoch() uint64 {
	m.age()
	return m.epoch.Load()
}

// Checked notes that somebody has looked, and whether others have written since the last look.
func (m *Memory) Checked(others bool) {
	if others {
		m.epoch.Add(1)
	}
	m.checked.Store(m.passed())
}

// give copies a value, so that nobody works on another's rows.
func give(into, value reflect.Value) {
	if value.Kind() == reflect.Slice && !value.IsNil() {
		list := reflect.MakeSlice(value.Type(), value.Len(), value.Len())
		reflect.Copy(list, value)
		value = list
	}
	into.Set(value)
}

func (m *Memory) find(q *question, about *asked) *recollection {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.catchUp(q)
	if known := q.young.get(about); known != nil {
		return known
	}
	known := q.old.get(about)
	if known != nil {
		m.put(q, about, known)
	}
	return known
}

func (m *Memory) keep(q *question, about *asked, r *recollection) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept >= rememberMost {
		m.generation, m.kept = m.generation+1, 0
	}
	m.catchUp(q)
	m.put(q, about, r)
}

// catchUp brings a question's answers to the newest generation. The caller holds the lock.
func (m *Memory) catchUp(q *question) {
	switch m.generation - q.generation {
	case 0:
		return
	case 1:
		q.young, q.old = answers{}, q.young
	default:
		q.young, q.old = answers{}, answers{}
	}
	q.generation = m.generation
}

func (m *Memory) put(q *question, about *asked, r *recollection) {
	if q.young.get(about) == nil {
		m.kept++
	}
	q.young.put(about, r)
}

// Remember makes these statements answer from a memory what they can.
func (s *Statements) Remember(m *Memory) *Statements {
	s.memory = m
	return s
}

// Note makes these statements, those of the one who writes, keep account of what they change for a memory. Settle it when
// the transaction has ended, before anybody is told.
func (s *Statements) Note(m *Memory) *Statements {
	s.notes, s.touched = m, map[*atomic.Uint64]struct{}{}
	return s
}

// Settle lets the memory forget what the transaction that has just ended has changed.
func (s *Statements) Settle() {
	for counter := range s.touched {
		counter.Add(1)
	}
	clear(s.touched)
}

func (s *Statements) note(statement string) {
	if s.notes == nil {
		return
	}
	for _, counter := range s.notes.wrote(statement) {
		s.touched[counter] = struct{}{}
	}
}

// recall answers from memory where there is one.
func (s *Statements) recall(ctx context.Context, dest any, query string, args []any, ask func() error) error {
	if s.memory == nil {
		return ask()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.memory.recall(dest, query, args, ask)
}
