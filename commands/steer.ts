/** Verbs that tell a film what to do: go, cancel, retry, rerender, lock, unlock, use take, revise, package. */
import { card } from '../src/words/card.ts'
import type { BriefId } from '../src/domain/ids.ts'
import { type Brief, BRIEF_LIMITS } from '../src/domain/brief.ts'
import type { Failure } from '../src/domain/failure.ts'
import type { Result } from '../src/domain/result.ts'
import { parseTimecode } from '../src/domain/timecode.ts'
import { stageWord } from '../src/words/say.ts'
import { type Answer, type Asked, defineCommand, NOTHING, refuse, refused, requestOf, say } from './command.ts'
import { findBrief } from './find.ts'
import { brief, integer, needed, paragraph, shots, words } from './options.ts'
import type { Nora } from '../src/nora.ts'

const ABOUT = { about: 'brief', answers: 'only-the-asker' } as const
const by = (asked: Asked) => ({ personId: asked.personId, request: requestOf(asked) })
const which = brief('The film; in its thread it need not be named')

/** What the thread tells by itself is not said again. */
async function told(
  nora: Nora,
  asked: Asked,
  named: string | null,
  act: (briefId: BriefId) => Promise<Result<Brief, Failure>>,
): Promise<Answer> {
  const found = await findBrief(nora, asked, named)
  if ('missing' in found) return found.missing
  const done = await act(found.found)
  if (!done.ok) return refused(done.failure)
  return found.found === asked.briefId
    ? NOTHING
    : say(card(done.value.title, [`It is ${stageWord(done.value.state.stage)} now.`]))
}

export const go = defineCommand({
  name: 'go',
  description: 'Let the plan that waits be shot, or begin with the notes that wait',
  options: { brief: which },
  access: 'note',
  ...ABOUT,
  run: (nora, asked, given) =>
    told(nora, asked, given.brief, async (briefId) => {
      const { personId } = asked
      const full = await nora.readBrief(briefId)
      const waits = full.ok && full.value.brief.state.stage === 'plan-review'
      const notes = (await nora.listNotes(briefId)).some((n) => n.state.is === 'waiting')
      return waits && !notes
        ? nora.go({ briefId, personId, planVersion: null })
        : nora.startRevision({ briefId, personId })
    }),
})

export const cancel = defineCommand({
  name: 'cancel',
  description: 'Stop a film; it can be taken up again',
  options: { brief: which },
  access: 'cancel-own',
  ...ABOUT,
  run: (nora, asked, given) =>
    told(nora, asked, given.brief, (briefId) => nora.cancel({ briefId, personId: asked.personId })),
})

export const retry = defineCommand({
  name: 'retry',
  description: 'Go on from where a film failed, was cancelled or was rejected',
  options: { brief: which },
  access: 'note',
  ...ABOUT,
  run: (nora, asked, given) =>
    told(nora, asked, given.brief, (briefId) => nora.retry({ briefId, personId: asked.personId })),
})

export const rerender = defineCommand({
  name: 'rerender',
  description: 'Render shots again with new seeds; left out: all that are not locked',
  options: { shots: shots('Which shots, such as “2 and 3”'), brief: which },
  access: 'note',
  ...ABOUT,
  run: (nora, asked, given) =>
    told(nora, asked, given.brief, (briefId) =>
      nora.reroll({ briefId, ...by(asked), shotIndices: given.shots?.map((n) => n - 1) ?? null }),
    ),
})

const locking = (name: string, description: string, locked: boolean) =>
  defineCommand({
    name,
    description,
    options: { shots: needed(shots('Which shots, such as “2 and 3”')), brief: which },
    access: 'lock',
    ...ABOUT,
    run: (nora, asked, given) =>
      told(nora, asked, given.brief, (briefId) =>
        nora.lockShots({ briefId, ...by(asked), shotIndices: given.shots.map((n) => n - 1), locked }),
      ),
  })
export const lock = locking('lock', 'Keep shots as they are, whatever is said later', true)
export const unlock = locking('unlock', 'Let locked shots be changed again', false)

export const useTake = defineCommand({
  name: 'use-take',
  description: 'Choose an earlier take of a shot',
  options: {
    take: needed(integer('Take, counted from 1', { min: 1, max: 999 })),
    shot: needed(integer('Shot, counted from 1', { min: 1, max: 60 })),
    brief: which,
  },
  access: 'note',
  ...ABOUT,
  run: (nora, asked, given) =>
    told(nora, asked, given.brief, (briefId) =>
      nora.useTake({ briefId, ...by(asked), shotIndex: given.shot - 1, takeNo: given.take }),
    ),
})

export const revise = defineCommand({
  name: 'revise',
  description: 'Say what to change, as a reply in the thread would',
  options: {
    text: needed(paragraph('What to change, for instance “shot 2 darker”')),
    shot: integer('The shot it is about', { min: 1, max: 60 }),
    time: words('The moment it is about, such as 0:07'),
    brief: which,
  },
  access: 'note',
  ...ABOUT,
  // Which frames there are is known with the film.
  check: ({ time }) =>
    time === null || parseTimecode(time, BRIEF_LIMITS.maxFps) !== null ? {} : { time: noTime(time) },
  async run(nora, asked, given) {
    const found = await findBrief(nora, asked, given.brief)
    if ('missing' in found) return found.missing
    const full = await nora.readBrief(found.found)
    if (!full.ok) return refused(full.failure)
    const timecodeSeconds = given.time === null ? null : parseTimecode(given.time, full.value.brief.fps)
    if (given.time !== null && timecodeSeconds === null) return refuse(noTime(given.time))
    const noted = await nora.takeNote({
      briefId: found.found,
      ...by(asked),
      text: given.text,
      deliveryNo: null,
      shotIndex: given.shot === null ? null : given.shot - 1,
      timecodeSeconds,
    })
    if (!noted.ok) return refused(noted.failure)
    if (noted.value.became === 'talk')
      return refuse('I found no change in that: say it as in “shot 2 darker” or “all warmer”.')
    return found.found === asked.briefId
      ? NOTHING
      : say(card('Noted', [`The thread of “${full.value.brief.title}” tells what becomes of it.`]))
  },
})

const noTime = (said: string): string => `“${said}” is no time in a film: say 0:07, or leave it out.`

export const package_ = defineCommand({
  name: 'package',
  description: 'A zip of a delivery: film, shots, plan, edit list and where all of it came from',
  options: { delivery: integer('Which delivery; left out: the newest', { min: 1, max: 9999 }), brief: which },
  access: 'see',
  ...ABOUT,
  async run(nora, asked, given) {
    const found = await findBrief(nora, asked, given.brief)
    if ('missing' in found) return found.missing
    const full = await nora.readBrief(found.found)
    if (!full.ok) return refused(full.failure)
    const { brief: film, deliveries } = full.value
    const number = given.delivery ?? film.deliveryCount
    if (film.deliveryCount === 0) return refused({ type: 'no-delivery' })
    if (!deliveries.some((d) => d.number === number))
      return refused({ type: 'stale-delivery', deliveryNo: number, newest: film.deliveryCount })
    const url = nora.links.toPackage(film.id, number)
    return say(
      card(`${film.title}: package of delivery ${number}`, [], { links: [{ label: 'Download the zip', url }] }),
    )
  },
})
