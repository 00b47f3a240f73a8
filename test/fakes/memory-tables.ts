/** Which rows a store in memory keeps, and in which groups they are found again. */
import type { Asset } from '../../src/domain/asset.ts'
import type { Brief } from '../../src/domain/brief.ts'
import type { Draft } from '../../src/domain/draft.ts'
import type { DeskLink, DeskSession } from '../../src/domain/desk-door.ts'
import type { Delivery, ExecutiveAction } from '../../src/domain/delivery.ts'
import type { HostRecord } from '../../src/domain/host.ts'
import type { LoggedEvent } from '../../src/domain/event.ts'
import type { BriefId, PersonId, ProjectId } from '../../src/domain/ids.ts'
import type { Channel, ChatMessage, ChatThread } from '../../src/domain/message.ts'
import type { Mark } from '../../src/domain/mark.ts'
import type { Note } from '../../src/domain/note.ts'
import type { Identity, Person, Project, Role } from '../../src/domain/project.ts'
import type { GivenVerdict } from '../../src/domain/review.ts'
import type { GuestComment, Share } from '../../src/domain/share.ts'
import type { Preview } from '../../src/domain/preview.ts'
import type { ShotPlan } from '../../src/domain/shot-plan.ts'
import type { Take } from '../../src/domain/take.ts'
import type { ProjectWorkflow } from '../../src/domain/workflow-document.ts'
import type { Agent, ReviewTask } from '../../src/ports/store.ts'
import type { InboxOf, InboxRequest } from '../../src/ports/store-inbox.ts'
import { createRows, type Rows, type StagedRows, type StoredRows } from './memory-rows.ts'

type Row = {
  projects: Project
  people: Person
  identities: { readonly identity: Identity; readonly personId: PersonId }
  workflows: ProjectWorkflow
  members: { readonly projectId: ProjectId; readonly personId: PersonId; readonly role: Role }
  assets: Asset
  briefs: Brief
  keys: { readonly briefId: BriefId; readonly bodyHash: string }
  plans: ShotPlan
  /** Workflow and length are the shot's when the take began. */
  takes: Take & { readonly workflow: string; readonly durationFrames: number; readonly queuedAt: Date | null }
  hosts: HostRecord
  reservations: { readonly briefId: BriefId; readonly planVersion: number; readonly reservedMs: number }
  deliveries: Delivery
  verdicts: GivenVerdict & { readonly nth: number; readonly revokedAt: Date | null }
  marks: Mark
  notes: Note
  actions: ExecutiveAction
  tasks: ReviewTask
  agents: Agent
  previews: Preview
  messages: ChatMessage
  channels: { readonly at: Channel; readonly projectId: ProjectId }
  threads: ChatThread
  turns: Date
  inbox: InboxRequest & { readonly of: InboxOf; readonly takenUntil: Date | null }
  events: LoggedEvent
  drafts: Draft
  deskLinks: DeskLink
  deskSessions: DeskSession
  shares: Share
  guestComments: GuestComment
  /** The newest event's number, by brief. */
  counts: number
}

export type Tables = { readonly [T in keyof Row]: StoredRows<Row[T]> }
export type View = { readonly [T in keyof Row]: Rows<Row[T]> }
export type Staged = { readonly [T in keyof Row]: StagedRows<Row[T]> }

/** Several values as one key; no two lists give the same. */
export const keyOf = (...parts: readonly (string | number)[]): string => JSON.stringify(parts)

export const createTables = (): Tables => ({
  projects: createRows(),
  people: createRows(),
  identities: createRows((i) => [i.personId]),
  members: createRows((m) => [m.projectId]),
  workflows: createRows((w) => [w.projectId]),
  assets: createRows((a) => [a.projectId]),
  briefs: createRows((b) => [b.projectId]),
  keys: createRows(),
  plans: createRows((p) => [p.briefId]),
  hosts: createRows(),
  takes: createRows((t) => [t.briefId, t.fingerprint, t.workflow, t.promptId, ...(t.assetId ? [t.assetId] : [])]),
  reservations: createRows((r) => [r.briefId]),
  deliveries: createRows((d) => [d.briefId]),
  verdicts: createRows((v) => [v.deliveryId]),
  marks: createRows((m) => [m.deliveryId]),
  notes: createRows((n) => [n.briefId]),
  actions: createRows((a) => [a.briefId]),
  tasks: createRows((t) => [t.briefId]),
  agents: createRows(),
  previews: createRows(),
  messages: createRows((m) => [m.briefId]),
  channels: createRows(),
  threads: createRows((c) => [keyOf(c.platform, c.workspace, c.channel, c.thread ?? '')]),
  turns: createRows(),
  inbox: createRows(),
  events: createRows(),
  drafts: createRows(),
  deskLinks: createRows(),
  deskSessions: createRows(),
  shares: createRows((s) => [s.briefId]),
  guestComments: createRows((c) => [c.shareId]),
  counts: createRows(),
})

export const stageTables = (t: Tables, isOpen: () => boolean): Staged => ({
  projects: t.projects.stage(isOpen),
  people: t.people.stage(isOpen),
  identities: t.identities.stage(isOpen),
  members: t.members.stage(isOpen),
  workflows: t.workflows.stage(isOpen),
  assets: t.assets.stage(isOpen),
  briefs: t.briefs.stage(isOpen),
  keys: t.keys.stage(isOpen),
  plans: t.plans.stage(isOpen),
  takes: t.takes.stage(isOpen),
  hosts: t.hosts.stage(isOpen),
  reservations: t.reservations.stage(isOpen),
  deliveries: t.deliveries.stage(isOpen),
  verdicts: t.verdicts.stage(isOpen),
  marks: t.marks.stage(isOpen),
  notes: t.notes.stage(isOpen),
  actions: t.actions.stage(isOpen),
  tasks: t.tasks.stage(isOpen),
  agents: t.agents.stage(isOpen),
  previews: t.previews.stage(isOpen),
  messages: t.messages.stage(isOpen),
  channels: t.channels.stage(isOpen),
  threads: t.threads.stage(isOpen),
  turns: t.turns.stage(isOpen),
  inbox: t.inbox.stage(isOpen),
  events: t.events.stage(isOpen),
  drafts: t.drafts.stage(isOpen),
  deskLinks: t.deskLinks.stage(isOpen),
  deskSessions: t.deskSessions.stage(isOpen),
  shares: t.shares.stage(isOpen),
  guestComments: t.guestComments.stage(isOpen),
  counts: t.counts.stage(isOpen),
})

export function toTake(stored: Row['takes']): Take {
  const { workflow: _, durationFrames: __, queuedAt: ___, ...take } = stored
  return take
}
