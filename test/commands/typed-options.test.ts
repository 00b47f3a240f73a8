/** Are options understood as people and their phones type them? */
import { expect, test } from 'vitest'
import { commandNamed } from '../../commands/catalogue.ts'
import { parseOptions } from '../../commands/parse-command.ts'

const brief = commandNamed('brief')!
const read = (text: string) => {
  const given = parseOptions(brief, text) ?? {}
  return { given, problems: brief.problems(given, { hasFiles: false }) }
}

test.each([
  ['A fox duration:1.', { text: 'A fox', duration: '1' }],
  ['A fox gate:always.', { text: 'A fox', gate: 'always' }],
  ['A fox gate:never, in the snow', { text: 'A fox in the snow', gate: 'never' }],
  ['A fox gate:Always', { text: 'A fox', gate: 'Always' }],
  ['A fox duration=2s', { text: 'A fox', duration: '2s' }],
  ['A fox --duration 10 seconds', { text: 'A fox', duration: '10' }],
  ['A fox --duration 10 in the snow', { text: 'A fox in the snow', duration: '10' }],
  ['A fox —go', { text: 'A fox', go: 'yes' }],
  ['A fox –go', { text: 'A fox', go: 'yes' }],
  ['A fox — a red one', { text: 'A fox — a red one' }],
  ['A fox title:"St."', { text: 'A fox', title: 'St.' }],
])('%s', (text, given) => {
  expect(read(text)).toEqual({ given, problems: {} })
})
