//go:build !unix && !windows

package pdf

import "time"

// processorTime is wall time where the system does not tell better.
func processorTime() time.Duration { return time.Since(started) }
