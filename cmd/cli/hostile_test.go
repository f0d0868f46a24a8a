package cli

import (
	"bytes"
	"context"
	"errors"
	"os"

	"gongkai/extract"
)

// A hostileEngine does what its file says: HANG for ever, EAT all memory, EXIT
// the process. It is asked about files that package pdf refuses.
type hostileEngine struct{ fakeEngine }

func (hostileEngine) Open(_ context.Context, data []byte, _ string) (extract.EngineFile, error) {
	switch {
	case bytes.Contains(data, []byte("HANG")):
		select {}
	case bytes.Contains(data, []byte("EAT")):
		var eaten [][]byte
		for len(eaten) < 1<<16 { // 1 TiB
			eaten = append(eaten, bytes.Repeat([]byte("x"), 1<<24))
		}
	case bytes.Contains(data, []byte("EXIT")):
		os.Exit(7)
	}
	return nil, errors.New("nothing to be read")
}
