/** Does the rule planner cover a brief as a cinematographer would, to the frame, whatever it is given? */
import { expect, test } from 'vitest'
import { createRulePlanner } from '../../adapters/planner/rules.ts'
import { UNTITLED } from '../../src/domain/brief-title.ts'
import { filmFrames } from '../../src/domain/brief.ts'
import { FRAMINGS } from '../../src/domain/shot.ts'
import { longestShot } from '../../src/domain/workflow.ts'
import type { PlanAnswer, PlannedShot, PlannerFailure, PlanRequest } from '../../src/ports/planner.ts'
import { file, type Given, planRequest, workflow, WORKFLOWS } from './planning.ts'

const planner = createRulePlanner()

async function planned(given: Given): Promise<PlanAnswer> {
  const result = await planner.plan(planRequest(given))
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
async function refused(given: Given): Promise<PlannerFailure> {
  const result = await planner.plan(planRequest(given))
  if (result.ok) throw new Error('planned after all')
  return result.failure
}
const sum = (shots: readonly PlannedShot[]) => shots.reduce((n, s) => n + s.durationFrames, 0)
const captions = (plan: PlanAnswer) => plan.shots.map((s) => s.caption)

/** All that is wrong with a plan, whatever was asked. */
function faultsOf(plan: PlanAnswer, { brief, workflows }: PlanRequest): readonly string[] {
  const faults: string[] = []
  const check = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault)
  }
  check(sum(plan.shots) === filmFrames(brief), `${sum(plan.shots)} frames instead of ${filmFrames(brief)}`)
  check(plan.rationale.endsWith('.'), 'no rationale')
  const least = Math.floor(Math.min(brief.fps, filmFrames(brief) / plan.shots.length))
  for (const [at, shot] of plan.shots.entries()) {
    const before = plan.shots[at - 1]
    const facts = workflows.find((w) => w.name === shot.workflow)
    check(before?.framing !== shot.framing, `${at}: framed like its neighbour`)
    check(before?.cameraMove !== shot.cameraMove, `${at}: moves like its neighbour`)
    check(facts?.makes === 'clip', `${at}: ${shot.workflow} makes no clip`)
    check(shot.durationFrames >= least, `${at}: ${shot.durationFrames} frames`)
    check(facts !== undefined && shot.durationFrames <= longestShot(facts, brief.fps), `${at}: too long`)
    check(shot.prompt.length <= 400 && !/,\s*,|^,|,$|\n/.test(shot.prompt), `${at}: prompt ${shot.prompt}`)
    // Only a picture of which nobody said anything has no caption.
    const captioned = shot.caption !== '' || (brief.title === UNTITLED && shot.references.length > 0)
    check(
      captioned && shot.prompt !== '' && shot.caption.length <= 90 && !/\n/.test(shot.caption),
      `${at}: ${shot.caption}`,
    )
  }
  return faults
}

test('the lantern brief becomes three shots: wide, closer, wide again', async () => {
  const given = {
    text: 'A paper lantern drifts over a still lake at dusk, then the wind rises. 12 seconds, melancholic, 16:9',
    files: [file('lantern.jpg', 1)],
  }
  const plan = await planned(given)
  expect(faultsOf(plan, planRequest(given))).toEqual([])
  expect(plan.author).toBe('rules')
  expect(captions(plan)).toEqual([
    'A paper lantern drifts over a still lake at dusk',
    'A paper lantern drifts over a still lake at dusk',
    'The wind rises',
  ])
  expect(plan.shots.map((s) => [s.framing, s.lens, s.cameraMove])).toEqual([
    ['wide', '24mm', 'push-in'],
    ['close-up', '85mm', 'static'],
    ['wide', '24mm', 'pull-out'],
  ])
  expect(plan.shots.map((s) => s.workflow)).toEqual(Array(3).fill('ipadapter-animatic'))
  expect(plan.shots.map((s) => s.references)).toEqual(
    [1, 2, 3].map(() => [{ assetId: given.files[0]?.id, role: 'subject' }]),
  )
  expect(plan.shots[2]?.prompt).toContain('the wind rises, a paper lantern drifts over a still lake at dusk, wide shot')
  expect(plan.shots[2]?.prompt).toContain('melancholic mood')
  expect(plan.rationale).toContain('lantern.jpg')
})

