/** Where uploads and outputs lie, which names are allowed for them, and which name a new one gets. */
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path'

export const FOLDERS = ['input', 'output', 'temp'] as const
export type Folder = (typeof FOLDERS)[number]
export type Place = {
  readonly path: string
  readonly filename: string
  readonly subfolder: string
  readonly type: Folder
}

export type Files = ReturnType<typeof createFiles>

const isFolder = (type: string): type is Folder => (FOLDERS as readonly string[]).includes(type)

/** `inner` below `outer` or the same, whatever dots it holds. */
function inside(outer: string, inner: string): boolean {
  const way = relative(outer, inner)
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`))
}

/** `ref.png [output]` names a file in another folder than the usual one. */
function annotated(name: string, usual: Folder): { name: string; type: Folder } {
  const [, bare, type] = /^(.*) \[(input|output|temp)\]$/.exec(name) ?? []
  return bare !== undefined && type !== undefined && isFolder(type) ? { name: bare, type } : { name, type: usual }
}

export function createFiles(root: string) {
  const base = (type: Folder) => join(root, type)
  const uploads: { readonly name: string; readonly type: Folder }[] = []

  return {
    /** Empties everything, so that nothing of an earlier life is left. */
    async prepare() {
      for (const type of FOLDERS) {
        await rm(base(type), { recursive: true, force: true })
        await mkdir(base(type), { recursive: true })
      }
    },
    async remove() {
      for (const type of FOLDERS) await rm(base(type), { recursive: true, force: true })
    },

    /** Names of uploads as graphs spell them. */
    uploaded: (): string[] => uploads.filter((u) => u.type === 'input').map((u) => u.name),

    /** The path of an uploaded file that a graph names, or null. */
    find(given: string): string | null {
      const { name, type } = annotated(given, 'input')
      const path = resolve(base(type), name)
      return name !== '' && inside(base(type), path) && existsSync(path) ? path : null
    },

    /** The file to show, or the HTTP status that says why not. */
    locate(o: { filename: string; subfolder: string; type: string }): string | 400 | 403 | 404 {
      const { name, type } = annotated(o.filename, isFolder(o.type) ? o.type : 'output')
      if (name === '' || name.startsWith('/') || name.includes('..') || name.includes('\0')) return 400
      if (!isFolder(o.type)) return 400
      const folder = resolve(base(type), o.subfolder)
      if (o.subfolder.includes('\0') || !inside(base(type), folder)) return 403
      return join(folder, basename(name))
    },

    /** Where the next file of this prefix goes; null when the prefix leads out of the folder. */
    async next(prefix: string, type: Folder, suffix: string): Promise<Place | null> {
      const folder = resolve(base(type), dirname(prefix))
      const stem = basename(prefix)
      if (prefix.includes('\0') || isAbsolute(prefix) || !inside(base(type), folder)) return null
      await mkdir(folder, { recursive: true })
      const taken = readdirSync(folder)
        .filter((name) => name.startsWith(`${stem}_`))
        .map((name) => Number.parseInt(name.slice(stem.length + 1), 10))
        .filter((n) => Number.isInteger(n))
      const filename = `${stem}_${String(Math.max(0, ...taken) + 1).padStart(5, '0')}${suffix}`
      return { path: join(folder, filename), filename, subfolder: relative(base(type), folder), type }
    },

    /**
     * Keeps an upload. The same bytes under the same name are kept once; other bytes get a name with a number, unless
     * they may replace the old. Answers the name, or null when the place is not allowed.
     */
    async keep(
      bytes: Uint8Array,
      o: { filename: string; subfolder: string; type: Folder; overwrite: boolean },
    ): Promise<string | null> {
      const folder = resolve(base(o.type), o.subfolder)
      const wanted = resolve(folder, o.filename)
      if (isAbsolute(o.subfolder) || !inside(base(o.type), folder) || !inside(folder, wanted)) return null
      await mkdir(folder, { recursive: true })
      const extension = extname(o.filename)
      const stem = o.filename.slice(0, o.filename.length - extension.length)
      let filename = o.filename
      for (let n = 1; !o.overwrite && existsSync(join(folder, filename)); n++) {
        if (Buffer.compare(await readFile(join(folder, filename)), bytes) === 0) return filename
        filename = `${stem} (${n})${extension}`
      }
      await writeFile(`${join(folder, filename)}.part`, bytes)
      await rename(`${join(folder, filename)}.part`, join(folder, filename))
      uploads.push({ name: join(o.subfolder, filename), type: o.type })
      return filename
    },
  }
}
