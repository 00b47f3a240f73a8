/** Answers which value each of a workflow's slots gets from a shot. Slots of one name mean the same in every workflow. */
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Shot } from '../domain/shot.ts'
import { framesToCover, longestShot, renderSize, type SlotValues, type WorkflowFacts } from '../domain/workflow.ts'

/** Names that the host gave the shot's files, in the order of its references; where in the footage the shot begins. */
export type StagedNames = {
  readonly pictures: readonly string[]
  readonly footage: { readonly name: string; readonly fromSeconds: number } | null
}

/** ComfyUI's text encoders load the file that follows "embedding:", and nobody names files of a host by writing a brief or a note. */
const withoutFiles = (text: string): string => text.replaceAll(/embedding:/gi, 'embedding ')

export function slotValues(
  facts: WorkflowFacts,
  shot: Shot,
  brief: Pick<Brief, 'fps' | 'size'>,
  staged: StagedNames,
  filenamePrefix: string,
  /** After the GPU ran out of memory: with what the workflow declares for that, where it declares something. */
  o: { readonly smaller: boolean } = { smaller: false },
): Result<SlotValues, Extract<Failure, { type: 'workflow-cannot' }>> {
  const frames = framesToCover(facts, shot.durationFrames, brief.fps)
  if (frames === null)
    return fail({
      type: 'workflow-cannot',
      workflow: facts.name,
      reason: `a shot of ${shot.durationFrames} frames is longer than the ${longestShot(facts, brief.fps)} that it can make`,
      shotId: shot.id,
    })
  const smaller = o.smaller ? facts.smaller : null
  const size = renderSize(facts, brief.size, smaller?.scale)
  const all: Record<string, string | number | boolean | undefined> = {
    positive: withoutFiles(shot.prompt),
    negative: withoutFiles(shot.negative),
    seed: shot.seed,
    width: size.width,
    height: size.height,
    frames,
    closed_loop: shot.loop,
    filename_prefix: filenamePrefix,
    reference_1: staged.pictures[0],
    reference_2: staged.pictures[1],
    footage: staged.footage?.name,
    from_seconds: staged.footage?.fromSeconds,
    ...smaller?.slots,
    ...shot.models,
    ...shot.strengths,
  }
  const values: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(all))
    if (value !== undefined && Object.hasOwn(facts.slots, name)) values[name] = value
  return ok(values)
}
