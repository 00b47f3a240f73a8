/** What people do on a brief's page: press a button of a card, say a note, judge, stop, share. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Failure } from '../../src/domain/failure.ts'
import { pressed } from '../../commands/hear.ts'
import { type BriefId, type CommentId, parseId, type PersonId } from '../../src/domain/ids.ts'
import { fail, type Result } from '../../src/domain/result.ts'
import type { Nora } from '../../src/nora.ts'
import { briefOf, done, type Env, formOf, orSorry, Sorry } from './here.ts'
import { page } from './page.ts'
import { SHARE_DAYS } from './share-view.ts'

type Asked = { readonly briefId: BriefId; readonly personId: PersonId }
type Noted = Awaited<ReturnType<Nora['takeNote']>>

export function createBriefActs(deps: { readonly nora: Nora; readonly publicUrl: string }) {
  const { nora } = deps
  const app = new Hono<Env>()

  const say = (who: Asked, text: string, o: { timecode?: number | null; delivery?: number | null } = {}) =>
    nora.takeNote({
      ...who,
      text,
      deliveryNo: o.delivery ?? null,
      shotIndex: null,
      timecodeSeconds: o.timecode ?? null,
    })

  /** What only the desk has a button for; null for all others. */
  function ownPress(who: Asked, verb: string, value: string): Promise<Result<unknown, Failure>> | null {
    const [first = '', second = ''] = value.split(':')
    const [i, n] = [Number(first), Number(second)]
    switch (verb) {
      case 'stop':
        return nora.cancel(who)
      case 'bump':
        return nora.bump(who)
      case 'revoke':
        return nora.takeBackVerdict({ ...who, deliveryNo: n, which: null })
      case 'reroll':
        return nora.reroll({ ...who, shotIndices: [i] })
      case 'lock':
      case 'unlock':
        return nora.lockShots({ ...who, shotIndices: [i], locked: verb === 'lock' })
      case 'use-take':
        return nora.useTake({ ...who, shotIndex: i, takeNo: n })
      case 'revoke-share': {
        const shareId = parseId('share', value)
        return shareId === null ? null : nora.revokeShare({ ...who, shareId })
      }
      case 'take-over': {
        const commentId = parseId('comment', value)
        return commentId === null ? null : takeOver(who, commentId)
      }
      default:
        return null
    }
  }

  /** Only where it can be said as a note: else it would be lost. */
  async function takeOver(who: Asked, commentId: CommentId): Promise<Result<unknown, Failure>> {
    const full = await nora.readBrief(who.briefId)
    if (!full.ok) return full
    const { stage } = full.value.brief.state
    if (stage === 'cancelled' || stage === 'failed') return fail({ type: 'stale-event', stage, event: 'note' })
    const taken = await nora.takeOverComment({ ...who, commentId })
    if (!taken.ok || taken.value === null) return taken
    return say(who, taken.value.text, { timecode: taken.value.timecodeSeconds })
  }

  app.post('/b/:brief/press', async (c) => {
    const { full } = await briefOf(nora, c)
    const who = { briefId: full.brief.id, personId: c.var.person.id }
    const given = (await formOf(c))('press')
    const space = given.indexOf(' ')
    const own = ownPress(who, given.slice(0, space), given.slice(space + 1))
    if (own !== null) {
      orSorry(await own)
      return done(c, `/b/${full.brief.id}`)
    }
    const answer = await pressed(nora, given, who.personId)
    if (answer.show === 'card') throw new Sorry(409, answer.card.lines.join(' '))
    // Words are wanted: they are said below the thread.
    return done(c, `/b/${full.brief.id}${answer.show === 'form' ? '#note' : ''}`)
  })

  app.post('/b/:brief/say', async (c) => {
    const { full } = await briefOf(nora, c)
    const form = await formOf(c)
    const number = (name: string): number | null => {
      const n = Number.parseFloat(form(name))
      return Number.isFinite(n) && n >= 0 ? n : null
    }
    const who = { briefId: full.brief.id, personId: c.var.person.id }
    const noted = await say(who, form('text'), { timecode: number('timecode'), delivery: number('delivery') })
    orSorry(noted)
    return done(c, `/b/${full.brief.id}#note`, spokenOf(noted))
  })

  app.post('/b/:brief/share', async (c) => {
    const { full, project } = await briefOf(nora, c)
    const form = await formOf(c)
    const days = SHARE_DAYS.find((d) => String(d) === form('days'))
    const deliveryNo = Number(form('delivery'))
    if (days === undefined || !Number.isInteger(deliveryNo)) throw new Sorry(422, 'Say for how many days the link is.')
    const asked = { briefId: full.brief.id, personId: c.var.person.id, deliveryNo, days }
    const { path, share } = orSorry(await nora.share({ ...asked, mayComment: form('may') === 'comment' }))
    return c.html(
      page({
        title: 'A link for guests',
        person: c.var.person,
        csrf: c.var.csrf,
        project,
        body: html`<div class="narrow">
          <h1>A link for guests</h1>
          <p>
            Copy it now: it is shown this once. Whoever has it sees delivery
            ${deliveryNo}${share.mayComment ? ' and may comment' : ''}, and nothing else.
          </p>
          <p><label for="link">Link</label><input id="link" readonly value="${deps.publicUrl}${path}" /></p>
          <p><a href="/b/${full.brief.id}">Back to the film</a></p>
        </div>`,
      }),
    )
  })
  return app
}

/** What is answered to a note that leaves no trace in the thread. */
function spokenOf(noted: Noted): string | null {
  return noted.ok && noted.value.became === 'talk' ? 'That changes nothing: say what should be different.' : null
}
