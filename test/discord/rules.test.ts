/** Does the check through which every request of the Discord tests passes refuse what Discord refuses, and take what Nora sends? */
import { describe, expect, test } from 'vitest'
import { toMessage } from '../../adapters/discord/components.ts'
import { createForms } from '../../adapters/discord/forms.ts'
import { registration } from '../../adapters/discord/registration.ts'
import { COMMANDS } from '../../commands/catalogue.ts'
import { card } from '../../src/words/card.ts'
import { breachesOf } from '../support/discord-rules.ts'

type Given = {
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string>>
  readonly files?: readonly string[]
  readonly answers?: number
}
const A = '900000000000000001'
const MESSAGES = `POST /channels/${A}/messages`
const COMMANDS_OF = `PUT /applications/${A}/commands`
const ANSWER = `POST /interactions/${A}/a-token/callback`

function wrong(request: string, { body = null, query = {}, files = [], answers }: Given = {}): string {
  const [method = '', path = ''] = request.split(' ')
  const sent = {
    method,
    path,
    query: new URLSearchParams(query),
    body,
    files: files.map((name) => ({ name })),
    answers,
  }
  return breachesOf(sent).join('\n')
}

const button = (o: object = {}) => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...o })
const row = (...components: readonly object[]) => ({ type: 1, components })
const option = (name: string, o: object = {}) => ({ type: 3, name, description: 'What', ...o })
const command = (o: object) => [{ name: 'brief', description: 'A film', ...o }]
const field = (name: string) => ({ type: 18, label: 'Words', component: { type: 4, custom_id: name, style: 1 } })
const form = (o: object) => ({ type: 9, data: { custom_id: 'form', title: 'A film', components: [field('a')], ...o } })
const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

