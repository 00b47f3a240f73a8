/** What people write: in a film's thread it is for the film, with a mention it is for Nora, all else is not ours to read. */
import { type Answer, type Asked, NOTHING, refuse } from '../../commands/command.ts'
import { commandNamed } from '../../commands/catalogue.ts'
import { messageDeleted, messageEdited, replyInThread } from '../../commands/hear.ts'
import { parseCommand } from '../../commands/parse-command.ts'
import { takesPeople } from '../../commands/people-named.ts'
import { runCommand } from '../../commands/run.ts'
import { WELCOME, whatIsMeant } from '../../commands/what-is-meant.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import { briefOf } from './brief-of.ts'
import type { Directory, Where } from './directory.ts'
import { type Door, speakerOf } from './door.ts'
import { type Deleted, type Message, zDeleted, zManyDeleted, zMessage } from './events.ts'
import { type ForOne, isShownToOne } from './for-one.ts'
import { whyNoFilm } from './film-places.ts'
import type { Forms } from './forms.ts'
import { userIn, withNames } from './given.ts'
import { offerCard } from './offers.ts'
import { placeOf } from './places.ts'
import type { Receive } from './requests.ts'
import { createRespond } from './respond.ts'
import type { Api } from './send.ts'

const BROKE = refuse('Something broke on my side: say it again in a minute.')
const SAID: readonly number[] = [0, 19]
const zAbout = zDeleted.pick({ id: true })

