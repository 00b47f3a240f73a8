/** Does a card become what Slack takes, whatever is in it? */
import { describe, expect, test } from 'vitest'
import { blocksOf } from '../../adapters/slack/blocks.ts'
import { SLACK } from '../../adapters/slack/limits.ts'
import { cut, escape, link, mentioned, plain } from '../../adapters/slack/text.ts'
import { card } from '../../src/words/card.ts'

const button = (i: number) => ({
  label: `Answer ${i} ${'x'.repeat(90)}`,
  verb: 'answer',
  value: `nte_${'a'.repeat(32)}:${i}`,
  style: 'plain' as const,
})
/** Every text of the blocks, of whatever kind. */
const texts = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
        key === 'text' && typeof inner === 'string' ? [inner] : texts(inner),
      )
    : []

describe('a card', () => {
  test('has a header, its lines as one text, its progress, its links, its buttons, and a text for notifications', () => {
    const { text, blocks } = blocksOf(
      card('Lantern: shooting', ['One', 'Two'], {
        progress: 0.5,
        links: [{ label: 'The film', url: 'https://n.example/f?a=1&b=2' }],
        buttons: [{ label: 'Cancel', verb: 'cancel', value: 'x:1', style: 'danger' }],
      }),
      { mentions: ['U1'], pictureIds: ['F1'] },
    )
    expect(blocks.map((b) => b.type)).toEqual([
      'header',
      'section',
      'section',
      'context',
      'section',
      'image',
      'actions',
    ])
    expect(text).toBe('Lantern: shooting\nOne\nTwo')
    expect(texts(blocks)).toEqual(
      expect.arrayContaining(['<@U1>', 'One\nTwo', '▰▰▰▰▰▰▱▱▱▱▱▱ 50%', '<https://n.example/f?a=1&amp;b=2|The film>']),
    )
    expect(JSON.stringify(blocks)).toContain('"value":"cancel x:1"')
  })

  for (const [lines, length, buttons] of [
    [1, 9000, 0],
    [400, 400, 30],
    [60, 1, 100],
    [3000, 3, 3],
  ] as const)
    test(`of ${lines} lines of ${length} characters and ${buttons} buttons keeps within every limit`, () => {
      const { text, blocks } = blocksOf(
        card(
          'T'.repeat(600),
          Array.from({ length: lines }, () => '<&'.repeat(length)),
          { buttons: Array.from({ length: buttons }, (_, i) => button(i)) },
        ),
      )
      expect(text.length).toBeLessThanOrEqual(SLACK.fallbackCharacters)
      expect(blocks.length).toBeLessThanOrEqual(SLACK.blocks)
      expect(texts(blocks).reduce((sum, t) => sum + t.length, 0)).toBeLessThan(13_200)
      const longest = (type: string) =>
        Math.max(
          0,
          ...blocks
            .filter((b) => b.type === type)
            .flatMap(texts)
            .map((t) => t.length),
        )
      expect(longest('header')).toBeLessThanOrEqual(SLACK.headerCharacters)
      expect(longest('section')).toBeLessThanOrEqual(SLACK.sectionCharacters)
      for (const row of blocks.flatMap((b) => (b.type === 'actions' ? [b.elements] : []))) {
        expect(row.length).toBeLessThanOrEqual(SLACK.buttonsABlock)
        expect(new Set(row.map((e) => e.action_id)).size).toBe(row.length)
      }
      const kept = blocks.flatMap((b) => (b.type === 'actions' ? b.elements : [])).length
      expect(kept).toBe(buttons)
    })

  test('mentions nobody whom it was not told to', () => {
    const { text, blocks } = blocksOf(card('<!channel>', ['<@U9> & @here <!everyone>']))
    expect(`${text}${JSON.stringify(blocks[1])}`).not.toMatch(/<[!@]/)
  })
})

test('a title that is too long for a header is told below it', () => {
  const title = `Which shot do you mean by “${'the lake '.repeat(30)}”?`
  expect(texts(blocksOf(card(title, [])).blocks)).toContain(title)
})

describe('text', () => {
  test('is cut between characters, and escaped', () => {
    expect(cut('abcdef', 4)).toBe('abc…')
    expect(cut('ab😀cd', 4)).toBe('ab…')
    expect(escape('a<b>&c')).toBe('a&lt;b&gt;&amp;c')
    expect(link('a|b>c', 'https://x/')).toBe('<https://x/|a b c>')
  })

  test('of people is read without the marks of Slack', () => {
    const typed = '<@U1> <@U2|ada> at <#C1|films>: <https://x.example/a|x> &amp; <mailto:a@b.c|a@b.c> &lt;3  <!here>'
    expect(plain(typed, (id) => (id === 'U2' ? 'per_2' : ''))).toBe('per_2 at #films: https://x.example/a & a@b.c <3')
    expect(mentioned(typed)).toEqual(['U1', 'U2'])
  })
})
