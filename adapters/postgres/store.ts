/** The store on PostgreSQL: every method of the port, bound to its statement. */
import { sql } from 'drizzle-orm'
import type { JobsInTransaction } from '../../src/ports/jobs.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Reads, Store, Writes } from '../../src/ports/store.ts'
import { listAgents, registerAgent } from './agents.ts'
import { asset, assetsById, deleteAsset, idleClips, insertAsset, isStored, listAssets } from './assets.ts'
import { brief, briefByKey, claimKey, countBriefs, insertBrief, listBriefs, lockBrief, saveBrief } from './briefs.ts'
import { chatThread, insertChatThread, saveChatThread, takeTurn, threadAt, threadsBehind } from './chat-threads.ts'
import type { Connection, DbTransaction } from './connect.ts'
import {
  closeTasks,
  insertAction,
  insertDelivery,
  insertTask,
  listActions,
  listDeliveries,
  listTasks,
  reopenTask,
} from './deliveries.ts'
import { gpuLeft, gpuUse, lockBudget, reserveGpu } from './budget.ts'
import { appendEvents, listEvents } from './events.ts'
import { listHosts, pauseHost, saveHost } from './hosts.ts'
import * as desk from './desk.ts'
import * as drafts from './drafts.ts'
import { createFollow } from './follow.ts'
import * as inbox from './inbox.ts'
import { createLines } from './lines.ts'
import { CommitUnknown, ConnectionLost, persist } from './lost-connection.ts'
import {
  bindChannel,
  boundChannels,
  listMessages,
  messageAt,
  projectOfChannel,
  rememberMessage,
  saveMessageNote,
} from './messages.ts'
import { dropMark, listMarks, putMark } from './marks.ts'
import { insertNote, listNotes, note, saveNote } from './notes.ts'
import { dropPreview, keepPreview, preview } from './previews.ts'
import { chooseTake, insertPlan, plan, saveShot } from './plans.ts'
import {
  addIdentity,
  ensurePerson,
  ensureProject,
  hasReviewers,
  identitiesOf,
  insertProject,
  listMembers,
  listProjects,
  person,
  personOf,
  project,
  roleOf,
  saveProject,
  setRole,
} from './projects.ts'
import type { Queries } from './queries.ts'
import {
  endTake,
  insertTake,
  listTakes,
  openTake,
  take,
  takeByFingerprint,
  takesByPrompt,
  takeSamples,
} from './takes.ts'
import { deleteWorkflow, insertWorkflow, listWorkflows } from './workflows.ts'
import { explain } from './explain-database.ts'
import { lastEndings, lately, shotsToShoot } from './waiting-shots.ts'
import { insertVerdict, listVerdicts, revokeVerdict, verdictsInForce } from './verdicts.ts'

type Deps = {
  readonly connection: Pick<Connection, 'url' | 'sql'>
  readonly jobs: (tx: DbTransaction) => JobsInTransaction
  readonly log: Log
}

/** Runs a statement: in the transaction that is under way, or by itself. */
type Run = <T>(query: (db: Queries) => Promise<T>) => Promise<T>

