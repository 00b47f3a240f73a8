/**
 * The contents page: every verb of the house, one line each. Read it first, then `src/domain/lifecycle.ts`.
 * People's verbs are Nora's; `work` holds what the job queue calls. The two agents meet only in hand-offs.
 */
import { createReadAgents, type StatusReport } from './coordination/agents.ts'
import { createBringHome } from './cinematographer/bring-home.ts'
import { createCheckOnHosts, createCheckShot } from './cinematographer/check-shot.ts'
import { createCut } from './cinematographer/cut.ts'
import { createDrawBoards } from './cinematographer/draw-boards.ts'
import { createEstimate } from './cinematographer/estimate.ts'
import type { Listings } from './cinematographer/host-listings.ts'
import { createFindReferences } from './cinematographer/find-references.ts'
import { createFinishPlan } from './cinematographer/finish-plan.ts'
import { createKeepMade } from './cinematographer/keep-made.ts'
import type { Lanes } from './cinematographer/lanes.ts'
import { createDispatch } from './cinematographer/dispatch.ts'
import { createRoster } from './cinematographer/roster.ts'
import { createTellProgress } from './cinematographer/tell-progress.ts'
import { createTellQueue } from './cinematographer/tell-queue.ts'
import { createSayWaiting } from './cinematographer/say-waiting.ts'
import { createMakeDeliverables } from './cinematographer/make-deliverables.ts'
import { createMakePlan } from './cinematographer/make-plan.ts'
import { createMakeProxy } from './cinematographer/make-proxy.ts'
import { createPlanShots } from './cinematographer/plan-shots.ts'
import { createRenderTake } from './cinematographer/render-take.ts'
import { createCanRun, createResolveModels } from './cinematographer/resolve-models.ts'
import { createRevisePlan } from './cinematographer/revise-plan.ts'
import { createShoot } from './cinematographer/shoot.ts'
import { createStageFiles } from './cinematographer/stage-files.ts'
import { createStopWork } from './cinematographer/stop-work.ts'
import { createCompareVersions } from './nora/compare-versions.ts'
import { createOpenInbox } from './nora/inbox.ts'
import {
  createBindChannel,
  createJudgeMessage,
  createRememberMessage,
  createTakeBackOnMessage,
} from './nora/messages.ts'
import { createDeliver } from './nora/deliver.ts'
import { createDrafts } from './nora/drafts.ts'
import { createDeskDoor } from './nora/desk-door.ts'
import { createShareDelivery } from './nora/share-delivery.ts'
import { createLockShots, createNewVoiceover, createReroll, createUseTake } from './nora/ask-directly.ts'
import { createAnswerQuestion } from './nora/answer-question.ts'
import { createBriefFromChat, createWelcome } from './nora/brief-from-chat.ts'
import { createHandOutPosts } from './nora/hand-out-posts.ts'
import { createPostStep } from './nora/post-step.ts'
import { createPostThread } from './nora/post-thread.ts'
import { createTellNext } from './nora/tell-next.ts'
import { createUploadFiles } from './nora/upload-files.ts'
import { createFilesInThread } from './nora/files-in-thread.ts'
import { createOpenDeliveries } from './nora/open-deliveries.ts'
import { createOpenThreads } from './nora/open-threads.ts'
import { createLinks } from './nora/links.ts'
import { createJudge } from './nora/judge.ts'
import { createChangeNote, createWithdrawNote } from './nora/note-messages.ts'
import { createGiveUp } from './nora/give-up.ts'
import { createGiveVerdict, createTakeBackVerdict } from './nora/give-verdict.ts'
import { createBump, createPauseHost } from './nora/hosts.ts'
import { createKeepAsset } from './nora/keep-asset.ts'
import { createPackageDelivery } from './nora/package-delivery.ts'
import { createEnsureAdmins, createMeet, createNameMember } from './nora/people.ts'
import {
  createChangeProject,
  createEnsureDefaults,
  createMakeProject,
  createSettableProjects,
} from './nora/projects.ts'
import { createUseLook } from './nora/use-look.ts'
import { createReadBudget } from './nora/read-budget.ts'
import { createFollowBrief, createReadBrief, createReadPreview } from './nora/read-briefs.ts'
import { createReadAssets } from './nora/read-assets.ts'
import { createReadPlace, createReadQueue } from './nora/read-queue.ts'
import { createReadVersions } from './nora/read-versions.ts'
import { createCancel, createGo, createPlanAgain, createRetry } from './nora/steer-brief.ts'
import {
  createConfirmWorkflow,
  createProposeFromVault,
  createProposeWorkflow,
  createRemoveWorkflow,
} from './nora/own-workflows.ts'
import { createTakeBrief } from './nora/take-brief.ts'
import { createRenderAnew } from './nora/render-anew.ts'
import { createReconcileMarks } from './nora/reconcile-marks.ts'
import { createRemind } from './nora/remind.ts'

