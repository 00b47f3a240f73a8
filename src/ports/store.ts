/** What is remembered. Everything that changes state happens in one transaction, with the jobs it causes. */
import type { Asset, AssetCategory } from '../domain/asset.ts'
import type { Brief, Stage } from '../domain/brief.ts'
import type { HostRecord } from '../domain/host.ts'
import type { Delivery, ExecutiveAction } from '../domain/delivery.ts'
import type { Lately, WaitingShot } from '../domain/next-shot.ts'
import type { Channel, ChatMessage, ChatThread, MessagePlace, ThreadRef } from '../domain/message.ts'
import type { TakeSample } from '../domain/estimate.ts'
import type { GpuUse } from '../domain/budget.ts'
import type { Mark } from '../domain/mark.ts'
import type { Note } from '../domain/note.ts'
import type { GivenVerdict } from '../domain/review.ts'
import type { BriefEvent, LoggedEvent } from '../domain/event.ts'
import type {
  AssetId,
  BriefId,
  DeliveryId,
  NoteId,
  PersonId,
  ProjectId,
  ShotId,
  TakeId,
  TaskId,
} from '../domain/ids.ts'
import type { Identity, Member, Person, Project, ProjectLook, ProjectSettings, Role } from '../domain/project.ts'
import type { Preview } from '../domain/preview.ts'
import type { Shot } from '../domain/shot.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Take } from '../domain/take.ts'
import type { ProjectWorkflow } from '../domain/workflow-document.ts'
import type { JobsInTransaction } from './jobs.ts'
import type { DeskReads, DeskWrites } from './store-desk.ts'
import type { DraftReads, DraftWrites } from './store-drafts.ts'
import type { InboxDoor, InboxWrites } from './store-inbox.ts'

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null }

export type ReviewTask = {
  readonly id: TaskId
  readonly briefId: BriefId
  readonly title: string
  /** Who must act. */
  readonly assigneeId: PersonId | null
  readonly status: 'open' | 'closed'
  readonly dueAt: Date | null
  readonly createdAt: Date
}
export type Agent = {
  readonly agentId: string
  readonly agentType: string
  readonly capabilities: readonly string[]
  readonly status: 'idle' | 'working' | 'offline'
  readonly seenAt: Date
}

/** Reading; every answer is of one moment, null means there is none. */
export interface Reads extends DeskReads, DraftReads {
  project(id: ProjectId): Promise<Project | null>
  /** Newest first; `cursor` comes from the page before. */
  projects(o: { readonly limit: number; readonly cursor?: string }): Promise<Page<Project>>
  role(projectId: ProjectId, personId: PersonId): Promise<Role | null>
  person(id: PersonId): Promise<Person | null>
  /** By name. */
  members(projectId: ProjectId): Promise<readonly Member[]>

  /** Those that the project brought itself, by name. */
  projectWorkflows(projectId: ProjectId): Promise<readonly ProjectWorkflow[]>

  asset(id: AssetId): Promise<Asset | null>
  /** In the order asked; those that do not exist are left out. */
  assetsById(ids: readonly AssetId[]): Promise<readonly Asset[]>
  /** Whether any asset has these bytes. */
  isStored(storageKey: string): Promise<boolean>
  /** Clips that were shot before a moment, of takes that no plan shows and whose brief is not approved; oldest first. */
  idleClips(projectId: ProjectId, before: Date): Promise<readonly { readonly clip: Asset; readonly briefId: BriefId }[]>
  /** Newest first; `named` is a part of the name, in whatever case. */
  assets(
    projectId: ProjectId,
    o: { readonly limit: number; readonly cursor?: string; readonly category?: AssetCategory; readonly named?: string },
  ): Promise<Page<Asset>>

  brief(id: BriefId): Promise<Brief | null>
  /** Newest first. */
  briefs(o: {
    readonly projectId?: ProjectId
    readonly stage?: Stage
    readonly limit: number
    readonly cursor?: string
  }): Promise<Page<Brief>>
  /** How many are at each stage; stages without one are left out. */
  countBriefs(): Promise<readonly { readonly stage: Stage; readonly briefs: number }[]>
  /** The brief an `Idempotency-Key` of this person made earlier, with the hash of what it was made from. */
  briefByKey(personId: PersonId, key: string): Promise<{ readonly briefId: BriefId; readonly bodyHash: string } | null>

