/** A first frame and words to a clip of up to five seconds: Wan 2.2. */
import { nodesOf } from '../src/domain/workflow.ts'
import type { WorkflowDefinition } from './definition.ts'
import graph from './wan22-image-to-video.api.json' with { type: 'json' }
import { WAN22 } from './wan22.ts'

export const wan22ImageToVideo: WorkflowDefinition = {
  ...WAN22,
  name: 'wan22-image-to-video',
  title: 'Picture to video',
  description: 'Sets a picture in motion: it is the first frame of up to five seconds at 24 frames a second.',
  needs: 'pictures',
  takes: ['subject', 'start-frame'],
  nodes: nodesOf(graph),
  graph,
  slots: { ...WAN22.slots, reference_1: { type: 'file', into: ['start_image.image'], unset: 'refused' } },
}
