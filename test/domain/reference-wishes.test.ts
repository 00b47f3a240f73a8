/** Which references does a brief ask for by words, and which files are named so? */
import { expect, test } from 'vitest'
import { bringsIt, isNamed, wishesIn, withoutWishes } from '../../src/domain/reference-wishes.ts'

test.each<[string, readonly [string, string][]]>([
  ['A boat leaves, like the last harbour film. 8 s', [['film', 'harbour']]],
  ['Use the harbour picture as the first frame', [['picture', 'harbour']]],
  [
    'Use the old harbour picture. Take the storm footage',
    [
      ['picture', 'harbour'],
      ['footage', 'storm'],
    ],
  ],
  ['A boat, like the photo of the harbour', [['picture', 'harbour']]],
  ['Wie der letzte Hafenfilm, nur bei Nacht', [['film', 'hafen']]],
  ['Nimm das Hafen-Foto', [['picture', 'hafen']]],
  ['Une barque, comme le dernier film du port', [['film', 'port']]],
  ['Un barco, como la última película del puerto', [['film', 'puerto']]],
  ['Use the picture. Make the film. A film about a picture', []],
  ['A man looks at the picture of his wife', []],
  ['Follow the three boards', []],
  ['A man walks with the old photo of his wife', []],
  ['She uses the harbour picture', []],
])('%s', (text, wanted) => {
  expect(wishesIn(text).map((w) => [w.sought, w.words.join(' ')])).toEqual(wanted)
})

test('files are named so in whatever number', () => {
  expect(isNamed('IMG_harbour-boats_02.jpg', ['harbour', 'boat'])).toBe(true)
  expect(isNamed('Hafenrundfahrt.jpg', ['hafen'])).toBe(true)
  expect(isNamed('harbour.jpg', ['harbour', 'boat'])).toBe(false)
})

test("the brief's own files are what is meant where one is named so, or says nothing", () => {
  const [wish] = wishesIn('Use the shoe picture')
  if (wish === undefined) throw new Error('no wish')
  const file = (name: string, mime = 'image/jpeg') => ({ name, mime })
  expect(bringsIt(wish, [file('IMG_0001.jpg')])).toBe(true)
  expect(bringsIt(wish, [file('shoe.png')])).toBe(true)
  expect(bringsIt(wish, [file('lantern.png'), file('shoe.mp4', 'video/mp4')])).toBe(false)
})

test.each([
  ['A boat leaves, like the last harbour film. 8 s', 'A boat leaves. 8 s'],
  ['Use the harbour picture: a red boat leaves', ' a red boat leaves'],
  ['A boat leaves. Use the harbour picture', 'A boat leaves. '],
  ['Wie im letzten Hafenfilm, ein Boot', ' ein Boot'],
  ['A boat leaves', 'A boat leaves'],
  ['Ice. Use the two archive pictures where they fit.', 'Ice. .'],
])('what is left of %j is the story', (text, story) => {
  expect(withoutWishes(text)).toBe(story)
})
