/** Times in a film as people write them: "0:07", "1:02:03", "7s", "7 seconds", SMPTE "00:00:07:12", ranges "0:05-0:08". */

const CLOCK = /^(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:\.(\d{1,3}))?$/
const SECONDS = /^(\d{1,4}(?:[.,]\d{1,3})?) ?s(?:ec(?:ond)?s?)?$/i
const SMPTE = /^(\d{2}):(\d{2}):(\d{2})[:;](\d{2})$/

/** Seconds from the film's start; null when it is no time. `fps` counts the frames of a SMPTE time. */
export function parseTimecode(text: string, fps: number): number | null {
  const smpte = SMPTE.exec(text.trim())
  if (smpte !== null) {
    const [h = 0, m = 0, s = 0, f = 0] = smpte.slice(1).map(Number)
    return m < 60 && s < 60 && f < fps ? h * 3600 + m * 60 + s + f / fps : null
  }
  const plain = SECONDS.exec(text.trim())?.[1]
  if (plain !== undefined) return Number(plain.replace(',', '.'))
  const clock = CLOCK.exec(text.trim())
  if (clock === null) return null
  const [, h, m, s, fraction] = clock
  const seconds = Number(s)
  return seconds < 60 && (h === undefined || Number(m) < 60)
    ? Number(h ?? 0) * 3600 + Number(m) * 60 + seconds + Number(`0.${fraction ?? 0}`)
    : null
}

/** `00:00:07:12`, as edit decision lists write it; non-drop. */
export function smpte(frame: number, fps: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  const seconds = Math.floor(frame / fps)
  return [two(seconds / 3600), two((seconds / 60) % 60), two(seconds % 60), two(frame % fps)].join(':')
}
