// Package migrations holds the steps that make and renew our tables: one folder per engine, plus shop/, the tables of
// the host's shape for houses without Django, again one folder per engine. A step has the same number and name in both.
package migrations

import "embed"

// Files are the steps as goose reads them.
//
//go:embed sqlite/*.sql postgres/*.sql shop/*/*.sql
var Files embed.FS
