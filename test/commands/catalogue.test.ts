/** Do commands fit both platforms, is typed text read as meant, and does help tell all of it? */
import { describe, expect, test } from 'vitest'
import { COMMANDS, commandNamed } from '../../commands/catalogue.ts'
import { usageOf } from '../../commands/help.ts'
import { parseCommand } from '../../commands/parse-command.ts'
import { parseShotNumbers } from '../../src/domain/shot-list.ts'
import { VERBS } from '../../src/domain/access.ts'
import { newId } from '../support/nouns.ts'

describe('the catalogue', () => {
  test('names are one or two words, each once, as platforms take them', () => {
    const names = COMMANDS.map((c) => c.name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z-]{2,32}( [a-z-]{2,32})?$/)
    // One word and the first of two would be a subcommand and its group on Discord.
    const groups = new Set(names.filter((n) => n.includes(' ')).map((n) => n.split(' ')[0]))
    expect(names.filter((n) => groups.has(n))).toEqual([])
    expect(new Set(names.map((n) => n.split(' ')[0])).size).toBeLessThanOrEqual(25)
  })

  test.each(COMMANDS.map((c) => [c.name, c] as const))('%s can be registered', (_, c) => {
    expect(c.description.length).toBeLessThanOrEqual(100)
    expect(c.description).not.toMatch(/\.$/)
    expect(VERBS).toContain(c.access)
    const options = Object.entries(c.options)
    expect(options.length).toBeLessThanOrEqual(20)
    for (const [name, option] of options) {
      expect(name).toMatch(/^[a-z]{2,32}$/)
      expect(option.description.length).toBeLessThanOrEqual(100)
      expect(option.choices.length).toBeLessThanOrEqual(25)
    }
    // Required ones come first, as Discord wants.
    const required = options.map(([, o]) => o.isRequired)
    expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)))
  })

  test('every verb of the design is there', () => {
    for (const name of [
      'brief',
      'status',
      'cancel',
      'retry',
      'rerender',
      'lock',
      'unlock',
      'use-take',
      'revise',
      'package',
      'help',
    ])
      expect(commandNamed(name)?.name).toBe(name)
    expect(usageOf(commandNamed('lock') ?? COMMANDS[0]!)).toBe('lock <shots> [brief]')
  })
})

describe('typed text', () => {
  const id = newId('brief')
  test.each([
    ['status', 'status', {}],
    ['  Status  lantern ', 'status', { brief: 'lantern' }],
    ['rerender 2 and 3', 'rerender', { shots: '2 and 3' }],
    ['rerender', 'rerender', {}],
    ['rerender all', 'rerender', {}],
    ['lock shots 1-3', 'lock', { shots: 'shots 1-3' }],
    ['use take 1 of shot 3', 'use-take', { take: '1', shot: '3' }],
    ['use-take 2 4', 'use-take', { take: '2', shot: '4' }],
    [`cancel ${id}`, 'cancel', { brief: id }],
    ['cancel "The lantern"', 'cancel', { brief: 'The lantern' }],
    ['revise shot 2 darker', 'revise', { text: 'shot 2 darker' }],
    ['revise shot:2 darker please', 'revise', { shot: '2', text: 'darker please' }],
    ['project gate auto minutes:5', 'project gate', { gate: 'auto', minutes: '5' }],
    ['project gate auto 5 2', 'project gate', { gate: 'auto', minutes: '5', approvals: '2' }],
    ['queue', 'queue show', {}],
    ['queue pause gpu-1:8188', 'queue pause', { host: 'gpu-1:8188' }],
    ['assets remove my lantern.jpg', 'assets remove', { asset: 'my lantern.jpg' }],
    ['brief A lantern drifts. size:"16:9" --go', 'brief', { text: 'A lantern drifts.', size: '16:9', go: 'yes' }],
    [
      'brief --go "Size matters" --duration 8 fps=12',
      'brief',
      { text: '"Size matters"', duration: '8', fps: '12', go: 'yes' },
    ],
    [
      'brief Tone: dark. --style="ink, noir" --gate=never --zoom 2',
      'brief',
      { text: 'Tone: dark. --zoom 2', style: 'ink, noir', gate: 'never' },
    ],
    ['help lock', 'help', { command: 'lock' }],
  ])('“%s”', (text, name, given) => {
    const typed = parseCommand(text)
    expect(typed?.command.name).toBe(name)
    expect(typed?.given).toEqual(given)
  })

  test.each([
    'cancel the bird in shot 2',
    'lock the camera on the boat',
    'retry with more fog',
    'rerender it darker',
    'go slower in shot 1',
    'use take that looks best',
    'shot 2 darker',
    'statuses are boring',
    'lovely, thanks!',
    '',
  ])('“%s” is no command', (text) => expect(parseCommand(text)).toBeNull())

  test.each([
    ['2', [2]],
    ['shot 2', [2]],
    ['2 and 3', [2, 3]],
    ['#1, 3 & 5', [1, 3, 5]],
    ['1-3, 3, 7', [1, 2, 3, 7]],
    ['2 to 4', [2, 3, 4]],
    ['3-1', null],
    ['0', null],
    ['two', null],
    ['1-900', null],
  ])('shots “%s”', (text, numbers) => expect(parseShotNumbers(text)).toEqual(numbers))
})
