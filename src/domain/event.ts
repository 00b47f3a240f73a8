/** What the log of a brief records: hand-offs, status updates, stage changes, takes, deliveries. Chat, API and desk read only this. */
import type { Stage } from './brief.ts'
import type { Variant } from './delivery.ts'
import type { Failure } from './failure.ts'
import type { GateWait } from './gate.ts'
import type { HostStanding } from './host.ts'
import type { AssetId, BriefId, NoteId, PersonId, ShotId, TakeId } from './ids.ts'
import type { Verdict } from './review.ts'
import type { Transition } from './shot.ts'

export const AGENT_IDS = ['nora', 'master_cinematographer'] as const
export type AgentId = (typeof AGENT_IDS)[number]

export type BriefEvent =
  | { readonly type: 'BriefTaken'; readonly title: string; readonly requesterId: PersonId }
  | {
      readonly type: 'TaskHandoff'
      readonly from: AgentId
      readonly to: AgentId
      readonly task: 'plan' | 'shoot' | 'cut' | 'deliver' | 'revise'
    }
  | {
      readonly type: 'AgentStatusUpdate'
      readonly agent: AgentId
      readonly status: AgentStatus
    }
  | { readonly type: 'StageChanged'; readonly from: Stage; readonly to: Stage }
  | {
      readonly type: 'PlanMade'
      readonly planVersion: number
      /** It goes by what notes asked of the plan before; `PlanRevised` tells what that is. */
      readonly isRevision: boolean
      readonly author: 'model' | 'rules'
      readonly rationale: string
      readonly estimateGpuSeconds: number
      readonly guessedGpuSeconds: number
      /** Why it waits for Go; null where it goes on at once. */
      readonly waits: GateWait | null
      /** Where it waits: who is asked to say Go. */
      readonly calls: readonly PersonId[]
      readonly boardsAssetId: AssetId | null
      readonly shots: readonly PlannedLine[]
    }
  | {
      readonly type: 'TakeEnded'
      readonly shotId: ShotId
      readonly shotIndex: number
      readonly takeId: TakeId
      readonly host: string
      readonly outcome: 'rendered' | 'failed' | 'lost' | 'cancelled'
      readonly gpuMs: number | null
      readonly failure: Failure | null
    }
  | { readonly type: 'ShotReused'; readonly shotId: ShotId; readonly shotIndex: number; readonly takeId: TakeId }
  | {
      readonly type: 'Delivered'
      readonly deliveryNo: number
      readonly filmAssetId: AssetId
      readonly posterAssetId: AssetId
      readonly proxyAssetId: AssetId | null
      readonly variants: readonly Variant[]
      readonly durationSeconds: number
      readonly fileName: string
      /** Whose verdict is waited for. */
      readonly calls: readonly PersonId[]
    }
  | {
      readonly type: 'VerdictGiven'
      readonly deliveryNo: number
      readonly personId: PersonId
      readonly who: string
      readonly verdict: Verdict
      readonly text: string | null
      /** False beneath a stricter one of the same person. */
      readonly counts: boolean
    }
  | {
      readonly type: 'VerdictRevoked'
      readonly deliveryNo: number
      readonly personId: PersonId
      readonly who: string
      readonly verdict: Verdict
    }
  | {
      readonly type: 'Approved'
      readonly deliveryNo: number
      readonly by: readonly string[]
      /** ISO 8601; null in logs of earlier versions. */
      readonly when: string | null
    }
  | { readonly type: 'Rejected'; readonly deliveryNo: number; readonly who: string; readonly text: string | null }
  | {
      readonly type: 'NoteTaken'
      readonly noteId: NoteId
      readonly personId: PersonId
      readonly who: string
      readonly text: string
      readonly remarks: readonly string[]
      /** That what the cut only comes near to can be rendered instead; null where there is no such thing. */
      readonly offer: string | null
      /** Other notes that may follow, the end of a revision that runs, or a word that the brief be reopened. */
      readonly waitsFor: 'others' | 'the-revision' | 'reopening'
    }
  | {
      readonly type: 'QuestionAsked'
      readonly noteId: NoteId
      readonly text: string
      readonly answers: readonly string[]
      /** Who said what is asked about; null in logs of earlier versions. */
      readonly personId: PersonId | null
    }
  | { readonly type: 'QuestionAnswered'; readonly noteId: NoteId; readonly who: string; readonly answer: string }
  /** What Nora said to a question that changes nothing. */
  | { readonly type: 'Answered'; readonly text: string }
  | {
      readonly type: 'PlanRevised'
      readonly planVersion: number
      /** One sentence a line: what is changed, added, dropped, moved, and what stays. */
      readonly says: readonly string[]
      readonly renders: number
    }
  /** The film's look is the project's from now on. */
  | {
      readonly type: 'LookTaken'
      readonly who: string
      readonly styleTags: readonly string[]
      readonly promptAddition: string
      readonly pictures: readonly AssetId[]
    }
  | {
      readonly type: 'ReviewReminded'
      readonly deliveryNo: number
      readonly calls: readonly PersonId[]
      /** A word of those who asked for changes and did not say which, or verdicts. */
      readonly waitsFor: 'verdict' | 'note'
    }
  /** A day later, to whoever was called then. */
  | {
      readonly type: 'StillWaits'
      readonly waitsFor:
        | { readonly for: 'go'; readonly planVersion: number }
        | {
            readonly for: 'answer'
            readonly noteId: NoteId
            readonly text: string
            readonly answers: readonly string[]
            readonly personId: PersonId
          }
        | { readonly for: 'retry'; readonly failure: Failure }
    }
  | {
      readonly type: 'WorkRetried'
      readonly task: string
      readonly tries: number
      readonly inMs: number
      readonly failure: Failure
      /** Set when it is tried with the smaller settings that its workflow declares. */
      readonly smaller: boolean
    }
  /** A producer let it go before other briefs. */
  | { readonly type: 'Bumped'; readonly who: string }
  /** No GPU host takes these shots now; they wait, and go on by themselves. */
  | {
      readonly type: 'ShotsWait'
      readonly why: 'no-host-is-up' | 'no-host-can'
      readonly shotIndexes: readonly number[]
      readonly hosts: readonly { readonly name: string; readonly standing: HostStanding | 'paused' }[]
    }
  | { readonly type: 'Failed'; readonly failure: Failure }
  | {
      readonly type: 'Refused'
      readonly verb: string
      readonly failure: Failure
      /** Left out where Nora herself could not go on. */
      readonly personId?: PersonId
      /** Of whom put a mark on it, who is answered nowhere else; left out where whoever asked is answered. */
      readonly who?: string
      /** What was spoken of, or the newest. */
      readonly deliveryNo?: number
    }