test('every length, rate and count adds up to the frame, with no two like shots in a row', async () => {
  const text = 'A boat leaves. The wind rises. A gull calls, then the keeper lights the lamp. Night falls.'
  for (const durationSeconds of [0.5, 1, 2.4, 5, 8, 12, 13.37, 30, 61, 180, 600])
    for (const fps of [8, 23, 24, 25, 60])
      for (const shotCount of [undefined, 1, 2, 3, 7, 20, 60])
        for (const loop of [false, true]) {
          const request = planRequest({ text, options: { durationSeconds, fps, shotCount, loop } })
          const frames = filmFrames(request.brief)
          const fits = shotCount === undefined || (shotCount <= frames && shotCount * 20 * fps >= frames)
          const result = await planner.plan(request)
          expect(result.ok).toBe(fits)
          const plan = result.ok ? result.value : null
          expect(plan ? faultsOf(plan, request) : []).toEqual([])
          expect(plan?.shots.length ?? shotCount).toBe(shotCount ?? plan?.shots.length)
        }
})

test.each([
  ['A dog runs', 3, 1],
  ['A dog runs', 4, 1],
  ['A dog runs', 8, 2],
  ['A dog runs', 12, 3],
  ['A dog runs. A cat sleeps. A bird sings. A cow waits', 12, 4],
  ['A dog runs. A cat sleeps. A bird sings. A cow waits. A fish. A bee', 4, 1],
  ['A dog runs', 30, 8],
  ['A dog runs', 600, 60],
])('%j in %d s is %d shots', async (text, durationSeconds, shots) => {
  expect((await planned({ text, options: { durationSeconds } })).shots).toHaveLength(shots)
})

test('the film opens wide, and the first shot is longer than the detail', async () => {
  for (const durationSeconds of [8, 12, 20, 60]) {
    const { shots } = await planned({ text: 'A dog runs over the beach', options: { durationSeconds } })
    const [first, second] = shots
    expect(FRAMINGS.indexOf(first?.framing ?? 'close-up')).toBeLessThanOrEqual(1)
    expect(['push-in', 'pan-left', 'pan-right']).toContain(first?.cameraMove)
    expect(first?.durationFrames).toBeGreaterThan(second?.durationFrames ?? Infinity)
  }
})

test('what the brief says of the camera is done', async () => {
  const text =
    'A harbour at dawn. A close-up of a rope, then pan left along the quay. The keeper climbs the tower. A boat leaves'
  const { shots } = await planned({ text, options: { shotCount: 5, durationSeconds: 20 } })
  expect(shots[1]).toMatchObject({ framing: 'close-up', lens: '85mm', caption: 'A rope' })
  expect(shots[2]?.cameraMove).toBe('pan-left')
  expect(shots[3]?.cameraMove).toBe('tilt-up')
})

test('a shot never outlasts what its workflow can make; more shots are made instead', async () => {
  const short = workflow('short', { frames: { min: 8, max: 16, step: 1, offset: 0 } })
  const given = { text: 'A dog runs', options: { durationSeconds: 30 }, workflows: [short] }
  const plan = await planned(given)
  expect(faultsOf(plan, planRequest(given))).toEqual([])
  expect(plan.shots).toHaveLength(15)
  expect(await refused({ ...given, options: { durationSeconds: 300 } })).toMatchObject({
    type: 'workflow-cannot',
    workflow: 'short',
  })
  expect(await refused({ ...given, options: { durationSeconds: 30, shotCount: 3 } })).toEqual({
    type: 'workflow-cannot',
    workflow: 'short',
    reason: 'one shot of it lasts at most 2 s, so this film needs at least 15 shots',
  })
  expect(await refused({ text: 'A', options: { durationSeconds: 0.5, fps: 8, shotCount: 5 } })).toMatchObject({
    type: 'plan-refused',
  })
})

