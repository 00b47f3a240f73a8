/** Notes: what people asked to be changed, and what became of it. */
import { asc, eq } from 'drizzle-orm'
import type { BriefId, NoteId } from '../../src/domain/ids.ts'
import type { Note } from '../../src/domain/note.ts'
import { zNoteState } from './json-note.ts'
import { expectOne, type Queries } from './queries.ts'
import { notes } from './schema-review.ts'

function toNote(stored: typeof notes.$inferSelect): Note {
  const { nth: _, detail, ...row } = stored
  return { ...row, state: zNoteState.parse({ ...Object(detail), is: row.state }) }
}

function fromState({ is, ...detail }: Note['state']) {
  return { state: is, detail }
}

/** Forwards through `notes_of_brief`. */
export async function listNotes(db: Queries, briefId: BriefId): Promise<readonly Note[]> {
  const rows = await db.select().from(notes).where(eq(notes.briefId, briefId)).orderBy(asc(notes.at), asc(notes.nth))
  return rows.map(toNote)
}

/** By primary key. */
export async function note(db: Queries, id: NoteId): Promise<Note | null> {
  const [row] = await db.select().from(notes).where(eq(notes.id, id))
  return row ? toNote(row) : null
}

export async function insertNote(db: Queries, given: Note): Promise<void> {
  await db.insert(notes).values({ ...given, ...fromState(given.state) })
}

/** By primary key. Who said what when does not change. */
export async function saveNote(db: Queries, { id, state }: Note): Promise<void> {
  expectOne(await db.update(notes).set(fromState(state)).where(eq(notes.id, id)).returning({ id: notes.id }), id)
}
