/** A project's own workflows, kept as they were confirmed. */
import { and, asc, eq } from 'drizzle-orm'
import type { ProjectId } from '../../src/domain/ids.ts'
import { type ProjectWorkflow, zWorkflowDocument } from '../../src/domain/workflow-document.ts'
import type { Queries } from './queries.ts'
import { projectWorkflows as w } from './schema-workflows.ts'

/** By the beginning of the primary key, in order of name. */
export async function listWorkflows(db: Queries, projectId: ProjectId): Promise<readonly ProjectWorkflow[]> {
  const rows = await db.select().from(w).where(eq(w.projectId, projectId)).orderBy(asc(w.name))
  return rows.map(({ projectId: id, definition, by, at }) => ({
    projectId: id,
    document: zWorkflowDocument.parse(definition),
    by,
    at,
  }))
}

/** Two of one name that come at once: the second waits for the first, then does nothing. */
export async function insertWorkflow(db: Queries, { document, ...row }: ProjectWorkflow): Promise<boolean> {
  const kept = await db
    .insert(w)
    .values({ ...row, name: document.name, definition: document })
    .onConflictDoNothing()
    .returning({ name: w.name })
  return kept.length === 1
}

/** By primary key. */
export async function deleteWorkflow(db: Queries, projectId: ProjectId, name: string): Promise<boolean> {
  const gone = await db
    .delete(w)
    .where(and(eq(w.projectId, projectId), eq(w.name, name)))
    .returning({ name: w.name })
  return gone.length === 1
}
