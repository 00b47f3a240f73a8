/** Turns what a model says a note asks for into changes of shots, or says what is wrong with it. */
import { BRIEF_LIMITS } from '../../src/domain/brief.ts'
import type { Change, MoveTarget } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { exhaustive, fail, ok, type Result } from '../../src/domain/result.ts'
import type { ChangeForm } from './model-note-form.ts'
import { modelText } from './model-text.ts'
import type { Scene } from './note-scene.ts'

type Made = Result<Change, string>

const MAX_SHOW = 240
const MAX_WORDS = 120

/** `note` is what the person said: a change quotes it. */
export function changeOf(said: ChangeForm, scene: Scene, note: string): Made {
  if (!quotes(said.said, note)) return fail('`said` is not copied from the message.')
  const ids = idsOf(said.shots ?? [], scene)
  if (!ids.ok) return ids
  const shotIds = ids.value
  const [first, second] = shotIds
  const named = (change: Change): Made => (first === undefined ? fail('`shots` is empty.') : ok(change))
  switch (said.type) {
    case 'content':
      return first === undefined ? fail('`shots` is empty.') : contentOf(said, shotIds, note)
    case 'finish':
      return first === undefined ? fail('`shots` is empty.') : finishOf(said, shotIds, scene)
    case 'film-length':
    case 'shot-length': {
      const { seconds } = said
      if (seconds === null || seconds < 1 / scene.fps || seconds > BRIEF_LIMITS.maxSeconds)
        return fail(`\`seconds\` is no length from 0 to ${BRIEF_LIMITS.maxSeconds}.`)
      if (said.type === 'film-length') return ok({ type: 'film-length', seconds })
      return named({ type: 'shot-length', shotIds, seconds })
    }
    case 'swap':
      return first !== undefined && second !== undefined && shotIds.length === 2
        ? ok({ type: 'swap', a: first, b: second })
        : fail('a swap is of two shots.')
    case 'move': {
      const to = placeOf(said, scene)
      if (!to.ok) return to
      if ('shotId' in to.value && shotIds.includes(to.value.shotId)) return fail('a shot cannot stand beside itself.')
      return named({ type: 'move', shotIds, to: to.value })
    }
    case 'drop':
      return shotIds.length < scene.shots.length
        ? named({ type: 'drop', shotIds })
        : fail('a film keeps at least one shot.')
    case 'add': {
      const at = placeOf(said, scene)
      if (!at.ok) return at
      const show = modelText(said.show ?? '', MAX_SHOW)
      const seconds = said.seconds !== null && said.seconds > 0 && said.seconds <= 60 ? said.seconds : null
      return show === '' ? fail('`show` says nothing.') : ok({ type: 'add', show, at: at.value, seconds })
    }
    case 'lock':
    case 'unlock':
      return named({ type: 'lock', shotIds, locked: said.type === 'lock' })
    case 'reroll':
      return named({ type: 'reroll', shotIds })
    case 'use-take': {
      const takes = first === undefined ? 0 : takesOf(scene, first)
      if (first === undefined || shotIds.length > 1) return fail('a take is of one shot.')
      const takeNo = said.takeNo ?? 0
      return Number.isInteger(takeNo) && takeNo >= 1 && takeNo <= takes
        ? ok({ type: 'use-take', shotId: first, takeNo })
        : fail(`there are ${takes} takes of that shot.`)
    }
    case 'back-to': {
      const deliveryNo = said.deliveryNo ?? 0
      return Number.isInteger(deliveryNo) && deliveryNo >= 1 && deliveryNo <= scene.newestDelivery
        ? ok({ type: 'back-to', deliveryNo })
        : fail(`there are ${scene.newestDelivery} deliveries.`)
    }
    default:
      return exhaustive(said.type)
  }
}

export const takesOf = (scene: Scene, id: ShotId): number =>
  scene.takes.filter((t) => t.shotId === id && t.outcome === 'rendered').length

const letters = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
const quotes = (said: string, note: string): boolean => letters(said) !== '' && letters(note).includes(letters(said))

function idsOf(numbers: readonly number[], scene: Scene): Result<readonly ShotId[], string> {
  const ids = [...new Set(numbers)].map((n) => scene.shots[n - 1]?.id)
  const known = ids.filter((id) => id !== undefined)
  return known.length === ids.length ? ok(known) : fail(`there are shots 1 to ${scene.shots.length} only.`)
}

function placeOf({ place, besideShot }: ChangeForm, scene: Scene): Result<MoveTarget, string> {
  if (place === null) return fail('`place` is missing.')
  if (place === 'front' || place === 'end') return ok({ place })
  const shotId = scene.shots[(besideShot ?? 0) - 1]?.id
  return shotId === undefined ? fail('`besideShot` is no shot.') : ok({ place, shotId })
}

function contentOf(said: ChangeForm, shotIds: readonly ShotId[], note: string): Made {
  const [from, to] = [modelText(said.replaceFrom ?? '', MAX_WORDS), modelText(said.replaceTo ?? '', MAX_WORDS)]
  const [show, add] = [modelText(said.show ?? '', MAX_SHOW), modelText(said.add ?? '', MAX_WORDS)]
  const { framing, lens, cameraMove } = said
  if ((from === '') !== (to === '')) return fail('`replaceFrom` and `replaceTo` belong together.')
  if (show !== '' && shotIds.length > 1) return fail('`show` is for one shot.')
  const wanted = {
    ...(framing !== null && { framing }),
    ...(lens !== null && { lens }),
    ...(cameraMove !== null && { cameraMove }),
    ...(from !== '' && { replace: { from, to } }),
    ...(show !== '' && { show }),
    ...(add !== '' && { add }),
  }
  if (Object.keys(wanted).length === 0) return fail('the change changes nothing.')
  return ok({ type: 'content', shotIds, ...wanted, text: modelText(note, MAX_SHOW) })
}

/** Field, least and most. */
const FINISH = [
  ['exposure', -3, 3, 0],
  ['temperature', -1, 1, 0],
  ['saturationFactor', 0, 4, 1],
  ['speedFactor', 0.25, 4, 1],
  ['startLaterSeconds', -60, 60, 0],
  ['endEarlierSeconds', -60, 60, 0],
] as const

function finishOf(said: ChangeForm, shotIds: readonly ShotId[], scene: Scene): Made {
  const outside = FINISH.find(([field, least, most]) => (said[field] ?? least) < least || (said[field] ?? most) > most)
  if (outside !== undefined) return fail(`\`${outside[0]}\` is from ${outside[1]} to ${outside[2]}.`)
  const wanted = FINISH.flatMap(([field, , , plain]) => {
    const value = said[field]
    return value === null || value === plain ? [] : [[field, value] as const]
  })
  const { transition, fadeOut } = said
  if (fadeOut !== null && !(shotIds.length === 1 && shotIds[0] === scene.shots.at(-1)?.id))
    return fail('`fadeOut` is of the last shot only.')
  const joined = { ...(transition !== null && { transition }), ...(fadeOut !== null && { fadeOut }) }
  return wanted.length === 0 && Object.keys(joined).length === 0
    ? fail('the change changes nothing.')
    : ok({ type: 'finish', shotIds, ...Object.fromEntries(wanted), ...joined })
}
