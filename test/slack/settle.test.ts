/** Is a message whose buttons go sent back as Slack takes it, not as Slack delivered it? */
import { expect, test } from 'vitest'
import { blocksOf } from '../../adapters/slack/blocks.ts'
import { blocksKept } from '../../adapters/slack/settle.ts'
import { card } from '../../src/words/card.ts'

const plan = card('The plan', ['Two shots'])
const sent = blocksOf({ ...plan, progress: 0.5 }, { pictureIds: ['F1'] }).blocks

test('a picture is named by its file alone, and what else Slack told of it is left out', () => {
  const delivered = sent.map((b, i) => ({ ...b, block_id: `b${i}` }))
  const picture = {
    type: 'image',
    block_id: 'p',
    slack_file: { id: 'F1', url_private: 'https://files.slack.example/F1' },
    alt_text: 'Picture',
    image_width: 640,
    image_bytes: 9000,
    is_animated: false,
  }
  const kept = blocksKept(delivered.map((b) => (b.type === 'image' ? picture : b)))
  expect(kept).toEqual(sent)
  expect(kept).toContainEqual({ type: 'image', slack_file: { id: 'F1' }, alt_text: 'Picture' })
})

test('buttons and what is not known go', () => {
  const actions = { type: 'actions', elements: [{ type: 'button', action_id: 'a' }] }
  expect(blocksKept([actions, { type: 'of_next_year', of: 1 }, { type: 'image', alt_text: 'gone' }])).toEqual([])
})
