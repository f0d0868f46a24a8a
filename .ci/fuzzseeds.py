"""Cuts the streams of PDF files into seeds for the native fuzz targets.

Usage: fuzzseeds.py OUT FOLDER...
Writes OUT/TARGET/HASH in the corpus format of `go test -fuzz`: whole files,
and of their streams those that look like content, character maps or font
programs, and the first bytes of every kind of filtered data.
"""
import hashlib
import pathlib
import re
import sys
import zlib

WHOLE = 60_000  # bytes: larger files slow the fuzzer for little
PART = 12_000  # bytes of a stream, for the same reason


def literal(data):
    """A byte slice as the corpus format wants it."""
    text = "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else "\\x%02x" % b for b in data)
    return '[]byte("%s")' % text


def main(out, folders):
    def seed(target, data, *more, string=False):
        value = literal(data)
        if string:
            value = "string" + value.removeprefix("[]byte")
        body = "\n".join(["go test fuzz v1", value, *more]) + "\n"
        folder = out / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / hashlib.sha256(body.encode()).hexdigest()[:16]).write_text(body)

    for path in sorted(p for f in folders for p in pathlib.Path(f).rglob("*.pdf")):
        data = path.read_bytes()
        if len(data) <= WHOLE:
            seed("FuzzOpen", data)
            seed("FuzzRebuild", data)
        for match in re.finditer(rb"<<(.{0,2000}?)>>\s*stream\r?\n(.*?)endstream", data, re.S):
            head, raw = match.groups()
            if len(raw) > PART:
                continue
            predictor = re.search(rb"/Predictor\s+(\d+)", head)
            columns = re.search(rb"/Columns\s+(\d+)", head)
            if predictor or b"Flate" not in head:
                seed("FuzzFilters", raw, *("int(%d)" % int(n) for n in
                     (predictor[1] if predictor else 1, 1, 8, columns[1] if columns else 1)))
            plain = raw
            if b"Flate" in head:
                try:
                    plain = zlib.decompressobj().decompress(raw, PART)
                except zlib.error:
                    continue
            if b"begincmap" in plain:
                seed("FuzzParse-cmap", plain)
                seed("FuzzToUnicode", plain)
            elif plain[:4] in (b"\0\1\0\0", b"OTTO", b"true", b"%!PS") or plain[:3] == b"\1\0\4":
                seed("FuzzParse-fontfile", plain)
            elif b" Tf" in plain or b" re" in plain:
                seed("FuzzContent", plain, string=True)
                seed("FuzzLexer", plain)


main(pathlib.Path(sys.argv[1]), sys.argv[2:])
