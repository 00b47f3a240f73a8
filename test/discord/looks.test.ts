/** Is everything that the words make, and every command of the catalogue, within what Discord takes? */
import { describe, expect, test } from 'vitest'
import { toMessage } from '../../adapters/discord/components.ts'
import { createForms } from '../../adapters/discord/forms.ts'
import { LIMITS } from '../../adapters/discord/limits.ts'
import { registration } from '../../adapters/discord/registration.ts'
import { COMMANDS } from '../../commands/catalogue.ts'
import { commandNamed } from '../../commands/catalogue.ts'
import { card, type Card } from '../../src/words/card.ts'
import { parsePress } from '../../src/words/press.ts'
import { beyondLimits } from '../support/discord-limits.ts'

const long = 'a “shot” of *stars* at the lake, _slowly_ & [links](x) '.repeat(400)
const ID = 'brf_0123456789abcdef0123456789abcdef'
const buttons = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    label: `Answer ${i} ${'x'.repeat(100)}`,
    verb: 'answer',
    value: `nte_0123456789abcdef0123456789abcdef:${i}`,
    style: 'plain' as const,
  }))
const CARDS: readonly (readonly [string, Card])[] = [
  ['nothing at all', card('', [])],
  ['only a title', card('The film', [])],
  ['only a line', card('', ['One line.'])],
  ['more words than fit', card(long, [long, long], { progress: 0.31 })],
  [
    'many links',
    card('Films', [long], {
      links: [1, 2, 3].map((n) => ({ label: 'The film', url: `https://nora.example.com/${'a'.repeat(300)}${n}` })),
    }),
  ],
  ['twenty-five buttons', card('Choose', [], { buttons: buttons(25) })],
  ['eighty answers', card('Choose', [], { buttons: buttons(80) })],
]

describe('a card as a message', () => {
  test.each(CARDS)('%s is within the limits', (_, shown) => {
    const look = {
      mentions: Array.from({ length: 200 }, (_, i) => `9000000000000000${i}`),
      pictures: ['a.png', 'b.png', 'c.png', 'd.png', 'e.png'],
    }
    expect(beyondLimits(toMessage(shown, look))).toEqual([])
  })

  test('all eighty answers can be chosen', () => {
    const { components } = toMessage(card('Choose', [], { buttons: buttons(80) }))
    const values = components.flatMap((r) =>
      r.components.flatMap((p) => ('options' in p ? p.options.map((o) => o.value) : [])),
    )
    expect(new Set(values).size).toBe(80)
    expect(values.every((v) => parsePress(v)?.is === 'answer')).toBe(true)
  })

  test('links stay whole however long the words are, and words make no link of their own', () => {
    const url = 'https://nora.example.com/api/assets/1/content?expires=1&signature=a-b_c'
    const [embed] = toMessage(
      card('The film', [long, '[here](https://evil.example)'], { links: [{ label: 'Open it', url }] }),
    ).embeds
    expect(embed?.description?.endsWith(`[Open it](${url})`)).toBe(true)
    const [shown] = toMessage(card('', ['[here](https://evil.example)'])).embeds
    expect(shown?.description).toBe(String.raw`\[here\](https://evil.example)`)
  })

  test('who is named in the text is not called, who must act is', () => {
    const { content, allowed_mentions } = toMessage(card('@everyone', ['<@900000000000000009> @here']), {
      mentions: ['900000000000000001'],
    })
    expect(content).toBe('<@900000000000000001>')
    expect(allowed_mentions).toEqual({ parse: [], users: ['900000000000000001'] })
  })
})

type Node = {
  readonly name: string
  readonly description?: string
  readonly required?: boolean
  readonly choices?: readonly { readonly value: unknown }[]
  readonly options?: readonly Node[]
}
const weight = (n: Node): number =>
  n.name.length +
  (n.description?.length ?? 0) +
  (n.choices ?? []).reduce((s, c) => s + 2 * String(c.value).length, 0) +
  (n.options ?? []).reduce((s, o) => s + weight(o), 0)
