/** Answers of a model gone bad, made from good ones: wrong types, wild numbers, foreign names, broken JSON; the same for the same seed. */

const NASTY: readonly unknown[] = [
  null,
  -1,
  0,
  1e308,
  0.0001,
  '',
  'x'.repeat(30_000),
  '../../etc/passwd',
  'http://169.254.169.254/latest',
  '__proto__',
  'constructor',
  '<lora:evil:1> @everyone embedding:evil',
  '\u0000\u202e\u200b',
  'ipadapter-storyboard',
  'A99',
  [],
  {},
  [[[]]],
  { $ref: '#' },
  true,
  '12 seconds',
  Number.MAX_SAFE_INTEGER,
  -0.5,
  99,
]

/** By field: well-formed, and wrong or not depending on what was asked. */
export type Lies = Readonly<Record<string, readonly unknown[]>>

export const PLAN_LIES: Lies = {
  workflow: ['animatediff-short-loop', 'ipadapter-animatic', 'img2img-motion-remix', 'ipadapter-storyboard', 'evil'],
  references: [
    [{ file: 'A1', role: 'subject', fromSeconds: null }],
    [{ file: 'A1', role: 'footage', fromSeconds: 500 }],
    [{ file: 'A2', role: 'footage', fromSeconds: -3 }],
    [1, 2, 3].map((n) => ({ file: `A${n}`, role: 'style', fromSeconds: null })),
    [],
  ],
  file: ['A1', 'A2', 'A3', 'ast_00000000000040008000000000000001'],
  role: ['subject', 'footage', 'start-frame', 'end-frame', 'director'],
  fromSeconds: [0, 4, 11.9, 1e6, -1],
  seconds: [0.01, 0.5, 3, 19, 21, 400],
  scene: [0, 1, 2, 1.5, 60],
  shows: ['look at www.evil.example/x', '<b>bold</b> @here', 'embedding:evil, rain', 'a\u202eb\u0007c'],
}

const AROUND: readonly ((json: string) => string)[] = [
  (json) => json.slice(0, json.length / 2),
  (json) => `Sure, here you are:\n${json}\nDoes that help?`,
  (json) => `\`\`\`json\n${json}\n\`\`\``,
  (json) => json.replaceAll('"', "'"),
  (json) => `${json}${json}`,
  (json) => `<think>${json}</think>`,
  (json) => json.replace('{', '{"__proto__": {"seconds": 1}, '),
  (json) => json.replaceAll(/\d+/g, '9e999'),
  (json) => `[${json}]`,
  (json) => json.replaceAll('null', 'undefined'),
]

/** Mulberry32: small, and the same everywhere. */
export function chance(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % n
  }
}

/** What a server would send. */
export function hostileAnswer(good: unknown, below: (n: number) => number, lies: Lies): string {
  const bad: unknown = structuredClone(good)
  for (let changes = 1 + below(3); changes > 0; changes--) spoil(bad, below, lies)
  const json = JSON.stringify(bad)
  return below(4) === 0 ? (AROUND[below(AROUND.length)]?.(json) ?? json) : json
}

type Holder = Record<string, unknown>

function spoil(root: unknown, below: (n: number) => number, all: Lies): void {
  const places: { readonly holder: Holder; readonly key: string }[] = []
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const holder = value as Holder
    for (const key of Object.keys(holder)) {
      places.push({ holder, key })
      walk(holder[key])
    }
  }
  walk(root)
  const place = places[below(places.length)]
  if (place === undefined) return
  const { holder, key } = place
  const lie = places[below(places.length)]
  const lies = all[lie?.key ?? '']
  if (lie !== undefined && lies !== undefined && below(4) > 0) {
    lie.holder[lie.key] = lies[below(lies.length)]
    return
  }
  const value = holder[key]
  if (Array.isArray(holder) || below(5) > 0) {
    if (Array.isArray(value) && below(2) === 0) holder[key] = Array.from({ length: 1 + below(80) }, () => value).flat()
    else if (typeof value === 'number' && below(2) === 0) holder[key] = value * (below(40) - 10)
    else holder[key] = NASTY[below(NASTY.length)]
  } else if (below(2) === 0) delete holder[key]
  else holder[`${key}_`] = value
}