/** One line of a plan as people read it. */
export type PlannedLine = {
  readonly index: number
  readonly caption: string
  readonly framing: string
  readonly lens: string
  readonly cameraMove: string
  readonly durationFrames: number
  readonly workflow: string
  /** How it is come to; left out of a cut. */
  readonly transition?: Exclude<Transition, 'cut'>
  /** Left out where the film does not end in black with it. */
  readonly fadeOut?: true
}

/** What an agent is at. `done` of `of` counts steps of that task; for rendering, sampler steps over all nodes of the graph. */
export type AgentStatus =
  | { readonly at: 'planning' }
  | { readonly at: 'staging'; readonly shotIndex: number; readonly host: string }
  | {
      readonly at: 'rendering'
      readonly shotIndex: number
      readonly host: string
      readonly done: number
      readonly of: number
      /** The title of the node that executes; null where nobody said. */
      readonly node: string | null
      /** ISO 8601: when the preview was made that is kept since; null where this tells of none. */
      readonly previewAt: string | null
    }
  /** How long its shots still take, from past takes; `position` among the films that wait, 1 is next, null once it is being shot. */
  | {
      readonly at: 'waiting'
      readonly position: number | null
      readonly etaSeconds: number
      readonly isGuess: boolean
    }
  | { readonly at: 'fetching'; readonly shotIndex: number; readonly host: string }
  | { readonly at: 'cutting'; readonly done: number; readonly of: number }

/** As stored: `seq` grows by at least one within a brief and never repeats. */
export type LoggedEvent = {
  readonly seq: number
  readonly briefId: BriefId
  readonly at: Date
  readonly event: BriefEvent
}
