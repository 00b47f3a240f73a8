/** Why somebody's workflow cannot be used, and what to do about it, in one sentence each. */
import { exhaustive } from '../domain/result.ts'
import type { WorkflowFault, WorkflowInspection } from '../domain/workflow-inspection.ts'
import { card, type Card } from './card.ts'

export function sayFault(f: WorkflowFault): string {
  switch (f.type) {
    case 'not-a-workflow':
      return 'This is no ComfyUI workflow: export one with "Export (API)" and send that JSON.'
    case 'ui-format':
      return 'This is the workflow as the editor keeps it, which no server runs: export it again with "Export (API)".'
    case 'loose-end':
      return `Its graph has a loose end, which would stop the server for everybody (${f.reason}): mend it in the editor and export it again.`
    case 'no-output':
      return 'It saves nothing that Nora can fetch: end it with VHS_VideoCombine, SaveVideo, SaveWEBM or SaveImage.'
    case 'which-output':
      return `It saves several results: say which one is the clip, by the title of its node (${f.outputs.join(', ')}).`
    case 'unsafe-node':
      return `The node "${f.node}" (${f.nodeClass}) ${UNSAFE[f.why]}: replace it.`
    case 'unsafe-value':
      return `The input ${f.input} of "${f.node}" holds a path or an address: name files of the server's input folder only.`
    case 'needs-file':
      return `The node "${f.node}" (${f.nodeClass}) needs a file that no shot brings: take it out.`
    case 'no-text':
      return 'No node takes the words of a shot: give the sampler a positive prompt from a text encoder.'
    case 'no-length':
      return 'Nothing in it says how many frames the clip has: give the latent or the footage loader its length as a number.'
    case 'no-rate':
      return 'Nothing in it says how many frames a second the clip has: give the video node its rate, and the footage loader its force_rate, as numbers.'
    case 'bad-name':
      return `"${f.name}" is no name for a workflow: use lower-case letters, digits and hyphens, for example studio-ink.`
    case 'name-taken':
      return `There is a workflow "${f.name}" already: choose another name, or remove that one first.`
    case 'bad-slot':
      return `Its slot "${f.slot}" cannot be so (${f.reason}): mend it and confirm again.`
    case 'bad-field':
      return `Its ${f.field === '' ? 'definition' : f.field} cannot be so (${f.reason}): mend it and confirm again.`
    default:
      return exhaustive(f)
  }
}

const UNSAFE = {
  'path-or-url': 'reads or writes wherever on the server, or in the net, the graph says',
  code: 'can run code that comes with a file or a text',
  'queues-itself': 'puts the work into the queue again under a name that nobody knows',
} as const

/** What an admin looks at before confirming it. */
export function workflowFoundCard(name: string, found: WorkflowInspection): Card {
  if (found.document === null) return card(`“${name}” cannot be used`, found.faults.map(sayFault))
  return card(`“${name}” as I read it`, [
    ...found.guesses.map((g) => `${g.slot} fills ${g.into.join(', ')} (${g.confidence}: ${g.why})`),
    ...(found.leftOut.length === 0 ? [] : [`Left out, since the clip does not need it: ${found.leftOut.join(', ')}.`]),
    'Say it once more with “confirm yes” to use it. What is read wrong can be put right over HTTP.',
  ])
}
