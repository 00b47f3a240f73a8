/** `queue …`: what the GPU hosts are at and what waits for them. */
import { card } from '../src/words/card.ts'
import { queueCard, type WaitingLine } from '../src/words/command-cards.ts'
import type { Nora } from '../src/nora.ts'
import type { PersonId } from '../src/domain/ids.ts'
import { type Answer, type Asked, defineCommand, NOTHING, refused, say } from './command.ts'
import { findBrief } from './find.ts'
import { brief, host, needed } from './options.ts'

export const queueShow = defineCommand({
  name: 'queue show',
  description: 'GPU hosts, what runs on each, what waits, for whom and how long',
  options: {},
  access: 'see',
  about: 'house',
  answers: 'only-the-asker',
  async run(nora) {
    const { hosts, waiting } = await nora.readQueue()
    const names = new Map<PersonId, string>()
    for (const id of new Set(
      [...hosts.flatMap((h) => h.has.map((o) => o.shot)), ...waiting.map((w) => w.shot)].map((s) => s.personId),
    ))
      names.set(id, (await nora.readPerson(id))?.name ?? 'somebody')
    const who = (id: PersonId) => names.get(id) ?? 'somebody'
    const films = [...Map.groupBy(waiting, (w) => w.shot.briefId).values()].flatMap((all): WaitingLine[] => {
      const [first] = all
      if (first === undefined) return []
      const { title, personId } = first.shot
      return [{ title, who: who(personId), shots: all.length, endsInMs: all.at(-1)?.endsInMs ?? null }]
    })
    return say(
      queueCard(
        hosts.map((h) => ({
          ...h,
          has: h.has.map(({ shot, endsInMs }) => ({
            title: shot.title,
            who: who(shot.personId),
            shot: shot.shotIndex + 1,
            endsInMs,
          })),
        })),
        films,
      ),
    )
  },
})

export const queueBump = defineCommand({
  name: 'queue bump',
  description: 'Let a film go before all others; for producers',
  options: { brief: brief('The film; in its thread it need not be named') },
  access: 'bump',
  about: 'brief',
  answers: 'only-the-asker',
  async run(nora, asked, given) {
    const found = await findBrief(nora, asked, given.brief)
    if ('missing' in found) return found.missing
    const bumped = await nora.bump({ briefId: found.found, personId: asked.personId })
    if (!bumped.ok) return refused(bumped.failure)
    // Its thread tells it to all.
    return found.found === asked.briefId ? NOTHING : say(card(`“${bumped.value.title}” goes first`, []))
  },
})

async function pause(nora: Nora, asked: Asked, name: string, isPause: boolean): Promise<Answer> {
  const done = await nora.pauseHost({ host: name, personId: asked.personId, pause: isPause })
  if (!done.ok) return refused(done.failure)
  const line = isPause ? 'It ends what it has, and gets nothing new.' : 'It takes work again.'
  return say(card(`${name} ${isPause ? 'is paused' : 'goes on'}`, [line]), 'everybody')
}

export const queuePause = defineCommand({
  name: 'queue pause',
  description: 'Give a GPU host no new work; for admins',
  options: { host: needed(host('The host')) },
  access: 'set',
  about: 'house',
  answers: 'everybody',
  run: (nora, asked, given) => pause(nora, asked, given.host, true),
})

export const queueResume = defineCommand({
  name: 'queue resume',
  description: 'Let a paused GPU host take work again; for admins',
  options: { host: needed(host('The host')) },
  access: 'set',
  about: 'house',
  answers: 'everybody',
  run: (nora, asked, given) => pause(nora, asked, given.host, false),
})
