/** A plan as a storyboard: its boards, and a card a shot with what it says, how it is filmed, and its takes. */
import { html } from 'hono/html'
import type { Brief } from '../../src/domain/brief.ts'
import { cutFrames, type Shot } from '../../src/domain/shot.ts'
import type { ShotPlan } from '../../src/domain/shot-plan.ts'
import type { Take } from '../../src/domain/take.ts'
import type { AssetId } from '../../src/domain/ids.ts'
import { sayFailure, seconds } from '../../src/words/say.ts'
import { estimateWords, planButtons } from '../../src/words/plan-words.ts'
import { pressId } from '../../src/words/press.ts'
import { buttonHtml, type IsOpen } from './thread-view.ts'
import { fileAt, NOTHING, spoken } from './words.ts'

export function planHtml(o: {
  readonly brief: Brief
  readonly plan: ShotPlan
  readonly takes: readonly Take[]
  readonly boards: AssetId | null
  readonly isOpen: IsOpen
}) {
  const { brief, plan } = o
  const buttons = planButtons(brief.id, plan.version).filter((b) => o.isOpen(pressId(b)))
  return html`<h2>Plan ${plan.version}</h2>
    <p>
      ${plan.author === 'model' ? 'Planned by a model' : 'Planned by rules'}${estimateWords(plan)}. ${plan.rationale}
    </p>
    ${buttons.length === 0 ? NOTHING : html`<p class="buttons">${buttons.map((b) => buttonHtml(b))}</p>`}
    ${o.boards === null ? NOTHING : html`<a href="${fileAt(o.boards)}"><img class="boards" src="${fileAt(o.boards)}" alt="The boards of plan ${plan.version}: one picture a shot" loading="lazy" /></a>`}
    <ol class="shots">
      ${plan.shots.map((shot) =>
        shotHtml(
          brief,
          shot,
          o.takes.filter((t) => t.shotId === shot.id),
        ),
      )}
    </ol>`
}

function shotHtml(brief: Brief, shot: Shot, takes: readonly Take[]) {
  const n = shot.index + 1
  const shown = takes.find((t) => t.id === shot.currentTakeId)?.assetId ?? null
  // Takes are counted as notes count them: those that were rendered.
  const rendered = takes.filter((t) => t.outcome === 'rendered')
  const length = Math.round((cutFrames(shot, brief.fps) / brief.fps) * 10) / 10
  return html`<li class="card shot" id="${shot.id}">
    ${shown === null ? html`<span class="none" aria-hidden="true">shot ${n}</span>` : html`<video src="${fileAt(shown)}#t=0.1" preload="metadata" muted playsinline controls aria-label="Shot ${n} as it was shot"></video>`}
    <h3>${n}. ${shot.caption === '' ? 'Shot' : shot.caption}</h3>
    <dl>
      <div>
        <dt>Framing</dt>
        <dd>${spoken(shot.framing)}</dd>
      </div>
      <div>
        <dt>Lens</dt>
        <dd>${shot.lens}</dd>
      </div>
      <div>
        <dt>Move</dt>
        <dd>${spoken(shot.cameraMove)}</dd>
      </div>
      <div>
        <dt>Length</dt>
        <dd>${length} s</dd>
      </div>
      ${
        shot.locked
          ? html`<div>
              <dt>Locked</dt>
              <dd>yes</dd>
            </div>`
          : NOTHING
      }
    </dl>
    <p><button type="button" class="small" data-note="shot ${n} ">Note on shot ${n}</button></p>
    <details>
      <summary>Prompt</summary>
      <p>${shot.prompt}</p>
      ${shot.negative === '' ? NOTHING : html`<p class="quiet">Without: ${shot.negative}</p>`}${shot.direction.why === null ? NOTHING : html`<p class="quiet">${shot.direction.why}</p>`}
      <p class="quiet">${shot.workflow}, seed ${shot.seed}</p>
    </details>
    <details>
      <summary>${takes.length === 0 ? 'No take yet' : `${takes.length} take${takes.length === 1 ? '' : 's'}`}</summary>
      <ol class="plain takes">
        ${takes.map((t) => takeHtml(t, { shotIndex: shot.index, takeNumber: rendered.indexOf(t) + 1, isShown: t.id === shot.currentTakeId }))}
      </ol>
      ${takes.length === 0 ? NOTHING : html`<p class="buttons"><button form="press" name="press" value="reroll ${shot.index}">Try again with a new seed</button><button form="press" name="press" value="${shot.locked ? 'unlock' : 'lock'} ${shot.index}">${shot.locked ? 'Unlock' : 'Lock'}</button></p>`}
    </details>
  </li>`
}

type Numbers = { readonly shotIndex: number; readonly takeNumber: number; readonly isShown: boolean }

const takeHtml = (t: Take, { shotIndex, takeNumber, isShown }: Numbers) =>
  html`<li>
    ${takeNumber > 0 ? `Take ${takeNumber}` : 'An attempt'}:
    ${t.outcome === 'submitting' ? 'being rendered' : t.outcome} on
    ${t.host}${t.gpuMs === null ? '' : `, ${seconds(t.gpuMs / 1000)}`}${t.failure === null ? '' : `. ${sayFailure(t.failure)}`}
    ${t.assetId === null ? NOTHING : html`<a href="${fileAt(t.assetId)}">watch</a>`}${
      isShown
        ? html` <span class="chip">in the film</span>`
        : t.outcome === 'rendered' && t.assetId !== null
          ? html` <button class="small" form="press" name="press" value="use-take ${shotIndex}:${takeNumber}">
              Use it
            </button>`
          : NOTHING
    }
  </li>`
