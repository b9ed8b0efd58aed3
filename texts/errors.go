package texts

import (
	"errors"
	"maps"

	"frontdesk/domain"
)

// KindKey is the general text of a kind of error, for errors that name none of their own. What only the operator can
// mend reads like an internal error: the person can do nothing about it but tell us its number.
func KindKey(kind domain.Kind) Key {
	switch kind {
	case domain.KindInvalid:
		return ErrorInvalid
	case domain.KindNotFound:
		return ErrorNotFound
	case domain.KindForbidden:
		return ErrorForbidden
	case domain.KindConflict:
		return ErrorConflict
	case domain.KindLocked:
		return ErrorLocked
	case domain.KindUnavailable:
		return ErrorUnavailable
	case domain.KindRateLimited:
		return ErrorRateLimited
	case domain.KindUnreachable:
		return ErrorUnreachable
	case domain.KindInternal, domain.KindRejected, domain.KindUnauthorized, domain.KindElsewhere:
	}
	return ErrorInternal
}

// Error says in plain text what went wrong and what to do. id is the error's number in the log: it is shown with what is
// not the person's to mend. KindLocked takes its minutes from Params["Minutes"], an int.
func (p Printer) Error(err error, id string) string {
	key, params := KindKey(domain.KindOf(err)), Params{}
	var known *domain.Error
	if errors.As(err, &known) {
		maps.Copy(params, known.Params)
		if known.Key != "" {
			key = Key(known.Key)
		}
	}
	params["ID"] = id
	if key == ErrorLocked {
		if minutes, ok := params["Minutes"].(int); ok {
			params[Count] = minutes
		} else {
			params[Count] = 1
		}
	}
	return p.Toast(key, params)
}
