/** `npm run workflow -- check <file>`: says what is found in an exported workflow, whether a host can run it, and keeps it on request. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { createComfyHost } from '../adapters/comfyui/host.ts'
import { createListings } from '../src/cinematographer/host-listings.ts'
import { lacks, stockOf } from '../src/cinematographer/host-stock.ts'
import type { WorkflowDocument } from '../src/domain/workflow-document.ts'
import type { WorkflowInspection } from '../src/domain/workflow-inspection.ts'
import { bytes, sayFailure } from '../src/words/say.ts'
import { sayFault } from '../src/words/workflow-words.ts'
import { bind } from '../workflows/bind.ts'
import { CATALOGUE } from '../workflows/catalogue.ts'
import { readDocument, sampleValues, toDefinition } from '../workflows/document.ts'
import { inspectWorkflow } from '../workflows/inspect.ts'
import type { Config } from './config.ts'
import { Stopped } from './stopped.ts'

export type CheckOptions = {
  readonly file: string
  readonly host: string | null
  readonly output: string | null
  /** The name to keep it under. */
  readonly save: string | null
}

/** More than any graph has. */
const MAX_BYTES = 4 * 1024 ** 2
const FORMATS = { api: 'ComfyUI API format', ui: 'the format of the editor', none: 'no workflow' } as const

type Say = (line: string) => void
const print: Say = (line) => process.stdout.write(`${line.trimEnd()}\n`)

/** 0: it can be used, and where a host was named, there. */
export async function checkWorkflow(
  config: Pick<Config, 'home' | 'comfyui'>,
  o: CheckOptions,
  say: Say = print,
): Promise<number> {
  const name = o.save ?? nameOf(o.file)
  const found = inspectWorkflow(await read(o.file), { name, output: o.output })
  say(`${path.basename(o.file)}: ${FORMATS[found.format]}`)
  sayFound(say, found)
  for (const fault of found.faults) say(`Refused: ${sayFault(fault)}`)
  if (found.document === null) return 1

  const isThere = o.host === null || (await checkOn(say, config, o.host, found.document))
  if (o.save !== null) await save(say, path.join(config.home, 'workflows'), found.document)
  else say(`It can be used. Keep it for all projects with: npm run workflow -- check ${o.file} --save ${name}`)
  return isThere ? 0 : 1
}

function sayFound(say: Say, { guesses, document, leftOut }: WorkflowInspection): void {
  if (document !== null) {
    const { frames, nativeFps, makes, needs } = document.facts
    const rule = frames.step === 1 ? '' : `, ${frames.step}n+${frames.offset}`
    const clip = `a clip of ${frames.min} to ${frames.max} frames${rule} at ${nativeFps} a second`
    say(`Makes ${makes === 'clip' ? clip : 'a still'} at "${document.output}"; needs ${needs} of a shot`)
  }
  if (guesses.length > 0) say('Slots, as they seem to be:')
  for (const g of guesses) say(`  ${g.slot.padEnd(18)} ${g.into.join(', ').padEnd(32)} ${g.confidence}: ${g.why}`)
  for (const m of document?.facts.models ?? []) say(`Needs models/${m.folder}/${m.file}`)
  if (leftOut.length > 0) say(`Left out, since the result does not need it: ${leftOut.join(', ')}`)
}

/** Asks the host for its node classes and files, then whether it would take the graph with everything filled in. */
async function checkOn(
  say: Say,
  config: Pick<Config, 'comfyui'>,
  url: string,
  document: WorkflowDocument,
): Promise<boolean> {
  const sayNo = (line: string): false => {
    say(line)
    return false
  }
  const host = createComfyHost({ name: new URL(url).host, url, headers: config.comfyui.headers, log: SILENT })
  try {
    const definition = toDefinition(document)
    const listings = createListings({ clock: { now: () => new Date() } })
    const stock = await stockOf(listings, host, definition, new Date())
    if (stock.down !== null) return sayNo(sayFailure(stock.down))
    const missing = lacks(definition, stock)
    for (const { node, need } of missing)
      say(
        need === null ? `${host.name} lacks the node ${node}` : `${host.name} lacks models/${need.folder}/${need.file}`,
      )
    if (missing.length > 0) return false
    const models = Object.fromEntries(
      Object.entries(stock.files).flatMap(([slot, [best]]) => (best ? [[slot, best]] : [])),
    )
    const filled = bind(definition, { ...sampleValues(document), ...models })
    if (!filled.ok) return sayNo(sayFailure(filled.failure))
    const taken = await host.check({ graph: filled.value.graph, workflow: document.name })
    if (!taken.ok) return sayNo(sayFailure(taken.failure))
    say(`${host.name} has all that it needs and would take it`)
    return true
  } finally {
    await host.stop()
  }
}

async function save(say: Say, folder: string, document: WorkflowDocument): Promise<void> {
  const read = readDocument(
    document,
    CATALOGUE.map((w) => w.name),
  )
  if (!read.ok) throw new Stopped(read.failure.map(sayFault).join(' '))
  const file = path.join(folder, `${document.name}.json`)
  await mkdir(folder, { recursive: true })
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`, { flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      throw new Stopped(`${file} is there already. Choose another name, or remove it first.`)
    },
  )
  say(`Kept as ${file}: change slots and facts there, and start Nora again.`)
}

async function read(file: string): Promise<unknown> {
  const facts = await stat(file).catch(() => null)
  if (!facts?.isFile()) throw new Stopped(`There is no file "${file}": check its path.`)
  if (facts.size > MAX_BYTES) throw new Stopped(`"${file}" is larger than ${bytes(MAX_BYTES)}: no workflow is.`)
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown
  } catch {
    return null
  }
}

/** A good name from that of the file, and none of the house. */
function nameOf(file: string): string {
  const name = path
    .basename(file)
    .replace(/(?:\.api)?\.json$/i, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50)
  return name.length < 2 || CATALOGUE.some((w) => w.name === name) ? `own-${name || 'workflow'}` : name
}

const SILENT = { info() {}, warn() {}, error() {} }
