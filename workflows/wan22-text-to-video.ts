/** Text to a clip of up to five seconds: Wan 2.2. */
import { nodesOf } from '../src/domain/workflow.ts'
import type { WorkflowDefinition } from './definition.ts'
import graph from './wan22-text-to-video.api.json' with { type: 'json' }
import { WAN22 } from './wan22.ts'

export const wan22TextToVideo: WorkflowDefinition = {
  ...WAN22,
  name: 'wan22-text-to-video',
  title: 'Text to video',
  description: 'Films up to five seconds from words alone, at 24 frames a second.',
  needs: 'nothing',
  takes: [],
  nodes: nodesOf(graph),
  graph,
}
