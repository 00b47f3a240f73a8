/** Who plans and who reads notes: a language model where one is set, with the rules behind it, else the rules alone. */
import { createRuleNoteReader } from '../adapters/planner/note-reader.ts'
import { createRulePlanner } from '../adapters/planner/rules.ts'
import type { Log } from '../src/ports/log.ts'
import type { Media } from '../src/ports/media.ts'
import type { NoteReader } from '../src/ports/note-reader.ts'
import type { Planner } from '../src/ports/planner.ts'
import type { Vault } from '../src/ports/vault.ts'
import type { Config } from './config.ts'

export type Mind = { readonly planner: Planner; readonly noteReader: NoteReader }

export async function openMind(
  config: Pick<Config, 'model'>,
  deps: { readonly media: Media; readonly vault: Vault; readonly log: Log },
): Promise<Mind> {
  const rules: Mind = { planner: createRulePlanner(), noteReader: createRuleNoteReader() }
  if (config.model === null) return rules
  // The client takes 80 ms to load, for which nobody without a model should wait.
  const { createModelClient } = await import('../adapters/planner/model-client.ts')
  const { createModelNoteReader } = await import('../adapters/planner/model-note-reader.ts')
  const { createModelPlanner } = await import('../adapters/planner/model-planner.ts')
  const { apiKey, baseUrl, name: model } = config.model
  const client = createModelClient({ apiKey, baseUrl, log: deps.log })
  return {
    planner: createModelPlanner({ ...deps, client, model, rules: rules.planner }),
    noteReader: createModelNoteReader({ client, model, rules: rules.noteReader }),
  }
}
