/** The form of a new brief as HTML: words first, everything else folded away. */
import { html } from 'hono/html'
import type { Asset } from '../../src/domain/asset.ts'
import { BRIEF_LIMITS } from '../../src/domain/brief.ts'
import { GATES, type Project } from '../../src/domain/project.ts'
import type { Nora } from '../../src/nora.ts'
import { previewHtml } from './asset-view.ts'
import { csrfField } from './page.ts'

export function newBriefHtml(o: {
  readonly project: Project
  /** Of the vault, what a brief may bring. */
  readonly pickable: readonly Asset[]
  readonly workflows: Awaited<ReturnType<Nora['workflows']>>
  readonly csrf: string
}) {
  const { project, pickable, workflows } = o
  const { size, fps } = project.settings
  return html`<h1>New brief</h1>
    <form
      method="post"
      action="/p/${project.id}/briefs"
      class="stack new-brief"
      data-script
      data-drop="/p/${project.id}/files"
    >
      ${csrfField(o.csrf)}
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
          <label class="button">Add files <input type="file" multiple data-files class="away" /></label> or drop or
          paste them: pictures, footage, sound, a script.
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
    </form>`
}

const pickHtml = (a: Asset) =>
  html`<li class="asset" data-name="${a.name.toLowerCase()}">
    <label
      >${previewHtml(a)}<span><input type="checkbox" name="asset" value="${a.id}" /> ${a.name}</span></label
    >
  </li>`
