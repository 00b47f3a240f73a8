/** Does a button come back as what it was, and nothing else as a button? */
import { expect, test } from 'vitest'
import { parsePress, pressId } from '../../src/words/press.ts'
import { answerButton, goButtons, lookButton, renderAnewButton, verdictButtons } from '../../src/words/review-words.ts'
import { planCard } from '../../src/words/plan-words.ts'
import { newId } from '../support/nouns.ts'

const briefId = newId('brief')
const noteId = newId('note')

test('every button that a card carries is understood', () => {
  const waits = { waits: { for: 'a-word' }, calls: [], boardsAssetId: null } as const
  const buttons = [
    ...planCard(briefId, 3, '', [], waits).buttons,
    ...verdictButtons(briefId, 2),
    answerButton(noteId, 'Leave it', 1),
    renderAnewButton(noteId),
    ...goButtons(noteId, 'others'),
    ...goButtons(noteId, 'reopening'),
    { verb: 'retry', value: briefId },
    lookButton(briefId, 2),
  ]
  expect(buttons.map((b) => parsePress(pressId(b)))).toEqual([
    { is: 'go', briefId, planVersion: 3 },
    { is: 'change', briefId, planVersion: 3 },
    { is: 'cancel', briefId, planVersion: 3 },
    { is: 'verdict', verdict: 'approve', briefId, deliveryNo: 2 },
    { is: 'verdict', verdict: 'request-changes', briefId, deliveryNo: 2 },
    { is: 'verdict', verdict: 'reject', briefId, deliveryNo: 2 },
    { is: 'answer', noteId, answer: 1 },
    { is: 'render-anew', noteId },
    { is: 'start-revision', noteId },
    { is: 'start-revision', noteId },
    { is: 'retry', briefId },
    { is: 'use-look', briefId, deliveryNo: 2 },
  ])
  expect(Math.max(...buttons.map((b) => pressId(b).length))).toBeLessThanOrEqual(60)
})

test.each([
  '',
  'go',
  `go ${briefId}`,
  `go ${noteId}:1`,
  `approve ${briefId}:x`,
  `approve ${briefId}:1 `,
  `answer ${noteId}`,
  `retry ${briefId}:1`,
  `use-look ${briefId}`,
  `delete ${briefId}:1`,
  `go ${briefId}:1234567`,
  `GO ${briefId}:1`,
])('“%s” is no button of ours', (text) => expect(parsePress(text)).toBeNull())