test('a loop is one shot of a workflow that loops, or returns to where it began', async () => {
  const candle = { text: 'A candle burns', options: { durationSeconds: 6, loop: true } }
  const one = await planned({ ...candle, workflows: [workflow('plain'), ...WORKFLOWS] })
  expect(one.shots).toMatchObject([{ workflow: 'animatediff-short-loop', cameraMove: 'static', durationFrames: 144 }])
  const { shots } = await planned({ ...candle, options: { durationSeconds: 60, loop: true } })
  expect(shots.length).toBeGreaterThan(2)
  expect(shots.at(-1)).toMatchObject({ framing: shots[0]?.framing, lens: shots[0]?.lens, cameraMove: 'pull-out' })
  expect(shots[0]?.cameraMove).toBe('push-in')
})

test('a script is told line by line: places hold, speech is spoken', async () => {
  const script = [
    'Title: The Keeper',
    'Author: Nora',
    '',
    'EXT. HARBOUR - DAWN',
    '',
    'Fog lies on the water.',
    '',
    'INT. LIGHTHOUSE STAIRS - CONTINUOUS',
    '',
    'An old keeper climbs, a lantern in his hand.',
    '',
    'KEEPER (O.S.)',
    '(to himself)',
    'One more morning.',
    '',
    'CUT TO:',
  ].join('\n')
  const given = { text: '12 seconds, noir', options: { script } }
  const plan = await planned(given)
  expect(faultsOf(plan, planRequest(given))).toEqual([])
  expect(captions(plan)).toEqual([
    'Fog lies on the water',
    'An old keeper climbs, a lantern in his hand',
    'Keeper: “One more morning.”',
  ])
  expect(plan.shots.map((s) => s.prompt.split(', wide')[0]?.split(', medium')[0]?.split(', full')[0])).toEqual([
    'Fog lies on the water, harbour, dawn',
    'An old keeper climbs, a lantern in his hand, lighthouse stairs, dawn',
    'Keeper speaking, lighthouse stairs, dawn',
  ])
  for (const shot of plan.shots) expect(shot.prompt).toContain('noir')
})

test('who is seen is called the same in every shot, and it stays as late as it was', async () => {
  const script = [
    'INT. HALLWAY - NIGHT',
    'Irena, sixty, listens behind the door.',
    'EXT. STAIRWELL - CONTINUOUS',
    'Tomas, soaked, bends to the keyhole.',
    'TOMAS\nIt is me.',
    'INT. HALLWAY - CONTINUOUS',
    'She puts the chain on.',
    'IRENA\nThen leave it there.',
  ].join('\n\n')
  const plan = await planned({ text: '20 seconds, 6 shots, ruhig', options: { script } })
  const seen = plan.shots.map((s) => s.prompt.split(/, (?:extreme |medium )?(?:wide|full|close|medium)/)[0])
  expect([...new Set(seen)]).toEqual([
    'Irena, sixty, a woman, listens behind the door, hallway, night',
    'Tomas, soaked, bends to the keyhole, stairwell, night',
    'Tomas, soaked, speaking, stairwell, night',
    'Irena, sixty, a woman, puts the chain on, hallway, night',
    'Irena, sixty, a woman, speaking, hallway, night',
  ])
  expect(captions(plan)).toContain('She puts the chain on')
  // Nobody sees a hallway from afar, and picture models read English.
  expect(plan.shots[0]).toMatchObject({ framing: 'wide', prompt: expect.stringMatching(/calm mood$/) })
})

test('words to whoever makes the film are no part of a picture', async () => {
  const text =
    'A short documentary on the ice harvesters of the lake, cut to the voice-over. Show what becomes of it. 9 seconds'
  expect([...new Set(captions(await planned({ text })))]).toEqual([
    'The ice harvesters of the lake',
    'What becomes of it',
  ])
})

test('shots come into one another as the script says, or as the brief wants it between all of them', async () => {
  const joined = (plan: PlanAnswer) => plan.shots.map((s) => `${s.transition}${s.fadeOut ? ' to black' : ''}`)
  const script = [
    'FADE IN:',
    'EXT. HARBOUR - DAWN',
    'Fog lies on the water.',
    'DISSOLVE TO:',
    'INT. STAIRS - DAY',
    'A keeper climbs.',
    'CUT TO:',
    'EXT. ROOF - NIGHT',
    'Rain falls.',
    'FADE TO BLACK.',
  ].join('\n\n')
  expect(joined(await planned({ text: '9 seconds, 3 shots', options: { script } }))).toEqual([
    'fade',
    'dissolve',
    'cut to black',
  ])
  const text = 'A boat leaves. A gull waits. Night falls. 12 seconds, 3 shots'
  expect(joined(await planned({ text }))).toEqual(['cut', 'cut', 'cut'])
  expect(joined(await planned({ text: `${text}, with slow dissolves` }))).toEqual(['cut', 'dissolve', 'dissolve'])
  const story = await planned({ text: 'The sugar dissolves in the tea. The light fades. 8 seconds' })
  expect(new Set(joined(story))).toEqual(new Set(['cut']))
  expect(captions(story)).toContain('The light fades')
})

