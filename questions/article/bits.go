package article

import mathbits "math/bits"

// bits is a set of small numbers.
type bits []uint64

func newBits(n int) bits { return make(bits, (n+63)/64) }

func (b bits) set(i int) { b[i/64] |= 1 << (i % 64) }

func (b bits) has(i int) bool { return i >= 0 && i/64 < len(b) && b[i/64]>>(i%64)&1 == 1 }

// narrow leaves in b the numbers i for which i+shift is in other. It takes 64 of
// them at a time: that is what makes looking through a long text cheap.
func (b bits) narrow(other bits, shift int) {
	if shift < 0 || shift/64 >= len(other) {
		clear(b)
		return
	}
	word, bit := shift/64, shift%64
	for i := range b {
		var moved uint64
		if i+word < len(other) {
			moved = other[i+word] >> bit
		}
		if i+word+1 < len(other) && bit > 0 {
			moved |= other[i+word+1] << (64 - bit)
		}
		b[i] &= moved
	}
}

// each calls yield for every number in the set, rising.
func (b bits) each(yield func(int) bool) {
	for i, word := range b {
		for ; word != 0; word &= word - 1 {
			if !yield(i*64 + mathbits.TrailingZeros64(word)) {
				return
			}
		}
	}
}
