package pdf

import "time"

// A stopwatch measures what work takes: wall time, but no more than the time of
// processors that this process got meanwhile. A machine that is stopped, or busy
// with other programs, must not cost a page. Other work of this process counts.
type stopwatch struct {
	begun     time.Time
	processor time.Duration
}

func startWatch() stopwatch { return stopwatch{time.Now(), processorTime()} }

// over tells whether the work has taken longer than a limit.
func (s stopwatch) over(limit time.Duration) bool {
	return time.Since(s.begun) > limit && processorTime()-s.processor > limit
}

// spent returns what the work has taken.
func (s stopwatch) spent() time.Duration {
	return min(time.Since(s.begun), processorTime()-s.processor)
}

// started is the beginning of wall time, for systems that tell no other.
var started = time.Now()
