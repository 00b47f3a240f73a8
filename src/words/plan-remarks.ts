/** What is added to a plan's rationale: what was found for it, and what of the project's look could not be used. */
import type { Wish } from '../domain/reference-wishes.ts'

export type FoundFor = {
  readonly wish: Wish
  readonly found: { readonly name: string; readonly source: string; readonly licence: string } | null
}

export function sayFound({ wish, found }: FoundFor): string {
  const what = `“${wish.words.join(' ')}”`
  return found === null
    ? `Nothing is named ${what} in the project's vault, so nothing of the kind is used.`
    : `For ${what} ${found.name} is used, from ${found.source} (${found.licence}).`
}

export function sayUnusedLoras(names: readonly string[], workflows: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  const one = names.length === 1
  return [
    `The look's ${one ? 'LoRA' : 'LoRAs'} ${names.join(', ')} ${one ? 'is' : 'are'} not used: ${workflows.join(' and ')} ${workflows.length === 1 ? 'has' : 'have'} no place for ${one ? 'it' : 'them'}, or no host has the file in models/loras.`,
  ]
}
