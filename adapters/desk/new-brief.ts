/** The page on which a film is asked for: in words or fields, with files dropped, pasted, or picked from the vault. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Asset, AssetCategory } from '../../src/domain/asset.ts'
import { BRIEF_LIMITS } from '../../src/domain/brief.ts'
import type { BriefOptions } from '../../src/domain/brief-request.ts'
import { parseId } from '../../src/domain/ids.ts'
import { GATES } from '../../src/domain/project.ts'
import type { Nora } from '../../src/nora.ts'
import { done, type Env, type Form, formOf, orSorry, projectOf, Sorry } from './here.ts'
import { csrfField, page } from './page.ts'
import { previewHtml } from './asset-view.ts'

const PICKED_FROM = 60
/** What people give; what Nora made is not given back to her here. */
const GIVEN: readonly AssetCategory[] = ['reference', 'footage', 'storyboard', 'voiceover', 'music', 'script']

export function createNewBrief(deps: {
  readonly nora: Pick<Nora, 'readProject' | 'readRole' | 'readBrief' | 'listAssets' | 'takeBrief' | 'workflows'>
}) {
  const { nora } = deps
  const app = new Hono<Env>()

  app.get('/p/:project/new', async (c) => {
    const { project } = await projectOf(nora, c)
    const [assets, workflows] = await Promise.all([
      nora.listAssets(project.id, { limit: PICKED_FROM }),
      nora.workflows(project.id),
    ])
    const pickable = assets.items.filter((a) => GIVEN.includes(a.category))
    const { size, fps } = project.settings
    return c.html(
      page({
        title: 'New brief',
        person: c.var.person,
        csrf: c.var.csrf,
        project,
        at: 'new',
        scripts: ['upload'],
        body: html`<h1>New brief</h1>
          <form
            method="post"
            action="/p/${project.id}/briefs"
            class="stack new-brief"
            data-script
            data-drop="/p/${project.id}/files"
          >
            ${csrfField(c.var.csrf)}
            <label for="summary">What does the film show?</label>
            <textarea
              id="summary"
              name="summary"
              rows="5"
              maxlength="${BRIEF_LIMITS.maxCharacters}"
              placeholder="A paper lantern drifts over a still lake at dusk, then the wind rises. 12 seconds, melancholic, 16:9"
              autofocus
            ></textarea>
            <div class="drop">
              <p>
                <label class="button">Add files <input type="file" multiple data-files class="away" /></label> or drop
                or paste them: pictures, footage, sound, a script.
              </p>
              <ul class="grid" data-added aria-live="polite"></ul>
            </div>
            <details>
              <summary>Pick from the vault</summary>
              ${
                pickable.length === 0
                  ? html`<p class="empty">The vault has no files yet.</p>`
                  : html`<label>Find <input type="search" data-filter="#pick" /></label>
                      <ul class="grid" id="pick">
                        ${pickable.map(pickHtml)}
                      </ul>`
              }
            </details>
            <details>
              <summary>Length, size and the rest</summary>
              <div class="fields">
                <label>Title <input name="title" maxlength="120" /></label>
                <label
                  >Seconds
                  <input
                    name="durationSeconds"
                    type="number"
                    min="${BRIEF_LIMITS.minSeconds}"
                    max="${BRIEF_LIMITS.maxSeconds}"
                    step="any"
                    placeholder="as the words say"
                /></label>
                <label>Size <input name="size" placeholder="${size.width}x${size.height}, or 9:16" /></label>
                <label
                  >Frames a second
                  <input
                    name="fps"
                    type="number"
                    min="${BRIEF_LIMITS.minFps}"
                    max="${BRIEF_LIMITS.maxFps}"
                    placeholder="${fps}"
                /></label>
                <label
                  >Shots
                  <input
                    name="shotCount"
                    type="number"
                    min="1"
                    max="${BRIEF_LIMITS.maxShots}"
                    placeholder="as the planner likes"
                /></label>
                <label>Tone <input name="tone" placeholder="melancholic" /></label>
                <label>Style <input name="styleTags" placeholder="noir, watercolor" /></label>
                <label>Also deliver <input name="deliverables" placeholder="9:16, square without sound, mov" /></label>
                <label
                  >Workflow
                  <select name="workflow">
                    <option value="">the planner chooses</option>
                    ${workflows.map((w) => html`<option value="${w.name}">${w.title}</option>`)}
                  </select></label
                >
                <label
                  >Before it is shot
                  <select name="gate">
                    <option value="">as the project says (${project.settings.gate})</option>
                    ${GATES.map((g) => html`<option value="${g}">${{ auto: 'wait when it is long', always: 'wait for Go', never: 'go on at once' }[g]}</option>`)}
                  </select></label
                >
              </div>
              <label
                >Script
                <textarea
                  name="script"
                  rows="6"
                  maxlength="${BRIEF_LIMITS.maxScriptCharacters}"
                  placeholder="INT. LIGHTHOUSE - NIGHT"
                ></textarea>
              </label>
            </details>
            <p><button class="primary">Make the film</button></p>
          </form>`,
      }),
    )
  })

  app.post('/p/:project/briefs', async (c) => {
    const { project } = await projectOf(nora, c)
    const form = await formOf(c)
    const brief = orSorry(
      await nora.takeBrief({
        projectId: project.id,
        requesterId: c.var.person.id,
        text: form('summary'),
        options: optionsOf(form),
        assetIds: form.all('asset').flatMap((id) => parseId('asset', id) ?? []),
        sessionId: null,
        idempotency: null,
      }),
    )
    return done(c, `/b/${brief.id}`)
  })
  return app
}

const pickHtml = (a: Asset) =>
  html`<li class="asset" data-name="${a.name.toLowerCase()}">
    <label
      >${previewHtml(a)}<span><input type="checkbox" name="asset" value="${a.id}" /> ${a.name}</span></label
    >
  </li>`

/** Empty fields leave it to the words. */
function optionsOf(form: Form): BriefOptions {
  const text = (name: string) => (form(name).trim() === '' ? undefined : form(name).trim())
  const number = (name: string) => {
    const given = text(name)
    if (given === undefined) return undefined
    const n = Number(given.replace(',', '.'))
    if (Number.isNaN(n)) throw new Sorry(422, `"${given.slice(0, 40)}" is no number: correct it, or leave it out.`)
    return n
  }
  const list = (name: string) =>
    text(name)
      ?.split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
  return {
    title: text('title'),
    script: text('script'),
    durationSeconds: number('durationSeconds'),
    fps: number('fps'),
    size: text('size'),
    tone: text('tone'),
    styleTags: list('styleTags'),
    shotCount: number('shotCount'),
    deliverables: list('deliverables'),
    workflow: text('workflow'),
    gate: GATES.find((g) => g === form('gate')),
  }
}
