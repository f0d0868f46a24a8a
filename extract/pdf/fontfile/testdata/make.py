# Makes the fonts of the tests with fontTools: squares as outlines, nothing from
# other fonts. Run in this folder: python3 make.py
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

order = [".notdef", "space", "zero", "one", "uni6709", "g5", "f_i", "period"]
cmap = {0x20: "space", 0xA0: "space", 0x30: "zero", 0x31: "one", 0x6709: "uni6709",
        0x2F49: "g5", 0x6708: "g5", 0x2E: "period", 0xE000: "period", 0x20000: "f_i"}


def draw(pen):
    pen.moveTo((0, 0)); pen.lineTo((0, 500)); pen.lineTo((500, 500)); pen.lineTo((500, 0)); pen.closePath()
    return pen


def build(ttf):
    b = FontBuilder(1000, isTTF=ttf)
    b.setupGlyphOrder(order)
    b.setupCharacterMap(cmap)
    if ttf:
        b.setupGlyf({g: draw(TTGlyphPen(None)).glyph() for g in order})
    else:
        b.setupCFF("Test", {}, {g: draw(T2CharStringPen(500, None)).getCharString() for g in order}, {})
    b.setupHorizontalMetrics({g: (500, 0) for g in order})
    b.setupHorizontalHeader(ascent=800, descent=-200)
    b.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    b.setupOS2()
    b.setupPost(keepGlyphNames=True)
    return b.font


def bare(font, *drop):
    for tag in drop:
        if tag in font:
            del font[tag]
    return font


def save(font, name):
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    font.save(name)


save(build(True), "unicode.ttf")
names = build(True)
save(bare(names, "cmap", "name", "OS/2"), "names.ttf")
symbol = build(True)
for t in list(symbol["cmap"].tables):
    symbol["cmap"].tables.remove(t)
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
for platform, encoding, fmt, codes in ((3, 0, 4, {0xF030: "zero", 0xF041: "uni6709"}), (1, 0, 6, {0x30: "one"})):
    t = CmapSubtable.newSubtable(fmt)
    t.platformID, t.platEncID, t.language, t.cmap = platform, encoding, 0, codes
    symbol["cmap"].tables.append(t)
save(bare(symbol, "name", "OS/2"), "symbol.ttf")
otf = build(False)
save(otf, "unicode.otf")
with open("names.cff", "wb") as f:
    f.write(otf.reader["CFF "] if otf.reader else otf.getTableData("CFF "))
