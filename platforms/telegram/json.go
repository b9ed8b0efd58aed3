package telegram

import (
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// unmarshal reads JSON by the rules of the coming encoding/json/v2, which cost a quarter of the old package's, but for what
// that one is strict about: servers may write a name twice, and letters that are broken. Its errors say what is wrong and
// where, and never repeat the content.
func unmarshal(data []byte, into any) error {
	err := json.Unmarshal(data, into, jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))
	var broken *jsontext.SyntacticError
	var strange *json.SemanticError
	switch {
	case errors.As(err, &strange):
		return fmt.Errorf("JSON %v cannot be a Go %v at byte %d", strange.JSONKind, strange.GoType, strange.ByteOffset)
	case errors.As(err, &broken):
		return fmt.Errorf("not JSON, or cut, at byte %d", broken.ByteOffset)
	case err != nil:
		return errors.New("JSON that cannot be read")
	}
	return nil
}
