package cli

import (
	"os"
	"runtime/debug"
)

// Reading allocates much that is garbage a page later, so collecting at twice
// the live memory spends a tenth of the time on it. The collector is let wait
// until spareMemory per cent are garbage, and works the harder the nearer all
// of it comes to softMemory bytes.
const (
	spareMemory = 400
	softMemory  = 192 << 20
)

// TuneMemory sets when the program collects garbage, unless the environment
// does (GOGC, GOMEMLIMIT).
func TuneMemory() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(spareMemory)
		debug.SetMemoryLimit(softMemory)
	}
}
