import { expect, test } from 'vitest'
import type { Change } from '../../src/domain/change.ts'
import { sayRevision } from '../../src/words/revision.ts'
import { type Film, film, next, revised, shot, shotId } from './revising.ts'

const [one, two, three, four] = [shotId(1), shotId(2), shotId(3), shotId(4)]
const ALL = [one, two, three, four]
const eight = () => film([1, 2, 3, 4, 5, 6, 7, 8].map((n) => shot(n)))
const said = (from: Film, ...changes: readonly Change[]) => {
  const { shots, summary } = revised(from, ...changes)
  return sayRevision(from.plan, shots, summary)
}

const cases: readonly (readonly [string, () => Film, readonly Change[], readonly string[]])[] = [
  [
    'a close-up',
    film,
    [{ type: 'content', shotIds: [two], framing: 'medium', text: '' }],
    ['Shot 2: a medium shot now, on a 50mm lens.', 'Shots 1, 3 and 4 stay as they are.'],
  ],
  [
    'other words, and added ones',
    film,
    [
      { type: 'content', shotIds: [one], replace: { from: 'a bird', to: 'an owl' }, text: '' },
      { type: 'content', shotIds: [three, four], add: 'rain', text: '' },
    ],
    ['Shot 1: “An owl sits on a wire” now.', 'Shots 3 and 4: with “rain”.', 'Shot 2 stays as it is.'],
  ],
  [
    'all warmer and slower but a locked one',
    film,
    [
      { type: 'lock', shotIds: [three], locked: true },
      { type: 'finish', shotIds: ALL, temperature: 0.25, speedFactor: 0.9 },
    ],
    [
      'Shots 1, 2 and 4: warmer, 10 % slower.',
      'Shot 3 is locked and stays as it is.',
      'The film lasts 8.6 seconds now instead of 8 seconds.',
    ],
  ],
  [
    'a trim',
    film,
    [{ type: 'shot-length', shotIds: [three], seconds: 1 }],
    [
      'Shot 3: 1 second instead of 2 seconds.',
      'Shots 1, 2 and 4 stay as they are.',
      'The film lasts 7 seconds now instead of 8 seconds.',
    ],
  ],
  [
    'a shorter film',
    film,
    [{ type: 'film-length', seconds: 6 }],
    ['Shots 1 to 4: shorter.', 'The film lasts 6 seconds now instead of 8 seconds.'],
  ],
  [
    'a swap',
    film,
    [{ type: 'swap', a: three, b: one }],
    ['Shots 1 and 3 change places.', 'The shots themselves stay as they are.'],
  ],
  [
    'a move',
    eight,
    [{ type: 'move', shotIds: [shotId(7)], to: { place: 'after', shotId: two } }],
    [
      'Shot 7 comes after shot 2 now.',
      'The shots themselves stay as they are.',
      'From now on the shots are numbered in their new order.',
    ],
  ],
  [
    'a new order',
    eight,
    [{ type: 'move', shotIds: [shotId(7), three], to: { place: 'front' } }],
    [
      'The order is now: shots 3, 7, 1, 2, 4 to 6 and 8.',
      'The shots themselves stay as they are.',
      'From now on the shots are numbered in their new order.',
    ],
  ],
  [
    'dropped, and what is numbered otherwise',
    film,
    [{ type: 'drop', shotIds: [two] }],
    [
      'Shot 2 is dropped.',
      'Shots 1, 3 and 4 stay as they are.',
      'The film lasts 6 seconds now instead of 8 seconds.',
      'From now on shots 3 and 4 are 2 and 3.',
    ],
  ],
  [
    'added',
    film,
    [{ type: 'add', show: 'an owl', at: { place: 'after', shotId: three }, seconds: 1 }],
    [
      'A new shot as number 4: “An owl”, a close-up.',
      'The shots themselves stay as they are.',
      'The film lasts 9 seconds now instead of 8 seconds.',
      'From now on shot 4 is shot 5.',
    ],
  ],
  [
    'a lock and another try',
    film,
    [
      { type: 'lock', shotIds: [two], locked: true },
      { type: 'reroll', shotIds: [three] },
    ],
    ['Shot 3: another try of the same.', 'Shot 2 is locked now.', 'Shots 1, 2 and 4 stay as they are.'],
  ],
  [
    'back to what was',
    () =>
      next(
        film(),
        { type: 'content', shotIds: [one], cameraMove: 'static', text: '' },
        { type: 'drop', shotIds: [two] },
      ),
    [{ type: 'back-to', deliveryNo: 1 }],
    [
      'Shot 1: from an earlier take, with a slow push-in now.',
      'A shot that is back as number 2: “A lantern drifts over the lake”, a close-up.',
      'Shots 2 and 3 stay as they are.',
      'The film lasts 8 seconds now instead of 6 seconds.',
      'From now on shots 2 and 3 are 3 and 4.',
    ],
  ],
  ['a voice-over', film, [{ type: 'voiceover', assetId: null }], ['The shots themselves stay as they are.']],
]

test.each(cases)('%s', (_, from, changes, wanted) => {
  expect(said(from(), ...changes)).toEqual(wanted)
})
