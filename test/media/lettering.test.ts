import { describe, expect, it } from 'vitest'
import { breakLines, cleanLine } from '../../adapters/media/lettering.ts'

const FACE = { weight: 400, pixels: 20 } as const

describe('lettering', () => {
  it.each([
    [`it's 100% "so": [x]; \\n {y} %{localtime} <b>&amp;`, `it's 100% "so": [x]; \\n {y} %{localtime} <b>&amp;`],
    ['two\nlines\t and   more\u0000', 'two lines and more'],
    ['a 🎬 film © 2026 🏮', 'a film © 2026'],
    ['Żółć, Ωμέγα, Жук', 'Żółć, Ωμέγα, Жук'],
    ['safe\u202egnp.exe', 'safegnp.exe'],
  ])('takes %j literally, but for what cannot be drawn', async (text, line) => {
    expect(await breakLines(text, FACE, 2000, 2)).toEqual([line])
  })

  it('breaks between words into lines about equally long', async () => {
    const lines = await breakLines('A lantern drifts over the lake and then is gone', FACE, 400, 2)
    expect(lines).toEqual(['A lantern drifts over', 'the lake and then is gone'])
  })

  it('ends 300 characters in two lines with an ellipsis', async () => {
    const text = 'The wind rises over the water, '.repeat(10)
    const lines = await breakLines(text, FACE, 400, 2)
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(/\w…$/)
    expect(text.startsWith(lines.join(' ').slice(0, -1))).toBe(true)
  })

  it('breaks a word longer than the line, on whole letters', async () => {
    const lines = await breakLines('é'.normalize('NFD').repeat(200), FACE, 300, 2)
    expect(lines).toHaveLength(2)
    expect(lines.join('').normalize('NFC')).toMatch(/^é+…$/)
  })

  it('has no line for nothing', async () => {
    for (const text of ['', '  \n ', '🎬', '\u200b']) expect(await breakLines(text, FACE, 300, 2)).toEqual([])
    expect(cleanLine('👨‍👩‍👧')).toBe('')
  })
})
