// Package migrations holds the steps that make and renew our tables: one folder per engine, plus shop/, the tables of
// the host's shape for houses without Django.
package migrations

import "embed"

// Files are the steps as goose reads them.
//
//go:embed sqlite/*.sql shop/*.sql
var Files embed.FS
