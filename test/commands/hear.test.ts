/** Does what people say, press and mark in a thread do what it should, once, and is only what was not done answered? */
import { describe, expect, test } from 'vitest'
import type { Answer, Asked } from '../../commands/command.ts'
import { COMMANDS, commandNamed } from '../../commands/catalogue.ts'
import { markAdded, markRemoved, messageDeleted, messageEdited, pressed, replyInThread } from '../../commands/hear.ts'
import { SUGGESTED } from '../../commands/options.ts'
import { parseOptions } from '../../commands/parse-command.ts'
import { runCommand } from '../../commands/run.ts'
import { suggest } from '../../commands/suggest.ts'
import { type BriefId, DEFAULT_PROJECT, LOCAL_PERSON, type PersonId } from '../../src/domain/ids.ts'
import { ada, ben, createReviewing, gil } from '../nora/reviewing.ts'

const at = (message: string) => ({ platform: 'slack', workspace: 'T1', channel: 'C1', message }) as const
let nth = 0
/** Each time another request. */
const asked = (briefId: BriefId | null, personId: PersonId = LOCAL_PERSON): Asked => ({
  personId,
  projectId: DEFAULT_PROJECT,
  briefId,
  channel: { platform: 'slack', workspace: 'T1', channel: 'C1', name: 'films' },
  requestId: `r${++nth}`,
  files: [],
})
const lines = (answer: Answer): string =>
  answer.show === 'card'
    ? [answer.card.title, ...answer.card.lines, ...answer.card.links.map((l) => l.url)].join('\n')
    : answer.show
const notesOf = async ({ store }: Awaited<ReturnType<typeof createReviewing>>, briefId: BriefId) =>
  (await store.notes(briefId)).map((n) => [n.text, n.state.is])

describe('a reply', () => {
  test('is a note once, follows its message until it is taken up, and goes with it', async () => {
    const world = await createReviewing()
    const { nora } = world
    const briefId = await world.delivered()
    const here = () => asked(briefId)
    for (let twice = 0; twice < 2; twice++)
      expect(await replyInThread(nora, here(), { place: at('1'), text: 'shot 2 darker' })).toEqual({ show: 'nothing' })
    expect(await notesOf(world, briefId)).toEqual([['shot 2 darker', 'waiting']])
    await messageEdited(nora, here(), { place: at('1'), text: 'shot 1 darker' })
    await messageEdited(nora, here(), { place: at('1'), text: 'shot 1 brighter' })
    await messageEdited(nora, here(), { place: at('1'), text: 'shot 1 brighter' })
    const now = await notesOf(world, briefId)
    expect(now.filter(([, is]) => is === 'waiting')).toEqual([['shot 1 brighter', 'waiting']])
    await messageEdited(nora, asked(briefId, ada), { place: at('1'), text: 'all warmer' })
    expect(await notesOf(world, briefId)).toEqual(now)
    await messageDeleted(nora, { place: at('1') })
    expect((await notesOf(world, briefId)).filter(([, is]) => is === 'waiting')).toEqual([])
    expect((await world.thread(briefId)).at(-1)?.title).toContain('Taken back')
    await world.store.transact((tx) => tx.setRole(DEFAULT_PROJECT, gil, 'guest'))
    expect(lines(await replyInThread(nora, asked(briefId, gil), { place: at('2'), text: 'all warmer' }))).toContain(
      'You may not',
    )
    const thanks = { place: at('3'), text: 'lovely, thanks!' }
    expect(await replyInThread(nora, here(), thanks)).toEqual({ show: 'nothing' })
    for (const text of ['approve', 'Reject it!'])
      expect(lines(await replyInThread(nora, here(), { place: at('4'), text, isCalled: true }))).toContain(
        '✅ 🔁 or ❌',
      )
    expect(lines(await replyInThread(nora, here(), { ...thanks, isCalled: true }))).toContain(
      'nothing to change in that',
    )
  })

  test('that is a command is run; one that only begins like one is a note', async () => {
    const world = await createReviewing()
    const briefId = await world.delivered()
    const here = () => asked(briefId)
    expect(lines(await replyInThread(world.nora, here(), { place: at('1'), text: 'status' }))).toContain('in review')
    expect(await replyInThread(world.nora, here(), { place: at('2'), text: 'lock 2' })).toEqual({ show: 'nothing' })
    await world.work()
    expect((await world.store.plan(briefId, 2))?.shots.map((s) => s.locked)).toEqual([false, true])
    await replyInThread(world.nora, here(), { place: at('3'), text: 'rerender' })
    await world.work()
    expect((await world.store.takes(briefId)).length).toBe(3)
    await replyInThread(world.nora, here(), { place: at('4'), text: 'use take 1 of shot 1' })
    await world.work()
    expect((await world.store.brief(briefId))?.deliveryCount).toBe(4)
    await replyInThread(world.nora, here(), { place: at('5'), text: 'cancel' })
    expect((await world.store.brief(briefId))?.state.stage).toBe('cancelled')
  })
})

