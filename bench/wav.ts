/** The first bytes of a WAV file of 16-bit samples: what is played of `dataBytes` that follow. */
export const WAV_HEADER_BYTES = 44

export function wavHeader(o: { readonly dataBytes: number; readonly rate: number; readonly channels: 1 | 2 }): Buffer {
  const frameBytes = 2 * o.channels
  const head = Buffer.alloc(WAV_HEADER_BYTES)
  head.write('RIFF', 0)
  head.writeUInt32LE(WAV_HEADER_BYTES - 8 + o.dataBytes, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(o.channels, 22)
  head.writeUInt32LE(o.rate, 24)
  head.writeUInt32LE(o.rate * frameBytes, 28)
  head.writeUInt16LE(frameBytes, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(o.dataBytes, 40)
  return head
}