import { createSettleNotes, createStartRevision } from './nora/settle-notes.ts'
import { createBeginSweeping, createSweep } from './nora/sweep.ts'
import { createTakeNote } from './nora/take-note.ts'
import { placesIn } from './domain/brief-queue.ts'
import type { NoteId, ProjectId } from './domain/ids.ts'
import type { Signing } from './domain/signed-link.ts'
import type { Archive } from './ports/archive.ts'
import type { Boards } from './ports/boards.ts'
import type { ChatPlatform } from './ports/chat.ts'
import type { Clock } from './ports/clock.ts'
import type { GpuHost } from './ports/gpu-host.ts'
import type { HostHold } from './ports/host-hold.ts'
import type { JobQueue } from './ports/jobs.ts'
import type { Log } from './ports/log.ts'
import type { Media } from './ports/media.ts'
import type { NoteReader } from './ports/note-reader.ts'
import type { Planner } from './ports/planner.ts'
import type { Randomness } from './ports/randomness.ts'
import type { Research } from './ports/research.ts'
import type { Store } from './ports/store.ts'
import type { Vault } from './ports/vault.ts'
import type { Workflows } from './ports/workflows.ts'

/** People's verbs. They only commit; slow work is a job. */
export const createNora = (deps: {
  /** What links in chats are signed with. */
  readonly signing: Signing
  /** Where nobody was named as an admin, whoever runs a platform's workspace is one. */
  readonly trustsPlatforms: boolean
  readonly store: Store
  readonly vault: Vault
  readonly media: Media
  readonly archive: Archive
  readonly workflows: Workflows
  readonly noteReader: NoteReader
  /** Whether a host only draws animatics: what it needs says nothing of a GPU. */
  readonly isAnimatic: (host: string) => boolean
  readonly clock: Clock
  readonly randomness: Randomness
}) => {
  const giveVerdict = createGiveVerdict(deps)
  const takeBackVerdict = createTakeBackVerdict(deps)
  const takeNote = createTakeNote(deps)
  const takeBrief = createTakeBrief(deps)
  const keepAsset = createKeepAsset(deps)
  const planAgain = createPlanAgain(deps)
  const newVoiceover = createNewVoiceover(deps)
  const meet = createMeet(deps)
  const readQueue = createReadQueue(deps)
  const judgeMessage = createJudgeMessage({ ...deps, giveVerdict })
  const takeBackOnMessage = createTakeBackOnMessage({ ...deps, takeBackVerdict })
  const openDeliveries = createOpenDeliveries(deps)
  return {
    takeBrief,
    briefFromChat: createBriefFromChat({ ...deps, keepAsset, takeBrief }),
    readBrief: createReadBrief(deps),
    /** After a number, oldest first. */
    listEvents: deps.store.events,
    followBrief: createFollowBrief(deps),
    listBriefs: deps.store.briefs,
    countBriefs: deps.store.countBriefs,
    readVersions: createReadVersions(deps),
    compareVersions: createCompareVersions(deps),
    packageDelivery: createPackageDelivery(deps),
    go: createGo(deps),
    planAgain,
    cancel: createCancel(deps),
    retry: createRetry(deps),

    giveVerdict,
    takeBackVerdict,
    judge: createJudge({ giveVerdict, takeNote }),
    judgeMessage,
    takeBackOnMessage,
    takeNote,
    changeNote: createChangeNote({ ...deps, takeNote }),
    withdrawNote: createWithdrawNote({ ...deps, takeNote }),
    answerQuestion: createAnswerQuestion(deps),
    startRevision: createStartRevision(deps),
    renderAnew: createRenderAnew(deps),
    filesInThread: createFilesInThread({ ...deps, keepAsset, planAgain, newVoiceover }),
    reroll: createReroll(deps),
    lockShots: createLockShots(deps),
    useTake: createUseTake(deps),
    newVoiceover,
    listNotes: deps.store.notes,
    briefOfNote: async (noteId: NoteId) => (await deps.store.note(noteId))?.briefId ?? null,
    listVerdicts: deps.store.verdicts,
    meet,
    welcome: createWelcome({ ...deps, meet }),
    nameMember: createNameMember(deps),
    listMembers: deps.store.members,
    readPerson: deps.store.person,
    /** Sign-in at the desk. */
    ...createDeskDoor(deps),

    /** One delivery for guests, by a link. */
    ...createShareDelivery(deps),
    posters: deps.store.posters,

    messageAt: deps.store.messageAt,
    openDeliveries,
    reconcileMarks: createReconcileMarks({ ...deps, openDeliveries, judgeMessage, takeBackOnMessage }),
    openThreads: createOpenThreads(deps),
    rememberMessage: createRememberMessage(deps),
    /** What a platform asks for, stored until it is carried out. */
    openInbox: createOpenInbox(deps),
    projectOfChannel: deps.store.projectOfChannel,
    threadAt: deps.store.threadAt,
    links: createLinks(deps),
    readRole: deps.store.role,
    bindChannel: createBindChannel(deps),

    keepAsset,
    ...createReadAssets(deps),

    /** For forms that are not sent yet. */
    ...createDrafts(deps),

    beginSweeping: createBeginSweeping(deps),
    ensureDefaults: createEnsureDefaults(deps),
    ensureAdmins: createEnsureAdmins(deps),
    makeProject: createMakeProject(deps),
    changeProject: createChangeProject(deps),
    readProject: deps.store.project,
    readBudget: createReadBudget(deps),
    useLook: createUseLook(deps),
    listProjects: deps.store.projects,
    settableProjects: createSettableProjects(deps),

    /** Without a project, those of the house. */
    readQueue,
    readPlace: createReadPlace({ readQueue }),
    readPreview: createReadPreview(deps),
    pauseHost: createPauseHost(deps),
    bump: createBump(deps),

    workflows: async (projectId: ProjectId | null) =>
      (projectId === null ? deps.workflows : await deps.workflows.forProject(projectId)).all,
    proposeWorkflow: createProposeWorkflow(deps),
    proposeFromVault: createProposeFromVault(deps),
    confirmWorkflow: createConfirmWorkflow(deps),
    removeWorkflow: createRemoveWorkflow(deps),
    agents: createReadAgents(deps),
  }
}
export type Nora = ReturnType<typeof createNora>
export type { InboxTry } from './nora/inbox.ts'
export type { MarkReader } from './nora/reconcile-marks.ts'

