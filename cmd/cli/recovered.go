package cli

import (
	"fmt"
	"runtime"
	"strings"
)

// recovered turns a panic into an error of one line, so that one document
// cannot end the run of many. To be deferred.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("internal error, please report it with the file: %v (%s)", r, origin())
	}
}

// origin names the function of this program that a panic came from.
func origin() string {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(4, callers)])
	for {
		f, more := frames.Next()
		if strings.HasPrefix(f.Function, "gongkai/") {
			return fmt.Sprintf("%s, line %d", f.Function, f.Line)
		}
		if !more {
			return "origin unknown"
		}
	}
}
