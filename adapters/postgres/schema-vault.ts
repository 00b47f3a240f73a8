/** Which files a project's vault holds; the bytes themselves lie under their storage key. */
import { bigint, boolean, doublePrecision, index, integer, jsonb, pgEnum, pgTable, text } from 'drizzle-orm/pg-core'
import { ASSET_CATEGORIES } from '../../src/domain/asset.ts'
import type { AssetId, ProjectId } from '../../src/domain/ids.ts'
import { moment } from './moment.ts'
import { projects } from './schema-people.ts'

export const assetCategory = pgEnum('asset_category', ASSET_CATEGORIES)
export const assetScope = pgEnum('asset_scope', ['cinematics'])

export const projectAssets = pgTable(
  'project_assets',
  {
    id: text('id').$type<AssetId>().primaryKey(),
    projectId: text('project_id')
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id),
    category: assetCategory('category').notNull(),
    scope: assetScope('scope').notNull(),
    name: text('name').notNull(),
    mime: text('mime').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    storageKey: text('storage_key').notNull(),
    width: integer('width'),
    height: integer('height'),
    durationSeconds: doublePrecision('duration_seconds'),
    fps: doublePrecision('fps'),
    hasAudio: boolean('has_audio').notNull(),
    provenance: jsonb('provenance').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    // A project's vault, newest first: `assets`.
    index('project_assets_newest').on(t.projectId, t.createdAt, t.id),
    // Does another asset still need these bytes, before they are removed from the vault.
    index('project_assets_by_key').on(t.storageKey),
  ],
)
