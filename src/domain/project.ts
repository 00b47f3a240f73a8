/** What a project is: where work is kept, how it is gated, and the look its shots share. */
import type { AssetId, PersonId, ProjectId } from './ids.ts'

export type Role = 'guest' | 'member' | 'reviewer' | 'producer' | 'admin'

/** `auto` waits for Go only when the estimate exceeds `autoGoGpuMinutes`; what renders nothing never waits. */
export const GATES = ['auto', 'always', 'never'] as const
export type Gate = (typeof GATES)[number]

export type ProjectSettings = {
  /** Approvals that a delivery needs. */
  readonly quorum: number
  readonly gate: Gate
  readonly autoGoGpuMinutes: number
  /** GPU minutes that a calendar month (UTC) may cost; null is no cap. */
  readonly monthlyGpuMinutes: number | null
  readonly defaultWorkflow: string | null
  readonly fps: number
  readonly size: Size
  /** Null leaves the model to the house. */
  readonly plannerModel: string | null
  /** Who reads notes; null: who plans. */
  readonly notesModel: string | null
  /** Who writes down what is said in a voice-over, for who plans; null: nobody, and it stays here. */
  readonly transcriptionModel: string | null
  readonly reviewTask: boolean
  /** Whether hosts are asked for pictures of what they are making. */
  readonly previews: boolean
  /** Days after which unused take clips may be removed; null keeps all. */
  readonly retentionDays: number | null
}

export type Size = { readonly width: number; readonly height: number }

export type ProjectLook = {
  readonly styleTags: readonly string[]
  readonly promptAddition: string
  readonly negativeAddition: string
  readonly references: readonly AssetId[]
  /** Used by workflows with a place for one. */
  readonly loras: readonly { readonly name: string; readonly strength: number }[]
  /** Files that fill a model slot before the workflow's own choice, where a host has them; `style` null: for every film. */
  readonly models: readonly { readonly slot: string; readonly file: string; readonly style: string | null }[]
}

export type Project = {
  readonly id: ProjectId
  readonly name: string
  readonly settings: ProjectSettings
  readonly look: ProjectLook
  readonly createdAt: Date
}

/** A user of a platform; several may be one person. `workspace` is empty where a platform has none. */
export type Identity = {
  readonly platform: 'slack' | 'discord' | 'desk' | 'api'
  readonly workspace: string
  readonly userId: string
}

export type Person = { readonly id: PersonId; readonly name: string }

/** A person in a project. */
export type Member = { readonly personId: PersonId; readonly name: string; readonly role: Role }

export const DEFAULT_SETTINGS: ProjectSettings = {
  quorum: 1,
  gate: 'auto',
  autoGoGpuMinutes: 10,
  monthlyGpuMinutes: null,
  defaultWorkflow: null,
  fps: 24,
  size: { width: 768, height: 432 },
  plannerModel: null,
  notesModel: null,
  transcriptionModel: null,
  reviewTask: true,
  previews: false,
  retentionDays: null,
}

export const NO_LOOK: ProjectLook = {
  styleTags: [],
  promptAddition: '',
  negativeAddition: '',
  references: [],
  loras: [],
  models: [],
}
