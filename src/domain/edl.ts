/** Writes a cut as an edit decision list in the CMX 3600 form that editing programs read. Pure. */
import { smpte } from './timecode.ts'
import { type Joined, joinsOf } from './transition.ts'

/** `frames` are those that it lasts in the film. */
export type EdlEvent = {
  /** As people count: 1 is the first. */
  readonly shotNo: number
  readonly takeNo: number
  /** The clip's file name. */
  readonly clipName: string
  /** Into the clip. */
  readonly inSeconds: number
  /** Factor; 2 plays twice as fast. */
  readonly speed: number
} & Joined

/** An hour in, as reels are striped, so that there is room before the first frame. */
const FIRST_HOUR = 1
/** More lines than an event has numbers for. */
const MAX_EVENTS = 999

/**
 * Frames are counted at the whole rate nearest to `fps` (29.97 as 30), non-drop: no frame is ever skipped or counted twice.
 * Times of the clips are at the film's rate too, as a list has one. A dissolve begins at the cut, where the list's form can
 * have it without material before a clip's first frame; a fade is a dissolve to black (BL) and one from it.
 */
export function writeEdl(title: string, fps: number, events: readonly EdlEvent[]): string {
  const rate = Math.round(fps)
  const joins = joinsOf(events, fps)
  const lines = [`TITLE: ${plain(title).slice(0, 70) || 'UNTITLED'}`, 'FCM: NON-DROP FRAME', '']
  let record = FIRST_HOUR * 3600 * rate
  let number = 0
  const line = (reel: string, kind: string, from: number, length: number, source = length) => {
    const times = [from, from + source, record, record + length].map((frame) => smpte(frame, rate)).join(' ')
    lines.push(`${String(number).padStart(3, '0')}  ${reel.padEnd(8)} V     ${kind.padEnd(8)} ${times}`)
  }
  const dissolve = (frames: number) => `D    ${String(frames).padStart(3, '0')}`
  let last: { readonly reel: string; readonly clip: string | null; readonly at: number } = BLACK
  const begin = () => {
    number += 1
    if (number > MAX_EVENTS) throw new Error(`an edit decision list has at most ${MAX_EVENTS} events`)
  }
  for (const [i, event] of events.entries()) {
    const { head, tail } = joins[i] ?? { head: NO_JOIN, tail: NO_JOIN }
    const reel = reelName(event)
    const sourceIn = Math.round(event.inSeconds * fps)
    const length = event.frames - (tail.with === 'black' ? tail.frames : 0)
    const source = Math.max(1, Math.round(length * event.speed))
    const comes = head.with === 'black' ? BLACK : head.with === 'shot-before' ? last : null
    begin()
    if (comes !== null) line(comes.reel, 'C', comes.at, 0)
    const kind = head.with === 'nothing' ? 'C' : dissolve(head.with === 'black' ? head.frames : 2 * head.frames)
    line(reel, kind, sourceIn, length, source)
    if (event.speed !== 1)
      lines.push(
        `M2   ${reel.padEnd(8)}       ${(fps * event.speed).toFixed(1).padStart(5, '0')}                ${smpte(sourceIn, rate)}`,
      )
    const clip = plain(event.clipName)
    if (comes === null) lines.push(`* FROM CLIP NAME: ${clip}`, '')
    else lines.push(...(comes.clip === null ? [] : [`* FROM CLIP NAME: ${comes.clip}`]), `* TO CLIP NAME: ${clip}`, '')
    record += length
    last = { reel, clip, at: sourceIn + source }
    if (tail.with !== 'black') continue
    begin()
    line(reel, 'C', last.at, 0)
    line(BLACK.reel, dissolve(tail.frames), 0, tail.frames)
    lines.push(`* FROM CLIP NAME: ${clip}`, '')
    record += tail.frames
  }
  return `${lines.join('\r\n').trimEnd()}\r\n`
}

const BLACK = { reel: 'BL', clip: null, at: 0 } as const
const NO_JOIN = { with: 'nothing', frames: 0 } as const

/** At most eight of A–Z and 0–9: `S03T2`. */
const reelName = ({ shotNo, takeNo }: Pick<EdlEvent, 'shotNo' | 'takeNo'>): string =>
  `S${String(shotNo).padStart(2, '0')}T${takeNo}`.slice(0, 8)

/** A list is ASCII, one entry a line. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^\u0020-\u007e]+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
