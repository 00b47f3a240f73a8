/** Plans a film with a language model that sees the brief and its files; where none answers usably, the rules plan and say so. */
import { mediaKind } from '../../src/domain/asset.ts'
import { ok } from '../../src/domain/result.ts'
import { BY_RULES, type PlanProvenance } from '../../src/domain/shot-plan.ts'
import type { PlanAnswer, Planner, PlanRequest } from '../../src/ports/planner.ts'
import { issuesSaid } from './model-form.ts'
import { MODEL_LIMITS, type ModelClient } from './model-client.ts'
import type { Read } from './model-turns.ts'
import { createShowFiles, handlesOf, type ShowDeps } from './model-pictures.ts'
import { type Offer, planErrors } from './model-plan-check.ts'
import { planFacts } from './model-plan-facts.ts'
import { planForm, planSchema } from './model-plan-form.ts'
import { shotsOf, treatmentOf } from './model-plan-shots.ts'
import { modelText } from './model-text.ts'
import { createTranscripts } from './model-transcript.ts'
import { readPrompt } from './read-prompt.ts'

type Planned = Pick<PlanAnswer, 'rationale' | 'treatment' | 'shots'>

export function createModelPlanner(
  deps: ShowDeps & {
    readonly client: ModelClient
    /** The house's own, where a project names none. */
    readonly model: string
    /** Plans where no model does, and refuses what nobody can plan before one is asked. */
    readonly rules: Planner
    readonly totalMs?: number
  },
): Planner {
  const prompt = readPrompt('plan')
  const showFiles = createShowFiles(deps)
  const transcripts = createTranscripts({ ...deps, ...(deps.totalMs !== undefined && { totalMs: deps.totalMs / 3 }) })

  return {
    async plan(request) {
      const byRules = await deps.rules.plan(request)
      if (!byRules.ok) return byRules
      const offer = offerOf(request)
      const began = performance.now()
      const [shown, heard] = await Promise.all([
        showFiles(offer.files, request.signal),
        request.transcriptionModel === null
          ? null
          : transcripts(request.assets, request.transcriptionModel, {
              signal: request.signal,
              again: request.faults.length > 0,
            }),
      ])
      const transcript = heard?.transcript ?? null
      const told = shown.sent.map((s) => (heard?.left && s.assetId === transcript?.assetId ? asSound(s) : s))
      const form = planForm({
        workflows: offer.workflows.map((w) => w.name),
        handles: offer.files.filter((f) => isSeen(f.asset.mime)).map((f) => f.handle),
      })
      const model = request.model ?? deps.model
      const totalMs = deps.totalMs ?? (request.faults.length > 0 ? MODEL_LIMITS.againMs : MODEL_LIMITS.planMs)
      const answer = await deps.client.ask<Planned>({
        name: 'shot_plan',
        model,
        system: prompt.text,
        text: planFacts(request, offer, { sent: told, transcript }),
        pictures: shown.pictures,
        schema: planSchema(form),
        read: (json) => readPlan(json, form, offer, request),
        signal: request.signal,
        totalMs: totalMs - (performance.now() - began),
      })
      const provenance: PlanProvenance = {
        ...BY_RULES,
        model,
        promptVersion: prompt.version,
        sent: answer.showed ? told : told.map(unseen),
        transcript,
        attempts: answer.attempts,
        tokens: answer.tokens,
      }
      if (answer.ok) return ok({ author: 'model', ...answer.value, provenance })
      const rationale = `The model ${answer.why}, so this plan is by rule. ${byRules.value.rationale}`
      return ok({ ...byRules.value, rationale, provenance: { ...provenance, fellBack: answer.why } })
    },
  }
}

const isSeen = (mime: string): boolean => ['picture', 'video'].includes(mediaKind(mime) ?? '')

const asSound = (sent: PlanProvenance['sent'][number]) => ({ ...sent, how: 'sound' as const })

/** What a server that takes no pictures was told of a file. */
const unseen = (sent: PlanProvenance['sent'][number]): PlanProvenance['sent'][number] =>
  sent.how === 'picture' || sent.how === 'keyframes' ? { ...sent, how: 'name' } : sent

/** Only what this brief could be made with: its own workflow where it names one, none that lacks what it needs. */
function offerOf({ brief, assets, workflows }: PlanRequest): Offer {
  const kinds = assets.map((a) => mediaKind(a.mime))
  const can = { nothing: true, pictures: kinds.includes('picture'), footage: kinds.includes('video') }
  return {
    brief,
    files: handlesOf(assets),
    workflows: workflows.filter(
      (w) => w.makes === 'clip' && can[w.needs] && (brief.workflow === null || brief.workflow === w.name),
    ),
  }
}

function readPlan(
  json: unknown,
  form: ReturnType<typeof planForm>,
  offer: Offer,
  { look }: Pick<PlanRequest, 'look'>,
): Read<Planned> {
  const parsed = form.safeParse(json)
  if (!parsed.success) return { ok: false, errors: issuesSaid(parsed.error) }
  const errors = planErrors(parsed.data, offer)
  if (errors.length > 0) return { ok: false, errors }
  return {
    ok: true,
    value: {
      rationale: modelText(parsed.data.rationale, 600),
      treatment: treatmentOf(parsed.data),
      shots: shotsOf(parsed.data, offer, look),
    },
  }
}
