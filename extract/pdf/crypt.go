package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/binary"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// A cryptMethod is how a crypt filter encrypts (ISO 32000-2, table 25).
type cryptMethod byte

const (
	cryptNone   cryptMethod = iota // Identity
	cryptRC4                       // V2, and all of V 1 and 2
	cryptAES                       // AESV2
	cryptAES256                    // AESV3
)

// A decrypter undoes the encryption of the standard security handler
// (ISO 32000-2 §7.6.4): revisions 2 to 6, RC4 of 40 to 128 bits, AES of 128 and
// 256 bits.
type decrypter struct {
	key      []byte
	strings  cryptMethod
	streams  cryptMethod
	named    map[string]cryptMethod // crypt filters that streams may name
	metadata bool                   // metadata streams are encrypted too
}

// A standardHandler holds the entries of an encryption dictionary that lead
// to the key.
type standardHandler struct {
	revision          int
	owner, user       string // O and U
	ownerKey, userKey string // OE and UE
	permissions       uint32
	id                string // first part of the file identifier
	keyBytes          int
	metadata          bool
}

// newDecrypter reads an encryption dictionary and finds the key by the
// password. The error wraps ErrEncrypted: the password is wrong, or the file
// is encrypted in a way that is no standard.
func newDecrypter(dict syntax, id, password string) (*decrypter, error) {
	if name := dict.key("Filter").text; name != "Standard" {
		return nil, because(ErrEncrypted, "security handler "+name+" needs more than a password")
	}
	version := dict.key("V").number
	h := standardHandler{
		revision: dict.key("R").number, owner: dict.key("O").text, user: dict.key("U").text,
		ownerKey: dict.key("OE").text, userKey: dict.key("UE").text,
		permissions: uint32(int64(dict.key("P").value)), id: id,
		metadata: dict.key("EncryptMetadata").text != "false",
	}
	d := &decrypter{metadata: h.metadata, strings: cryptRC4, streams: cryptRC4}
	switch version {
	case 0, 1:
		h.keyBytes = 5
	case 2, 3:
		h.keyBytes = keyLength(dict.key("Length"), 5)
	case 4, 5:
		h.keyBytes = 16
		d.readFilters(dict)
		if d.streams == cryptRC4 {
			h.keyBytes = keyLength(dict.key("Length"), 16)
		}
	default:
		return nil, because(ErrEncrypted, "encryption version is unknown")
	}
	d.key = h.open(password)
	if d.key == nil && (d.streams != cryptNone || d.strings != cryptNone) {
		return nil, ErrEncrypted // without a key only files whose attachments alone are encrypted can be read
	}
	return d, nil
}

// keyLength reads a length in bits; files that state it in bytes are common.
func keyLength(v syntax, fallback int) int {
	switch n := v.number; {
	case n >= 40 && n <= 128:
		return n / 8
	case n >= 5 && n <= 16:
		return n
	}
	return fallback
}

// readFilters reads the crypt filters of V 4 and 5.
func (d *decrypter) readFilters(dict syntax) {
	d.named = map[string]cryptMethod{"Identity": cryptNone}
	for name, filter := range dict.key("CF").dict {
		switch filter.key("CFM").text {
		case "V2":
			d.named[name] = cryptRC4
		case "AESV2":
			d.named[name] = cryptAES
		case "AESV3":
			d.named[name] = cryptAES256
		}
	}
	d.strings = d.named[dict.key("StrF").text]
	d.streams = d.named[dict.key("StmF").text]
}

// open returns the key of the file, nil if the password is neither that of the
// user nor that of the owner. A password is tried in each of the forms that
// programs have written.
func (h *standardHandler) open(password string) []byte {
	try := h.openRC4
	if h.revision >= 5 {
		try = h.openAES256
	}
	forms := []string{password, norm.NFKC.String(password)}
	if latin, err := charmap.ISO8859_1.NewEncoder().String(password); err == nil && h.revision < 5 {
		forms = append(forms, latin)
	}
	for _, form := range append(forms, "") {
		if key := try(form); key != nil {
			return key
		}
	}
	return nil
}

// padding completes short passwords (ISO 32000-2 §7.6.4.3.2).
const padding = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

func padded(password string) []byte { return []byte(password + padding)[:32] }

// openRC4 tries a password with the algorithms 6 and 7 of revisions 2 to 4.
func (h *standardHandler) openRC4(password string) []byte {
	if len(h.owner) < 32 || len(h.user) < 16 {
		return nil
	}
	if key := h.userKeyRC4(padded(password)); key != nil {
		return key
	}
	sum := md5.Sum(padded(password))
	rounds := 1
	if h.revision >= 3 {
		rounds = 20
		for range 50 {
			sum = md5.Sum(sum[:])
		}
	}
	user := []byte(h.owner)[:32]
	for i := rounds - 1; i >= 0; i-- {
		user = applyRC4(xored(sum[:h.keyBytes], byte(i)), user)
	}
	return h.userKeyRC4(user)
}

// userKeyRC4 returns the key that a padded user password gives, nil if it is
// wrong (algorithms 2, 4 and 5).
func (h *standardHandler) userKeyRC4(password []byte) []byte {
	seed := append(bytes.Clone(password), h.owner[:32]...)
	seed = binary.LittleEndian.AppendUint32(seed, h.permissions)
	seed = append(seed, h.id...)
	if h.revision >= 4 && !h.metadata {
		seed = append(seed, 0xff, 0xff, 0xff, 0xff)
	}
	sum := md5.Sum(seed)
	if h.revision < 3 {
		key := sum[:h.keyBytes]
		if len(h.user) < 32 || string(applyRC4(key, []byte(padding))) != h.user[:32] {
			return nil
		}
		return key
	}
	for range 50 {
		sum = md5.Sum(sum[:h.keyBytes])
	}
	key := sum[:h.keyBytes]
	check := md5.Sum(append([]byte(padding), h.id...))
	out := check[:]
	for i := range 20 {
		out = applyRC4(xored(key, byte(i)), out)
	}
	if string(out) != h.user[:16] {
		return nil
	}
	return key
}

