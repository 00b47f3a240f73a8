/** What the house works with: its GPU hosts, and the workflows that a project may use. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { mayDo } from '../../src/domain/access.ts'
import { DEFAULT_PROJECT } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import { bytes } from '../../src/words/say.ts'
import { done, type Env, formOf, orSorry, projectOf } from './here.ts'
import { csrfField, page } from './page.ts'
import { NOTHING, wait, when } from './words.ts'

type Host = Awaited<ReturnType<Nora['readQueue']>>['hosts'][number]

export function createHousePages(deps: {
  readonly nora: Pick<
    Nora,
    'readProject' | 'readRole' | 'readBrief' | 'readQueue' | 'pauseHost' | 'workflows' | 'agents'
  >
}) {
  const { nora } = deps
  const app = new Hono<Env>()

  app.get('/hosts', async (c) => {
    const role = await nora.readRole(DEFAULT_PROJECT, c.var.person.id)
    const maySet = mayDo({ personId: c.var.person.id, role }, 'set').ok
    const [{ hosts, waiting }, agents] = await Promise.all([nora.readQueue(), nora.agents()])
    return c.html(
      page({
        title: 'Hosts',
        person: c.var.person,
        csrf: c.var.csrf,
        at: 'hosts',
        scripts: ['parts'],
        body: html`<h1>GPU hosts</h1>
          <div data-part="hosts" data-every="4">
            ${hosts.length === 0 ? html`<p class="empty">No GPU host is at work: start Nora with the role <code>work</code>.</p>` : NOTHING}
            <ul class="grid wide">
              ${hosts.map((h) => hostHtml(h, maySet ? c.var.csrf : null))}
            </ul>
            <p>
              ${waiting.length === 0 ? 'No shot waits.' : `${waiting.length} shots wait; the last begins in ${wait(waiting.at(-1)?.beginsInMs ?? null)}.`}
            </p>
          </div>
          <h2>Agents</h2>
          <ul class="plain">
            ${agents.map((a) => html`<li><strong>${a.agentId}</strong> <span class="chip">${a.status}</span> <span class="quiet">${a.capabilities.join(', ')}</span></li>`)}
          </ul>`,
      }),
    )
  })

  app.post('/hosts/pause', async (c) => {
    const form = await formOf(c)
    const pause = form('pause') === 'yes'
    orSorry(await nora.pauseHost({ host: form('host'), personId: c.var.person.id, pause }))
    return done(c, '/hosts', pause ? 'Paused: it ends what it has.' : 'It goes on.')
  })

  app.get('/p/:project/workflows', async (c) => {
    const { project } = await projectOf(nora, c)
    const workflows = await nora.workflows(project.id)
    return c.html(
      page({
        title: 'Workflows',
        person: c.var.person,
        csrf: c.var.csrf,
        project,
        at: 'workflows',
        body: html`<h1>Workflows</h1>
          <p>What ${project.name} can be rendered with, in the order in which the planner likes them.</p>
          <ul class="grid wide">
            ${workflows.map(
              (w) =>
                html`<li class="card" id="${w.name}">
                  <h2>${w.title}</h2>
                  <p class="quiet">${w.name}</p>
                  <p>
                    Makes
                    ${w.makes === 'clip' ? 'clips' : 'stills'}${w.needs === 'nothing' ? '' : `, needs ${w.needs}`}${w.canLoop ? ', can loop' : ''};
                    ${w.nativeFps} fps, ${w.frames.min} to ${w.frames.max} frames.
                  </p>
                  ${
                    w.models.length === 0
                      ? NOTHING
                      : html`<details>
                          <summary>Models</summary>
                          <ul class="plain">
                            ${w.models.map((m) => html`<li>${m.folder}/${m.file}</li>`)}
                          </ul>
                        </details>`
                  }
                </li>`,
            )}
          </ul>
          <p class="quiet">
            An admin adds one over HTTP or with <code>npm run workflow</code>; docs/comfyui.md says how.
          </p>`,
      }),
    )
  })
  return app
}

const hostHtml = (h: Host, csrf: string | null) =>
  html`<li class="card">
    <h2>${h.name} <span class="chip h-${h.standing}">${h.pausedAt === null ? h.standing : 'paused'}</span></h2>
    ${h.reason === null ? NOTHING : html`<p>${h.reason}</p>`}
    <p class="quiet">since ${when(h.since)}${h.seen?.version ? `, ComfyUI ${h.seen.version}` : ''}</p>
    <ul class="plain">
      ${(h.seen?.devices ?? []).map((d) => html`<li>${d.name}${d.vramBytes === null ? '' : `, ${d.vramFreeBytes === null ? '' : `${bytes(d.vramFreeBytes)} of `}${bytes(d.vramBytes)}`}</li>`)}
    </ul>
    <p>
      ${h.has.length === 0 ? 'It has nothing of ours.' : `${h.has.length} of our shots, ${wait(h.has.at(-1)?.endsInMs ?? 0)} left.`}${(h.seen?.foreign ?? 0) > 0 ? ` ${h.seen?.foreign} prompts of others.` : ''}
    </p>
    ${csrf === null ? NOTHING : html`<form method="post" action="/hosts/pause" data-script>${csrfField(csrf)}<input type="hidden" name="host" value="${h.name}" /><button class="small" name="pause" value="${h.pausedAt === null ? 'yes' : 'no'}">${h.pausedAt === null ? 'Pause' : 'Let it go on'}</button></form>`}
  </li>`
