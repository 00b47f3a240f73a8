/** Which buttons still do something: those under overtaken plans, deliveries and answered questions do not. Pure. */
import { offersOf } from '../../src/domain/approximation.ts'
import type { Brief } from '../../src/domain/brief.ts'
import type { Note } from '../../src/domain/note.ts'
import { VERDICTS } from '../../src/domain/review.ts'
import { pressId } from '../../src/words/press.ts'

export function openButtons(brief: Brief, notes: readonly Note[]): ReadonlySet<string> {
  const { stage } = brief.state
  const open: string[] = []
  if (stage === 'plan-review')
    for (const verb of ['go', 'change', 'cancel'])
      open.push(pressId({ verb, value: `${brief.id}:${brief.planVersion}` }))
  if (stage === 'in-review')
    for (const verb of VERDICTS) open.push(pressId({ verb, value: `${brief.id}:${brief.deliveryCount}` }))
  if (brief.state.stage === 'approved')
    open.push(pressId({ verb: 'use-look', value: `${brief.id}:${brief.state.deliveryNo}` }))
  if (stage === 'failed' || stage === 'cancelled') open.push(pressId({ verb: 'retry', value: brief.id }))
  for (const { id, state } of notes) {
    if (state.is === 'asking')
      state.question.answers.forEach((_, i) => open.push(pressId({ verb: 'answer', value: `${id}:${i}` })))
    const rests = stage === 'in-review' || stage === 'plan-review'
    if ((state.is === 'waiting' && rests) || (state.is === 'after-approval' && stage === 'approved'))
      open.push(pressId({ verb: 'start-revision', value: id }))
    if ('changes' in state && offersOf(state.changes).length > 0 && stage !== 'cancelled' && stage !== 'failed')
      open.push(pressId({ verb: 'render-anew', value: id }))
  }
  return new Set(open)
}