  /** Shots in order of index. */
  plan(briefId: BriefId, version: number): Promise<ShotPlan | null>
  take(id: TakeId): Promise<Take | null>
  /** Oldest first. */
  takes(briefId: BriefId): Promise<readonly Take[]>
  /** The newest rendered take of that fingerprint in the project, if its clip still exists. */
  takeByFingerprint(projectId: ProjectId, fingerprint: string): Promise<Take | null>
  /** The newest unfinished take of a shot: one that a host may still be working on. */
  openTake(briefId: BriefId, shotId: ShotId): Promise<Take | null>
  /** Those there are, in no order. */
  takesByPrompt(promptIds: readonly string[]): Promise<readonly Take[]>
  /** Of every brief that is being shot, in no order. */
  shotsToShoot(): Promise<readonly WaitingShot[]>
  /** What was rendered before, by everybody. */
  lately(): Promise<Lately>
  /** When each host ended the last of its takes, of the newest of all takes. */
  lastEndings(): Promise<ReadonlyMap<string, Date>>
  /** Every GPU host that anybody ever drove, by name. */
  hosts(): Promise<readonly HostRecord[]>
  /** The last rendered takes of a workflow on hosts of one kind, newest first. */
  takeSamples(
    workflow: string,
    o: { readonly isAnimatic: boolean; readonly limit: number },
  ): Promise<readonly TakeSample[]>
  /** What the project's takes that ended since then cost, and what its plans that are being shot may still cost. */
  gpuUse(projectId: ProjectId, since: Date): Promise<GpuUse>
  /** What a plan was given at its Go, less what its takes have spent; null when it was given nothing. */
  gpuLeft(briefId: BriefId, planVersion: number): Promise<number | null>

  /** One a person, those that count, oldest first. */
  verdictsInForce(deliveryId: DeliveryId): Promise<readonly GivenVerdict[]>
  /** All that were ever given on a brief's deliveries, oldest first; `revokedAt` is null for those in force. */
  verdicts(
    briefId: BriefId,
  ): Promise<readonly (GivenVerdict & { readonly deliveryNo: number; readonly revokedAt: Date | null })[]>
  /** Those that were last known to stand under the messages of a delivery, in no order. */
  marks(deliveryId: DeliveryId): Promise<readonly Mark[]>
  /** Whether anybody was named to judge in this project. */
  hasReviewers(projectId: ProjectId): Promise<boolean>
  /** Oldest first. */
  notes(briefId: BriefId): Promise<readonly Note[]>
  note(id: NoteId): Promise<Note | null>
  personOf(identity: Identity): Promise<Person | null>
  /** Every user of a platform that this person is; in no order. */
  identitiesOf(personId: PersonId): Promise<readonly Identity[]>

  /** By number. */
  deliveries(briefId: BriefId): Promise<readonly Delivery[]>
  /** Oldest first. */
  actions(briefId: BriefId): Promise<readonly ExecutiveAction[]>
  /** Oldest first. */
  tasks(briefId: BriefId): Promise<readonly ReviewTask[]>
  agents(): Promise<readonly Agent[]>

  /** What a message of a platform is to which brief. */
  messageAt(place: MessagePlace): Promise<ChatMessage | null>
  /** Oldest first. */
  messages(briefId: BriefId): Promise<readonly ChatMessage[]>
  projectOfChannel(channel: Channel): Promise<ProjectId | null>
  /** All of a platform that belong to a project, in no order. */
  boundChannels(platform: Channel['platform']): Promise<readonly Channel[]>
  /** Null where the brief has no thread on a platform. */
  chatThread(briefId: BriefId): Promise<ChatThread | null>
  threadAt(thread: ThreadRef): Promise<ChatThread | null>
  /** Briefs whose threads on that platform are not told to the end, in no order. */
  threadsBehind(platform: Channel['platform']): Promise<readonly BriefId[]>
  /** The newest of a brief that is being shot. */
  preview(briefId: BriefId): Promise<Preview | null>
  /** After `seq`, oldest first, at most `limit`. */
  events(briefId: BriefId, after: number, limit: number): Promise<readonly LoggedEvent[]>
}

/** Writing. Nothing is seen by others before the transaction commits. */
export interface Writes extends DeskWrites, DraftWrites, InboxWrites {
  insertProject(project: Project): Promise<void>
  /** Does nothing when the project is there. */
  ensureProject(project: Project): Promise<void>
  saveProject(
    id: ProjectId,
    change: { readonly name?: string; readonly settings?: ProjectSettings; readonly look?: ProjectLook },
  ): Promise<void>
  /** Does nothing when the person is there. */
  ensurePerson(person: Person): Promise<void>
  setRole(projectId: ProjectId, personId: PersonId, role: Role): Promise<void>

  /** Keeps every other transaction from taking GPU time of the project until this one ends. Brief first, then project. */
  lockBudget(id: ProjectId): Promise<void>
  /** What the plan may spend from now on; again, in place of what it was given before. It counts while the brief is shooting. */
  reserveGpu(r: {
    readonly briefId: BriefId
    readonly planVersion: number
    readonly ms: number
    readonly at: Date
  }): Promise<void>

