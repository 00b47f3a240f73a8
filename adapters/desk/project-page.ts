/** A project: its briefs newest first, what the GPU hosts are at, and what is left of the month. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { type Brief, type Stage, STAGES } from '../../src/domain/brief.ts'
import type { AssetId, PersonId } from '../../src/domain/ids.ts'
import type { Project } from '../../src/domain/project.ts'
import type { Nora } from '../../src/nora.ts'
import { seconds } from '../../src/words/say.ts'
import { type Env, projectOf } from './here.ts'
import { page } from './page.ts'
import { budgetHtml, queueHtml } from './queue-view.ts'
import { chip, fileAt, NOTHING, STAGE_CHIP, when } from './words.ts'

const BRIEFS_A_PAGE = 24

type Reads = Pick<
  Nora,
  'readProject' | 'readRole' | 'readBrief' | 'listBriefs' | 'posters' | 'readPerson' | 'readQueue' | 'readBudget'
>

export async function namesOf(nora: Pick<Nora, 'readPerson'>, ids: readonly PersonId[]) {
  const known = await Promise.all([...new Set(ids)].map(async (id) => [id, (await nora.readPerson(id))?.name] as const))
  const names = new Map(known)
  return (id: PersonId): string => names.get(id) ?? 'Somebody'
}

export function createProjectPage(deps: { readonly nora: Reads }) {
  const { nora } = deps
  const app = new Hono<Env>()

  app.get('/p/:project', async (c) => {
    const { project } = await projectOf(nora, c)
    const stage = STAGES.find((s) => s === c.req.query('stage')) ?? null
    const cursor = c.req.query('cursor') ?? ''
    const [briefs, queue, use] = await Promise.all([
      nora.listBriefs({
        projectId: project.id,
        limit: BRIEFS_A_PAGE,
        ...(stage === null ? {} : { stage }),
        ...(cursor === '' ? {} : { cursor }),
      }),
      nora.readQueue(),
      nora.readBudget(project.id),
    ])
    const [posters, nameOf] = await Promise.all([
      nora.posters(briefs.items.map((b) => b.id)),
      namesOf(
        nora,
        briefs.items.map((b) => b.requesterId),
      ),
    ])
    return c.html(
      page({
        title: project.name,
        person: c.var.person,
        csrf: c.var.csrf,
        project,
        at: 'briefs',
        scripts: ['parts'],
        body: html`<div class="columns">
          <section aria-labelledby="briefs">
            <div class="row">
              <h1 id="briefs">${project.name}</h1>
              <a class="button primary" href="/p/${project.id}/new">New brief</a>
            </div>
            ${filters(project, stage)}
            <div data-part="briefs" data-every="4">
              ${
                briefs.items.length === 0
                  ? emptyHtml(project, stage)
                  : html`<ol class="timeline">
                      ${briefs.items.map((b) => briefHtml(b, posters.get(b.id) ?? null, nameOf(b.requesterId)))}
                    </ol>`
              }
            </div>
            ${briefs.nextCursor === null ? NOTHING : html`<p><a class="button" href="/p/${project.id}?cursor=${briefs.nextCursor}${stage === null ? '' : `&stage=${stage}`}">Older briefs</a></p>`}
          </section>
          <aside aria-label="Rendering">
            <div data-part="queue">${queueHtml(queue, project.id)}</div>
            <div data-part="budget">${budgetHtml(project, use)}</div>
          </aside>
        </div>`,
      }),
    )
  })
  return app
}

const filters = (project: Project, stage: Stage | null) =>
  html`<nav aria-label="Stages">
    <ul class="filters">
      ${[null, ...STAGES].map(
        (s) =>
          html`<li>
            <a
              href="/p/${project.id}${s === null ? '' : `?stage=${s}`}"
              ${s === stage ? html` aria-current="true"` : NOTHING}
              >${s === null ? 'all' : STAGE_CHIP[s]}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`

const emptyHtml = (project: Project, stage: Stage | null) =>
  stage === null
    ? html`<div class="empty">
        <p>No film was asked for yet.</p>
        <p><a href="/p/${project.id}/new">Write the first brief</a>: a sentence is enough, pictures help.</p>
      </div>`
    : html`<p class="empty">No brief is “${STAGE_CHIP[stage]}” now. <a href="/p/${project.id}">Show all</a>.</p>`

const briefHtml = (b: Brief, poster: AssetId | null, who: string) =>
  html`<li class="brief">
    <a href="/b/${b.id}">
      <span class="poster"
        >${poster === null ? html`<span class="none" aria-hidden="true">${STAGE_CHIP[b.state.stage]}</span>` : html`<img src="${fileAt(poster)}" alt="" loading="lazy" />`}</span
      >
      <span class="what"><strong>${b.title}</strong> ${chip(b.state.stage)}</span>
      <span class="by"
        >${who}, ${when(b.createdAt)},
        ${seconds(b.durationSeconds)}${b.deliveryCount > 1 ? `, delivery ${b.deliveryCount}` : ''}</span
      ></a
    >
  </li>`