const createReads = (run: Run): Reads => ({
  project: (id) => run((db) => project(db, id)),
  projects: (o) => run((db) => listProjects(db, o)),
  role: (projectId, personId) => run((db) => roleOf(db, projectId, personId)),
  person: (id) => run((db) => person(db, id)),
  members: (projectId) => run((db) => listMembers(db, projectId)),
  projectWorkflows: (projectId) => run((db) => listWorkflows(db, projectId)),
  asset: (id) => run((db) => asset(db, id)),
  assetsById: (ids) => run((db) => assetsById(db, ids)),
  isStored: (storageKey) => run((db) => isStored(db, storageKey)),
  idleClips: (projectId, before) => run((db) => idleClips(db, projectId, before)),
  assets: (projectId, o) => run((db) => listAssets(db, projectId, o)),
  brief: (id) => run((db) => brief(db, id)),
  briefs: (o) => run((db) => listBriefs(db, o)),
  countBriefs: () => run((db) => countBriefs(db)),
  briefByKey: (personId, key) => run((db) => briefByKey(db, personId, key)),
  plan: (briefId, version) => run((db) => plan(db, briefId, version)),
  take: (id) => run((db) => take(db, id)),
  takes: (briefId) => run((db) => listTakes(db, briefId)),
  takeByFingerprint: (projectId, fingerprint) => run((db) => takeByFingerprint(db, projectId, fingerprint)),
  openTake: (briefId, shotId) => run((db) => openTake(db, briefId, shotId)),
  takesByPrompt: (promptIds) => run((db) => takesByPrompt(db, promptIds)),
  shotsToShoot: () => run((db) => shotsToShoot(db)),
  lately: () => run((db) => lately(db)),
  lastEndings: () => run((db) => lastEndings(db)),
  hosts: () => run((db) => listHosts(db)),
  takeSamples: (workflow, o) => run((db) => takeSamples(db, workflow, o)),
  gpuUse: (projectId, since) => run((db) => gpuUse(db, projectId, since)),
  gpuLeft: (briefId, version) => run((db) => gpuLeft(db, briefId, version)),
  verdictsInForce: (deliveryId) => run((db) => verdictsInForce(db, deliveryId)),
  verdicts: (briefId) => run((db) => listVerdicts(db, briefId)),
  marks: (deliveryId) => run((db) => listMarks(db, deliveryId)),
  hasReviewers: (projectId) => run((db) => hasReviewers(db, projectId)),
  notes: (briefId) => run((db) => listNotes(db, briefId)),
  note: (id) => run((db) => note(db, id)),
  personOf: (identity) => run((db) => personOf(db, identity)),
  identitiesOf: (id) => run((db) => identitiesOf(db, id)),
  deliveries: (briefId) => run((db) => listDeliveries(db, briefId)),
  actions: (briefId) => run((db) => listActions(db, briefId)),
  tasks: (briefId) => run((db) => listTasks(db, briefId)),
  agents: () => run((db) => listAgents(db)),
  messageAt: (place) => run((db) => messageAt(db, place)),
  messages: (briefId) => run((db) => listMessages(db, briefId)),
  projectOfChannel: (channel) => run((db) => projectOfChannel(db, channel)),
  boundChannels: (platform) => run((db) => boundChannels(db, platform)),
  chatThread: (briefId) => run((db) => chatThread(db, briefId)),
  threadAt: (thread) => run((db) => threadAt(db, thread)),
  threadsBehind: (platform) => run((db) => threadsBehind(db, platform)),
  preview: (briefId) => run((db) => preview(db, briefId)),
  events: (briefId, after, limit) => run((db) => listEvents(db, briefId, after, limit)),
  draft: (id) => run((db) => drafts.draft(db, id)),
  deskLink: (hash) => run((db) => desk.deskLink(db, hash)),
  deskSession: (hash) => run((db) => desk.deskSession(db, hash)),
  posters: (ids) => run((db) => desk.posters(db, ids)),
  shareByHash: (hash) => run((db) => desk.shareByHash(db, hash)),
  share: (id) => run((db) => desk.share(db, id)),
  shares: (briefId) => run((db) => desk.listShares(db, briefId)),
  guestComments: (briefId) => run((db) => desk.listGuestComments(db, briefId)),
})

