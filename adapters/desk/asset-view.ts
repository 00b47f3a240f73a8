/** A file of the vault as HTML: what it looks like, what it is, and where it came from. */
import { html } from 'hono/html'
import { type Asset, mediaKind } from '../../src/domain/asset.ts'
import { bytes } from '../../src/words/say.ts'
import { CATEGORY_NAME, clock, fileAt, NOTHING, when } from './words.ts'

/** Larger pictures are not fetched only to be shown small. */
const MOST_PREVIEWED = 24 * 1024 ** 2

export function previewHtml(a: Asset) {
  const kind = mediaKind(a.mime)
  if (kind === 'picture' && a.bytes <= MOST_PREVIEWED)
    return html`<img class="preview" src="${fileAt(a.id)}" alt="" loading="lazy" />`
  if (kind === 'video')
    return html`<video
      class="preview"
      src="${fileAt(a.id)}#t=0.1"
      preload="metadata"
      muted
      playsinline
      tabindex="-1"
      aria-hidden="true"
    ></video>`
  return html`<span class="preview none" aria-hidden="true"
    >${kind === 'audio' ? 'sound' : kind === 'text' ? 'text' : a.mime}</span
  >`
}

export const factsHtml = (a: Asset) =>
  html`<p class="quiet">
    ${CATEGORY_NAME[a.category]},
    ${bytes(a.bytes)}${a.width === null ? '' : `, ${a.width}x${a.height}`}${a.durationSeconds === null ? '' : `, ${clock(a.durationSeconds)}`}
  </p>`

const FROM = { upload: 'uploaded', take: 'rendered', cut: 'cut from a film', planner: 'drawn for a plan' } as const

export function provenanceHtml(a: Asset, nameOf: (id: NonNullable<Asset['provenance']['personId']>) => string) {
  const { from, personId, briefId, prompt, workflow, seed } = a.provenance
  return html`<details>
    <summary>Where it came from</summary>
    <p>
      ${FROM[from]}${personId === undefined ? '' : ` by ${nameOf(personId)}`},
      ${when(a.createdAt)}${briefId === undefined ? NOTHING : html`, for <a href="/b/${briefId}">this brief</a>`}
    </p>
    ${prompt === undefined ? NOTHING : html`<p class="quiet">${prompt}</p>`}${workflow === undefined ? NOTHING : html`<p class="quiet">${workflow}${seed === undefined ? '' : `, seed ${seed}`}</p>`}
    <p class="quiet hash">${a.sha256.slice(0, 16)}</p>
  </details>`
}
