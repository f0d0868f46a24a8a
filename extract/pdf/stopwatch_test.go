package pdf

import (
	"testing"
	"time"
)

// TestStopwatch holds that neither an hour for which the process stood still nor
// one of processors before the work is charged to the work.
func TestStopwatch(t *testing.T) {
	hourAgo, hourLess := time.Now().Add(-time.Hour), processorTime()-time.Hour
	for _, tt := range []struct {
		name  string
		watch stopwatch
		over  bool
	}{
		{"begun just now", startWatch(), false},
		{"stood still", stopwatch{hourAgo, processorTime()}, false},
		{"worked before", stopwatch{time.Now(), hourLess}, false},
		{"worked", stopwatch{hourAgo, hourLess}, true},
	} {
		if got := tt.watch.over(time.Minute); got != tt.over {
			t.Errorf("%s: over a minute: %v", tt.name, got)
		}
		if got := tt.watch.spent() > time.Minute; got != tt.over {
			t.Errorf("%s: took %v", tt.name, tt.watch.spent())
		}
	}
}
