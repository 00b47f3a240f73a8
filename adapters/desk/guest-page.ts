/** What somebody with a link sees: one delivery, and perhaps a place to comment. No account, nothing else. */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { bodyLimit } from 'hono/body-limit'
import { MAX_NOTE_CHARACTERS } from '../../src/domain/note.ts'
import { MAX_GUEST_NAME } from '../../src/domain/share.ts'
import type { Nora } from '../../src/nora.ts'
import { playerOf } from './film-view.ts'
import type { ServeFile } from './files.ts'
import { done, type Env, formOf, orSorry, Sorry } from './here.ts'
import { page } from './page.ts'
import { NOTHING } from './words.ts'

const MAX_BYTES = 64 * 1024

export function createGuestPage(deps: {
  readonly nora: Pick<Nora, 'openShare' | 'openAsset' | 'readVersions' | 'comment'>
  readonly serveFile: ServeFile
}) {
  const { nora } = deps
  const app = new Hono<Env>()
  const GONE = 'This link is no longer valid: ask whoever gave it to you for another.'

  const shared = async (c: Context<Env>) => {
    const found = await nora.openShare(c.req.param('secret') ?? '')
    // The address is a key: it is told to nobody, and kept by nobody.
    c.header('Referrer-Policy', 'strict-origin')
    c.header('X-Robots-Tag', 'noindex')
    if (found === null) throw new Sorry(404, GONE)
    return found
  }

  app.get('/s/:secret', async (c) => {
    const { share, brief, delivery } = await shared(c)
    const versions = await nora.readVersions(brief.id)
    const plan = (versions.ok ? versions.value : []).find((v) => v.plan.version === delivery.planVersion)?.plan ?? null
    const at = `/s/${c.req.param('secret')}`
    return c.html(
      page({
        title: brief.title,
        person: null,
        csrf: '',
        scripts: ['player'],
        body: html`<div class="guest">
          <h1>${brief.title}</h1>
          <p class="quiet">Delivery ${delivery.number}</p>
          ${playerOf({ label: brief.title, poster: `${at}/poster`, film: `${at}/film`, plan, fps: brief.fps, seconds: brief.durationSeconds })}
          ${
            share.mayComment
              ? html`<form id="say" method="post" action="${at}/comments" class="stack" data-script data-clear>
                  <input type="hidden" name="timecode" value="" />
                  <label
                    >Your name <input name="who" required maxlength="${MAX_GUEST_NAME}" autocomplete="name"
                  /></label>
                  <label for="note">Your comment</label
                  ><textarea id="note" name="text" rows="3" required maxlength="${MAX_NOTE_CHARACTERS}"></textarea>
                  <p class="row">
                    <button class="primary">Send it</button>
                    <span id="at" hidden
                      ><span id="at-time"></span>
                      <button type="button" class="small" id="at-clear">for the whole film</button></span
                    >
                  </p>
                </form>`
              : NOTHING
          }
        </div>`,
      }),
    )
  })

  for (const part of ['film', 'poster'] as const)
    app.get(`/s/:secret/${part}`, async (c) => {
      const { delivery } = await shared(c)
      const film = delivery.proxyAssetId ?? delivery.filmAssetId
      return deps.serveFile(c, orSorry(await nora.openAsset(part === 'film' ? film : delivery.posterAssetId)), false)
    })

  app.post('/s/:secret/comments', bodyLimit({ maxSize: MAX_BYTES }), async (c) => {
    await shared(c)
    const form = await formOf(c)
    const at = Number.parseFloat(form('timecode'))
    const secret = c.req.param('secret')
    const said = await nora.comment(secret, {
      who: form('who'),
      text: form('text'),
      timecodeSeconds: Number.isFinite(at) && at >= 0 ? at : null,
    })
    if (said === null) throw new Sorry(403, GONE)
    orSorry(said)
    return done(c, `/s/${secret}`, 'Thank you: it is told to those who make the film.')
  })
  return app
}
