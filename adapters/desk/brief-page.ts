/** A brief: its film with a player, its plan as a storyboard, and its thread live. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { MAX_NOTE_CHARACTERS } from '../../src/domain/note.ts'
import type { Nora } from '../../src/nora.ts'
import { bytes, seconds } from '../../src/words/say.ts'
import { type BriefPartsReads, hashed, type Parts, PARTS, partsOf } from './brief-parts.ts'
import { briefOf, type Env, type Here } from './here.ts'
import type { Live } from './live.ts'
import { csrfField, page } from './page.ts'
import { entryHtml, statusHtml } from './thread-view.ts'
import { fileAt, NOTHING, when } from './words.ts'

export function createBriefPage(deps: {
  readonly nora: BriefPartsReads & Pick<Nora, 'readProject' | 'readRole' | 'readBrief' | 'readAsset'>
  readonly live: Live
}) {
  const { nora, live } = deps
  const app = new Hono<Env>()

  async function look(c: Here) {
    const { full, project } = await briefOf(nora, c)
    const thread = await live.look(full.brief)
    const number = Number(c.req.query('delivery') ?? '')
    const chosen = Number.isInteger(number) && number > 0 ? number : null
    const seen = await partsOf(nora, { full, project, person: c.var.person, thread, chosen })
    return { full, project, thread, ...seen }
  }

  app.get('/b/:brief/parts', async (c) => {
    const { parts, open } = await look(c)
    const named = PARTS.map((name) => [name, hashed(parts[name])])
    return c.json({ parts: Object.fromEntries(named), open: [...open] })
  })

  app.get('/b/:brief', async (c) => {
    const { full, project, thread, parts, open, deliveryNo } = await look(c)
    const { brief } = full
    const part = (name: keyof Parts, tag = 'section') => {
      const { html: inner, hash } = hashed(parts[name])
      return html`<div data-part="${name}" data-hash="${hash}" class="part ${tag}">
        ${parts[name]}${inner === '' ? NOTHING : ''}
      </div>`
    }
    const [requester, files] = await Promise.all([
      nora.readPerson(brief.requesterId),
      Promise.all(brief.assetIds.map((id) => nora.readAsset(id))),
    ])
    return c.html(
      page({
        title: brief.title,
        person: c.var.person,
        csrf: c.var.csrf,
        project,
        scripts: ['brief'],
        body: html`<form id="press" method="post" action="/b/${brief.id}/press" data-script>
            ${csrfField(c.var.csrf)}
          </form>
          <form id="share" method="post" action="/b/${brief.id}/share">${csrfField(c.var.csrf)}</form>
          <article
            class="brief-page"
            data-brief="${brief.id}"
            data-seq="${thread.seq}"
            data-delivery="${deliveryNo ?? ''}"
          >
            <header>
              <h1>${brief.title}</h1>
              <div class="row">${part('steer', 'inline')}</div>
              <p class="quiet">
                ${requester?.name ?? 'Somebody'}, ${when(brief.createdAt)}: ${seconds(brief.durationSeconds)},
                ${brief.size.width}x${brief.size.height}, ${brief.fps} fps
              </p>
              <div id="status" class="status">${statusHtml(thread.status)}</div>
            </header>
            <div class="columns">
              <div class="film">
                ${part('player')}${part('verdicts')}${part('versions')}${part('plan')}${part('downloads')}${part('sharing')}
                <details class="part">
                  <summary><h2>The brief</h2></summary>
                  <p class="pre">${brief.summary}</p>
                  ${brief.script === null ? NOTHING : html`<p class="pre quiet">${brief.script}</p>`}
                  <ul class="files">
                    ${files.map((f) => (f.ok ? html`<li><a href="${fileAt(f.value.id)}">${f.value.name}</a> ${bytes(f.value.bytes)}</li>` : NOTHING))}
                  </ul>
                </details>
              </div>
              <section class="thread" aria-labelledby="thread">
                <h2 id="thread">Thread</h2>
                <ol id="entries" aria-live="polite" aria-relevant="additions">
                  <li>
                    <div class="said">
                      <p class="who">${requester?.name ?? 'Somebody'} ${when(brief.createdAt)}</p>
                      <p class="pre">${brief.summary === '' ? '(a script)' : brief.summary}</p>
                    </div>
                  </li>
                  ${thread.entries.map((e) => entryHtml(e, (button) => open.has(button)))}
                </ol>
                <form id="say" method="post" action="/b/${brief.id}/say" data-script class="say">
                  ${csrfField(c.var.csrf)} <input type="hidden" name="timecode" value="" /><input
                    type="hidden"
                    name="delivery"
                    value=""
                  />
                  <label for="note">A note, in your own words</label>
                  <textarea
                    id="note"
                    name="text"
                    rows="3"
                    required
                    maxlength="${MAX_NOTE_CHARACTERS}"
                    placeholder="shot 2 darker, end on the lantern"
                  ></textarea>
                  <p class="row">
                    <button class="primary">Say it</button>
                    <span id="at" hidden
                      ><span id="at-time"></span>
                      <button type="button" class="small" id="at-clear">for the whole film</button></span
                    >
                  </p>
                </form>
              </section>
            </div>
          </article>`,
      }),
    )
  })
  return app
}
