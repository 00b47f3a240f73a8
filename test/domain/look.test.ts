/** Does a project's look come into every shot once, and what the shots of a film share into each of them? */
import { expect, test } from 'vitest'
import { carryOn } from '../../src/domain/continuity.ts'
import { inLightOf } from '../../src/domain/light-words.ts'
import { makeId } from '../../src/domain/ids.ts'
import { preferenceOf, strengthsOf, unusedLoras, wearLook } from '../../src/domain/look.ts'
import { NO_LOOK } from '../../src/domain/project.ts'
import { NO_DIRECTION } from '../../src/domain/shot.ts'
import { setupWords } from '../../src/domain/shot-words.ts'
import { workflow } from '../planner/planning.ts'

const [own, a, b] = [1, 2, 3].map((n) => makeId('asset', `00000000-0000-4000-8000-00000000000${n}`)) as [
  never,
  never,
  never,
]
const setup = { framing: 'wide', lens: '24mm', cameraMove: 'push-in' } as const
const two = workflow('w', {
  needs: 'pictures',
  takes: ['subject', 'style'],
  slots: { reference_1: {}, reference_2: {} },
})

test('words and pictures of the look are in every shot, once', () => {
  const look = {
    ...NO_LOOK,
    styleTags: ['ink', 'Noir'],
    promptAddition: 'fine grain, muted.',
    negativeAddition: 'people',
  }
  const shot = {
    prompt: 'a drinking horse, noir',
    negative: 'blur',
    references: [{ assetId: own, role: 'subject' as const }],
  }
  const worn = wearLook(shot, look, two, [a, b])
  expect(worn).toEqual({
    prompt: 'a drinking horse, noir, ink, fine grain, muted',
    negative: 'blur, people',
    references: [...shot.references, { assetId: a, role: 'style' }],
  })
  expect(wearLook(worn, look, two, [a, b])).toEqual(worn)
  expect(wearLook(shot, look, workflow('x'), [a]).references).toEqual(shot.references)
  expect(wearLook({ prompt: '', negative: '', references: [] }, look, two, [])).toMatchObject({
    prompt: 'ink, Noir, fine grain, muted',
  })
})

test('a file for a style of the film is preferred to one for all, and LoRAs have slots of their own', () => {
  const look = {
    ...NO_LOOK,
    models: [
      { slot: 'checkpoint', file: 'all.ckpt', style: null },
      { slot: 'checkpoint', file: 'toon.ckpt', style: 'Anime' },
      { slot: 'checkpoint', file: 'noir.ckpt', style: 'noir' },
    ],
    loras: [
      { name: 'ink.safetensors', strength: 0.7 },
      { name: 'fog.safetensors', strength: 0.3 },
    ],
  }
  expect(preferenceOf(look, ['anime'])).toEqual({
    checkpoint: ['toon.ckpt', 'all.ckpt'],
    lora: ['ink.safetensors'],
    lora_2: ['fog.safetensors'],
  })
  const models = { checkpoint: 'toon.ckpt', lora: 'sd15/ink.safetensors' }
  expect(strengthsOf(look, models)).toEqual({ lora_strength: 0.7 })
  expect(unusedLoras(look, models)).toEqual(['fog.safetensors'])
})

const prompts = (text: string, beats: readonly string[], scenes: readonly (string | null)[] = []) =>
  carryOn(
    beats.map((beat, at) => ({
      prompt: `${beat}, ${setupWords(setup)}, soft`,
      ...setup,
      direction: { ...NO_DIRECTION, scene: scenes[at] ?? null },
    })),
    { text, treatment: null },
  ).map((s) => s.prompt.replace(`, ${setupWords(setup)}, soft`, ' |'))

test.each<[string, readonly string[], readonly (string | null)[], readonly string[]]>([
  [
    'light holds until it changes',
    ['a lake at dusk', 'the wind rises', 'night falls', 'a light'],
    [],
    ['a lake at dusk |', 'the wind rises |, at dusk', 'night falls |', 'a light |, at night'],
  ],
  [
    'not into another scene',
    ['a lake at dawn', 'a kitchen', 'a cup'],
    ['Lake', 'Kitchen', 'Kitchen'],
    ['a lake at dawn |', 'a kitchen |', 'a cup |'],
  ],
  [
    'in other languages',
    ['ein See im Morgengrauen', 'der Wind'],
    [],
    ['ein See im Morgengrauen |', 'der Wind |, im Morgengrauen'],
  ],
  [
    'the same words for the same thing',
    ['a paper lantern drifts', 'the lantern sinks', 'the lantern'],
    [],
    ['a paper lantern drifts |', 'the paper lantern sinks |', 'the paper lantern |'],
  ],
  [
    'not where there are two of them',
    ['a red boat and', 'a blue boat', 'the boat turns'],
    [],
    ['a red boat and |', 'a blue boat |', 'the boat turns |'],
  ],
  [
    'in French',
    ['une vieille gardienne monte', 'la gardienne chante'],
    [],
    ['une vieille gardienne monte |', 'la vieille gardienne chante |'],
  ],
])('%s', (_, beats, scenes, wanted) => {
  expect(prompts('', beats, scenes)).toEqual(wanted)
})

test('lenses of the whole film and looks of its people go along', () => {
  expect(prompts('Shot on anamorphic lenses', ['a dog', 'a cat, anamorphic lenses'])).toEqual([
    'a dog |, anamorphic lenses',
    'a cat, anamorphic lenses |',
  ])
  const treatment = {
    artDirection: '',
    characters: [{ name: 'Irena', looks: 'a woman of sixty in a green coat' }],
    scenes: [{ name: 'Hall', place: 'a hall', light: 'one bare bulb' }],
  }
  const direction = { ...NO_DIRECTION, scene: 'Hall' }
  const shots = ['Irena listens', 'the door'].map((prompt) => ({ prompt, ...setup, direction }))
  expect(carryOn(shots, { text: '', treatment }).map((s) => s.prompt)).toEqual([
    'Irena listens, Irena is a woman of sixty in a green coat, one bare bulb',
    'the door, one bare bulb',
  ])
})

test.each([
  ['a lighthouse, wide shot, noir, at dusk', 'a lighthouse at noon', 'a lighthouse, wide shot, noir'],
  ['a lighthouse, wide shot, noir, at dusk', 'an owl', 'a lighthouse, wide shot, noir, at dusk'],
  ['a boat leaves the old harbour at dusk, noir', 'at noon', 'a boat leaves the old harbour at dusk, noir'],
  ['a boat, at night', 'in the night train at night', 'a boat, at night'],
])('what a note says of the light beats what was carried: %j, %j', (prompt, said, wanted) => {
  expect(inLightOf(prompt, said)).toBe(wanted)
})