describe('what Discord refuses is refused', () => {
  test.each<readonly [string, string, Given]>([
    ['a route that there is not', `GET /channels/${A}/films`, {}],
    ['a method that there is not', `PUT /channels/${A}/messages`, { body: { content: 'x' } }],
    ['an id that is none', 'GET /channels/films', {}],
    ['an emoji in the place of a message', `GET /channels/${A}/messages/%E2%9C%85`, {}],
    ['a page of nothing', `GET /channels/${A}/messages`, { query: { limit: '0' } }],
    ['a page of 101', `GET /channels/${A}/messages`, { query: { limit: '101' } }],
    ['a page of "all"', `GET /channels/${A}/messages`, { query: { limit: 'all' } }],
    ['a page before no message', `GET /channels/${A}/messages`, { query: { before: 'yesterday' } }],
    ['an option that there is not', `GET /channels/${A}/messages`, { query: { newest: '1' } }],
    ['an answer that is neither true nor false', ANSWER, { body: { type: 6 }, query: { with_response: 'yes' } }],
    ['a body where there is none', `GET /channels/${A}`, { body: {} }],
    ['a message of nothing', MESSAGES, { body: { embeds: [] } }],
    ['2,001 characters', MESSAGES, { body: { content: 'x'.repeat(2001) } }],
    ['eleven embeds', MESSAGES, { body: { embeds: many(11, () => ({ title: 'x' })) } }],
    [
      'embeds of 6,001 characters',
      MESSAGES,
      { body: { embeds: many(2, () => ({ footer: { text: 'x'.repeat(2000) }, description: 'x'.repeat(1001) })) } },
    ],
    ['an embed that holds nothing', MESSAGES, { body: { embeds: [{ color: 1 }] } }],
    ['a colour that is none', MESSAGES, { body: { embeds: [{ title: 'x', color: 0x1_00_00_00 }] } }],
    ['a nonce of 26 characters', MESSAGES, { body: { content: 'x', nonce: 'x'.repeat(26) } }],
    [
      'all called, and some by name',
      MESSAGES,
      { body: { content: 'x', allowed_mentions: { parse: ['users'], users: [A] } } },
    ],
    [
      'a label of 81 characters',
      MESSAGES,
      { body: { content: 'x', components: [row(button({ label: 'x'.repeat(81) }))] } },
    ],
    [
      'a custom id of 101',
      MESSAGES,
      { body: { content: 'x', components: [row(button({ custom_id: 'x'.repeat(101) }))] } },
    ],
    ['two buttons of one custom id', MESSAGES, { body: { content: 'x', components: [row(button(), button())] } }],
    [
      'six buttons in a row',
      MESSAGES,
      { body: { content: 'x', components: [row(...many(6, (i) => button({ custom_id: `${i}` })))] } },
    ],
    ['six rows', MESSAGES, { body: { content: 'x', components: many(6, (i) => row(button({ custom_id: `${i}` }))) } }],
    [
      'a list of 26',
      MESSAGES,
      {
        body: {
          content: 'x',
          components: [row({ type: 3, custom_id: 'a', options: many(26, (i) => ({ label: 'a', value: `${i}` })) })],
        },
      },
    ],
    ['eleven files', MESSAGES, { body: {}, files: many(11, (i) => `${i}.mp4`) }],
    ['an attachment without an id', MESSAGES, { body: { attachments: [{ filename: 'a.mp4' }] }, files: ['a.mp4'] }],
    ['an attachment of no file', MESSAGES, { body: { attachments: [{ id: '1' }] }, files: ['a.mp4'] }],
    [
      'a file under another name',
      MESSAGES,
      { body: { attachments: [{ id: '0', filename: 'b.mp4' }] }, files: ['a.mp4'] },
    ],
    [
      'a description of 1,025 characters',
      MESSAGES,
      { body: { attachments: [{ id: '0', description: 'x'.repeat(1025) }] }, files: ['a.mp4'] },
    ],
    [
      'a picture that does not come with it',
      MESSAGES,
      { body: { embeds: [{ title: 'x', image: { url: 'attachment://b.png' } }] }, files: ['a.png'] },
    ],
    ['a reply to nothing', MESSAGES, { body: { content: 'x', message_reference: {} } }],
    ['an edit of 2,001 characters', `PATCH /channels/${A}/messages/${A}`, { body: { content: 'x'.repeat(2001) } }],
    ['a thread without a name', `POST /channels/${A}/messages/${A}/threads`, { body: {} }],
    [
      'a thread put away after a minute',
      `POST /channels/${A}/messages/${A}/threads`,
      { body: { name: 'x', auto_archive_duration: 1 } },
    ],
    ['26 options', COMMANDS_OF, { body: command({ options: many(26, (i) => option(`o${i}`)) }) }],
    [
      '26 choices',
      COMMANDS_OF,
      { body: command({ options: [option('a', { choices: many(26, (i) => ({ name: `${i}`, value: `${i}` })) })] }) },
    ],
    ['a name of 33 characters', COMMANDS_OF, { body: command({ name: 'x'.repeat(33) }) }],
    ['a name in capitals', COMMANDS_OF, { body: command({ name: 'Brief' }) }],
    ['a description of 101 characters', COMMANDS_OF, { body: command({ description: 'x'.repeat(101) }) }],
    ['an option without a description', COMMANDS_OF, { body: command({ options: [{ type: 3, name: 'a' }] }) }],
    [
      'a required option after another',
      COMMANDS_OF,
      { body: command({ options: [option('a'), option('b', { required: true })] }) },
    ],
    [
      '8,001 characters in all',
      COMMANDS_OF,
      {
        body: command({
          options: many(25, (i) =>
            option(`o${i}`, {
              choices: many(5, (k) => ({ name: `${k}`.padStart(40, 'x'), value: `${k}`.padStart(40, 'x') })),
            }),
          ),
        }),
      },
    ],
    ['an answer of a kind that there is not', ANSWER, { body: { type: 3 } }],
    ['words put off', ANSWER, { body: { type: 5, data: { content: 'Soon' } } }],
    ['an answer of 2,001 characters', ANSWER, { body: { type: 4, data: { content: 'x'.repeat(2001) } } }],
    [
      '26 suggestions',
      ANSWER,
      { body: { type: 8, data: { choices: many(26, (i) => ({ name: `${i}`, value: `${i}` })) } } },
    ],
    [
      'a suggestion of 101 characters',
      ANSWER,
      { body: { type: 8, data: { choices: [{ name: 'x'.repeat(101), value: 'x' }] } } },
    ],
    ['a message to one who is typing', ANSWER, { body: { type: 4, data: { content: 'x' } }, answers: 4 }],
    ['a form after a form', ANSWER, { body: form({}), answers: 5 }],
    ["a form's title of 46 characters", ANSWER, { body: form({ title: 'x'.repeat(46) }) }],
    ['a form of nothing', ANSWER, { body: form({ components: [] }) }],
    ['a form of six fields', ANSWER, { body: form({ components: many(6, (i) => field(`${i}`)) }) }],
    ['a form with one field twice', ANSWER, { body: form({ components: [field('a'), field('a')] }) }],
    ['a form with a button', ANSWER, { body: form({ components: [row(button())] }) }],
  ])('%s', (_, request, given) => {
    expect(wrong(request, given)).not.toBe('')
  })
})

describe('what Nora sends is taken', () => {
  test('her commands', () => {
    expect(wrong(COMMANDS_OF, { body: registration() })).toBe('')
  })

  test('the form of each command that has something to fill in', () => {
    const forms = createForms({ now: () => 0, keep: () => {}, find: async () => null })
    const modals = COMMANDS.map((c) => forms.toModal({ title: 'x'.repeat(80), command: c.name, given: {} }))
    const filled = modals.filter((m) => m.components.length > 0)
    expect(filled.length).toBeGreaterThan(5)
    expect(filled.map((data) => wrong(ANSWER, { body: { type: 9, data }, answers: 2 })).filter(Boolean)).toEqual([])
  })

  test.each([0, 1, 25, 26, 125])('a card of many words with %i buttons, and files', (count) => {
    const buttons = many(count, (i) => ({
      label: `Answer ${i}`,
      verb: 'answer',
      value: `${i}`,
      style: 'plain' as const,
    }))
    const words = 'a “shot” of *stars*, '.repeat(400)
    const pictures = ['picture-1.png', 'picture-2.png']
    const body = toMessage(card(words, [words], { buttons, progress: 0.4 }), { mentions: [A], pictures })
    expect(wrong(MESSAGES, { body, files: pictures })).toBe('')
  })
})
