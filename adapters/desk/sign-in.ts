/** The pages of signing in: with a one-time link, or with the house's token and a name; and one's own name. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Nora } from '../../src/nora.ts'
import type { Door } from './door.ts'
import { done, type Env, formOf, Sorry } from './here.ts'
import { csrfField, page } from './page.ts'

const MAX_NAME = 60

export function createSignIn(deps: {
  readonly nora: Pick<Nora, 'peekDeskLink' | 'enterByLink' | 'enter' | 'leave' | 'meet'>
  readonly door: Door
  readonly token: string | null
}) {
  const { nora, door } = deps
  const app = new Hono<Env>()
  app.use('/sign-in', door.known, door.notForged)
  app.use('/enter/*', door.known, door.notForged)

  app.get('/sign-in', (c) =>
    c.html(
      page({
        title: 'Sign in',
        person: null,
        csrf: c.var.csrf,
        body: html`<div class="narrow">
          <h1>Sign in</h1>
          <p>
            In Slack or Discord, <code>/nora desk</code> gives you a link that signs you in as yourself. Without chat,
            use the value of <code>NORA_API_TOKEN</code> and your name.
          </p>
          <form method="post" action="/sign-in" class="stack" data-script>
            ${csrfField(c.var.csrf)}
            <label>Your name <input name="name" required maxlength="${MAX_NAME}" autocomplete="name" /></label>
            <label>Token <input name="token" type="password" required autocomplete="current-password" /></label>
            <button class="primary">Sign in</button>
          </form>
        </div>`,
      }),
    ),
  )

  app.post('/sign-in', async (c) => {
    const form = await formOf(c)
    const name = form('name').trim().slice(0, MAX_NAME)
    const userId = slug(name)
    if (userId === '') throw new Sorry(422, 'Your name is missing: say how people call you.')
    if (deps.token === null || !isSame(form('token').trim(), deps.token))
      throw new Sorry(403, 'That token is wrong: use the value of NORA_API_TOKEN, or a link from /nora desk.')
    const identity = { platform: 'desk', workspace: '', userId } as const
    const person = await nora.meet({ identity, name, knownAs: null, runsPlatform: true })
    door.signIn(c, await nora.enter(person.id))
    return done(c, '/')
  })

  /** Looking uses nothing up: chat programs open links to show what is behind them. */
  app.get('/enter/:secret', async (c) => {
    const person = await nora.peekDeskLink(c.req.param('secret'))
    const body =
      person === null
        ? html`<h1>This link is used up</h1>
            <p>
              It works once, within ten minutes. Ask for another with <code>/nora desk</code>, or
              <a href="/sign-in">sign in with the token</a>.
            </p>`
        : html`<h1>Welcome, ${person.name}</h1>
            <form method="post">${csrfField(c.var.csrf)}<button class="primary">Go to the desk</button></form>`
    c.header('Referrer-Policy', 'strict-origin')
    return c.html(
      page({ title: 'Sign in', person: null, csrf: c.var.csrf, body: html`<div class="narrow">${body}</div>` }),
    )
  })

  app.post('/enter/:secret', async (c) => {
    const session = await nora.enterByLink(c.req.param('secret'))
    if (session === null) throw new Sorry(403, 'This link is used up: ask for another with /nora desk.')
    door.signIn(c, session)
    return c.redirect('/', 303)
  })
  return app
}

export function createMe(deps: {
  readonly nora: Pick<Nora, 'renameSelf' | 'leave'>
  readonly door: Door
  readonly isOpen: boolean
}) {
  const app = new Hono<Env>()
  app.get('/me', (c) =>
    c.html(
      page({
        title: 'You',
        person: c.var.person,
        csrf: c.var.csrf,
        at: 'me',
        body: html`<div class="narrow">
          <h1>You are ${c.var.person.name}</h1>
          <form method="post" action="/me" class="stack" data-script>
            ${csrfField(c.var.csrf)}
            <label
              >Your name
              <input name="name" required maxlength="${MAX_NAME}" value="${c.var.person.name}" autocomplete="name"
            /></label>
            <button class="primary">Keep this name</button>
          </form>
          <p>Notes and verdicts bear this name from now on.</p>
          ${deps.isOpen ? html`<p>Nobody signs in on this machine: whoever opens this page is you.</p>` : html`<form method="post" action="/me/leave">${csrfField(c.var.csrf)}<button>Sign out</button></form>`}
        </div>`,
      }),
    ),
  )
  app.post('/me', async (c) => {
    const name = (await formOf(c))('name').trim().slice(0, MAX_NAME)
    if (name === '') throw new Sorry(422, 'Your name is missing: say how people call you.')
    await deps.nora.renameSelf(c.var.person.id, name)
    return done(c, '/me', `You are ${name} now.`)
  })
  app.post('/me/leave', async (c) => {
    await deps.nora.leave(deps.door.signOut(c))
    return c.redirect('/sign-in', 303)
  })
  return app
}

/** One person a name: letters and digits of whatever script. */
export const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
