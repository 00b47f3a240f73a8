/** The workflows that a project brought itself. */
import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { PersonId, ProjectId } from '../../src/domain/ids.ts'
import { moment } from './moment.ts'
import { people, projects } from './schema-people.ts'

export const projectWorkflows = pgTable(
  'project_workflows',
  {
    projectId: text('project_id')
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id),
    name: text('name').notNull(),
    definition: jsonb('definition').notNull(),
    by: text('by')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    at: moment('at').notNull(),
  },
  (t) => [
    // All of a project: `projectWorkflows`; one of them: `deleteWorkflow`.
    primaryKey({ columns: [t.projectId, t.name] }),
  ],
)