/** What the job queue calls: the cinematographer's verbs, and Nora's delivery. */
export function createWork(deps: {
  readonly store: Store
  readonly vault: Vault
  readonly media: Media
  readonly planner: Planner
  readonly research: Research
  readonly boards: Boards
  readonly workflows: Workflows
  readonly defaultWorkflow: string | null
  readonly hosts: readonly GpuHost[]
  readonly lanes: Lanes
  readonly listings: Listings
  readonly isAnimatic: (host: string) => boolean
  readonly report: StatusReport
  readonly clock: Clock
  readonly randomness: Randomness
  readonly log: Log
}) {
  const keepMade = createKeepMade(deps)
  const checkShot = createCheckShot(deps)
  const estimate = createEstimate(deps)
  return {
    plan: createPlanShots({
      ...deps,
      makePlan: createMakePlan({
        ...deps,
        findReferences: createFindReferences(deps),
        resolveModels: createResolveModels(deps),
        finishPlan: createFinishPlan({ ...deps, checkShot, checkOnHosts: createCheckOnHosts(deps), estimate }),
      }),
      drawBoards: createDrawBoards(deps),
      revisePlan: createRevisePlan({ ...deps, checkShot, estimate }),
    }),
    shoot: createShoot({
      ...deps,
      renderTake: createRenderTake({
        ...deps,
        tellProgress: createTellProgress(deps),
        stageFiles: createStageFiles({ ...deps, assets: deps.store.assetsById }),
        bringHome: createBringHome(deps),
      }),
    }),
    cut: createCut({
      ...deps,
      keepMade,
      makeProxy: createMakeProxy({ ...deps, keepMade }),
      makeDeliverables: createMakeDeliverables({ ...deps, keepMade }),
    }),
    stop: createStopWork(deps),
    deliver: createDeliver(deps),
    settle: createSettleNotes(deps),
    remind: createRemind(deps),
    sweep: createSweep(deps),
    giveUp: createGiveUp(deps),
  }
}
export type Work = ReturnType<typeof createWork>

