/** What a film sounds like: the voice-over, music that steps back while it speaks, exactly as long as the film. */
import { AV_SAMPLE_FMT_FLTP, AV_CHANNEL_LAYOUT_STEREO } from 'node-av/constants'
import { Frame, Rational } from 'node-av/lib'
import type { SoundSource } from './film-writer.ts'
import { openSamples, RATE, type Samples } from './samples.ts'

/** Of samples that AAC takes at a time. */
const PIECE = 1024
/** So that a sound cut off does not click. */
const CUT_FADE = RATE * 0.02
const MUSIC_FADE = RATE * 1.2
/** Music beside a voice-over: while it speaks, and in its pauses; a pause is one after this many seconds. */
const UNDER_VOICE = 0.22
const IN_PAUSES = 0.6
const PAUSE_SECONDS = 0.7
/** Loudness (root mean square) from which it is speech and not room. */
const SPEECH = 0.008

export type Soundtrack = SoundSource & AsyncDisposable

/** Null when there is nothing to hear. */
export async function createSoundtrack(
  o: { readonly voiceover: string | null; readonly music: string | null },
  seconds: number,
  bitsPerSecond = 160_000,
): Promise<Soundtrack | null> {
  if (o.voiceover === null && o.music === null) return null
  const total = Math.round(seconds * RATE)
  const voice = o.voiceover === null ? null : await openSamples(o.voiceover)
  const music = o.music === null ? null : await openSamples(o.music)
  let done = 0
  let level = voice ? IN_PAUSES : 1
  let quietSeconds = PAUSE_SECONDS

  function musicTarget(spoken: Samples): number {
    quietSeconds = loudness(spoken) > SPEECH ? 0 : quietSeconds + PIECE / RATE
    return quietSeconds < PAUSE_SECONDS ? UNDER_VOICE : IN_PAUSES
  }

  return {
    bitsPerSecond,
    async next() {
      const count = Math.min(PIECE, total - done)
      if (count <= 0) return null
      const out = new Float32Array(count * 2)
      const spoken = voice ? await voice.take(count) : null
      const played = music ? await music.take(count) : null
      const target = spoken ? musicTarget(spoken) : 1
      for (let i = 0; i < count; i++) {
        // Down within a tenth of a second, up again within one.
        level += (target - level) / (RATE * (target < level ? 0.06 : 0.4))
        const left = total - done - i
        const voiceGain = Math.min(1, left / CUT_FADE)
        const musicGain = level * Math.min(1, left / Math.min(MUSIC_FADE, total / 4))
        for (const side of [0, 1] as const) {
          const sum = (spoken?.[side][i] ?? 0) * voiceGain + (played?.[side][i] ?? 0) * musicGain
          out[side * count + i] = softly(sum)
        }
      }
      const frame = Frame.fromAudioBuffer(Buffer.from(out.buffer), {
        nbSamples: count,
        format: AV_SAMPLE_FMT_FLTP,
        sampleRate: RATE,
        channelLayout: AV_CHANNEL_LAYOUT_STEREO,
        timeBase: new Rational(1, RATE),
        pts: BigInt(done),
      })
      done += count
      return frame
    },
    async [Symbol.asyncDispose]() {
      await voice?.[Symbol.asyncDispose]()
      await music?.[Symbol.asyncDispose]()
    },
  }
}

function loudness([left]: Samples): number {
  let sum = 0
  for (const sample of left) sum += sample * sample
  return Math.sqrt(sum / Math.max(1, left.length))
}

/** Two loud sounds together bend instead of clipping. */
function softly(sample: number): number {
  const size = Math.abs(sample)
  return size <= 0.9 ? sample : Math.sign(sample) * (0.9 + 0.1 * Math.tanh((size - 0.9) / 0.1))
}
