package layout

import "gongkai/extract/trace"

// alignedCells infers the cells of the area from the alignment of its texts;
// nil when they show no table.
func (a *looseArea) alignedCells() []trace.Rect { return nil }
