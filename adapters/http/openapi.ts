/** The description of the API that machines read. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import { withExamples } from './examples.ts'

export function describe(app: OpenAPIHono, o: { readonly publicUrl: string; readonly hasToken: boolean }) {
  if (o.hasToken) app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  const description = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Nora',
      version: '0.1.0',
      description:
        'A brief in, a film out. Lengths are in seconds; errors are `{ error: { code, message, details } }`.',
    },
    servers: [{ url: o.publicUrl }],
    ...(o.hasToken ? { security: [{ token: [] }] } : {}),
  })
  return withExamples(description)
}