const scene = (name: string, ...lines: readonly string[]) => [`INT. ${name} - DAY`, ...lines].join('\n\n')
const FOUR_SCENES = [
  scene('KITCHEN', 'Anna peels an apple.', 'The kettle sings.', 'A cup breaks.'),
  scene('HALL', 'The door opens.'),
  scene('STAIRS', 'Steps come nearer.'),
  scene('ROOF', 'Rain falls.', 'A gull waits.'),
].join('\n\n')

test('no shot tells beats of two scenes where the film has room for one shot a scene', async () => {
  for (const given of [6, 7, 8, 10, 12, 20, 60].flatMap((durationSeconds) => [
    { durationSeconds, script: FOUR_SCENES },
    { durationSeconds, script: FOUR_SCENES, shotCount: 4 },
  ])) {
    const plan = await planned({ options: given })
    expect(faultsOf(plan, planRequest({ options: given }))).toEqual([])
    const places = plan.shots.map((s) => /kitchen|hall|stairs|roof/.exec(s.prompt)?.[0])
    expect([...new Set(places)]).toEqual(['kitchen', 'hall', 'stairs', 'roof'])
    for (const caption of captions(plan)) {
      const told = [/apple|kettle|cup/, /door/, /Steps|steps/, /rain|gull/i].filter((words) => words.test(caption))
      expect(told).toHaveLength(1)
    }
  }
  expect((await planned({ options: { durationSeconds: 4, script: FOUR_SCENES } })).shots.length).toBeLessThan(4)
})

test('a picture whose name says nothing gets no caption, and a prompt all the same', async () => {
  for (const name of ['pic.jpg', 'DSC0001.jpg', 'alpha.png'])
    for (const text of ['', '12 seconds', 'noir']) {
      const { shots } = await planned({ text, files: [file(name, 1)] })
      expect(new Set(shots.map((s) => s.caption))).toEqual(new Set(['']))
      for (const shot of shots) expect(shot.prompt).toMatch(/^a quiet scene, /)
    }
  const { shots } = await planned({ files: [file('harbour at dawn.jpg', 1)] })
  expect(shots[0]?.caption).toBe('Harbour at dawn')
  expect((await planned({ files: [file('pic.jpg', 1)], options: { title: 'The Pier' } })).shots[0]?.caption).toBe(
    'The Pier',
  )
})

test("footage's own sound is not used, and the plan says so", async () => {
  const rationale = async (hasAudio: boolean) =>
    (await planned({ text: 'A man walks', files: [file('walk.mp4', 1, { hasAudio })] })).rationale
  expect(await rationale(true)).toContain("The footage's own sound is not used.")
  expect(await rationale(false)).not.toContain('sound')
})

test.each([
  [
    'Follow the three boards: a courier rides into the tunnel, stops under the lamp, and finds the parcel open',
    ['A courier rides into the tunnel', 'Stops under the lamp', 'Finds the parcel open'],
  ],
  [
    'A mood piece for a slow theme: rain on the pier, lamps coming on, a lost umbrella',
    ['Rain on the pier', 'Lamps coming on', 'A lost umbrella'],
  ],
  [
    'A day in the harbour: boats leave early, gulls cry, ropes creak',
    ['A day in the harbour: boats leave early', 'Gulls cry', 'Ropes creak'],
  ],
  ['He says: “Come in, sit down, and wait”', ['He says: “Come in, sit down, and wait”']],
  ['Background: ink falls, gold dust', ['Background: ink falls, gold dust']],
])('what is announced with a colon is told one by one: %s', async (text, beats) => {
  const plan = await planned({ text, options: { durationSeconds: 3 * beats.length, shotCount: beats.length } })
  expect(captions(plan)).toEqual(beats)
})

