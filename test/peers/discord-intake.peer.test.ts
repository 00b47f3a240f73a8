/** What people give to Nora on Discord: files of all kinds and links that are over, messages by their menu, names that are completed. */
import { readFileSync } from 'node:fs'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MAX_ASSET_BYTES } from '../../src/domain/asset.ts'
import { example } from '../support/studio.ts'
import { BOB, CHANNEL } from './discord-peer.ts'
import { type Guild, LONG, openGuild } from './discord-guild.ts'

let guild: Guild

beforeAll(async () => {
  guild = await openGuild({ NORA_ROLES: 'chat' })
})
afterAll(() => guild.close())

const jpeg = readFileSync(example('harbour.jpg'))
const picture = (name = 'harbour.jpg') => guild.peer.attachment(name, 'image/jpeg', jpeg)
const script = () => guild.peer.attachment('keeper.fountain', 'text/plain', readFileSync(example('keeper.fountain')))
const newest = async () => (await guild.app().nora.listBriefs({ limit: 1 })).items[0]
const namesOf = async (ids: readonly string[]) => {
  const { nora } = guild.app()
  const read = await Promise.all(ids.map((id) => nora.readAsset(id as never)))
  return read.map((r) => (r.ok ? r.value.name : '')).toSorted()
}

describe('files', () => {
  test('five come with a brief; what cannot be used is named with why, and the rest is kept', async () => {
    const { peer } = guild
    const page = peer.attachment('poster.png', 'text/html', Buffer.from('<!doctype html><title>Sign in</title>'))
    const elsewhere = { ...picture('elsewhere.jpg'), url: 'http://169.254.169.254/x.jpg' }
    const huge = { ...picture('feature.mov'), size: MAX_ASSET_BYTES + 1 }
    const answer = await guild.said(
      await guild.command('brief', {
        text: 'A harbour at night',
        file1: picture(),
        file2: page,
        file3: elsewhere,
        file4: huge,
        file5: script(),
      }),
    )
    expect(answer.isPrivate).toBe(true)
    expect(answer.words).toContain('poster.png" cannot be read (Discord sent a web page in its place)')
    expect(answer.words).toContain('elsewhere.jpg" cannot be read (it does not lie with Discord)')
    expect(answer.words).toContain('The file "feature.mov" is larger than')
    expect(await namesOf((await newest())?.assetIds ?? [])).toEqual(['harbour.jpg', 'keeper.fountain'])
  })

  test('of a type that no film can use are refused by what they hold', async () => {
    const zip = guild.peer.attachment('cat.jpg', 'image/jpeg', Buffer.from('504b0304140000000800', 'hex'))
    const broken = guild.peer.attachment('torn.jpg', 'image/jpeg', jpeg.subarray(0, 400))
    const empty = guild.peer.attachment('nothing.png', 'image/png', new Uint8Array(0))
    const said = await guild.said(
      await guild.command('brief', { text: 'Cats on a roof', file1: zip, file2: broken, file3: empty }),
    )
    expect(said.words).toContain('"cat.jpg"')
    expect(said.words).toContain('"torn.jpg" is damaged')
    expect(said.words).toContain('"nothing.png" is empty')
  })

  test('whose link is over are asked for again with their message', async () => {
    const late = picture('late.jpg')
    const message = await guild.peer.say(CHANNEL, 'A pier in the rain', [late])
    guild.peer.expire(late)
    await guild.said(await guild.onMessage('Brief from this message', message))
    expect(await newest()).toMatchObject({ summary: 'A pier in the rain' })
    expect(await namesOf((await newest())?.assetIds ?? [])).toEqual(['late.jpg'])
  })
})

test('what people call their films is shown as they wrote it: no markup, no links, nobody called', async () => {
  const title = '**@everyone** [win](https://evil.example) <@1000000000000000002>'
  const answer = await guild.said(await guild.command('brief', { text: 'A quiet lake', title }))
  const escaped = String.raw`\*\*@everyone\*\* \[win\](https://evil.example) \<@1000000000000000002\>`
  expect(answer.words).toContain(escaped)
  await expect.poll(async () => (await guild.words()).join('\n'), LONG).toContain(`${escaped}: `)
  await expect.poll(async () => (await guild.peer.threads()).map((t) => t.name), LONG).toContain(title)
})

