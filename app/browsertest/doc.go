// Package browsertest holds no code of the program: its tests look at the demo as a newcomer does, in a real browser.
//
// They need Chromium (chromium, chromium-browser or google-chrome in PATH). Without it they are skipped with one loud
// line, or fail when CI=true or FRONTDESK_TEST_DEMAND names chromium.
//
// With FRONTDESK_TEST_SHOTS=DIR they also take the pictures of every screen, phone and desktop, light and dark, Russian
// and English; docs/images holds messenger-*.png and phone-*.png of them.
package browsertest
