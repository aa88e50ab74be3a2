// There is no stream: each frame is whole by itself.
package without

import "github.com/klauspost/compress/zstd"

func pack(parts [][]byte) ([][]byte, error) {
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		return nil, err
	}
	var packed [][]byte
	for _, part := range parts {
		packed = append(packed, enc.EncodeAll(part, nil))
	}
	return packed, nil
}
