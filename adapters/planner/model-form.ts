/** How any form for a model is made: lenient where models differ in writing, strict in what may be said. */
import { z } from 'zod'

/** "Close Up" and "close_up" are close-up. */
export const zOneOf = <const V extends readonly string[]>(values: V) =>
  z.preprocess(
    (said) =>
      typeof said === 'string'
        ? said
            .trim()
            .toLowerCase()
            .replaceAll(/[\s_]+/g, '-')
        : said,
    z.enum(values),
  )

/** "2.5" is a number too; infinity is none. */
export const zNumber = z.preprocess(
  (said) => (typeof said === 'string' && /^\s*-?\d+(?:\.\d+)?\s*$/.test(said) ? Number(said) : said),
  z.number(),
)

/** Far above what any field takes, so that the field's own check can say how much it takes. */
export const zText = z.string().max(20_000)

/** As strict structured output wants it: every field required, nothing else allowed, no defaults, no lengths of text. */
export function formSchema(form: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(form, {
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      delete jsonSchema.default
      delete jsonSchema.maxLength
    },
  })
  return schema
}

/** One sentence an issue, with the place it stands at. */
export const issuesSaid = (error: z.ZodError): readonly string[] =>
  error.issues.map(({ path, message }) => `${path.join('.') || 'the answer'}: ${message.slice(0, 300)}`)
