/** Two versions of a film side by side: both players in step, and the shots that differ. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Delivery } from '../../src/domain/delivery.ts'
import type { Nora } from '../../src/nora.ts'
import { briefOf, type Env, orSorry, Sorry } from './here.ts'
import { page } from './page.ts'
import { fileAt, NOTHING } from './words.ts'

export function createComparePage(deps: {
  readonly nora: Pick<Nora, 'readProject' | 'readRole' | 'readBrief' | 'readVersions' | 'compareVersions'>
}) {
  const { nora } = deps
  const app = new Hono<Env>()
  app.get('/b/:brief/compare', async (c) => {
    const { full, project } = await briefOf(nora, c)
    const [before, after] = [Number(c.req.query('before')), Number(c.req.query('after'))]
    if (!Number.isInteger(before) || !Number.isInteger(after) || before < 1 || after < 1)
      throw new Sorry(422, 'Say which two plans: their numbers are on the page of the film.')
    const briefId = full.brief.id
    const sheet = orSorry(await nora.compareVersions({ briefId, before, after }))
    const versions = orSorry(await nora.readVersions(briefId))
    const filmOf = (n: number) => versions.find((v) => v.plan.version === n)?.deliveries.at(-1)
    const side = (n: number, d: Delivery | undefined) =>
      html`<figure>
        <figcaption>Plan ${n}${d === undefined ? ', not delivered' : `, delivery ${d.number}`}</figcaption>
        ${d === undefined ? NOTHING : html`<video controls playsinline preload="metadata" data-step poster="${fileAt(d.posterAssetId)}" src="${fileAt(d.proxyAssetId ?? d.filmAssetId)}" aria-label="Delivery ${d.number}"></video>`}
      </figure>`
    return c.html(
      page({
        title: `${full.brief.title}: versions`,
        person: c.var.person,
        csrf: c.var.csrf,
        project,
        scripts: ['compare'],
        body: html`<h1>${full.brief.title}: plan ${before} beside plan ${after}</h1>
          <p><a href="/b/${briefId}">Back to the film</a></p>
          <div class="side">${side(before, filmOf(before))}${side(after, filmOf(after))}</div>
          <h2>Shots that differ</h2>
          ${sheet === null ? html`<p class="empty">Both show the same shots.</p>` : html`<a href="${fileAt(sheet.id)}"><img class="boards" src="${fileAt(sheet.id)}" alt="The shots that differ: plan ${before} to the left, plan ${after} to the right" /></a>`}`,
      }),
    )
  })
  return app
}
