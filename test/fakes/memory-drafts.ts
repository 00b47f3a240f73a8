/** What a store in memory keeps of forms that are not sent yet. */
import type { DraftReads, DraftWrites } from '../../src/ports/store-drafts.ts'
import type { Staged, View } from './memory-tables.ts'

export const createDraftReads = (v: View): DraftReads => ({ draft: async (id) => v.drafts.get(id) })

export const createDraftWrites = (t: Staged): DraftWrites => ({
  async saveDraft(draft) {
    t.drafts.put(draft.id, { files: [], ...draft, ...t.drafts.get(draft.id), content: draft.content })
  },
  async addDraftFile(id, file) {
    const draft = t.drafts.get(id)
    if (draft !== null) t.drafts.put(id, { ...draft, files: [...draft.files, file] })
  },
  async forgetDrafts(before) {
    const old = t.drafts.all().filter((d) => d.createdAt < before)
    for (const { id } of old) t.drafts.remove(id)
    const kept = new Set(t.drafts.all().flatMap((d) => d.files.map((f) => f.storageKey)))
    return [...new Set(old.flatMap((d) => d.files.map((f) => f.storageKey)))].filter((key) => !kept.has(key))
  },
})
