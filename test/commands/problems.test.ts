/** Is what cannot be so said at the option that says it, before anything is begun? */
import { describe, expect, test } from 'vitest'
import { commandNamed } from '../../commands/catalogue.ts'

const problems = (name: string, given: Readonly<Record<string, unknown>>, hasFiles = false) =>
  commandNamed(name)?.problems(given, { hasFiles })

describe('a brief', () => {
  test('that can be made has none', () => {
    const given = { text: 'a fox', duration: '4.5', fps: '24', size: '16:9', deliverables: '9:16, mov', gate: 'never' }
    expect(problems('brief', given)).toEqual({})
    expect(problems('brief', { workflow: 'any' }, true)).toEqual({})
    expect(problems('brief', { assets: ['ast_1'] })).toEqual({})
  })

  test('is told all that is wrong at once, each where it is', () => {
    const given = { text: 'a fox', duration: '9999', fps: 'many', size: '9x9', deliverables: 'gif', gate: 'sometimes' }
    expect(problems('brief', given)).toEqual({
      duration: 'Give a number from 0.5 to 600.',
      fps: 'Give a number from 8 to 60.',
      gate: 'Choose one of auto, always, never.',
      size: expect.stringContaining('"9x9" cannot be made'),
      deliverables: expect.stringContaining('"gif" cannot be delivered'),
    })
  })

  test('that is empty, or says what cannot be in its words, is told so at its text', () => {
    expect(problems('brief', {})).toEqual({ text: expect.stringContaining('is empty') })
    expect(problems('brief', { text: 'a fox, 2 hours long' })).toEqual({
      text: expect.stringContaining('cannot be made'),
    })
    expect(problems('brief', { text: 'a fox, 2 hours long', duration: 4 })).toEqual({})
  })
})

test('a note needs words, a shot that is a number, and a time that is one', () => {
  expect(problems('revise', { text: 'darker', shot: '2', time: '0:07' })).toEqual({})
  expect(problems('revise', {})).toEqual({ text: expect.stringContaining('What to change') })
  expect(problems('revise', { text: 'darker', shot: '0', time: 'soon' })).toEqual({
    shot: 'Give a whole number from 1 to 60.',
    time: '“soon” is no time in a film: say 0:07, or leave it out.',
  })
})
