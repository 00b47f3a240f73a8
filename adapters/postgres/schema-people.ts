/** Which projects there are, who the people are on each platform, and what they may do where. */
import { index, jsonb, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { PersonId, ProjectId } from '../../src/domain/ids.ts'
import { moment } from './moment.ts'

export const role = pgEnum('role', ['guest', 'member', 'reviewer', 'producer', 'admin'])
export const platform = pgEnum('platform', ['slack', 'discord', 'desk', 'api'])

export const projects = pgTable(
  'projects',
  {
    id: text('id').$type<ProjectId>().primaryKey(),
    name: text('name').notNull(),
    settings: jsonb('settings').notNull(),
    look: jsonb('look').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    // The list of projects, newest first: `projects`.
    index('projects_newest').on(t.createdAt, t.id),
  ],
)

export const people = pgTable('people', {
  id: text('id').$type<PersonId>().primaryKey(),
  name: text('name').notNull(),
})

export const identities = pgTable(
  'identities',
  {
    platform: platform('platform').notNull(),
    /** Empty where a platform has no workspaces. */
    workspace: text('workspace').notNull(),
    userId: text('user_id').notNull(),
    personId: text('person_id')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
  },
  (t) => [
    // Who is this user: asked at every message.
    primaryKey({ columns: [t.platform, t.workspace, t.userId] }),
    // Where can this person be mentioned.
    index('identities_of_person').on(t.personId),
  ],
)

export const members = pgTable(
  'members',
  {
    projectId: text('project_id')
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id),
    personId: text('person_id')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    role: role('role').notNull(),
  },
  (t) => [
    // What may this person do here: `role`.
    primaryKey({ columns: [t.projectId, t.personId] }),
    // Which projects is this person in.
    index('members_of_person').on(t.personId),
  ],
)

export const channels = pgTable(
  'channels',
  {
    platform: platform('platform').notNull(),
    workspace: text('workspace').notNull(),
    channel: text('channel').notNull(),
    projectId: text('project_id')
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id),
  },
  (t) => [
    // Which project does this channel belong to: one, asked at every command.
    primaryKey({ columns: [t.platform, t.workspace, t.channel] }),
    // Where does a project's news go.
    index('channels_of_project').on(t.projectId),
  ],
)