const createWrites = (tx: DbTransaction): Writes => ({
  insertProject: (p) => insertProject(tx, p),
  ensureProject: (p) => ensureProject(tx, p),
  saveProject: (id, change) => saveProject(tx, id, change),
  ensurePerson: (p) => ensurePerson(tx, p),
  setRole: (projectId, personId, role) => setRole(tx, projectId, personId, role),
  lockBudget: (id) => lockBudget(tx, id),
  reserveGpu: (r) => reserveGpu(tx, r),
  insertWorkflow: (w) => insertWorkflow(tx, w),
  deleteWorkflow: (projectId, name) => deleteWorkflow(tx, projectId, name),
  insertAsset: (a) => insertAsset(tx, a),
  deleteAsset: (id) => deleteAsset(tx, id),
  insertBrief: (b) => insertBrief(tx, b),
  lockBrief: (id) => lockBrief(tx, id),
  saveBrief: (b) => saveBrief(tx, b),
  claimKey: (personId, key, bodyHash, briefId) => claimKey(tx, personId, key, bodyHash, briefId),
  insertPlan: (p) => insertPlan(tx, p),
  chooseTake: (briefId, version, shotId, takeId) => chooseTake(tx, briefId, version, shotId, takeId),
  saveShot: (briefId, version, shot) => saveShot(tx, briefId, version, shot),
  insertTake: (t) => insertTake(tx, t),
  endTake: (id, end) => endTake(tx, id, end),
  saveHost: (host) => saveHost(tx, host),
  pauseHost: (name, by, at) => pauseHost(tx, name, by, at),
  insertDelivery: (d) => insertDelivery(tx, d),
  insertVerdict: (v, inForce) => insertVerdict(tx, v, inForce),
  revokeVerdict: (deliveryId, personId, at) => revokeVerdict(tx, deliveryId, personId, at),
  putMark: (m) => putMark(tx, m),
  dropMark: (m) => dropMark(tx, m),
  insertNote: (n) => insertNote(tx, n),
  saveNote: (n) => saveNote(tx, n),
  addIdentity: (identity, personId) => addIdentity(tx, identity, personId),
  insertAction: (a) => insertAction(tx, a),
  insertTask: (t) => insertTask(tx, t),
  closeTasks: (briefId) => closeTasks(tx, briefId),
  reopenTask: (briefId) => reopenTask(tx, briefId),
  rememberMessage: (message) => rememberMessage(tx, message),
  saveMessageNote: (place, noteId) => saveMessageNote(tx, place, noteId),
  bindChannel: (channel, projectId) => bindChannel(tx, channel, projectId),
  insertChatThread: (thread) => insertChatThread(tx, thread),
  saveChatThread: (thread) => saveChatThread(tx, thread),
  takeTurn: (platform, place, at, everyMs) => takeTurn(tx, platform, place, at, everyMs),
  takeRequests: (of, o) => inbox.takeRequests(tx, of, o),
  holdRequests: (of, held, until) => inbox.holdRequests(tx, of, held, until),
  settleRequest: (of, held) => inbox.settleRequest(tx, of, held),
  forgetRequests: (before) => inbox.forgetRequests(tx, before),
  registerAgent: (a) => registerAgent(tx, a),
  keepPreview: (p) => keepPreview(tx, p),
  dropPreview: (briefId) => dropPreview(tx, briefId),
  appendEvents: (briefId, events, at) => appendEvents(tx, briefId, events, at),
  saveDraft: (draft) => drafts.saveDraft(tx, draft),
  addDraftFile: (id, file) => drafts.addDraftFile(tx, id, file),
  forgetDrafts: (before) => drafts.forgetDrafts(tx, before),
  insertDeskLink: (link) => desk.insertDeskLink(tx, link),
  deleteDeskLink: (hash) => desk.deleteDeskLink(tx, hash),
  insertDeskSession: (session) => desk.insertDeskSession(tx, session),
  deleteDeskSession: (hash) => desk.deleteDeskSession(tx, hash),
  forgetDeskDoors: (before) => desk.forgetDeskDoors(tx, before),
  renamePerson: (id, name) => desk.renamePerson(tx, id, name),
  renameAsset: (id, name) => desk.renameAsset(tx, id, name),
  insertShare: (s) => desk.insertShare(tx, s),
  revokeShare: (id, at) => desk.revokeShare(tx, id, at),
  insertGuestComment: (comment) => desk.insertGuestComment(tx, comment),
  takeOverComment: (id, by) => desk.takeOverComment(tx, id, by),
})

/** Close it before the connection. */
export function createStore({ connection, jobs, log }: Deps): Store & { close(): Promise<void> } {
  const lines = createLines(connection.url)
  const reads = createReads((query) => persist(() => lines.read(query), log))
  return {
    ...reads,
    transact: (work) =>
      persist(async () => {
        let isFenced = false
        try {
          return await lines.transact((tx) => {
            const queue = jobs(tx)
            const settle: typeof queue.settle = (job) => {
              isFenced = true
              return queue.settle(job)
            }
            const parts = { ...createReads((query) => query(tx)), ...createWrites(tx), jobs: { ...queue, settle } }
            return work(parts)
          })
        } catch (e) {
          // If it was stored after all, the job is settled, and the next try ends with `LeaseLost` and stores nothing.
          throw isFenced && e instanceof CommitUnknown ? new ConnectionLost(e.message, { cause: e }) : e
        }
      }, log),
    // Sent twice, it answers of what it stored before that it was received: then whoever looks next takes it.
    receiveRequests: (of, requests, o) =>
      persist(() => lines.read((db) => inbox.receiveRequests(db, of, requests, o)), log),
    follow: createFollow({ sql: connection.sql, read: (id, after, limit) => reads.events(id, after, limit), log }),
    check: () =>
      lines
        .read((db) => db.execute(sql`select from cinematic_briefs limit 0`))
        .then(() => null)
        .catch((e: unknown) => explain(connection.url, e)),
    close: () => lines.close(),
  }
}