  /** False when the project has one of that name. */
  insertWorkflow(workflow: ProjectWorkflow): Promise<boolean>
  /** False when there was none. */
  deleteWorkflow(projectId: ProjectId, name: string): Promise<boolean>

  insertAsset(asset: Asset): Promise<void>
  /** False when it was not there, or is still used by a brief. */
  deleteAsset(id: AssetId): Promise<boolean>

  insertBrief(brief: Brief): Promise<void>
  /** Loads the brief and keeps every other transaction from changing it until this one ends. */
  lockBrief(id: BriefId): Promise<Brief | null>
  /** Writes it with `version` + 1; throws `StaleVersion` when the stored version is not `brief.version`. */
  saveBrief(brief: Brief): Promise<void>
  /** False when that key was used before by this person. */
  claimKey(personId: PersonId, key: string, bodyHash: string, briefId: BriefId): Promise<boolean>

  insertPlan(plan: ShotPlan): Promise<void>
  /** Sets the shot's current take. */
  chooseTake(briefId: BriefId, planVersion: number, shotId: ShotId, takeId: TakeId): Promise<void>
  /** Overwrites one shot of a plan. */
  saveShot(briefId: BriefId, planVersion: number, shot: Shot): Promise<void>
  insertTake(take: Take): Promise<void>
  endTake(id: TakeId, end: Pick<Take, 'outcome' | 'gpuMs' | 'assetId' | 'failure' | 'endedAt'>): Promise<void>

  /** Made when it is new; who paused it and who drives it stays. */
  saveHost(host: Omit<HostRecord, 'pausedBy' | 'pausedAt' | 'isDriven'>): Promise<void>
  /** Nulls let it go on. False when nobody knows a host of that name. */
  pauseHost(name: string, by: PersonId | null, at: Date | null): Promise<boolean>

  insertDelivery(delivery: Delivery): Promise<void>
  /** `inForce` false: for the record only. A person has one in force on a delivery; the database refuses a second. */
  insertVerdict(verdict: GivenVerdict, inForce: boolean): Promise<void>
  /** Ends the person's verdict in force; nothing when there is none. */
  revokeVerdict(deliveryId: DeliveryId, personId: PersonId, at: Date): Promise<void>
  /** Does nothing when it is known. */
  putMark(mark: Mark): Promise<void>
  /** Does nothing when it is not. */
  dropMark(mark: Mark): Promise<void>
  insertNote(note: Note): Promise<void>
  /** Overwrites its state. */
  saveNote(note: Note): Promise<void>
  /** Does nothing when the identity is known; an identity never changes its person. */
  addIdentity(identity: Identity, personId: PersonId): Promise<void>
  insertAction(action: ExecutiveAction): Promise<void>
  insertTask(task: ReviewTask): Promise<void>
  closeTasks(briefId: BriefId): Promise<void>
  /** The newest task is open again; nothing where there is none. */
  reopenTask(briefId: BriefId): Promise<void>
  registerAgent(agent: Agent): Promise<void>
  /** In place of the one before. */
  keepPreview(preview: Preview): Promise<void>
  /** Does nothing when there is none. */
  dropPreview(briefId: BriefId): Promise<void>

  /** False when that message was remembered before: then nothing changes. */
  rememberMessage(message: ChatMessage): Promise<boolean>
  /** What a remembered message says now, once its author changed it. */
  saveMessageNote(place: MessagePlace, noteId: NoteId): Promise<void>
  /** A channel belongs to one project: the one it was bound to last. */
  bindChannel(channel: Channel, projectId: ProjectId): Promise<void>
  insertChatThread(thread: ChatThread): Promise<void>
  /** Writes it with `version` + 1; throws `StaleVersion` when the stored version is another. */
  saveChatThread(thread: ChatThread): Promise<void>
  /** When it is this one's turn to speak in a place, `everyMs` after the one before: now, or later. The turn is taken. */
  takeTurn(platform: Channel['platform'], place: string, at: Date, everyMs: number): Promise<Date>

  /** Appends in order; followers hear of it after the commit. */
  appendEvents(briefId: BriefId, events: readonly BriefEvent[], at: Date): Promise<void>
}

export interface Transaction extends Reads, Writes {
  readonly jobs: JobsInTransaction
}

export interface Store extends Reads, InboxDoor {
  /** All or nothing. Runs again from the start when the connection broke before the commit was sent; must have no effect outside. */
  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T>

  /** Every event of a brief after `after`, then each new one as it is committed, until the signal aborts. Never skips, never repeats. */
  follow(briefId: BriefId, after: number, signal: AbortSignal): AsyncIterable<LoggedEvent>

  /** Null when nothing is wrong, else one sentence. */
  check(): Promise<string | null>
}
