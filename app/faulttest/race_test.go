//go:build race

package faulttest

// raceDetector makes everything several times slower.
const raceDetector = true
