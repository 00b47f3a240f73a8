/** Holds the import law: who may know whom, which package lives in which room, and what the core may never reach for. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ROOMS = ['bin', 'src', 'adapters', 'commands', 'workflows', 'bench']

type Source = { readonly file: string; readonly text: string; readonly imports: readonly string[] }

const CODE = /\.(ts|mts|js|mjs)$/
const IMPORT =
  /(?:^|[\s;])(?:import|export)\s+(?:type\s+)?(?:[\w*{][^'";]*?\s+from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g

function sources(): readonly Source[] {
  return ROOMS.filter((room) => existsSync(path.join(ROOT, room))).flatMap((room) => {
    const folder = path.join(ROOT, room)
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => CODE.test(name))
      .map((name) => {
        const file = path.posix.join(room, name.split(path.sep).join('/'))
        const text = readFileSync(path.join(ROOT, file), 'utf8')
        const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
        const imports = [...code.matchAll(IMPORT)].map((m) => m[1] ?? m[2] ?? '')
        return { file, text: code, imports }
      })
  })
}

/** The room of a file: what the law speaks of. */
function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/')
  if (file === 'src/nora.ts') return 'src/nora.ts'
  return top === 'src' || top === 'adapters' ? `${top}/${second}` : top
}

/** From → the rooms it may import, its own aside. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  'src/domain': [],
  'src/words': ['src/domain'],
  'src/ports': ['src/words', 'src/domain'],
  'src/coordination': ['src/ports', 'src/words', 'src/domain'],
  'src/nora': ['src/coordination', 'src/ports', 'src/words', 'src/domain'],
  'src/cinematographer': ['src/coordination', 'src/ports', 'src/words', 'src/domain'],
  'src/nora.ts': ['src/nora', 'src/cinematographer', 'src/coordination', 'src/ports', 'src/words', 'src/domain'],
  'src/jobs': ['src/nora.ts', 'src/ports', 'src/domain'],
  commands: ['src/nora.ts', 'src/words', 'src/domain'],
  workflows: ['src/domain'],
}
const ADAPTER = ['src/domain', 'src/words', 'src/ports', 'src/nora.ts']
const ALSO: Readonly<Record<string, readonly string[]>> = {
  'adapters/slack': ['commands'],
  'adapters/discord': ['commands'],
  'adapters/http': ['commands'],
  'adapters/desk': ['commands'],
  'adapters/comfyui': ['workflows'],
  'adapters/previz': ['workflows'],
}

function allowed(room: string): readonly string[] | 'everything' {
  if (room === 'bin' || room === 'bench') return 'everything'
  if (room.startsWith('adapters/')) return [...ADAPTER, ...(ALSO[room] ?? [])]
  const may = MAY[room]
  if (may === undefined) throw new Error(`The law says nothing about ${room}`)
  return may
}

/** A package and the only rooms that may know it. */
const KEPT: readonly { readonly name: RegExp; readonly rooms: readonly string[] }[] = [
  { name: /^@slack\//, rooms: ['adapters/slack'] },
  { name: /^discord\.js/, rooms: ['adapters/discord'] },
  { name: /^(hono|@hono\/.+)$|^hono\//, rooms: ['adapters/http', 'adapters/desk', 'adapters/previz'] },
  { name: /^(drizzle-orm|postgres|pg-boss)(\/|$)/, rooms: ['adapters/postgres'] },
  {
    name: /^undici(\/|$)/,
    rooms: ['adapters/comfyui', 'adapters/vault', 'adapters/slack', 'adapters/discord', 'bench'],
  },
  { name: /^openai(\/|$)/, rooms: ['adapters/planner'] },
  { name: /^p-queue$/, rooms: ['src/cinematographer/lanes.ts'] },
]

const all = sources()
const isLocal = (name: string) => name.startsWith('.')
const target = (from: string, name: string) => path.posix.normalize(path.posix.join(path.posix.dirname(from), name))

describe('the import law', () => {
  test('it reads imports of every form', () => {
    const text = `import a from 'one'\nimport type { B } from "two"\nexport * from 'three'\nimport 'four'\nconst x = await import('five')\nimport {\n  c,\n} from 'six'`
    expect([...text.matchAll(IMPORT)].map((m) => m[1] ?? m[2])).toEqual(['one', 'two', 'three', 'four', 'five', 'six'])
    expect(all.length).toBeGreaterThan(40)
  })

  test('every room imports only the rooms that it may', () => {
    const broken = all.flatMap(({ file, imports }) => {
      const room = roomOf(file)
      const may = allowed(room)
      return imports
        .filter(isLocal)
        .map((name) => target(file, name))
        .filter((to) => may !== 'everything' && roomOf(to) !== room && !may.includes(roomOf(to)))
        .map((to) => `${file} → ${to}`)
    })
    expect(broken).toEqual([])
  })

  test('nobody imports bin, but for what measures the whole', () => {
    const broken = all
      .filter((s) => roomOf(s.file) !== 'bin' && roomOf(s.file) !== 'bench')
      .flatMap(({ file, imports }) =>
        imports.filter((n) => isLocal(n) && roomOf(target(file, n)) === 'bin').map((n) => `${file} → ${n}`),
      )
    expect(broken).toEqual([])
  })

  test('ports are types only', () => {
    const broken = all.filter(
      (s) => s.file.startsWith('src/ports/') && /^\s*(export\s+)?(const|let|function|class)\s/m.test(s.text),
    )
    expect(broken.map((s) => s.file)).toEqual([])
  })

  test('each package stays in its room', () => {
    const broken = all.flatMap(({ file, imports }) =>
      imports
        .filter((n) => !isLocal(n))
        .flatMap((n) => KEPT.filter((k) => k.name.test(n)))
        .filter((k) => !k.rooms.includes(roomOf(file)) && !k.rooms.includes(file))
        .map((k) => `${file} uses ${k.name.source}`),
    )
    expect(broken).toEqual([])
  })

  test('the domain knows itself, zod, and hashing', () => {
    const broken = all
      .filter((s) => s.file.startsWith('src/domain/'))
      .flatMap(({ file, imports }) =>
        imports.filter((n) => !isLocal(n) && n !== 'zod' && n !== 'node:crypto').map((n) => `${file} → ${n}`),
      )
    expect(broken).toEqual([])
  })

  test('there are no import loops', () => {
    const files = new Map(all.map((s) => [s.file, s.imports.filter(isLocal).map((n) => target(s.file, n))]))
    const done = new Set<string>()
    const loops: string[] = []
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) {
        loops.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
        return
      }
      if (done.has(file)) return
      for (const next of files.get(file) ?? []) visit(next, [...trail, file])
      done.add(file)
    }
    for (const file of files.keys()) visit(file, [])
    expect(loops).toEqual([])
  })
})

describe('what the core never reaches for', () => {
  const found = (scope: (file: string) => boolean, words: RegExp) =>
    all.filter((s) => scope(s.file) && words.test(s.text)).map((s) => s.file)

  test('the environment is read in bin/config.ts alone', () => {
    expect(found((f) => f !== 'bin/config.ts', /process\.env/)).toEqual([])
  })

  test('time and chance come into src by ports', () => {
    expect(found((f) => f.startsWith('src/'), /Date\.now|Math\.random|randomUUID|new Date\(\)/)).toEqual([])
  })
})
