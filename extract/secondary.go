package extract

import (
	"context"
	"sync"

	"gongkai/extract/page"
)

// A secondary is a file in the second engine, opened when first asked for.
type secondary struct {
	engine   Engine
	context  context.Context
	data     []byte
	password string

	mu     sync.Mutex
	file   EngineFile
	err    error // of opening
	opened bool
}

func (s *secondary) open() (EngineFile, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.opened {
		s.opened = true
		s.file, s.err = s.engine.Open(s.context, s.data, s.password)
	}
	return s.file, s.err
}

func (s *secondary) page(n int) (*page.Page, error) {
	file, err := s.open()
	if err != nil {
		return nil, err
	}
	return file.Page(n)
}

func (s *secondary) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}
