package fontfile

// maxTables is how many tables of an sfnt file are looked at; real fonts have
// about twenty.
const maxTables = 64

func isSFNT(data []byte) bool {
	switch string(data[:4]) {
	case "\x00\x01\x00\x00", "true", "OTTO", "ttcf", "typ1":
		return true
	}
	return false
}

// parseSFNT reads a TrueType or OpenType font, or the first one of a
// collection. A font with outlines that tells nothing about them, as subsets
// for composite fonts are, is no error.
func parseSFNT(data table) (*Font, error) {
	start := 0
	if string(data[:4]) == "ttcf" {
		start = data.u32(12)
	}
	tables := map[string]table{}
	for i := range min(data.u16(start+4), maxTables) {
		entry := data.slice(start+12+16*i, 16)
		if len(entry) == 16 {
			tables[string(entry[:4])] = data.slice(entry.u32(8), entry.u32(12))
		}
	}
	f := &Font{}
	if cff := tables["CFF "]; len(cff) >= 4 {
		if inner, err := parseCFF(cff); err == nil {
			*f = *inner
		}
	}
	if post := tables["post"]; len(post) > 0 && f.names == nil {
		f.names = postNames(post)
	}
	f.readCmap(tables["cmap"])
	if len(tables["glyf"]) == 0 && f.runes == nil && f.names == nil && f.glyphs == nil && f.cids == nil {
		return nil, ErrFormat
	}
	return f, nil
}

// postNames reads the glyph names of a post table of format 1 or 2.
func postNames(post table) []string {
	switch post.u32(0) {
	case 0x00010000:
		return macGlyphs()
	case 0x00020000:
	default:
		return nil
	}
	n := min(post.u16(32), len(post)/2)
	var own []string
	for rest := post.from(34 + 2*n); len(rest) > 0; {
		size := rest.u8(0)
		own = append(own, string(rest.slice(1, size)))
		rest = rest.from(1 + size)
	}
	names := make([]string, n)
	for i := range names {
		index := post.u16(34 + 2*i)
		switch standard := macGlyphs(); {
		case index < len(standard):
			names[i] = standard[index]
		case index-len(standard) < len(own):
			names[i] = own[index-len(standard)]
		}
	}
	return names
}
