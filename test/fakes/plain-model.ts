/** A model client without a server: what it will say is handed in, and is read, mended once and given up like any model's. */
import type { ModelClient } from '../../adapters/planner/model-client.ts'
import { jsonIn } from '../../adapters/planner/model-json.ts'

export function createPlainModel() {
  const turns: string[] = []
  const client: ModelClient = {
    hear: async () => ({ ok: false, why: 'the server offers no transcripts' }),
    async ask(question) {
      const asked = { attempts: 0, tokens: 0, showed: false }
      while (asked.attempts < 2) {
        asked.attempts += 1
        const json = jsonIn(turns.shift() ?? '')
        const read = json === undefined ? null : question.read(json)
        if (read?.ok === true) return { ok: true, value: read.value, ...asked }
      }
      return { ok: false, why: 'gave an answer twice that cannot be used', ...asked }
    },
  }
  return {
    client,
    /** Instead of what was left. */
    will: (...texts: readonly string[]) => void turns.splice(0, turns.length, ...texts),
  }
}
