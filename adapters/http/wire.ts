/** What several routes share on the wire: texts, sizes, ids of the path, pages. */
import { z } from '@hono/zod-openapi'
import type { Size } from '../../src/domain/project.ts'
import { type AssetId, type BriefId, parseId, type ProjectId } from '../../src/domain/ids.ts'
import type { Page } from '../../src/ports/store.ts'
import { refused, zError } from './problem.ts'

/** Where briefs are, below `/api`. */
export const BRIEFS = '/nora/cinematics/briefs'

/** Text that a database takes: no NUL, no halves of characters. */
export const zText = z
  .string()
  .refine((text) => !text.includes('\u0000'), 'holds a NUL character')
  .overwrite((text) => text.toWellFormed())

export const zSizeOut = z.string().openapi({ example: '768x432' })
export const toSizeJson = (size: Size): string => `${size.width}x${size.height}`

const named = (text: string): string => text.slice(0, 100)

export function briefIdOf(text: string): BriefId {
  const id = parseId('brief', text)
  if (id === null) throw refused({ type: 'brief-unknown', briefId: named(text) })
  return id
}

export function projectIdOf(text: string): ProjectId {
  const id = parseId('project', text)
  if (id === null) throw refused({ type: 'project-unknown', projectId: named(text) })
  return id
}

export function assetIdOf(text: string): AssetId {
  const id = parseId('asset', text)
  if (id === null) throw refused({ type: 'asset-unknown', assetId: named(text) })
  return id
}

export const zId = (example: string) =>
  z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' }, example }) })

const MAX_PAGE = 200

export const zPaging = {
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
  cursor: z.string().max(200).optional().openapi({ description: 'The `nextCursor` of the page before.' }),
}

export const zPage = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

export const toPageJson = <T, J>(page: Page<T>, toJson: (item: T) => J): { items: J[]; nextCursor: string | null } => ({
  items: page.items.map(toJson),
  nextCursor: page.nextCursor,
})

/** The page that was asked for, as the verbs take it. */
export const pageOf = (query: { readonly limit: number; readonly cursor?: string | undefined }) => ({
  limit: query.limit,
  ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
})

export const answers = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

/** Every answer that is not the route's own. */
export const otherwise = {
  description: 'What went wrong, in one sentence that says what to do',
  content: {
    'application/json': {
      schema: zError,
      example: {
        error: {
          code: 'asset-unknown',
          message: 'There is no asset "ast_1" in this project: upload it first, or check its id.',
          details: { assetId: 'ast_1' },
        },
      },
    },
  },
}

/** `example` is one that can be sent as it stands, but for ids. */
export const jsonBody = <T extends z.ZodType>(schema: T, example: z.input<T>) => ({
  required: true,
  content: { 'application/json': { schema, example } },
})

/** What a signed link carries; the guard has looked at it. */
export const zSigned = {
  expires: z.string().optional().openapi({ description: 'Of a signed link: seconds since 1970.' }),
  signature: z.string().optional().openapi({ description: 'Of a signed link, which needs no token.' }),
}
