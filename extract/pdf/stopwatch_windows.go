package pdf

import (
	"syscall"
	"time"
)

// processorTime is the time of processors that this process has had.
func processorTime() time.Duration {
	process, err := syscall.GetCurrentProcess()
	var created, ended, kernel, user syscall.Filetime
	if err == nil {
		err = syscall.GetProcessTimes(process, &created, &ended, &kernel, &user)
	}
	if err != nil {
		return time.Since(started)
	}
	return ticks(kernel) + ticks(user)
}

// ticks reads a duration, which Windows counts in 100 ns.
func ticks(t syscall.Filetime) time.Duration {
	return time.Duration(int64(t.HighDateTime)<<32|int64(t.LowDateTime)) * 100
}
