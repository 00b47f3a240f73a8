/** Keeps what was given with a form from the moment it opens: its words for the next process, its files before their links die. */
import type { Nora } from '../../src/nora.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Downloads } from './downloads.ts'
import type { Content } from './forms.ts'

export function createKeepForm({
  nora,
  downloads,
  log,
}: {
  readonly nora: Nora
  readonly downloads: Downloads
  readonly log: Log
}) {
  async function keep(draft: string, content: Content): Promise<void> {
    await nora.keepDraft(draft, content)
    for (const attachment of content.attachments)
      if ((await nora.draftFile(draft, attachment.id)) === null)
        await nora.keepDraftFile(
          draft,
          attachment.id,
          downloads.toFile(attachment, { from: '', message: null, draft: attachment.draft ?? null }),
        )
  }

  // The form is shown meanwhile; what is not kept is fetched when it is sent, as long as its link lives.
  return (draft: string, content: Content): void =>
    void keep(draft, content).catch((error: unknown) => log.warn('discord-form-not-kept', { error }))
}