describe('a button', () => {
  test('does what it says; changes ask for words; a late one is answered', async () => {
    const world = await createReviewing({ settings: { gate: 'always' } })
    const { nora } = world
    const briefId = await world.delivered()
    expect(await pressed(nora, `change ${briefId}:1`, LOCAL_PERSON)).toMatchObject({
      show: 'form',
      form: { command: 'revise', given: { brief: briefId } },
    })
    expect(await pressed(nora, `go ${briefId}:1`, LOCAL_PERSON)).toEqual({ show: 'nothing', done: 'Go' })
    expect(lines(await pressed(nora, `go ${briefId}:1`, LOCAL_PERSON))).toContain('no plan waiting')
    await world.work()
    expect(await pressed(nora, `request-changes ${briefId}:1`, LOCAL_PERSON)).toMatchObject({ show: 'form' })
    const revise = commandNamed('revise')
    if (revise === null) throw new Error('there is no revise')
    expect(await runCommand(nora, revise, asked(briefId), { text: 'shot 2 darker' })).toEqual({ show: 'nothing' })
    // Said elsewhere, it is answered there.
    expect(lines(await runCommand(nora, revise, asked(null), { brief: briefId, text: 'shot 2 darker' }))).toContain(
      'Noted',
    )
    const [note] = await world.store.notes(briefId)
    expect(await pressed(nora, `start-revision ${note?.id}`, LOCAL_PERSON)).toEqual({ show: 'nothing', done: 'Go' })
    await world.work()
    expect(lines(await pressed(nora, `approve ${briefId}:1`, LOCAL_PERSON))).toContain('delivery 2 is here')
    expect(await pressed(nora, `approve ${briefId}:2`, LOCAL_PERSON)).toEqual({ show: 'nothing' })
    expect((await world.store.brief(briefId))?.state.stage).toBe('approved')
    expect(lines(await pressed(nora, `use-look ${briefId}:1`, LOCAL_PERSON))).toContain('delivery 2 is here')
    expect(await pressed(nora, `use-look ${briefId}:2`, LOCAL_PERSON)).toEqual({
      show: 'nothing',
      done: 'Use this look',
    })
    const { projectId } = (await world.store.brief(briefId)) ?? {}
    expect(projectId && (await world.store.project(projectId))?.look.references).toHaveLength(2)
    expect(lines(await pressed(nora, 'something else', LOCAL_PERSON))).toContain('none of mine')
  })
})

test('who may note and not judge gets the form for changes, and no verdict', async () => {
  const world = await createReviewing({
    roles: [
      [ada, 'reviewer'],
      [ben, 'member'],
      [gil, 'guest'],
    ],
  })
  const { nora, store } = world
  const briefId = await world.delivered()
  const presses = (who: PersonId, verdict: string) => pressed(nora, `${verdict} ${briefId}:1`, who)
  const form = { show: 'form', form: { command: 'revise', given: { brief: briefId } } }
  expect(await presses(ben, 'request-changes')).toMatchObject(form)
  expect(await store.verdicts(briefId)).toEqual([])
  expect(lines(await presses(ben, 'approve'))).toContain('You may not')
  expect(lines(await presses(gil, 'request-changes'))).toContain('You may not')
  expect(await presses(ada, 'request-changes')).toMatchObject(form)
  expect((await store.verdicts(briefId)).map((v) => v.personId)).toEqual([ada])
  // Each was told so by itself.
  expect((await world.thread(briefId)).filter((c) => c.title === 'Not done')).toEqual([])
})

test('a mark on a message of the delivery is a verdict, and taken away takes it back', async () => {
  const world = await createReviewing({ settings: { quorum: 2 } })
  const { nora, store } = world
  const briefId = await world.delivered()
  await nora.rememberMessage({ ...at('film'), briefId, role: 'delivery', deliveryNo: 1, noteId: null })
  const on = { place: at('film'), personId: LOCAL_PERSON, mark: 'approve' } as const
  const verdicts = async () => (await store.verdicts(briefId)).filter((v) => v.revokedAt === null).map((v) => v.verdict)
  await markAdded(nora, { ...on, personId: null })
  expect(await verdicts()).toEqual([])
  expect(await markAdded(nora, on)).toEqual({ show: 'nothing' })
  expect(await verdicts()).toEqual(['approve'])
  expect(await markRemoved(nora, on)).toEqual({ show: 'nothing' })
  expect(await markRemoved(nora, on)).toEqual({ show: 'nothing' })
  expect(await verdicts()).toEqual([])
  expect(await markAdded(nora, { ...on, place: at('lunch') })).toEqual({ show: 'nothing' })
})