// openAES256 tries a password with algorithm 2.A of revisions 5 and 6.
func (h *standardHandler) openAES256(password string) []byte {
	if len(h.user) < 48 || len(h.userKey) < 32 {
		return nil
	}
	secret := []byte(password)[:min(len(password), 127)]
	hash := func(salt, user string) []byte {
		if h.revision == 5 {
			sum := sha256.Sum256(append(bytes.Clone(secret), salt+user...))
			return sum[:]
		}
		return hardenedHash(secret, salt, user)
	}
	entry, wrapped, user := h.user, h.userKey, ""
	if !equal(hash(entry[32:40], user), entry[:32]) {
		if len(h.owner) < 48 || len(h.ownerKey) < 32 {
			return nil
		}
		entry, wrapped, user = h.owner, h.ownerKey, h.user[:48]
		if !equal(hash(entry[32:40], user), entry[:32]) {
			return nil
		}
	}
	block, err := aes.NewCipher(hash(entry[40:48], user))
	if err != nil {
		return nil
	}
	key := []byte(wrapped)[:32]
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(key, key)
	return key
}

func equal(a []byte, b string) bool { return subtle.ConstantTimeCompare(a, []byte(b)) == 1 }

// hardenedHash is algorithm 2.B of ISO 32000-2.
func hardenedHash(secret []byte, salt, user string) []byte {
	first := sha256.Sum256(append(bytes.Clone(secret), salt+user...))
	k := first[:]
	for round := 0; ; round++ {
		block := append(append(bytes.Clone(secret), k...), user...)
		e := bytes.Repeat(block, 64)
		c, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(c, k[16:32]).CryptBlocks(e, e)
		sum := 0
		for _, b := range e[:16] {
			sum += int(b)
		}
		switch sum % 3 {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		default:
			s := sha512.Sum512(e)
			k = s[:]
		}
		if round >= 63 && int(e[len(e)-1]) <= round-31 {
			return k[:32]
		}
	}
}

func xored(key []byte, with byte) []byte {
	out := bytes.Clone(key)
	for i := range out {
		out[i] ^= with
	}
	return out
}

func applyRC4(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}

// text decrypts all strings of an object in place and returns it.
func (d *decrypter) text(s syntax, number, generation int) syntax {
	if s.kind == tokenString {
		s.text = string(d.decrypt(d.strings, []byte(s.text), number, generation))
	}
	for i := range s.items {
		s.items[i] = d.text(s.items[i], number, generation)
	}
	for key, v := range s.dict {
		s.dict[key] = d.text(v, number, generation)
	}
	return s
}

// stream decrypts the body of the stream with that dictionary.
func (d *decrypter) stream(dict syntax, body []byte, number, generation int) []byte {
	method := d.streams
	switch kind := dict.key("Type").text; {
	case kind == "XRef", kind == "Metadata" && !d.metadata:
		return body
	}
	if name, ok := cryptFilterOf(dict); ok {
		method = d.named[name]
	}
	return d.decrypt(method, body, number, generation)
}

// cryptFilterOf returns the crypt filter that a stream names for itself.
func cryptFilterOf(dict syntax) (name string, ok bool) {
	list, params := dict.key("Filter"), dict.key("DecodeParms")
	if len(list.items) > 0 {
		list = list.items[0]
		if len(params.items) > 0 {
			params = params.items[0]
		}
	}
	if list.text != "Crypt" {
		return "", false
	}
	if name = params.key("Name").text; name == "" {
		name = "Identity"
	}
	return name, true
}

// decrypt is algorithms 1 and 1.A. Bytes that are too few or no whole number of
// blocks are decrypted as far as they go.
func (d *decrypter) decrypt(method cryptMethod, data []byte, number, generation int) []byte {
	switch method {
	case cryptRC4:
		return applyRC4(d.objectKey(number, generation, ""), data)
	case cryptAES:
		return decryptCBC(d.objectKey(number, generation, "sAlT"), data)
	case cryptAES256:
		return decryptCBC(d.key, data)
	}
	return data
}

// objectKey is the key of one object.
func (d *decrypter) objectKey(number, generation int, salt string) []byte {
	seed := append(bytes.Clone(d.key), byte(number), byte(number>>8), byte(number>>16), byte(generation), byte(generation>>8))
	sum := md5.Sum(append(seed, salt...))
	return sum[:min(len(d.key)+5, 16)]
}

// decryptCBC decrypts data that begins with its initialization vector and ends
// with its padding.
func decryptCBC(key, data []byte) []byte {
	whole := len(data) / aes.BlockSize * aes.BlockSize
	block, err := aes.NewCipher(key)
	if err != nil || whole < 2*aes.BlockSize {
		return nil
	}
	out := bytes.Clone(data[aes.BlockSize:whole])
	cipher.NewCBCDecrypter(block, data[:aes.BlockSize]).CryptBlocks(out, out)
	if n := int(out[len(out)-1]); n >= 1 && n <= aes.BlockSize {
		out = out[:len(out)-n]
	}
	return out
}
