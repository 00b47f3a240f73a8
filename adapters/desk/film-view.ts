/** A delivery as HTML: the player with its shots below, the verdicts, and what may be taken away. */
import { html } from 'hono/html'
import type { Brief } from '../../src/domain/brief.ts'
import type { Delivery } from '../../src/domain/delivery.ts'
import { cutFrames } from '../../src/domain/shot.ts'
import { filmLength, type ShotPlan } from '../../src/domain/shot-plan.ts'
import type { Nora } from '../../src/nora.ts'
import { verdictButtons } from '../../src/words/review-words.ts'
import { pressId } from '../../src/words/press.ts'
import { buttonHtml, type IsOpen } from './thread-view.ts'
import { clock, fileAt, NOTHING, when } from './words.ts'

export type GivenVerdicts = Awaited<ReturnType<Nora['listVerdicts']>>

/** Each mark is where a shot begins; scripts give it its width. */
function marksHtml(plan: ShotPlan, fps: number) {
  let at = 0
  return html`<ol class="marks" aria-label="Shots of the film">
    ${plan.shots.map((shot) => {
      const frames = cutFrames(shot, fps)
      const begins = at / fps
      at += frames
      return html`<li data-span="${frames}">
        <button type="button" data-at="${begins}" title="${shot.caption}">
          <span>${shot.index + 1}</span> <small>${clock(begins)}</small>
        </button>
      </li>`
    })}
  </ol>`
}

export function playerOf(o: {
  readonly label: string
  readonly poster: string
  readonly film: string
  readonly plan: ShotPlan | null
  readonly fps: number
  readonly seconds: number
}) {
  const length = o.plan === null ? o.seconds : filmLength(o.plan.shots, o.fps) / o.fps
  return html`<video
      id="player"
      controls
      playsinline
      preload="metadata"
      poster="${o.poster}"
      src="${o.film}"
      data-fps="${o.fps}"
      data-length="${length}"
      aria-label="${o.label}"
    ></video>
    ${o.plan === null ? NOTHING : marksHtml(o.plan, o.fps)}`
}

export function playerHtml(brief: Brief, delivery: Delivery, plan: ShotPlan | null, isNewest: boolean) {
  return html`<div class="player">
    ${playerOf({
      label: `Delivery ${delivery.number} of ${brief.title}`,
      poster: fileAt(delivery.posterAssetId),
      film: fileAt(delivery.proxyAssetId ?? delivery.filmAssetId),
      plan,
      fps: brief.fps,
      seconds: brief.durationSeconds,
    })}
    ${isNewest ? html`<p class="quiet hint">Click into the picture where something should change, then write your note.</p>` : html`<p class="quiet">This is an earlier delivery: notes go to the newest one.</p>`}
  </div>`
}

const VERDICT_WORD = { approve: 'approves', 'request-changes': 'asks for changes', reject: 'rejects' } as const

export function verdictsHtml(o: {
  readonly brief: Brief
  readonly delivery: Delivery
  readonly verdicts: GivenVerdicts
  readonly nameOf: (id: GivenVerdicts[number]['personId']) => string
  readonly mine: GivenVerdicts[number]['personId']
  readonly isOpen: IsOpen
  readonly quorum: number
}) {
  const { brief, delivery } = o
  const inForce = o.verdicts.filter((v) => v.deliveryNo === delivery.number && v.revokedAt === null)
  const buttons = verdictButtons(brief.id, delivery.number).filter((b) => o.isOpen(pressId(b)))
  const mayRevoke = buttons.length > 0 && inForce.some((v) => v.personId === o.mine)
  return html`<h2>Delivery ${delivery.number}</h2>
    <p class="quiet">${when(delivery.createdAt)}${o.quorum > 1 ? `, ${o.quorum} approvals are needed` : ''}</p>
    ${
      inForce.length === 0
        ? html`<p>${brief.state.stage === 'in-review' ? 'Nobody has judged it yet.' : ''}</p>`
        : html`<ul class="plain">
            ${inForce.map((v) => html`<li><strong>${o.nameOf(v.personId)}</strong> ${VERDICT_WORD[v.verdict]}${v.text === null ? '' : `: ${v.text}`}</li>`)}
          </ul>`
    }
    <p class="buttons">
      ${buttons.map((b) => buttonHtml(b))}${mayRevoke ? html`<button form="press" name="press" value="revoke ${brief.id}:${delivery.number}">Take mine back</button>` : NOTHING}
    </p>`
}

export const downloadsHtml = (brief: Brief, delivery: Delivery) =>
  html`<h3>Take away</h3>
    <ul class="files">
      <li><a href="${fileAt(delivery.filmAssetId)}?download=1">The film</a></li>
      ${delivery.variants.map((v) => html`<li><a href="${fileAt(v.assetId)}?download=1">${v.name}</a></li>`)}
      <li><a href="${fileAt(delivery.posterAssetId)}?download=1">The poster</a></li>
      <li>
        <a href="/b/${brief.id}/deliveries/${delivery.number}/package">All of it as a zip, with shots, plan and edit</a>
      </li>
    </ul>`
