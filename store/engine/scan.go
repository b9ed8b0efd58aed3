package engine

import (
	"database/sql"
	"fmt"
	"reflect"
	"sync"

	"github.com/jmoiron/sqlx"
	"github.com/jmoiron/sqlx/reflectx"
)

// shapes remember which column of a text goes into which field. sqlx finds that out anew for each row that Get reads, which
// costs more than reading a row by its key.
type shapes struct {
	mapper *reflectx.Mapper
	known  sync.Map // shapeOf -> []int
}

type shapeOf struct {
	query string
	into  reflect.Type
}

func newShapes() *shapes { return &shapes{mapper: reflectx.NewMapperFunc("db", sqlx.NameMapper)} }

// fields gives, for each column, the index of its field. A column without a field is an error, as with sqlx.
func (s *shapes) fields(query string, into reflect.Type, rows *sql.Rows) ([]int, error) {
	if found, ok := s.known.Load(shapeOf{query, into}); ok {
		return found.([]int), nil
	}
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	fields := make([]int, len(columns))
	for i, path := range s.mapper.TraversalsByName(into, columns) {
		if len(path) != 1 {
			return nil, fmt.Errorf("column %q has no field of its own in %v", columns[i], into)
		}
		fields[i] = path[0]
	}
	s.known.Store(shapeOf{query, into}, fields)
	return fields, nil
}

// scan reads the current row into one value: a struct by its fields' names, anything else as the only column.
func (s *shapes) scan(query string, rows *sql.Rows, into reflect.Value) error {
	if into.Kind() != reflect.Struct {
		return rows.Scan(into.Addr().Interface())
	}
	fields, err := s.fields(query, into.Type(), rows)
	if err != nil {
		return err
	}
	var room [24]any
	dest := room[:0]
	for _, field := range fields {
		dest = append(dest, into.Field(field).Addr().Interface())
	}
	return rows.Scan(dest...)
}

// one reads the only row that matters into dest; sql.ErrNoRows when there is none.
func (s *shapes) one(query string, rows *sql.Rows, dest any) error {
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return err
		}
		return sql.ErrNoRows
	}
	if err := s.scan(query, rows, reflect.ValueOf(dest).Elem()); err != nil {
		return err
	}
	return rows.Close()
}

// all reads every row into the slice that dest points to.
func (s *shapes) all(query string, rows *sql.Rows, dest any) error {
	defer rows.Close()
	list := reflect.ValueOf(dest).Elem()
	for rows.Next() {
		row := reflect.New(list.Type().Elem()).Elem()
		if err := s.scan(query, rows, row); err != nil {
			return err
		}
		list.Set(reflect.Append(list, row))
	}
	return rows.Err()
}