const all = (n: Node): readonly Node[] => [n, ...(n.options ?? []).flatMap(all)]

describe('the catalogue as it is registered', () => {
  const commands = registration() as unknown as readonly Node[]

  test('names, descriptions, counts and the weight of each command are within the limits', () => {
    expect(commands.map((c) => c.name)).toEqual(['brief', 'nora', 'Brief from this message', 'Add to vault'])
    for (const command of commands) {
      expect(weight(command)).toBeLessThanOrEqual(8000)
      for (const node of all(command)) {
        expect(node.name.length).toBeLessThanOrEqual(32)
        expect(node.name).toMatch(command.options === undefined ? /^[\w ]+$/ : /^[a-z0-9_-]+$/)
        expect((node.description ?? '-').length).toBeGreaterThan(0)
        expect((node.description ?? '').length).toBeLessThanOrEqual(100)
        expect((node.options ?? []).length).toBeLessThanOrEqual(25)
        expect((node.choices ?? []).length).toBeLessThanOrEqual(25)
        const required = (node.options ?? []).map((o) => o.required === true)
        expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)))
      }
    }
  })

  test('every command of the catalogue can be reached, and none is deeper than Discord goes', () => {
    const [brief, nora] = commands
    const verbs = (nora?.options ?? []).flatMap((o) =>
      (o.options ?? []).some((p) => p.options !== undefined)
        ? (o.options ?? []).map((p) => `${o.name} ${p.name}`)
        : [o.name],
    )
    expect(new Set([brief?.name, ...verbs])).toEqual(new Set(COMMANDS.map((c) => c.name)))
    expect((brief?.options ?? []).filter((o) => o.name.startsWith('file'))).toHaveLength(5)
  })
})

describe('a command to be filled in', () => {
  test.each(COMMANDS.filter((c) => c.about !== 'house').map((c) => c.name))(
    '%s is a form within the limits',
    (name) => {
      const forms = createForms({ now: () => 0, keep: () => {}, find: async () => null })
      const modal = forms.toModal({ title: 'x'.repeat(80), command: name, given: { brief: ID } })
      expect(modal.title.length).toBeLessThanOrEqual(LIMITS.modalTitle)
      expect(modal.custom_id.length).toBeLessThanOrEqual(LIMITS.customId)
      expect(modal.components.length).toBeLessThanOrEqual(LIMITS.modalParts)
      expect(forms.open(modal.custom_id)).toMatchObject({ command: commandNamed(name), given: { brief: ID } })
    },
  )

  test('what is too long to travel with a form is kept for it, for a while', () => {
    let at = 0
    const forms = createForms({ now: () => at, keep: () => {}, find: async () => null })
    const given = { style: 'noir, '.repeat(40) }
    const id = forms.idOf({ command: 'brief', given }, [])
    expect(forms.open(id)).toMatchObject({ given })
    at = 3_600_001
    forms.idOf({ command: 'brief', given }, [])
    expect(forms.open(id)).toBe('elsewhere')
    expect(forms.open('go brf_1:1')).toBeNull()
  })
})

test('an address stays whole, words around it stay words', () => {
  const lines = ['See https://nora.example.com/a_b-c?d=*e*_f, **now**', '- https://nora.example.com/x_y_']
  const [shown] = toMessage(card('', lines)).embeds
  expect(shown?.description).toBe(
    String.raw`See https://nora.example.com/a_b-c?d=\*e\*\_f, \*\*now\*\*` +
      '\n' +
      String.raw`\- https://nora.example.com/x_y_`,
  )
})

test('what has no room is said to be elsewhere, a title that is too long is told below', () => {
  const lines = Array.from({ length: 60 }, (_, i) => `${i + 1}. ${'a lake '.repeat(20)}`)
  const [plan] = toMessage(card('The plan', lines)).embeds
  expect(plan?.description).toMatch(/a lake \nThe rest is on the desk\.$/)
  const question = `Which shot do you mean by “${'the lake '.repeat(40)}”?`
  const [asked] = toMessage(card(question, [])).embeds
  expect(asked?.description).toBe(question)
})
