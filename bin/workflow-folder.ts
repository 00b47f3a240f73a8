/** Which workflows lie in the house's own folder, for all projects: each a definition as `npm run workflow` writes it. */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { sayFault } from '../src/words/workflow-words.ts'
import { CATALOGUE } from '../workflows/catalogue.ts'
import type { WorkflowDefinition } from '../workflows/definition.ts'
import { readDocument, toDefinition } from '../workflows/document.ts'
import { Stopped } from './stopped.ts'

/** In order of their files' names. One that cannot be used stops the start: films would quietly be made without it. */
export async function workflowFolder(folder: string): Promise<readonly WorkflowDefinition[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new Stopped(`${folder}: cannot be read (${error.code ?? error.message}). Make it readable, or remove it.`)
  })
  const found: WorkflowDefinition[] = []
  for (const name of names.filter((n) => n.endsWith('.json')).sort()) {
    const taken = [...CATALOGUE, ...found].map((w) => w.name)
    const read = readDocument(await parsed(path.join(folder, name)), taken)
    if (!read.ok) {
      const reasons = read.failure.map(sayFault).join(' ')
      throw new Stopped(
        `${path.join(folder, name)}: ${reasons} Look at an export with: npm run workflow -- check <file>`,
      )
    }
    found.push(toDefinition(read.value))
  }
  return found
}

async function parsed(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown
  } catch (error) {
    throw new Stopped(`${file}: expected JSON (${error instanceof Error ? error.message : String(error)}).`)
  }
}
