/** Writes a cut as an edit decision list in the CMX 3600 form that editing programs read. Pure. */
import { smpte } from './timecode.ts'

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
  /** Frames that it lasts in the film. */
  readonly frames: number
}

/** An hour in, as reels are striped, so that there is room before the first frame. */
const FIRST_HOUR = 1
/** More lines than an event has numbers for. */
const MAX_EVENTS = 999

/**
 * Frames are counted at the whole rate nearest to `fps` (29.97 as 30), non-drop: no frame is ever skipped or counted twice.
 * Times of the clips are at the film's rate too, as a list has one.
 */
export function writeEdl(title: string, fps: number, events: readonly EdlEvent[]): string {
  if (events.length > MAX_EVENTS) throw new Error(`an edit decision list has at most ${MAX_EVENTS} events`)
  const rate = Math.round(fps)
  const lines = [`TITLE: ${plain(title).slice(0, 70) || 'UNTITLED'}`, 'FCM: NON-DROP FRAME', '']
  let record = FIRST_HOUR * 3600 * rate
  for (const [i, event] of events.entries()) {
    const reel = reelName(event).padEnd(8)
    const sourceIn = Math.round(event.inSeconds * fps)
    const sourceOut = sourceIn + Math.max(1, Math.round(event.frames * event.speed))
    const times = [sourceIn, sourceOut, record, record + event.frames].map((frame) => smpte(frame, rate))
    lines.push(`${String(i + 1).padStart(3, '0')}  ${reel} V     C        ${times.join(' ')}`)
    if (event.speed !== 1)
      lines.push(`M2   ${reel}       ${(fps * event.speed).toFixed(1).padStart(5, '0')}                ${times[0]}`)
    lines.push(`* FROM CLIP NAME: ${plain(event.clipName)}`, '')
    record += event.frames
  }
  return `${lines.join('\r\n').trimEnd()}\r\n`
}

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
