/** What changes in one shot, in a few words: "a close-up now, on an 85mm lens, half a stop darker". */
import { cutFrames, type Finish, PLAIN_FINISH, type Shot, type Transition } from '../domain/shot.ts'
import { spokenFraming, spokenMove } from '../domain/shot-words.ts'
import { seconds } from './say.ts'

export const withArticle = (words: string): string => `${/^(?:[aeiou]|18mm|85mm)/i.test(words) ? 'an' : 'a'} ${words}`

/** Empty where nothing that is seen changes. `exactLength`: in seconds, else only whether it is shorter. */
export function sayShotChange(
  before: Shot,
  after: Shot,
  o: { readonly fps: number; readonly exactLength: boolean },
): string {
  const content = sayContent(before, after)
  const finish = before.prompt === after.prompt ? sayFinish(before.finish, after.finish) : sayFinishAnew(before, after)
  const length = before.finish.speed === after.finish.speed ? sayLength(before, after, o) : ''
  const says = [...content, ...finish, length].filter((part) => part !== '')
  const isOther = after.currentTakeId !== before.currentTakeId
  if (after.currentTakeId !== null && before.currentTakeId !== null && isOther)
    return [
      ...(content.length === 0 ? ['another of its takes'] : ['from an earlier take', ...content]),
      ...finish,
      length,
    ]
      .filter((part) => part !== '')
      .join(', ')
  if (says.length > 0) return says.join(', ')
  return after.currentTakeId === null ? 'still to be rendered' : ''
}

function sayContent(before: Shot, after: Shot): readonly string[] {
  const says: string[] = []
  if (before.caption !== after.caption) says.push(`“${after.caption}”`)
  if (before.framing !== after.framing) says.push(withArticle(spokenFraming(after.framing)))
  if (before.lens !== after.lens) says.push(`on ${withArticle(after.lens)} lens`)
  if (before.cameraMove !== after.cameraMove) says.push(`with ${withArticle(spokenMove(after.cameraMove))}`)
  const [first] = says
  if (first !== undefined) return [`${first} now`, ...says.slice(1), ...sayAddition(before, after)]
  if (before.prompt !== after.prompt || before.negative !== after.negative)
    return sayAddition(before, after).length > 0 ? sayAddition(before, after) : ['made from other words']
  return before.seed === after.seed ? [] : ['another try of the same']
}

const sayAddition = (before: Shot, after: Shot): readonly string[] =>
  after.prompt.startsWith(`${before.prompt}, `) ? [`with “${after.prompt.slice(before.prompt.length + 2)}”`] : []

function sayFinish(before: Finish, after: Finish): readonly string[] {
  const says: string[] = []
  const light = after.exposure - before.exposure
  if (light !== 0) says.push(`${stops(Math.abs(light))} ${light < 0 ? 'darker' : 'brighter'}`)
  if (after.temperature !== before.temperature) says.push(after.temperature > before.temperature ? 'warmer' : 'cooler')
  if (after.saturation !== before.saturation)
    says.push(
      after.saturation === 0
        ? 'in black and white'
        : after.saturation > before.saturation
          ? 'more colourful'
          : 'less colourful',
    )
  const pace = after.speed / before.speed
  if (pace !== 1) says.push(`${percent(Math.abs(pace - 1))} ${pace < 1 ? 'slower' : 'faster'}`)
  const later = after.inSeconds - before.inSeconds
  if (later !== 0) says.push(`starts ${seconds(Math.abs(later))} ${later > 0 ? 'later' : 'earlier'} in its clip`)
  if (after.transition !== before.transition) says.push(JOIN_SAYS[after.transition])
  if (after.fadeOut !== before.fadeOut) says.push(after.fadeOut ? 'to black at the end' : 'not to black at the end')
  return says
}

const JOIN_SAYS: Readonly<Record<Transition, string>> = {
  cut: 'with a hard cut',
  dissolve: 'by a dissolve',
  fade: 'out of black',
}

/** What the new picture has by itself is not said as if it were taken back. */
function sayFinishAnew(before: Shot, after: Shot): readonly string[] {
  const parts = ['exposure', 'temperature', 'saturation', 'speed'] as const
  const gone = parts.filter((p) => before.finish[p] !== after.finish[p] && after.finish[p] === PLAIN_FINISH[p])
  const rest = gone.reduce((finish, p) => ({ ...finish, [p]: before.finish[p] }), after.finish)
  return [...(gone.length === 0 ? [] : ['no longer by the cut alone']), ...sayFinish(before.finish, rest)]
}

const percent = (share: number): string => `${Math.round(share * 100)} %`

function stops(n: number): string {
  const tenths = Math.round(n * 10) / 10
  return tenths === 0.5 ? 'half a stop' : tenths === 1 ? 'one stop' : `${Math.max(0.1, tenths)} stops`
}

function sayLength(before: Shot, after: Shot, o: { readonly fps: number; readonly exactLength: boolean }): string {
  const [was, is] = [cutFrames(before, o.fps), cutFrames(after, o.fps)]
  if (was === is) return ''
  return o.exactLength ? `${seconds(is / o.fps)} instead of ${seconds(was / o.fps)}` : is < was ? 'shorter' : 'longer'
}
