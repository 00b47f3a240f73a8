/** Says in a few words what a change would do: in questions, on their buttons, and when a note is only half understood. */
import type { Change, ContentChange, FinishChange, MoveTarget } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import type { Transition } from '../../src/domain/shot.ts'
import { exhaustive } from '../../src/domain/result.ts'
import { type Scene, shotOf } from './note-scene.ts'

const numberOf = (scene: Scene, id: ShotId): number => scene.shots.findIndex((s) => s.id === id) + 1

/** "shots 1 and 3", "every shot". */
export function shotsSaid(scene: Scene, ids: readonly ShotId[], opening = false): string {
  const capital = (text: string) => (opening ? text[0]?.toUpperCase() + text.slice(1) : text)
  if (ids.length === scene.shots.length && ids.length > 1) return capital('all shots')
  const numbers = ids.map((id) => numberOf(scene, id)).sort((a, b) => a - b)
  if (numbers.length === 1) return capital(`shot ${numbers[0]}`)
  return capital(`shots ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`)
}

export function candidate(scene: Scene, id: ShotId): string {
  const { caption } = shotOf(scene, id)
  return `Shot ${numberOf(scene, id)}: ${caption.length > 40 ? `${caption.slice(0, 39).trimEnd()}…` : caption}`
}

export const changesSaid = (scene: Scene, changes: readonly Change[]): string =>
  changes.map((change) => said(scene, change)).join(', ')

function said(scene: Scene, change: Change): string {
  const shots = (ids: readonly ShotId[]) => shotsSaid(scene, ids)
  switch (change.type) {
    case 'content':
      return `${shots(change.shotIds)} ${contentSaid(change)}`
    case 'finish':
      return `${shots(change.shotIds)} ${finishSaid(change)}`
    case 'film-length':
      return `the film ${secondsSaid(change.seconds)} long`
    case 'shot-length':
      return `${shots(change.shotIds)} ${secondsSaid(change.seconds)} long`
    case 'swap':
      return `swap ${shots([change.a, change.b])}`
    case 'move':
      return `move ${shots(change.shotIds)} ${placeSaid(scene, change.to)}`
    case 'drop':
      return `drop ${shots(change.shotIds)}`
    case 'add':
      return `add a shot of ${change.show} ${placeSaid(scene, change.at)}`
    case 'lock':
      return `${change.locked ? 'lock' : 'unlock'} ${shots(change.shotIds)}`
    case 'use-take':
      return `use take ${change.takeNo} of ${shots([change.shotId])}`
    case 'back-to':
      return `go back to delivery ${change.deliveryNo}`
    case 'reroll':
      return `try ${shots(change.shotIds)} again`
    case 'voiceover':
      return change.assetId === null ? 'take the voice-over out' : 'use another voice-over'
    default:
      return exhaustive(change)
  }
}

function contentSaid(change: ContentChange): string {
  const parts = [
    change.framing === undefined ? '' : `as ${/^[aeiou]/.test(change.framing) ? 'an' : 'a'} ${change.framing}`,
    change.lens === undefined ? '' : `at ${change.lens}`,
    change.cameraMove === undefined ? '' : `with the camera: ${change.cameraMove}`,
    change.replace === undefined ? '' : `with “${change.replace.to}” for “${change.replace.from}”`,
    change.show === undefined ? '' : `shows ${change.show}`,
    change.add === undefined ? '' : `rendered again with “${change.add}”`,
    change.instead === undefined ? '' : `rendered again with “${Object.values(change.instead).join(', ')}”`,
  ]
  return parts.filter((p) => p !== '').join(', ')
}

function finishSaid(change: FinishChange): string {
  const than = (n: number | undefined, middle: number, more: string, less: string) =>
    n === undefined || n === middle ? '' : n > middle ? more : less
  const parts = [
    than(change.exposure, 0, 'brighter', 'darker'),
    than(change.temperature, 0, 'warmer', 'cooler'),
    change.saturationFactor === 0
      ? 'in black and white'
      : than(change.saturationFactor, 1, 'more saturated', 'less saturated'),
    than(change.speedFactor, 1, 'faster', 'slower'),
    timeSaid(change.startLaterSeconds, 'starts', 'later', 'earlier'),
    timeSaid(change.endEarlierSeconds, 'ends', 'earlier', 'later'),
    change.transition === undefined ? '' : JOIN_SAID[change.transition],
    change.fadeOut === undefined ? '' : change.fadeOut ? 'fades to black' : 'does not fade to black',
  ]
  return parts.filter((p) => p !== '').join(' and ')
}

const JOIN_SAID: Readonly<Record<Transition, string>> = {
  cut: 'after a hard cut',
  dissolve: 'by a dissolve',
  fade: 'out of black',
}

const timeSaid = (seconds: number | undefined, verb: string, more: string, less: string): string =>
  seconds === undefined || seconds === 0 ? '' : `${verb} ${secondsSaid(Math.abs(seconds))} ${seconds > 0 ? more : less}`

const secondsSaid = (n: number): string => `${Math.round(n * 100) / 100} ${n === 1 ? 'second' : 'seconds'}`

function placeSaid(scene: Scene, to: MoveTarget): string {
  if (to.place === 'front' || to.place === 'end') return to.place === 'front' ? 'to the front' : 'at the end'
  return `${to.place} ${shotsSaid(scene, [to.shotId])}`
}
