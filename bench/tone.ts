/** Writes a plain tone as WAV: sound that needs no other program. */
import { writeFileSync } from 'node:fs'
import { wavHeader } from './wav.ts'

const RATE = 8000

export function writeTone(file: string, seconds: number): void {
  const samples = Math.round(RATE * seconds)
  const sound = Buffer.alloc(samples * 2)
  for (let i = 0; i < samples; i++)
    sound.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 440 * i) / RATE)), i * 2)
  writeFileSync(file, Buffer.concat([wavHeader({ dataBytes: sound.length, rate: RATE, channels: 1 }), sound]))
}
