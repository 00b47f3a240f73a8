/** Who is seen in a script's beats, in the same words wherever they are seen: "She puts the chain on" is Irena, sixty, a woman. */
import type { Beat } from '../../src/domain/script-beats.ts'

const PRONOUN = /^(?:(She)|(He))\b\s*/
/** What stands between commas behind a name: "Irena, sixty, stands". */
const APPOSITION = /^(?:,\s*([^,.]{2,40}))?,\s*/

/** The beat's own words for a prompt. Only who speaks somewhere in the script is known by name. */
export function createCast(beats: readonly Beat[]): (beat: Beat) => string {
  const names = [...new Set(beats.flatMap((b) => b.speaker ?? []))]
  const begins = (text: string, name: string) =>
    text.toLowerCase().startsWith(name.toLowerCase()) && !/^[\p{L}\p{N}'’]/u.test(text.slice(name.length))
  const named = (beat: Beat) => beat.speaker ?? names.find((name) => begins(beat.text, name)) ?? null
  /** Who was last seen where a pronoun goes on. */
  const meant = (beat: Beat): string | null => {
    const before = beats.slice(0, Math.max(0, beats.indexOf(beat)))
    const last = before.findLast((b) => b.place === beat.place && named(b) !== null)
    return last === undefined ? null : named(last)
  }
  const looks = new Map(names.map((name) => [name, name]))
  for (const name of names) {
    const first = beats.find((b) => b.speaker === null && named(b) === name)
    const said = APPOSITION.exec(first?.text.slice(name.length) ?? '')?.[1]
    const [, she, he] =
      beats.flatMap((b) => (b.speaker === null && meant(b) === name ? [PRONOUN.exec(b.text)] : [])).find((m) => m) ?? []
    const kind = she ? 'a woman' : he ? 'a man' : null
    looks.set(name, [name, said, kind].filter((part) => part).join(', '))
  }
  const called = (name: string, does: string) => {
    const who = looks.get(name) ?? name
    return `${who}${who.includes(',') ? ',' : ''} ${does}`
  }
  return (beat) => {
    if (beat.speaker !== null) return called(beat.speaker, 'speaking')
    const name = named(beat)
    if (name !== null) return called(name, beat.text.slice(name.length).replace(APPOSITION, '').trim())
    const who = PRONOUN.test(beat.text) ? meant(beat) : null
    return who === null ? beat.text : called(who, beat.text.replace(PRONOUN, ''))
  }
}