test('Markdown and plain scripts are read too', async () => {
  const markdown = '# The Boat\n\n## Harbour\n\n- A boat leaves\n- **Anna:** Come back!\n\n## Sea\n\nThe wind rises.\n'
  const plan = await planned({ text: '16 seconds', options: { script: markdown } })
  expect(new Set(captions(plan))).toEqual(new Set(['A boat leaves', 'Anna: “Come back!”', 'The wind rises']))
  const lines = await planned({
    text: '',
    options: { script: '1. A boat leaves\n2. The wind rises', durationSeconds: 6 },
  })
  expect(captions(lines)).toEqual(['A boat leaves', 'The wind rises'])
})

test('pictures lead the beats that name them, the others follow in order, and a style sets the style', async () => {
  const [lantern, harbour, palette, board] = [
    file('IMG-lantern_02.jpg', 1),
    file('harbour.jpg', 2),
    file('palette.png', 3),
    file('board.png', 4, { category: 'storyboard' }),
  ]
  const { shots } = await planned({
    text: 'The harbours wake, then a gull cries, then the lantern goes out. 9 s',
    files: [lantern, harbour, palette, board],
  })
  expect(shots.map((s) => s.references)).toEqual([
    [
      { assetId: harbour.id, role: 'subject' },
      { assetId: palette.id, role: 'style' },
    ],
    [
      { assetId: board.id, role: 'start-frame' },
      { assetId: palette.id, role: 'style' },
    ],
    [
      { assetId: lantern.id, role: 'subject' },
      { assetId: palette.id, role: 'style' },
    ],
  ])
})

test('every picture is seen when there are shots enough, and those left out are named', async () => {
  const files = [1, 2, 3, 4].map((n) => file(`IMG_000${n}.jpg`, n))
  const seen = await planned({ text: 'A street', options: { durationSeconds: 12 }, files })
  expect(seen.shots.map((s) => s.references[0]?.assetId)).toEqual(files.map((f) => f.id))
  const few = await planned({ text: 'A street', options: { durationSeconds: 4 }, files })
  expect(few.rationale).toContain('found no place')
})

test("the project's look sets style and words without being a subject", async () => {
  const look = { styleTags: ['ink', 'noir'], promptAddition: 'grain', negativeAddition: 'people' }
  const { shots } = await planned({ text: 'A street. 3 s, noir', look, lookFiles: [file('a.jpg', 1)] })
  expect(shots).toMatchObject([{ workflow: 'ipadapter-animatic', references: [{ role: 'style' }] }])
  expect(shots[0]?.prompt).toMatch(/noir, ink, grain$/)
  expect(shots[0]?.negative).toMatch(/people$/)
})

test('footage is remixed, each shot from a later part of it', async () => {
  const walk = file('walk.mp4', 1)
  const { shots } = await planned({ text: 'A man walks. 12 s', files: [walk] })
  expect(shots.map((s) => s.workflow)).toEqual(Array(3).fill('img2img-motion-remix'))
  let from = -1
  for (const { references, durationFrames } of shots) {
    expect(references).toMatchObject([{ assetId: walk.id, role: 'footage' }])
    const next = references[0]?.fromSeconds ?? -1
    expect(next).toBeGreaterThan(from)
    expect(next + durationFrames / 24).toBeLessThanOrEqual(20)
    from = next
  }
  const short = await planned({ text: 'A man walks. 12 s', files: [file('a.mp4', 1, { durationSeconds: 1 })] })
  expect(short.shots.map((s) => s.references[0]?.fromSeconds)).toEqual([0, 0, 0])
})

test('the workflow asked for is used if it can be', async () => {
  const ask = (name: string, files = [file('a.jpg', 1)]) => ({
    text: 'A street. 3 s',
    files,
    options: { workflow: name },
  })
  const words = await planned(ask('animatediff-short-loop'))
  expect(words.shots).toMatchObject([{ workflow: 'animatediff-short-loop', references: [] }])
  expect(words.rationale).toContain('does not take it')
  expect(await refused(ask('img2img-motion-remix'))).toMatchObject({
    type: 'workflow-cannot',
    workflow: 'img2img-motion-remix',
  })
  expect(await refused(ask('ipadapter-animatic', []))).toMatchObject({
    type: 'workflow-cannot',
    workflow: 'ipadapter-animatic',
  })
  expect(await refused(ask('ipadapter-storyboard'))).toMatchObject({
    type: 'workflow-cannot',
    workflow: 'ipadapter-storyboard',
  })
  expect(await refused(ask('gone'))).toMatchObject({ type: 'workflow-cannot', reason: 'no host can run it' })
})

