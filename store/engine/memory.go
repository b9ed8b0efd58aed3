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
	checked atomic.Int64  // when it was last seen that nobody else has written, in nanoseconds of the clock
	epoch   atomic.Uint64 // changes when everything is forgotten

	mu       sync.Mutex
	young    map[question]*recollection
	old      map[question]*recollection // what was young before: forgotten unless it is asked for again
	lists    sync.Map                   // text of a query -> []*atomic.Uint64; nil when it is not to be remembered
	mentions sync.Map                   // text of a statement -> []*atomic.Uint64: what it changes
}

const (
	rememberFor   = 2 * time.Second
	rememberMost  = 10_000 // per generation
	rememberArgs  = 3
	rememberRows  = 32
	rememberJoins = 3
)

// question is a text with its arguments and the type of the answer's rows.
type question struct {
	query string
	into  reflect.Type
	args  [rememberArgs]any
}

type recollection struct {
	versions [1 + rememberJoins]uint64 // of the whole, and of each table
	value    reflect.Value
	err      error // nil, or sql.ErrNoRows
}

// NewMemory makes a memory for reads of these tables; a query that reads any other is not remembered.
func NewMemory(now func() time.Time, tables ...string) *Memory {
	m := &Memory{tables: map[string]*atomic.Uint64{}, now: now, young: map[question]*recollection{}}
	for _, table := range tables {
		m.tables[table] = &atomic.Uint64{}
	}
	return m
}

var (
	readTable  = regexp.MustCompile(`(?i)\b(?:FROM|JOIN)\s+([a-z_]+)`)
	wroteTable = regexp.MustCompile(`(?i)\b(?:INTO|UPDATE|DELETE\s+FROM)\s+([a-z_]+)`)
)

// read gives the counters of the tables that a query reads; nil when it is not to be remembered.
func (m *Memory) read(query string) []*atomic.Uint64 {
	if found, ok := m.lists.Load(query); ok {
		return found.([]*atomic.Uint64)
	}
	var counters []*atomic.Uint64
	for _, match := range readTable.FindAllStringSubmatch(query, -1) {
		counter := m.tables[match[1]]
		if counter == nil || len(counters) == rememberJoins {
			counters = nil
			break
		}
		if !slices.Contains(counters, counter) {
			counters = append(counters, counter)
		}
	}
	m.lists.Store(query, counters)
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
	counters := m.read(query)
	if len(counters) == 0 || len(args) > rememberArgs {
		return ask()
	}
	into := reflect.ValueOf(dest).Elem()
	q := question{query: query, into: into.Type()}
	copy(q.args[:], args)
	m.age()
	versions := [1 + rememberJoins]uint64{m.epoch.Load()}
	for i, counter := range counters {
		versions[i+1] = counter.Load()
	}
	if known := m.find(q); known != nil && known.versions == versions {
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
	m.keep(q, &recollection{versions: versions, value: kept, err: err})
	return err
}

// age forgets everything when it is long ago that somebody looked whether others have written.
func (m *Memory) age() {
	now, checked := m.now().UnixNano(), m.checked.Load()
	if now-checked > int64(rememberFor) && m.checked.CompareAndSwap(checked, now) {
		m.epoch.Add(1)
	}
}

// Checked notes that somebody has looked, and whether others have written since the last look.
func (m *Memory) Checked(others bool) {
	if others {
		m.epoch.Add(1)
	}
	m.checked.Store(m.now().UnixNano())
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

func (m *Memory) find(q question) *recollection {
	m.mu.Lock()
	defer m.mu.Unlock()
	if known := m.young[q]; known != nil {
		return known
	}
	known := m.old[q]
	if known != nil {
		m.young[q] = known
	}
	return known
}

func (m *Memory) keep(q question, r *recollection) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.young) >= rememberMost {
		m.young, m.old = map[question]*recollection{}, m.young
	}
	m.young[q] = r
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
