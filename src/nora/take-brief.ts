/** Takes a brief: fills in what the words and files ask for, stores it, and hands it to the cinematographer. Never works itself. */
import { handOffFirst } from '../coordination/advance.ts'
import { mayDo } from '../domain/access.ts'
import { type Asset, MAX_FILES_A_BRIEF, MAX_SCRIPT_BYTES } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import { type BriefOptions, resolveRequest } from '../domain/brief-request.ts'
import type { Failure } from '../domain/failure.ts'
import { type AssetId, DEFAULT_PROJECT, makeId, type PersonId, type ProjectId } from '../domain/ids.ts'
import { type Channel, newThread } from '../domain/message.ts'
import type { Project } from '../domain/project.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'
import type { Vault } from '../ports/vault.ts'
import type { Workflows } from '../ports/workflows.ts'

export type NewBrief = {
  /** Null: the project `default`. */
  readonly projectId: ProjectId | null
  readonly requesterId: PersonId
  /** The brief in the person's own words. */
  readonly text: string
  /** What was said in fields of its own; beats the words. */
  readonly options: BriefOptions
  readonly assetIds: readonly AssetId[]
  /** The chat thread, where there is one. */
  readonly sessionId: string | null
  /** Where its thread is to be begun; left out where nobody speaks on a platform. */
  readonly channel?: Channel
  /** The same key with the same body answers the brief it made before. */
  readonly idempotency: { readonly key: string; readonly bodyHash: string } | null
}

export function createTakeBrief(deps: {
  readonly store: Store
  readonly vault: Vault
  readonly workflows: Pick<Workflows, 'forProject'>
  readonly clock: Clock
  readonly randomness: Randomness
}) {
  return async (input: NewBrief): Promise<Result<Brief, Failure>> => {
    const projectId = input.projectId ?? DEFAULT_PROJECT
    const project = await deps.store.project(projectId)
    if (project === null) return fail({ type: 'project-unknown', projectId })
    const may = mayDo(
      { personId: input.requesterId, role: await deps.store.role(projectId, input.requesterId) },
      'brief',
    )
    if (!may.ok) return may
    const earlier = await madeEarlier(input)
    if (earlier !== null) return earlier

    const files = await ownFiles(project, input.assetIds)
    if (!files.ok) return files
    const request = resolveRequest({
      text: input.text,
      options: input.options,
      settings: project.settings,
      files: files.value.map((f) => ({ assetId: f.id, name: f.name })),
      scriptText: await scriptText(files.value),
      voiceoverSeconds: files.value.findLast((f) => f.category === 'voiceover')?.durationSeconds ?? null,
      workflows: (await deps.workflows.forProject(projectId)).all.map((w) => w.name),
    })
    if (!request.ok) return request

    const at = deps.clock.now()
    const brief: Brief = {
      ...request.value,
      id: makeId('brief', deps.randomness.uuid()),
      projectId,
      requesterId: input.requesterId,
      noraSessionId: input.sessionId,
      state: { stage: 'planning' },
      version: 1,
      planVersion: 0,
      deliveryCount: 0,
      llmNotes: null,
      outputAssetIds: [],
      queuedAt: null,
      bumpedAt: null,
      createdAt: at,
      updatedAt: at,
    }
    const stored = await deps.store
      .transact(async (tx) => {
        await tx.insertBrief(brief)
        if (input.idempotency !== null) {
          const { key, bodyHash } = input.idempotency
          if (!(await tx.claimKey(input.requesterId, key, bodyHash, brief.id))) throw new TakenMeanwhile()
        }
        if (input.channel !== undefined) await tx.insertChatThread(newThread(brief.id, input.channel))
        await handOffFirst(tx, brief, [{ type: 'BriefTaken', title: brief.title, requesterId: brief.requesterId }], at)
        return ok(brief)
      })
      .catch((error: unknown) => {
        if (error instanceof TakenMeanwhile) return null
        throw error
      })
    return (
      stored ?? (await madeEarlier(input)) ?? fail({ type: 'internal', reason: 'an idempotency key came and went' })
    )
  }

  /** Null when this key is new. */
  async function madeEarlier(input: NewBrief): Promise<Result<Brief, Failure> | null> {
    if (input.idempotency === null) return null
    const { key, bodyHash } = input.idempotency
    const earlier = await deps.store.briefByKey(input.requesterId, key)
    if (earlier === null) return null
    if (earlier.bodyHash !== bodyHash) return fail({ type: 'idempotency-key-reused', key })
    const brief = await deps.store.brief(earlier.briefId)
    return brief === null ? null : ok(brief)
  }

  async function ownFiles(project: Project, assetIds: readonly AssetId[]): Promise<Result<readonly Asset[], Failure>> {
    if (assetIds.length > MAX_FILES_A_BRIEF)
      return fail({ type: 'too-many-files', files: assetIds.length, maxFiles: MAX_FILES_A_BRIEF })
    const files = await deps.store.assetsById(assetIds)
    const missing = assetIds.find((id) => !files.some((f) => f.id === id && f.projectId === project.id))
    return missing === undefined ? ok(files) : fail({ type: 'asset-unknown', assetId: missing })
  }

  /** The script files' text in order; null when there is none. */
  async function scriptText(files: readonly Asset[]): Promise<string | null> {
    const texts: string[] = []
    for (const file of files.filter((f) => f.category === 'script')) {
      const decoder = new TextDecoder()
      let text = ''
      for await (const chunk of deps.vault.read(file.storageKey, { start: 0, end: MAX_SCRIPT_BYTES - 1 }))
        text += decoder.decode(chunk, { stream: true })
      texts.push(text + decoder.decode())
    }
    return texts.length === 0 ? null : texts.join('\n\n')
  }
}

/** Another request with the same key committed first; this one leaves nothing behind. */
class TakenMeanwhile extends Error {
  override name = 'TakenMeanwhile'
}
