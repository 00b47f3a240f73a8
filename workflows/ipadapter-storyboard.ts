/** Reference pictures to still panels in one style, up to three at a time: IP-Adapter on Stable Diffusion 1.5. */
import { nodesOf } from '../src/domain/workflow.ts'
import type { Slot } from '../src/domain/workflow-document.ts'
import type { WorkflowDefinition } from './definition.ts'
import { COMMON, MODELS, SD15_SIZE, side } from './definition.ts'
import graph from './ipadapter-storyboard.api.json' with { type: 'json' }

const panelSlots = (n: 2 | 3): Readonly<Record<string, Slot>> => {
  const unset = { part: `panel_${n}` }
  return {
    [`positive_${n}`]: { type: 'text', into: [`panel_${n}_positive.text`], unset },
    [`seed_${n}`]: { ...COMMON.seed, into: [`panel_${n}_sampler.seed`], unset },
    [`reference_${n}`]: { type: 'file', into: [`panel_${n}_reference.image`], unset },
    [`filename_prefix_${n}`]: { type: 'output-name', into: [`output_panel_${n}.filename_prefix`], unset },
  }
}

const panelNodes = (n: 2 | 3) => [
  ...['reference', 'prep', 'model', 'positive', 'sampler', 'decode'].map((part) => `panel_${n}_${part}`),
  `output_panel_${n}`,
]

export const ipadapterStoryboard: WorkflowDefinition = {
  name: 'ipadapter-storyboard',
  title: 'Storyboard panels',
  description: 'Draws still panels after reference pictures, all in the style of one of them.',
  makes: 'still',
  needs: 'pictures',
  takes: ['subject', 'style', 'start-frame'],
  canLoop: false,
  nativeFps: 1,
  frames: { min: 1, max: 1, step: 1, offset: 0 },
  size: SD15_SIZE,
  models: [MODELS.checkpoint, MODELS.ipadapter, MODELS.vision],
  nodes: nodesOf(graph),
  smaller: { scale: 0.75, slots: {} },
  graph,
  output: 'output_panel_1',
  parts: { panel_2: panelNodes(2), panel_3: panelNodes(3) },
  slots: {
    positive: { ...COMMON.positive, into: ['panel_1_positive.text'] },
    negative: COMMON.negative,
    seed: { ...COMMON.seed, into: ['panel_1_sampler.seed'] },
    steps: { ...COMMON.steps, into: ['panel_1_sampler.steps', 'panel_2_sampler.steps', 'panel_3_sampler.steps'] },
    width: side('panel_latent.width'),
    height: side('panel_latent.height'),
    reference_1: { type: 'file', into: ['panel_1_reference.image'], unset: 'refused' },
    style_reference: { type: 'file', into: ['style_reference.image'], unset: { like: 'reference_1' } },
    filename_prefix: { ...COMMON.filename_prefix, into: ['output_panel_1.filename_prefix'] },
    ...panelSlots(2),
    ...panelSlots(3),
    checkpoint: COMMON.checkpoint,
    ipadapter_model: COMMON.ipadapter_model,
    clip_vision: COMMON.clip_vision,
  },
}