export function createMessages(deps: {
  readonly nora: Nora
  readonly api: Api
  readonly directory: Directory
  readonly door: Door
  readonly forms: Forms
  readonly forOne: ForOne
  readonly receive: Receive
  readonly me: () => string
  readonly withoutMention: (text: string, guild: string) => string
}) {
  const { nora, directory, door, receive } = deps
  const { respond, post } = createRespond(deps)

  /** What was said by somebody where Nora hears it; null for all else, without a look into the database. */
  async function heard(raw: unknown): Promise<Heard | null> {
    const message = zMessage.safeParse(raw).data
    if (message?.guild_id == null || message.author == null || message.author.bot === true) return null
    if (message.webhook_id != null || !SAID.includes(message.type ?? 0)) return null
    const where = await directory.where(message.channel_id)
    if (where === null) return null
    const role = directory.ownRole(where.guild)
    const isCalled =
      (message.mentions ?? []).some((m) => m.id === deps.me()) ||
      (message.content ?? '').includes(deps.me()) ||
      (message.mention_roles ?? []).some((id) => id === role)
    if (where.thread === null && !isCalled) return null
    return {
      message,
      where,
      isCalled,
      author: message.author,
      text: deps.withoutMention(message.content ?? '', where.guild),
    }
  }

  const created: Arrived = async (raw) => {
    const said = await heard(raw)
    if (said === null) return
    const { message, where, isCalled } = said
    if (!isCalled && (await door.threadOf(where)) === null) return
    await receive('said', saidOf(message), message)
  }

  const updated: Arrived = async (raw) => {
    const said = await heard(raw)
    // Discord tells of a preview in the same way.
    if (said === null || said.message.edited_timestamp == null) return
    if ((await door.threadOf(said.where)) === null) return
    await receive('edited', editOf(said.message), said.message)
  }

  const deleted: Arrived = async (raw) => {
    const many = zManyDeleted.safeParse(raw).data ?? null
    const one = zDeleted.safeParse(raw).data ?? null
    const channel = many?.channel_id ?? one?.channel_id
    const where = channel === undefined ? null : await directory.where(channel)
    if (where === null || channel === undefined) return
    const isFilms = (await door.threadOf(where)) !== null
    for (const message of many?.ids ?? (one === null ? [] : [one.id]))
      if (isFilms || (await nora.messageAt(placeOf({ ...where, message }))) !== null)
        await receive('deleted', `deleted:${message}`, { id: message, channel_id: channel } satisfies Deleted)
  }

  async function carryOutSaid(payload: unknown): Promise<void> {
    const said = await heard(payload)
    if (said === null) return
    const to = { ...said, requestId: saidOf(said.message) }
    const asked = await ask(said, to.requestId)
    const film = { ...asked, briefId: asked.briefId ?? (await filmOfReplied(said)) }
    const text = await withPeople(said, film.briefId === null ? '' : '@')
    const typed = parseCommand(text)
    if (typed !== null && isShownToOne(typed))
      return post(to, await deps.forOne.command(said.author.id, typed, film.briefId))
    const isFilms = film.briefId !== null
    const answer = isFilms ? await inFilm(said, film, text) : await called(said, asked, text)
    await respond(to, answer, typed, isFilms)
  }

  async function carryOutEdited(payload: unknown): Promise<void> {
    const said = await heard(payload)
    if (said === null) return
    const to = { ...said, requestId: editOf(said.message) }
    // Files came with the message when it was new.
    const asked = { ...(await ask(said, to.requestId)), files: [] }
    await respond(
      to,
      await messageEdited(nora, asked, { place: placeIn(said), text: await withPeople(said, '@') }),
      null,
      true,
    )
  }

  async function carryOutDeleted(payload: unknown): Promise<void> {
    const { id: message, channel_id } = zDeleted.parse(payload)
    const where = await directory.where(channel_id)
    if (where !== null) await messageDeleted(nora, { place: placeOf({ ...where, message }) })
  }

  const giveUp =
    (idOf: (message: Message) => string) =>
    async (payload: unknown): Promise<void> => {
      const said = await heard(payload)
      if (said !== null) await respond({ ...said, requestId: idOf(said.message) }, BROKE, null, false)
    }

  /** Of what could not be taken in. False where Nora was not called. */
  async function tellUnheard(raw: unknown): Promise<boolean> {
    const said = await heard(raw)
    if (said?.isCalled === true) await respond({ ...said, requestId: saidOf(said.message) }, BROKE, null, false)
    return said?.isCalled === true
  }

  const about = (payload: unknown): string | null => zAbout.safeParse(payload).data?.id ?? null
  return {
    created,
    updated,
    deleted,
    tellUnheard,
    said: { about, carryOut: carryOutSaid, giveUp: giveUp(saidOf) },
    edited: { about, carryOut: carryOutEdited, giveUp: giveUp(editOf) },
    // Nobody knows who it was.
    gone: { about, carryOut: carryOutDeleted, giveUp: async () => {} },
  }

  function ask({ message, where, author }: Heard, requestId: string): Promise<Asked> {
    const files = (message.attachments ?? []).map((attachment) => ({
      attachment,
      from: message.channel_id,
      message: message.id,
    }))
    return door.asked(where, speakerOf(author, message.member), requestId, files)
  }

  async function inFilm(said: Heard, asked: Asked, text: string): Promise<Answer> {
    return replyInThread(nora, asked, { place: placeIn(said), text, isCalled: said.isCalled })
  }

  /** Outside of its thread a film is meant by a reply with ping to what shows it. */
  async function filmOfReplied({ message, where }: Heard): Promise<BriefId | null> {
    const about = message.message_reference?.message_id
    return about == null ? null : ((await nora.messageAt(placeOf({ ...where, message: about })))?.briefId ?? null)
  }

  /** With a mention, outside of a film's thread. */
  async function called({ message, where }: Heard, asked: Asked, text: string): Promise<Answer> {
    const typed = parseCommand(text)
    if (typed !== null && typed.command.name !== 'brief') return runCommand(nora, typed.command, asked, typed.given)
    const given = typed?.given['text']
    const words = typed === null ? text : typeof given === 'string' ? given : ''
    const help = commandNamed('help')
    if (words === '' && asked.files.length === 0) return help === null ? NOTHING : runCommand(nora, help, asked, {})
    const why = whyNoFilm(where)
    if (why !== null) return refuse(why)
    const first = /^\s*<@[!&]?\d+>/.exec(message.content ?? '')?.[0]
    const isToHer = first !== undefined && deps.withoutMention(first, where.guild) === ''
    const meant = typed === null ? whatIsMeant({ text, isToHer, files: asked.files.map((f) => f.name) }) : 'brief'
    if (meant === 'brief') return briefOf(nora, asked, words)
    if (meant === 'thanks') return WELCOME
    return { show: 'card', card: offerCard(words, message.id), to: 'everybody' }
  }

  /** Users by their names; a command that takes somebody gets whom the house knows. */
  async function withPeople({ message, text }: Heard, at: '@' | '' = ''): Promise<string> {
    if (!takesPeople(text)) return withNames(text, message, at)
    let known = text
    for (const [mention] of text.matchAll(/<@!?\d+>/g)) {
      const user = userIn(mention)
      if (user === null) continue
      const name = withNames(mention, message)
      known = known.replace(mention, await door.meet(user, name === mention ? user : name))
    }
    return known
  }
}

type Arrived = (raw: unknown) => Promise<void>
type Heard = {
  readonly message: Message
  readonly where: Where
  readonly isCalled: boolean
  readonly author: NonNullable<Message['author']>
  readonly text: string
}

const saidOf = ({ id }: Message): string => `message:${id}`
const editOf = ({ id, edited_timestamp: at }: Message): string => `edit:${id}:${at}`
const placeIn = ({ message, where }: Heard) => placeOf({ ...where, message: message.id })
