/** The files of a project's vault, as rows. */
import { and, asc, eq, getTableColumns, inArray, lt, ne, sql } from 'drizzle-orm'
import type { Asset, AssetCategory } from '../../src/domain/asset.ts'
import type { AssetId, BriefId, ProjectId } from '../../src/domain/ids.ts'
import type { Page } from '../../src/ports/store.ts'
import { zProvenance } from './json-asset.ts'
import { afterCursor, newestFirst, toPage } from './page.ts'
import type { Queries } from './queries.ts'
import { cinematicBriefs as b, shots, takes } from './schema-briefs.ts'
import { deliveries as d, notes as n } from './schema-review.ts'
import { projectAssets as a } from './schema-vault.ts'

const toAsset = (row: typeof a.$inferSelect): Asset => ({ ...row, provenance: zProvenance.parse(row.provenance) })

/** By primary key. */
export async function asset(db: Queries, id: AssetId): Promise<Asset | null> {
  const [row] = await db.select().from(a).where(eq(a.id, id))
  return row ? toAsset(row) : null
}

/** By primary key, each. */
export async function assetsById(db: Queries, ids: readonly AssetId[]): Promise<readonly Asset[]> {
  if (ids.length === 0) return []
  const rows = await db.select().from(a).where(inArray(a.id, ids))
  const found = new Map(rows.map((row) => [row.id, toAsset(row)]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** Backwards through `project_assets_newest`. */
export async function listAssets(
  db: Queries,
  projectId: ProjectId,
  o: { limit: number; cursor?: string; category?: AssetCategory; named?: string },
): Promise<Page<Asset>> {
  const rows = await db
    .select()
    .from(a)
    .where(
      and(
        eq(a.projectId, projectId),
        o.category === undefined ? undefined : eq(a.category, o.category),
        o.named === undefined ? undefined : sql`strpos(lower(${a.name}), lower(${o.named})) > 0`,
        afterCursor(a, o.cursor),
      ),
    )
    .orderBy(...newestFirst(a))
    .limit(o.limit + 1)
  return toPage(rows, o.limit, toAsset)
}

/** By `project_assets_by_key`. */
export async function isStored(db: Queries, storageKey: string): Promise<boolean> {
  const found = await db.select({ id: a.id }).from(a).where(eq(a.storageKey, storageKey)).limit(1)
  return found.length === 1
}

/** Once a day: through `project_assets_newest` to each clip's take by `takes_by_asset`, then to plans that show it. */
export async function idleClips(
  db: Queries,
  projectId: ProjectId,
  before: Date,
): Promise<readonly { readonly clip: Asset; readonly briefId: BriefId }[]> {
  const rows = await db
    .select({ clip: getTableColumns(a), briefId: takes.briefId })
    .from(a)
    .innerJoin(takes, eq(takes.assetId, a.id))
    .innerJoin(b, eq(b.id, takes.briefId))
    .where(
      and(
        eq(a.projectId, projectId),
        eq(a.category, 'shot_clip'),
        lt(a.createdAt, before),
        ne(b.status, 'approved'),
        sql`not exists (select from ${shots} where ${shots.currentTakeId} = ${takes.id})`,
      ),
    )
    .orderBy(asc(a.createdAt), asc(a.id))
  return rows.map(({ clip, briefId }) => ({ clip: toAsset(clip), briefId }))
}

export async function insertAsset(db: Queries, row: Asset): Promise<void> {
  await db.insert(a).values(row)
}

/** Keeps these from being deleted until the transaction ends. By primary key. */
export async function holdAssets(db: Queries, ids: readonly AssetId[]): Promise<void> {
  if (ids.length > 0) await db.select({ id: a.id }).from(a).where(inArray(a.id, ids)).orderBy(a.id).for('key share')
}

/**
 * A brief uses what it was given, what it put out, what its state names, what its deliveries and shots refer to, what
 * its notes ask for until they are in a plan (`notes_open`), and the clips of current takes. Only briefs of the asset's own project are looked at (`cinematic_briefs_of_project`, then keys
 * that begin with the brief, then `takes_by_asset`). The row is locked first: whoever holds it for a new brief
 * (`holdAssets`) has then committed, and the second statement sees that brief.
 */
export async function deleteAsset(db: Queries, id: AssetId): Promise<boolean> {
  await db.select({ id: a.id }).from(a).where(eq(a.id, id)).for('update')
  const ofProject = sql`${b.projectId} = ${a.projectId}`
  const named = JSON.stringify([{ assetId: id }])
  const gone = await db
    .delete(a)
    .where(
      sql`${a.id} = ${id}
        and not exists (select from ${b} where ${ofProject}
          and (${id} = any(${b.assetIds}) or ${id} = any(${b.outputAssetIds}) or strpos(${b.state}::text, ${id}) > 0))
        and not exists (select from ${d} join ${b} on ${d.briefId} = ${b.id} where ${ofProject}
          and ${id} in (${d.filmAssetId}, ${d.posterAssetId}, ${d.proxyAssetId}))
        and not exists (select from ${shots} join ${b} on ${shots.briefId} = ${b.id} where ${ofProject}
          and ${shots.references} @> ${named}::jsonb)
        and not exists (select from ${n} join ${b} on ${n.briefId} = ${b.id} where ${ofProject}
          and ${n.state} in ('waiting', 'asking', 'after-approval') and strpos(${n.detail}::text, ${id}) > 0)
        and not exists (select from ${takes} join ${shots} on ${shots.currentTakeId} = ${takes.id}
          where ${takes.assetId} = ${id})`,
    )
    .returning({ id: a.id })
  return gone.length === 1
}
