/** What an option may be completed to while it is typed, newest or likeliest first. */
import type { Nora } from '../src/nora.ts'
import type { Asked, Command } from './command.ts'
import { LOOKED_AT } from './find.ts'

export type Suggestion = { readonly label: string; readonly value: string }

/** As many as Discord shows. */
const MOST = 25

export async function suggest(
  nora: Nora,
  command: Command,
  option: string,
  typed: string,
  asked: Pick<Asked, 'projectId'>,
): Promise<readonly Suggestion[]> {
  const all = await candidates(nora, command.options[option]?.kind, asked)
  const begun = typed.trim().toLowerCase()
  return all.filter((s) => s.label.toLowerCase().includes(begun)).slice(0, MOST)
}

async function candidates(
  nora: Nora,
  kind: Command['options'][string]['kind'] | undefined,
  { projectId }: Pick<Asked, 'projectId'>,
): Promise<readonly Suggestion[]> {
  const same = (name: string): Suggestion => ({ label: name, value: name })
  if (kind === 'workflow') return (await nora.workflows(projectId)).map((w) => same(w.name))
  if (kind === 'host') return (await nora.readQueue()).hosts.map((h) => same(h.name))
  if (kind === 'project')
    return (await nora.listProjects({ limit: LOOKED_AT })).items.map((p) => ({ label: p.name, value: p.id }))
  if (projectId === null) return []
  if (kind === 'brief')
    return (await nora.listBriefs({ projectId, limit: LOOKED_AT })).items.map((b) => ({ label: b.title, value: b.id }))
  if (kind === 'asset' || kind === 'assets')
    return (await nora.listAssets(projectId, { limit: LOOKED_AT })).items.map((a) => ({ label: a.name, value: a.id }))
  return []
}
