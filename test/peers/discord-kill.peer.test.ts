/** Is everything that Discord was answered done once, also when Nora dies with it in her hands? */
import { readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { startStuck } from '../support/killable.ts'
import { createStudio, example } from '../support/studio.ts'
import { CHANNEL, openDiscordPeer } from './discord-peer.ts'

const LONG = { timeout: 40_000, interval: 50 }
const SMALL = '2 seconds, 256x144, 8 fps, 1 shot'
const [SLASH, PRESS, FORM] = [2, 3, 5] as const
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

test('what was answered and not begun is done by the next Nora, once', { timeout: 120_000 }, async () => {
  const peer = await openDiscordPeer()
  closing.push(peer.close)
  const studio = await createStudio()
  closing.push(studio.close)
  const env = { DISCORD_TOKEN: peer.twin.botToken, DISCORD_API_URL: peer.apiUrl, DISCORD_GUILD_ID: peer.twin.guildId }
  const first = await studio.open(env)
  await first.work()
  await first.talk()
  const called = (text: string, files: readonly object[] = []) =>
    peer.say(CHANNEL, `<@${peer.twin.botUserId}> ${text}`, files)
  for (const what of ['A heron', 'A crane']) await called(`${what} walks over the marsh. ${SMALL}`)
  const threads = async () =>
    Promise.all(
      (await peer.threads()).map(async ({ id }) => {
        const place = { platform: 'discord', workspace: peer.twin.guildId, channel: CHANNEL, thread: id } as const
        const shown = (await peer.messages(id)).find((m) => m.attachments.some((a) => a.filename.endsWith('.mp4')))
        return { id, shown: shown?.id ?? '', briefId: (await first.nora.threadAt(place))?.briefId ?? null }
      }),
    )
  await expect.poll(async () => (await threads()).filter((t) => t.shown !== '').length, LONG).toBe(2)
  const [marked, pressed] = await threads()
  if (marked?.briefId == null || pressed?.briefId == null) throw new Error('there is no film')
  await first.stop()

  const stuck = await startStuck(studio, { ...env, NORA_ROLES: 'chat' }, 'discord-connected')
  closing.push(stuck.close)
  const picture = peer.attachment('harbour.jpg', 'image/jpeg', readFileSync(example('harbour.jpg')))
  const options = [{ name: 'text', type: 3, value: `An owl in the barn. ${SMALL}` }]
  const interactions = [
    { type: SLASH, data: { id: '1000000000000000099', name: 'brief', type: 1, options } },
    {
      type: FORM,
      data: {
        custom_id: 'form brief:{"tone":"dry"}',
        components: [
          { type: 18, component: { type: 4, custom_id: 'text', value: `A fox in the snow. ${SMALL}` } },
          { type: 18, component: { type: 19, custom_id: 'files', values: [picture.id] } },
        ],
        resolved: { attachments: { [picture.id]: picture } },
      },
    },
    {
      type: PRESS,
      channelId: pressed.id,
      messageId: pressed.shown,
      data: { custom_id: `approve ${pressed.briefId}:1`, component_type: 2 },
    },
  ]
  const tokens: string[] = []
  for (const interaction of interactions) {
    const { id, token } = await peer.interact(interaction)
    await expect.poll(async () => (await peer.answerTo(id))?.acknowledged, LONG).toBe(true)
    tokens.push(token)
    peer.tellAgain()
  }
  await called(`A whale under the ice. ${SMALL}`, [picture])
  await peer.say(pressed.id, 'shot 1 darker')
  peer.react(marked.id, marked.shown, '✅')
  await expect.poll(stuck.open, LONG).toBe(6)
  await stuck.kill()

  const next = await studio.open({ ...env, NORA_ROLES: 'chat' })
  await next.talk()
  await expect.poll(stuck.open, LONG).toBe(0)
  const { items } = await next.nora.listBriefs({ limit: 20 })
  expect(items.map((b) => b.title.split(' ').slice(0, 2).join(' ')).toSorted()).toEqual([
    'A crane',
    'A fox',
    'A heron',
    'A whale',
    'An owl',
  ])
  const of = (animal: string) => items.find((b) => b.title.includes(animal))
  expect(of('fox')).toMatchObject({ tone: 'dry', assetIds: [expect.any(String)] })
  expect(of('whale')).toMatchObject({ assetIds: [expect.any(String)] })
  expect((await next.nora.listNotes(pressed.briefId)).map((n) => n.text)).toEqual(['shot 1 darker'])
  for (const { briefId } of [marked, pressed]) {
    const given = briefId === null ? [] : await next.nora.listVerdicts(briefId)
    expect(given.map((v) => [v.verdict, v.revokedAt])).toEqual([['approve', null]])
  }
  // Nora was thinking for both films: what is said of them stands there.
  for (const token of tokens.slice(0, 2)) {
    expect(peer.answers(token)).toMatchObject({ isSettled: true, seen: [expect.anything()] })
    expect(peer.answers(token)?.seen[0]?.words).toContain('is on its way')
  }
  expect(peer.breaches).toEqual([])
})