test('without a workflow for its files a film is made from words, and says so; without any there is none', async () => {
  const given = { text: 'A street. 3 s', files: [file('a.jpg', 1)], workflows: [workflow('words')] }
  const plan = await planned(given)
  expect(plan.shots).toMatchObject([{ workflow: 'words', references: [] }])
  expect(plan.rationale).toContain('could not be used')
  expect(await refused({ ...given, workflows: [] })).toMatchObject({ type: 'plan-refused' })
  expect(await refused({ text: 'A street', workflows: [workflow('p', { needs: 'pictures' })] })).toMatchObject({
    type: 'plan-refused',
  })
})

test('the same brief gets the same plan', async () => {
  const given = { text: 'A boat leaves. The wind rises. 30 s', files: [file('a.jpg', 1), file('b.mp4', 2)] }
  expect(await planned(given)).toEqual(await planned(given))
})

test.each([
  ['emoji', { text: '🎬🌊🔥' }],
  ['one word', { text: 'Rain' }],
  ['one letter', { text: 'x' }],
  ['20,000 characters', { text: 'The wind rises over the sea. '.repeat(700).slice(0, 20_000) }],
  ['20,000 letters without a space', { text: 'x'.repeat(20_000) }],
  ['Chinese', { text: '一盏纸灯笼漂过湖面。风起了，然后灯灭了。12秒' }],
  ['German', { text: 'Eine Laterne treibt über den See, dann steigt der Wind. 12 Sekunden' }],
  ['only style', { text: 'noir' }],
  ['only line ends and files', { text: '\n\n', files: [file('IMG_1.jpg', 1), file('red_door.png', 2)] }],
  ['a file without a name', { text: '', files: [file('IMG_1.jpg', 1)] }],
  ['a script of headings', { text: '', options: { script: 'INT. ROOM - DAY\n\nEXT. SEA - NIGHT' } }],
  ['a script of noise', { text: 'A sea', options: { script: '---\n\n===\n' } }],
  ['markup', { text: '<b>Rain</b> & "quotes" \\n {{x}} ${y}' }],
  ['a huge look', { text: 'Rain', look: { promptAddition: 'grain '.repeat(500), negativeAddition: 'x '.repeat(500) } }],
] satisfies readonly (readonly [string, Given])[])('%s still becomes a film', async (_, given) => {
  expect(faultsOf(await planned(given), planRequest(given))).toEqual([])
})

test('German and Chinese are parted into beats', async () => {
  const german = await planned({ text: 'Eine Laterne treibt über den See, dann steigt der Wind. 8 Sekunden' })
  expect(captions(german)).toEqual(['Eine Laterne treibt über den See', 'Dann steigt der Wind'])
  const chinese = await planned({ text: '一盏纸灯笼漂过湖面。风起了。8秒' })
  expect(captions(chinese)).toEqual(['一盏纸灯笼漂过湖面', '风起了'])
})

test('an aborted request is not planned', async () => {
  const request = planRequest({ text: 'Rain' })
  await expect(planner.plan({ ...request, signal: AbortSignal.abort() })).rejects.toThrow('aborted')
})

test('what is said to the maker, or not wanted, is no beat', async () => {
  const plan = await planned({
    text: 'A shoe splashes through a puddle. It lands on a rock. Use the shoe picture. No text. 8 seconds',
    files: [file('shoe.jpg', 1)],
  })
  expect(captions(plan)).toEqual(['A shoe splashes through a puddle', 'It lands on a rock'])
  expect(plan.shots.every((s) => s.negative.startsWith('text, '))).toBe(true)
  const german = await planned({ text: 'Ein Zug fährt durch die Nacht. Ohne Menschen. 15 Sekunden, ruhig' })
  expect(new Set(captions(german))).toEqual(new Set(['Ein Zug fährt durch die Nacht']))
  expect(german.shots[0]?.negative).toMatch(/^Menschen, /)
})
