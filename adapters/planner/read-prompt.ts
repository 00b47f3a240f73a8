/** What a model is told before it sees a brief or a note, and under which version. */
import { readFileSync } from 'node:fs'

export type SystemPrompt = { readonly version: string; readonly text: string }

export function readPrompt(name: 'plan' | 'note'): SystemPrompt {
  const text = readFileSync(new URL(`./prompts/${name}.md`, import.meta.url), 'utf8')
  const version = /^Version: (\S+)\n/.exec(text)?.[1]
  if (version === undefined) throw new Error(`prompts/${name}.md does not begin with its version`)
  return { version, text: text.slice(text.indexOf('\n')).trim() }
}
