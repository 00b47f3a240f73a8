/** Projects, people, who they are on each platform, and who may do what where. */
import { and, asc, eq, getTableColumns } from 'drizzle-orm'
import type { PersonId, ProjectId } from '../../src/domain/ids.ts'
import type { Identity, Member, Person, Project, Role } from '../../src/domain/project.ts'
import type { Page, Writes } from '../../src/ports/store.ts'
import { zLook, zSettings } from './json-project.ts'
import { afterCursor, newestFirst, toPage } from './page.ts'
import { expectOne, type Queries } from './queries.ts'
import { identities, members, people, projects } from './schema-people.ts'

const toProject = (row: typeof projects.$inferSelect): Project => ({
  ...row,
  settings: zSettings.parse(row.settings),
  look: zLook.parse(row.look),
})

/** By primary key. */
export async function project(db: Queries, id: ProjectId): Promise<Project | null> {
  const [row] = await db.select().from(projects).where(eq(projects.id, id))
  return row ? toProject(row) : null
}

/** Backwards through `projects_newest`. */
export async function listProjects(db: Queries, o: { limit: number; cursor?: string }): Promise<Page<Project>> {
  const rows = await db
    .select()
    .from(projects)
    .where(afterCursor(projects, o.cursor))
    .orderBy(...newestFirst(projects))
    .limit(o.limit + 1)
  return toPage(rows, o.limit, toProject)
}

export async function insertProject(db: Queries, p: Project): Promise<void> {
  await db.insert(projects).values(p)
}

/** Two that come at once: the second waits for the first, then does nothing. */
export async function ensureProject(db: Queries, p: Project): Promise<void> {
  await db.insert(projects).values(p).onConflictDoNothing()
}

export async function saveProject(
  db: Queries,
  id: ProjectId,
  change: Parameters<Writes['saveProject']>[1],
): Promise<void> {
  if (Object.keys(change).length === 0) return
  expectOne(await db.update(projects).set(change).where(eq(projects.id, id)).returning({ id: projects.id }), id)
}

/** By primary key. */
export async function person(db: Queries, id: PersonId): Promise<Person | null> {
  const [row] = await db.select().from(people).where(eq(people.id, id))
  return row ?? null
}

export async function ensurePerson(db: Queries, p: Person): Promise<void> {
  await db.insert(people).values(p).onConflictDoNothing()
}

/** By the primary key of `identities`. */
export async function personOf(db: Queries, { platform, workspace, userId }: Identity): Promise<Person | null> {
  const [row] = await db
    .select(getTableColumns(people))
    .from(identities)
    .innerJoin(people, eq(people.id, identities.personId))
    .where(and(eq(identities.platform, platform), eq(identities.workspace, workspace), eq(identities.userId, userId)))
  return row ?? null
}

/** Through `identities_of_person`. */
export async function identitiesOf(db: Queries, personId: PersonId): Promise<readonly Identity[]> {
  const { platform, workspace, userId } = identities
  return db.select({ platform, workspace, userId }).from(identities).where(eq(identities.personId, personId))
}

/** Two that come at once: the second waits for the first, then does nothing. */
export async function addIdentity(db: Queries, identity: Identity, personId: PersonId): Promise<void> {
  await db
    .insert(identities)
    .values({ ...identity, personId })
    .onConflictDoNothing()
}

/** By the beginning of the primary key: a project has few members. */
export async function hasReviewers(db: Queries, projectId: ProjectId): Promise<boolean> {
  const found = await db
    .select({ personId: members.personId })
    .from(members)
    .where(and(eq(members.projectId, projectId), eq(members.role, 'reviewer')))
    .limit(1)
  return found.length === 1
}

/** By the beginning of the primary key. */
export const listMembers = async (db: Queries, projectId: ProjectId): Promise<readonly Member[]> =>
  db
    .select({ personId: members.personId, name: people.name, role: members.role })
    .from(members)
    .innerJoin(people, eq(people.id, members.personId))
    .where(eq(members.projectId, projectId))
    .orderBy(asc(people.name), asc(people.id))

/** By primary key. */
export async function roleOf(db: Queries, projectId: ProjectId, personId: PersonId): Promise<Role | null> {
  const [row] = await db
    .select({ role: members.role })
    .from(members)
    .where(and(eq(members.projectId, projectId), eq(members.personId, personId)))
  return row?.role ?? null
}

export async function setRole(db: Queries, projectId: ProjectId, personId: PersonId, role: Role): Promise<void> {
  await db
    .insert(members)
    .values({ projectId, personId, role })
    .onConflictDoUpdate({ target: [members.projectId, members.personId], set: { role } })
}
