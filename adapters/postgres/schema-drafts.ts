/** What was given for forms that are not sent yet, and where its files are. */
import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import type { DraftFile } from '../../src/domain/draft.ts'
import { moment } from './moment.ts'

export const drafts = pgTable(
  'drafts',
  {
    id: text('id').primaryKey(),
    content: jsonb('content').notNull(),
    files: jsonb('files').$type<readonly DraftFile[]>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  // Those old enough to be forgotten.
  (t) => [index('drafts_oldest').on(t.createdAt)],
)
