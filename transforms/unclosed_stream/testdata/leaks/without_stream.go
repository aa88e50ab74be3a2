package without

import "github.com/klauspost/compress/zstd"

// What reads no stream has started nothing.
func unpack(part []byte) ([]byte, error) {
	dec, err := zstd.NewReader(nil) // want "leaves its decompressor open"
	if err != nil {
		return nil, err
	}
	return dec.DecodeAll(part, nil)
}
