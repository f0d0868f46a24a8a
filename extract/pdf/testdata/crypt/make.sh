#!/usr/bin/env bash
# Makes the encrypted files of this folder with qpdf, from a page that prints
# the letter A. Password of the user "user", of the owner "owner", unless the
# name says otherwise. Usage: make.sh
set -euo pipefail
cd "$(dirname "$0")"
plain=$(mktemp)
cat >"$plain" <<'PDF'
%PDF-1.7
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>> endobj
4 0 obj <</Length 31>>
stream
BT /F1 10 Tf 10 50 Td (A) Tj ET
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj
6 0 obj <</Producer(made for a test)>> endobj
trailer <</Root 1 0 R/Info 6 0 R>>
PDF
make() { # NAME USER OWNER BITS OPTION...
  qpdf --warning-exit-0 --no-warn --allow-weak-crypto --static-id "${@:5:2}" --encrypt "$2" "$3" "$4" "${@:7}" -- "$plain" "$1.pdf"
}
none="--object-streams=disable" packed="--object-streams=generate"
make rc4-40 user owner 40 $none --static-id
make rc4-128 user owner 128 $none --static-id --use-aes=n
make rc4-128-v4 user owner 128 $none --static-id --use-aes=n --force-V4
make aes-128 user owner 128 $packed --static-id --use-aes=y
make aes-128-cleartext user owner 128 $none --static-id --use-aes=y --cleartext-metadata
make aes-256-r5 user owner 256 $none --static-id --force-R5
make aes-256 user owner 256 $packed --static-id
make aes-256-empty "" owner 256 $packed --static-id
make rc4-128-chinese 密码 owner 128 $none --static-id --use-aes=n
make aes-256-chinese 密码 owner 256 $none --static-id
rm "$plain"
