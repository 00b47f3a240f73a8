/** The description of the API for people to browse, from files of our own: it works without the internet. */
import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>The API of Nora</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<script defer src="/api/docs/swagger-ui-bundle.js"></script>
<script defer src="/api/docs/begin.js"></script>
</head>
<body><main id="ui"></main></body>
</html>
`

const BEGIN = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#ui', deepLinking: true, validatorUrl: null })\n`

const SCRIPT = 'text/javascript; charset=utf-8'

/** Read when it is first asked for: most processes never are. */
const FILES: Readonly<Record<string, { readonly kind: string; read(): Buffer }>> = {
  'begin.js': { kind: SCRIPT, read: () => Buffer.from(BEGIN) },
  'swagger-ui.css': {
    kind: 'text/css; charset=utf-8',
    read: () => readFileSync(new URL(import.meta.resolve('swagger-ui-dist/swagger-ui.css'))),
  },
  'swagger-ui-bundle.js': {
    kind: SCRIPT,
    read: () => readFileSync(new URL(import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js'))),
  },
}

/** Its styles are put in by its script; scripts come from here alone. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"

export function createDocs() {
  const app = new Hono()
  const page = (c: Context) => c.html(PAGE, 200, { 'Content-Security-Policy': CSP })
  app.get('/api/docs', page)
  app.get('/api/docs/:name', async (c, next) => {
    const file = FILES[c.req.param('name')]
    return file === undefined ? next() : c.body(new Uint8Array(file.read()), 200, { 'Content-Type': file.kind })
  })
  return app
}
