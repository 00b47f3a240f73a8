/** What the form of a project's settings says, checked. */
import { z } from 'zod'
import { BRIEF_LIMITS } from '../../src/domain/brief.ts'
import { GATES } from '../../src/domain/project.ts'
import type { Nora } from '../../src/nora.ts'
import { type Form, Sorry } from './here.ts'

type Change = Parameters<Nora['changeProject']>[0]['change']

const { minFps, maxFps, minSide, maxSide } = BRIEF_LIMITS

const zNumber = z
  .string()
  .trim()
  .regex(/^\d+(?:[.,]\d+)?$/)
  .transform((text) => Number(text.replace(',', '.')))
const orNull = <T extends z.ZodType>(schema: T) =>
  z.union([
    z
      .string()
      .trim()
      .length(0)
      .transform(() => null),
    schema,
  ])
const zSide = z.number().int().min(minSide).max(maxSide).multipleOf(2)
const zWord = z.string().trim().min(1).max(200)

/** Each field with what it must be, as people are told. */
const FIELDS = {
  name: { is: z.string().trim().min(1).max(120), must: 'The name must not be empty.' },
  gate: { is: z.enum(GATES), must: 'Say whether plans wait.' },
  autoGoGpuMinutes: { is: zNumber, must: 'GPU minutes are a number, such as 10.' },
  monthlyGpuMinutes: { is: orNull(zNumber), must: 'GPU minutes a month are a number, or nothing for no cap.' },
  quorum: { is: zNumber.pipe(z.number().int().min(1).max(20)), must: 'Approvals are a whole number from 1 to 20.' },
  size: {
    is: z
      .string()
      .trim()
      .regex(/^\d{1,5}x\d{1,5}$/)
      .transform((text) => {
        const [width, height] = text.split('x').map(Number)
        return { width, height }
      })
      .pipe(z.object({ width: zSide, height: zSide })),
    must: `The size is width x height, even numbers from ${minSide} to ${maxSide}, such as 768x432.`,
  },
  fps: {
    is: zNumber.pipe(z.number().int().min(minFps).max(maxFps)),
    must: `Frames a second are a whole number from ${minFps} to ${maxFps}.`,
  },
  defaultWorkflow: { is: orNull(zWord), must: 'The workflow is a name.' },
  plannerModel: { is: orNull(zWord), must: 'The model is a name of at most 200 characters.' },
  notesModel: { is: orNull(zWord), must: 'The model is a name of at most 200 characters.' },
  transcriptionModel: { is: orNull(zWord), must: 'The model is a name of at most 200 characters.' },
  retentionDays: {
    is: orNull(zNumber.pipe(z.number().int().min(1))),
    must: 'Days are a whole number from 1 on, or nothing.',
  },
  promptAddition: { is: z.string().trim().max(2000), must: 'Words for every prompt fit in 2,000 characters.' },
  negativeAddition: { is: z.string().trim().max(2000), must: 'Words against fit in 2,000 characters.' },
} as const

export function changeOf(form: Form): Change {
  const get = <N extends keyof typeof FIELDS>(name: N): z.output<(typeof FIELDS)[N]['is']> => {
    const parsed = FIELDS[name].is.safeParse(form(name))
    if (!parsed.success) throw new Sorry(422, FIELDS[name].must)
    return parsed.data as z.output<(typeof FIELDS)[N]['is']>
  }
  const styleTags = form('styleTags')
    .split(',')
    .map((tag) => tag.trim().slice(0, 100))
    .filter((tag) => tag !== '')
    .slice(0, 50)
  return {
    name: get('name'),
    settings: {
      gate: get('gate'),
      autoGoGpuMinutes: get('autoGoGpuMinutes'),
      monthlyGpuMinutes: get('monthlyGpuMinutes'),
      quorum: get('quorum'),
      size: get('size'),
      fps: get('fps'),
      defaultWorkflow: get('defaultWorkflow'),
      plannerModel: get('plannerModel'),
      notesModel: get('notesModel'),
      transcriptionModel: get('transcriptionModel'),
      retentionDays: get('retentionDays'),
    },
    look: { styleTags, promptAddition: get('promptAddition'), negativeAddition: get('negativeAddition') },
  }
}
