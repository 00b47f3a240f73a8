/** Who was given a link to a delivery, and what guests said, as HTML for members. */
import { html } from 'hono/html'
import type { PersonId } from '../../src/domain/ids.ts'
import type { GuestComment, Share } from '../../src/domain/share.ts'
import { clock, NOTHING, when } from './words.ts'

export const SHARE_DAYS = [1, 7, 30] as const

export function sharesHtml(o: {
  readonly shares: readonly Share[]
  readonly comments: readonly GuestComment[]
  readonly nameOf: (id: PersonId) => string
  readonly deliveryNo: number
}) {
  const days = SHARE_DAYS.map(
    (d) =>
      html`<option value="${d}" ${d === 7 ? html` selected` : NOTHING}>${d === 1 ? 'a day' : `${d} days`}</option>`,
  )
  const live = o.shares.filter((s) => s.revokedAt === null)
  return html`<details${o.comments.some((c) => c.takenBy === null) ? html` open` : NOTHING}><summary><h2>Guests</h2></summary>
<p>Show delivery ${o.deliveryNo} to somebody without an account.</p>
<p class="row"><label>They may <select name="may" form="share"><option value="view">see it</option><option value="comment">see it and comment</option></select></label> <label>for <select name="days" form="share">${days}</select></label> <button form="share" name="delivery" value="${o.deliveryNo}">Make a link</button></p>
<ul class="plain">${live.map((s) => html`<li>Delivery ${s.deliveryNo}, ${s.mayComment ? 'may comment' : 'may see'}, until ${when(s.expiresAt)} <button class="small" form="press" name="press" value="revoke-share ${s.id}">Revoke</button></li>`)}</ul>
${o.comments.length === 0 ? NOTHING : html`<h3>What guests said</h3>`}
<ul class="plain">${o.comments.map(
    (c) =>
      html`<li class="said" id="${c.id}">
        <p class="who">${c.who} ${when(c.at)}${c.timecodeSeconds === null ? '' : ` at ${clock(c.timecodeSeconds)}`}</p>
        <p>${c.text}</p>
        ${
          c.takenBy === null
            ? html`<button class="small" form="press" name="press" value="take-over ${c.id}">
                Take over as a note
              </button>`
            : html`<p class="quiet">taken over by ${o.nameOf(c.takenBy)}</p>`
        }
      </li>`,
  )}</ul></details>`
}