describe('commands', () => {
  test('answer what was asked, and name what is wrong with an option', async () => {
    const world = await createReviewing()
    const { nora } = world
    const briefId = await world.delivered()
    const run = async (text: string, who = asked(null)) => {
      const command = COMMANDS.find((c) => text === c.name || text.startsWith(`${c.name} `))
      if (command === undefined) throw new Error(`there is no ${text}`)
      const given = parseOptions(command, text.slice(command.name.length).trim())
      return lines(await runCommand(nora, command, who, given ?? {}))
    }
    expect(await run('status')).toContain('in review')
    expect(await run('status lantern')).toMatch(/1 delivery so far[^]*http:\/\/nora\/\S*signature=/)
    expect(await run('status submarine')).toContain('There is no film “submarine” here')
    expect(await run('status', asked(null, gil))).toContain('You may not')
    expect(await run('cancel')).toMatch(/Which film\?.* in quotes: "A lantern drifts"/)
    expect(await run('queue show')).toContain('Nothing waits')
    expect(await run('queue pause nowhere')).toContain('nowhere')
    expect(await run('project show')).toContain('waits for Go above 10 GPU minutes')
    expect(await run('project gate always')).toContain('always waits for Go')
    expect(await run('project gate maybe')).toContain('“gate” cannot be “maybe”. Choose one of auto, always, never.')
    expect(await run('project budget 90')).toContain('of 90')
    expect(await run('project workflow nonsense')).toContain('There is no workflow "nonsense"')
    expect(await run('project look style:noir,ink')).toContain('noir, ink')
    expect(await run('project gate never', asked(null, ada))).toContain('You may not')
    expect(await run('lock', asked(briefId))).toContain('“shots”')
    expect(await run('package', asked(briefId))).toContain(
      `http://nora/api/nora/cinematics/briefs/${briefId}/deliveries/1/package?expires=`,
    )
    expect(await run('assets list')).toContain('(poster')
    expect(await run('help')).toContain('• rerender: Render shots again')
    expect(await run('help lock')).toContain('shots: Which shots')
    expect(await run('help project')).toMatch(/project show[^]*project member <person> <role>[^]*project model/)
    expect(await run('assets add')).toContain('“Add to vault” on a message')
    expect(await run(`project look words:"${'x'.repeat(24_000)}"`)).toContain('24,000 characters, at most 20,000 fit')
  })

  test('options are completed from what is there', async () => {
    const world = await createReviewing()
    const briefId = await world.delivered()
    const kinds = new Set(COMMANDS.flatMap((c) => Object.values(c.options).map((o) => o.kind)))
    for (const kind of SUGGESTED) expect(kinds).toContain(kind)
    const status = commandNamed('status')
    if (status === null) throw new Error('there is no status')
    const ofAda = { ...asked(null), identity: { platform: 'slack', workspace: 'T1', userId: 'U1' } as const }
    const found = await suggest(world.nora, status, 'brief', 'LANT', ofAda)
    expect(found).toEqual([{ label: expect.stringContaining('lantern'), value: briefId }])
    expect(await suggest(world.nora, status, 'brief', 'submarine', ofAda)).toEqual([])
  })
})

test('a brief from an unbound channel makes a project of its own, once, and its people members', async () => {
  const { nora, store } = await createReviewing()
  const command = commandNamed('brief')
  if (command === null) throw new Error('there is no brief')
  const here = { ...asked(null, ada), projectId: null }
  const first = await runCommand(nora, command, here, { text: 'A lantern drifts, 2 seconds' })
  expect(lines(first)).toContain('is on its way')
  await runCommand(nora, command, here, { text: 'A lantern drifts, 2 seconds' })
  const projectId = await nora.projectOfChannel({ platform: 'slack', workspace: 'T1', channel: 'C1' })
  if (projectId === null) throw new Error('it was not bound')
  expect((await nora.readProject(projectId))?.name).toBe('films')
  const { items } = await store.briefs({ projectId, limit: 10 })
  expect(items).toHaveLength(1)
  expect(await store.chatThread(items[0]?.id ?? ('' as BriefId))).toMatchObject({ channel: 'C1', thread: null })
  expect(await store.role(projectId, ada)).toBe('producer')
  const identity = { platform: 'slack', workspace: 'T1', userId: 'U9' } as const
  const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const
  const met = await nora.welcome({ identity, name: 'Zoe', channel, runsPlatform: false })
  expect(met.projectId).toBe(projectId)
  expect(await store.role(projectId, met.person.id)).toBe('member')
})

describe('files in a thread', () => {
  const file = (name: string) => ({ name, source: (async function* () {})() })

  test('belong to the brief until it is shot, and its plan is made again; later they are kept', async () => {
    const world = await createReviewing({ settings: { gate: 'always' } })
    const briefId = await world.delivered()
    const drop = (name: string) =>
      replyInThread(world.nora, { ...asked(briefId), files: [file(name)] }, { place: at(name), text: '' })
    expect(await drop('waves.mp4')).toEqual({ show: 'nothing' })
    await world.work()
    const waiting = await world.store.brief(briefId)
    expect(waiting?.assetIds).toHaveLength(1)
    expect(waiting).toMatchObject({ state: { stage: 'plan-review' }, planVersion: 2 })
    await pressed(world.nora, `go ${briefId}:2`, LOCAL_PERSON)
    await world.work()
    await drop('late.mp4')
    expect((await world.store.brief(briefId))?.assetIds).toHaveLength(1)
    expect((await world.thread(briefId)).at(-1)?.title).toContain('late.mp4 is in the vault')
  })
})