/** Keeps the threads of briefs up to date on the platforms of this process. Begin it once the platforms can be spoken to. */
export function createPosting(deps: {
  readonly store: Store
  readonly vault: Vault
  readonly media: Pick<Media, 'proxy'>
  readonly jobs: JobQueue
  readonly platforms: readonly ChatPlatform[]
  readonly signing: Signing
  readonly clock: Clock
  readonly randomness: Randomness
  readonly log: Log
}) {
  const postStep = createPostStep({ ...deps, links: createLinks(deps), files: createUploadFiles(deps) })
  const perform = createPostThread({ ...deps, tellNext: createTellNext({ ...deps, postStep }) })
  return { perform, begin: createHandOutPosts({ ...deps, perform }) }
}

/** Gives the waiting shots to the GPU hosts of this process. `meet` first, `look` when there may be more to give, `watch` every few seconds. */
export function createGiveOut(deps: {
  readonly store: Store
  readonly jobs: JobQueue
  readonly hosts: readonly GpuHost[]
  readonly lanes: Lanes
  readonly listings: Listings
  readonly hold: HostHold
  readonly workflows: Workflows
  readonly isAnimatic: (host: string) => boolean
  readonly report: StatusReport
  readonly perform: Parameters<typeof createDispatch>[0]['perform']
  readonly clock: Clock
  readonly log: Log
}) {
  const roster = createRoster(deps)
  const canRun = createCanRun(deps)
  const readQueue = createReadQueue(deps)
  const tellQueue = createTellQueue({ ...deps, roster, readPlaces: async () => placesIn(await readQueue()) })
  const dispatch = createDispatch({
    ...deps,
    roster,
    sayWaiting: createSayWaiting(deps),
    canRun: async (host, shot) => {
      const facts = (await deps.workflows.forProject(shot.projectId)).find(shot.workflow)
      // What is wrong with it is found, and told, by whoever shoots it.
      return facts === null || (await canRun(host, facts, shot.models)) === true
    },
  })
  return {
    meet: roster.look,
    look: dispatch.look,
    watch: async (): Promise<void> => {
      await roster.look()
      await dispatch.look()
      await tellQueue()
    },
  }
}
