/** Forms on Discord: nothing that was given for them is given twice, whatever is wrong with it and whoever is restarted meanwhile. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { example } from '../support/studio.ts'
import { CHANNEL } from './discord-peer.ts'
import { type Guild, LONG, openGuild } from './discord-guild.ts'

let guild: Guild

beforeAll(async () => {
  guild = await openGuild({ NORA_ROLES: 'chat' })
})
afterAll(() => guild.close())

const jpeg = readFileSync(example('harbour.jpg'))
const picture = (name: string) => guild.peer.attachment(name, 'image/jpeg', jpeg)
type Answered = Awaited<ReturnType<Guild['command']>>
const idOf = ({ opening }: Answered) => opening.custom_id ?? ''
const draftOf = (customId: string) => customId.split('#')[1] ?? ''
/** What the fields of a form hold, in their order. */
const fieldsOf = ({ opening }: Answered) =>
  (opening.components ?? []).flatMap((part) => {
    const { custom_id: name, value } = (part as { component: { custom_id: string; value?: string } }).component
    return name === 'files' ? [] : [[name, value ?? '']]
  })
const isKept = (draft: string, file: string) =>
  vi.waitUntil(async () => (await guild.app().nora.draftFile(draft, file)) !== null, LONG)
const titled = async (title: string) =>
  (await guild.app().nora.listBriefs({ limit: 50 })).items.filter((b) => b.title === title)
const namesOf = async (ids: readonly string[]) => {
  const read = await Promise.all(ids.map((id) => guild.app().nora.readAsset(id as never)))
  return read.map((r) => (r.ok ? r.value.name : '')).toSorted()
}
const again = async () => {
  const button = (await guild.buttons()).findLast((b) => b.label === 'Open the form again')
  return { message: { id: button?.message ?? '' }, id: button?.id ?? '' }
}

test('what came with the command waits for its form: links may die and Nora be restarted', async () => {
  const file = picture('pier.jpg')
  const form = await guild.command('brief', { tone: 'melancholic', style: 'noir, '.repeat(20), file1: file })
  expect(form.first).toBe(9)
  await isKept(draftOf(idOf(form)), file.id)
  guild.peer.expire(file)
  await guild.restart()
  await guild.said(await guild.fill(idOf(form), { text: 'A pier at night', title: 'The pier' }))
  const [brief] = await titled('The pier')
  expect(brief).toMatchObject({ tone: 'melancholic', styleTags: expect.arrayContaining(['noir']) })
  expect(await namesOf(brief?.assetIds ?? [])).toEqual(['pier.jpg'])
})

test('a wrong value is said with a button that opens the form as it was filled, the wrong one first', async () => {
  const file = picture('roof.jpg')
  const form = await guild.command('brief', {})
  const given = { text: 'Cats on a roof', title: 'The roof', duration: 'a while' }
  const refused = await guild.said(await guild.fill(idOf(form), given, [file]))
  expect(refused).toMatchObject({ isPrivate: true, words: expect.stringContaining('Give a number from 0.5 to 600') })
  const { message, id } = await again()
  await isKept(draftOf(id), file.id)
  guild.peer.expire(file)
  await guild.restart()
  const opened = await guild.press(message, id)
  expect(opened.first).toBe(9)
  expect(fieldsOf(opened)).toEqual([
    ['duration', 'a while'],
    ['text', 'Cats on a roof'],
    ['title', 'The roof'],
    ['script', ''],
  ])
  await guild.said(await guild.fill(idOf(opened), { ...given, duration: '2' }))
  const briefs = await titled('The roof')
  expect(briefs[0]).toMatchObject({ durationSeconds: 2 })
  expect(await namesOf(briefs[0]?.assetIds ?? [])).toEqual(['roof.jpg'])
})

test('a command with a wrong option opens as a form that asks for just that', async () => {
  await guild.said(await guild.command('brief', { text: 'Geese over the lake', size: 'huge', fps: 12 }))
  const { message, id } = await again()
  const opened = await guild.press(message, id)
  expect(fieldsOf(opened).slice(0, 2)).toEqual([
    ['size', 'huge'],
    ['text', 'Geese over the lake'],
  ])
  await guild.said(await guild.fill(idOf(opened), { text: 'Geese over the lake', size: '256x144', title: 'Geese' }))
  expect((await titled('Geese'))[0]).toMatchObject({ size: { width: 256, height: 144 }, fps: 12 })
})

test('a form of long ago is said to be over', async () => {
  const id = 'form brief:#0193a3c4-0000-4000-8000-000000000000'
  const said = await guild.said(await guild.fill(id, { text: 'A lake' }))
  expect(said).toMatchObject({ isPrivate: true, words: expect.stringContaining('That form is from long ago') })
  const button = (await guild.peer.messages(CHANNEL)).at(-1)!
  expect((await guild.said(await guild.press(button, id))).words).toContain('That form is from long ago')
})
