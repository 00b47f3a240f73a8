/** What people mean by a name: a brief, a file or a project by its id, or by what it is called. */
import { type AssetId, type BriefId, parseId, type ProjectId } from '../src/domain/ids.ts'
import type { Nora } from '../src/nora.ts'
import { type Answer, type Asked, type Found, refuse } from './command.ts'

/** How far back names are looked for. */
export const LOOKED_AT = 200

const isNamed = (name: string, wanted: string): boolean => name.toLowerCase().includes(wanted.toLowerCase())
const notFound = (line: string): { readonly missing: Answer } => ({ missing: refuse(line) })

/** The one that is named, else that of the thread. */
export async function findBrief(nora: Nora, asked: Asked, named: string | null): Promise<Found<BriefId>> {
  if (named === null) return asked.briefId === null ? notFound(await whichFilm(nora, asked)) : { found: asked.briefId }
  const id = parseId('brief', named)
  if (id !== null) return { found: id }
  if (asked.projectId === null) return notFound(`There is no film “${named}” here.`)
  const { items } = await nora.listBriefs({ projectId: asked.projectId, limit: LOOKED_AT })
  const brief =
    items.find((b) => b.title.toLowerCase() === named.toLowerCase()) ?? items.find((b) => isNamed(b.title, named))
  return brief === undefined ? notFound(`There is no film “${named}” here: look at “status”.`) : { found: brief.id }
}

async function whichFilm(nora: Nora, { projectId }: Asked): Promise<string> {
  const [newest] = projectId === null ? [] : (await nora.listBriefs({ projectId, limit: 1 })).items
  return newest === undefined
    ? 'There is no film here yet: begin one with “brief” and what it shows.'
    : `Which film? Say it in its thread, or add its name in quotes: "${newest.title}".`
}

export async function findAsset(nora: Nora, asked: Asked, named: string): Promise<Found<AssetId>> {
  const id = parseId('asset', named)
  if (id !== null) return { found: id }
  if (asked.projectId === null) return notFound(`There is no file “${named}” here.`)
  const { items } = await nora.listAssets(asked.projectId, { limit: LOOKED_AT })
  const asset =
    items.find((a) => a.name.toLowerCase() === named.toLowerCase()) ?? items.find((a) => isNamed(a.name, named))
  return asset === undefined
    ? notFound(`There is no file “${named}” here: look at “assets list”.`)
    : { found: asset.id }
}

export async function findProject(nora: Nora, named: string): Promise<Found<ProjectId>> {
  const id = parseId('project', named)
  if (id !== null) return { found: id }
  const { items } = await nora.listProjects({ limit: LOOKED_AT })
  const project = items.find((p) => p.name.toLowerCase() === named.toLowerCase())
  return project === undefined ? notFound(`There is no project “${named}”.`) : { found: project.id }
}

export const here = (asked: Asked): Found<ProjectId> =>
  asked.projectId === null
    ? notFound('This channel has no project yet: it gets one with its first brief, or by “project bind”.')
    : { found: asked.projectId }