describe('the menu of a message', () => {
  test('puts its files into the vault, for all to see', async () => {
    const message = await guild.peer.say(CHANNEL, '', [picture('Möwe.jpg'), picture('roof.jpg')])
    const answer = await guild.onMessage('Add to vault', message)
    expect(answer.isThinkingPrivate).toBe(false)
    expect(await guild.said(answer)).toMatchObject({
      isPrivate: false,
      words: expect.stringMatching(/In the vault now\nMöwe\.jpg .*\nroof\.jpg/),
    })
  })

  test.each(['Add to vault', 'Brief from this message'])('%s: an empty one is refused in private', async (name) => {
    const message = await guild.peer.say(CHANNEL, '')
    const said = await guild.said(await guild.onMessage(name, message))
    expect(said).toMatchObject({ isPrivate: true, words: expect.stringContaining('has nothing that I could take') })
  })

  test('takes what was forwarded with a message, and the card of a bot', async () => {
    const { peer } = guild
    const said = await peer.say(CHANNEL, '', [], peer.twin.botUserId)
    const snapshots = [{ message: { content: 'Hares in the barley', attachments: [picture('hare.jpg')] } }]
    const from = { type: 1, message_id: said.id, channel_id: CHANNEL, guild_id: peer.twin.guildId }
    const forwarded = { ...said, message_reference: from, message_snapshots: snapshots } as unknown as typeof said
    await guild.said(await guild.onMessage('Brief from this message', forwarded))
    expect(await newest()).toMatchObject({ summary: 'Hares in the barley' })
    expect(await namesOf((await newest())?.assetIds ?? [])).toEqual(['hare.jpg'])
    const card = { ...said, embeds: [{ title: 'Idea of the day', description: 'A snail crosses a road' }] }
    await guild.said(await guild.onMessage('Brief from this message', card))
    expect(await newest()).toMatchObject({ summary: expect.stringContaining('A snail crosses a road') })
  })

  test('works on what a bot said, and in a thread', async () => {
    const [thread] = await guild.peer.threads()
    const place = { channelId: thread?.id ?? '' }
    const said = await guild.peer.say(place.channelId, 'Storks over the marsh', [], guild.peer.twin.botUserId)
    expect((await guild.said(await guild.onMessage('Brief from this message', said, place))).words).toContain(
      'is on its way',
    )
    expect(await newest()).toMatchObject({ summary: 'Storks over the marsh' })
    const file = await guild.peer.say(place.channelId, '', [picture('stork.jpg')])
    expect((await guild.said(await guild.onMessage('Add to vault', file, place))).words).toContain('stork.jpg')
  })
})

describe('completion', () => {
  const choices = async (name: string, option: string, text: string) =>
    (await guild.typing(name, option, text)).opening.choices ?? []
  const names = async (...asked: Parameters<typeof choices>) => (await choices(...asked)).map((c) => c.name)

  test('finds films, files, projects, workflows and hosts, without capitals or dots', async () => {
    expect(await choices('status', 'brief', 'STORKS')).toEqual([
      { name: 'Storks over the marsh', value: expect.stringMatching(/^brf_/) },
    ])
    expect(await names('assets show', 'asset', 'mowe')).toEqual(['Möwe.jpg'])
    expect(await names('assets show', 'asset', 'MÖWE')).toEqual(['Möwe.jpg'])
    expect(await names('project bind', 'project', 'film')).toContain('films')
    const ofBob = await guild.typing('project bind', 'project', 'film', { userId: BOB })
    expect(ofBob.opening.choices).toEqual([])
    expect(await names('project workflow', 'workflow', 'animate')).toContain('animatediff-short-loop')
    const [host] = (await guild.app().nora.readQueue()).hosts
    expect(await names('queue pause', 'host', 'prev')).toEqual(host === undefined ? [] : [host.name])
    expect(await choices('status', 'brief', 'no such film at all')).toEqual([])
  })

  test('of a list goes on after the comma, of one name are told apart, and none is longer than Discord takes', async () => {
    expect(await choices('brief', 'assets', 'stork.jpg, roof')).toEqual([
      { name: 'stork.jpg, roof.jpg', value: 'stork.jpg, roof.jpg' },
    ])
    const long = `${'the lake at dawn '.repeat(12)}.jpg`
    for (const name of [long, 'twice.jpg', 'twice.jpg']) await guild.command('assets add', { file: picture(name) })
    const twice = await choices('assets show', 'asset', 'twice')
    expect(twice).toHaveLength(2)
    expect(new Set(twice.map((c) => c.value)).size).toBe(2)
    expect(twice.map((c) => c.name)).toEqual(['twice.jpg, newest', 'twice.jpg, 2nd newest'])
    const [found] = await choices('assets show', 'asset', 'the lake')
    expect(found?.name.length).toBeLessThanOrEqual(100)
    expect(found?.value).toMatch(/^ast_/)
  })

  test('is answered in time with nothing while the database does not answer', { timeout: 15_000 }, async () => {
    const sql = postgres(guild.studio.databaseUrl, { max: 1 })
    const { promise: isOver, resolve: over } = Promise.withResolvers<void>()
    const { promise: isLocked, resolve: locked } = Promise.withResolvers<void>()
    const held = sql.begin(async (tx) => {
      await tx`lock table channels in access exclusive mode`
      locked()
      await isOver
    })
    await isLocked
    expect(await choices('status', 'brief', 'storks')).toEqual([])
    over()
    await held
    await sql.end()
    await expect.poll(() => names('status', 'brief', 'storks'), LONG).toEqual(['Storks over the marsh'])
  })
})

test('every request of these tests was one that Discord takes', () => {
  expect(guild.peer.breaches).toEqual([])
})
