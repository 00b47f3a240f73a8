/** What was given for forms that are not sent yet. Part of the store. */
import type { Draft, DraftFile } from '../domain/draft.ts'

export interface DraftReads {
  draft(id: string): Promise<Draft | null>
}

export interface DraftWrites {
  /** One that is there gets this content; its files and its age stay. */
  saveDraft(draft: Pick<Draft, 'id' | 'content' | 'createdAt'>): Promise<void>
  /** Does nothing where it is forgotten. */
  addDraftFile(id: string, file: DraftFile): Promise<void>
  /** Forgets those of before a moment; answers the keys of their files of which no draft is left, each once. */
  forgetDrafts(before: Date): Promise<readonly string[]>
}
