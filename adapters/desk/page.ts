/** The frame around every page: head, way around, who is here, and where messages are shown. */
import { html } from 'hono/html'
import type { Person, Project } from '../../src/domain/project.ts'
import { NOTHING, type Html } from './words.ts'

export type PageOf = {
  readonly title: string
  /** Null before sign-in, and for guests. */
  readonly person: Person | null
  readonly csrf: string
  readonly project?: Project
  readonly at?: 'briefs' | 'new' | 'vault' | 'settings' | 'workflows' | 'hosts' | 'me'
  /** Scripts of this page, besides the common one. */
  readonly scripts?: readonly string[]
  readonly body: Html
}

export const page = (o: PageOf) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${o.title} · Nora</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="csrf" content="${o.csrf}" />
        <link rel="icon" href="/static/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/static/desk.css" />
        <script type="module" src="/static/desk.js"></script>
        ${(o.scripts ?? []).map((name) => html`<script type="module" src="/static/${name}.js"></script>`)}
      </head>
      <body>
        <a class="skip" href="#main">To the content</a>
        <header class="top">
          <a class="brand" href="/">Nora</a>
          ${o.person === null ? NOTHING : around(o)}
        </header>
        <main id="main" tabindex="-1">${o.body}</main>
        <div id="toasts" role="status" aria-live="polite"></div>
      </body>
    </html>`

function around(o: PageOf): Html {
  const link = (at: PageOf['at'], href: string, label: string) =>
    html`<li><a href="${href}" ${o.at === at ? html` aria-current="page"` : NOTHING}>${label}</a></li>`
  const { project } = o
  return html`<nav aria-label="Pages">
    <ul>
      ${
        project === undefined
          ? link('briefs', '/', 'Projects')
          : html`${link('briefs', `/p/${project.id}`, project.name)}${link('new', `/p/${project.id}/new`, 'New brief')}${link('vault', `/p/${project.id}/vault`, 'Vault')}${link('workflows', `/p/${project.id}/workflows`, 'Workflows')}${link('settings', `/p/${project.id}/settings`, 'Settings')}`
      }${link('hosts', '/hosts', 'Hosts')}${link('me', '/me', o.person?.name ?? '')}
    </ul>
  </nav>`
}

/** One sentence, and the way on. */
export const sorryPage = (o: { readonly message: string; readonly person: Person | null; readonly back: string }) =>
  page({
    title: 'Not done',
    person: o.person,
    csrf: '',
    body: html`<div class="narrow">
      <h1>Not done</h1>
      <p class="sorry">${o.message}</p>
      <p><a href="${o.back}">Go back</a></p>
    </div>`,
  })

export const csrfField = (csrf: string) => html`<input type="hidden" name="csrf" value="${csrf}" />`
