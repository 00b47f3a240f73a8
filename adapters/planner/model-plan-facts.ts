/** What a model is told of a brief, as one JSON document: everything in it is material and stands in quotes. */
import { mediaKind } from '../../src/domain/asset.ts'
import { filmFrames } from '../../src/domain/brief.ts'
import type { PlanProvenance } from '../../src/domain/shot-plan.ts'
import { longestShot } from '../../src/domain/workflow.ts'
import type { PlanRequest } from '../../src/ports/planner.ts'
import type { Offer } from './model-plan-check.ts'

const MAX_NAME = 120
const MAX_CAPTION = 300

export function planFacts(
  request: PlanRequest,
  offer: Offer,
  { sent, transcript }: Pick<PlanProvenance, 'sent' | 'transcript'>,
): string {
  const { brief, look } = request
  return JSON.stringify(
    {
      film: {
        title: brief.title,
        seconds: filmFrames(brief) / brief.fps,
        fps: brief.fps,
        width: brief.size.width,
        height: brief.size.height,
        shots: brief.shotCount,
        loop: brief.loop,
        tone: brief.tone,
        styleTags: brief.styleTags,
        alsoDeliveredAs: brief.deliverables.flatMap((d) =>
          d.kind === 'film' && d.size !== null ? [`${d.size.width}x${d.size.height}`] : [],
        ),
      },
      brief: brief.summary,
      script: brief.script,
      look: { styleTags: look.styleTags, prompt: look.promptAddition, negative: look.negativeAddition },
      files: offer.files.map(({ handle, asset }) => ({
        handle,
        kind: mediaKind(asset.mime),
        part: brief.assetIds.includes(asset.id) ? asset.category : `${asset.category}, always used in this project`,
        name: asset.name.slice(0, MAX_NAME),
        caption: asset.provenance.prompt?.slice(0, MAX_CAPTION) ?? null,
        width: asset.width,
        height: asset.height,
        seconds: asset.durationSeconds,
        ...(transcript?.assetId === asset.id && transcript.text !== null && { says: transcript.text }),
        shownAs: sent.find((s) => s.assetId === asset.id)?.how ?? 'name',
      })),
      workflows: offer.workflows.map((facts) => ({
        name: facts.name,
        makes: facts.title,
        needs: facts.needs,
        takesAs: facts.takes,
        longestSeconds: Math.floor((longestShot(facts, brief.fps) / brief.fps) * 100) / 100,
        loops: facts.canLoop,
      })),
      faults: request.faults,
    },
    null,
    1,
  )
}
