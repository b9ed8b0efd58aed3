// Package faulttest holds one end-to-end test for each thing that goes wrong around a bot: the whole of Frontdesk in front
// of the Telegram simulator, on a real database. Each test names its fault and looks at four things: nothing is lost,
// nothing is done or said twice, the log has one clear line, and a figure tells. docs/faults.md has them in a table.
package faulttest
