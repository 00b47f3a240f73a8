/** The parts of a brief's page that change while it is looked at, each as HTML of its own. */
import { createHash } from 'node:crypto'
import { html } from 'hono/html'
import type { Person, Project } from '../../src/domain/project.ts'
import type { Nora } from '../../src/nora.ts'
import { namesOf } from './project-page.ts'
import { downloadsHtml, playerHtml, verdictsHtml } from './film-view.ts'
import type { Thread } from './live.ts'
import { openButtons } from './open-buttons.ts'
import { planHtml } from './plan-view.ts'
import { sharesHtml } from './share-view.ts'
import { chip, type Html, NOTHING, textOf } from './words.ts'

type Full = Extract<Awaited<ReturnType<Nora['readBrief']>>, { ok: true }>['value']
export type BriefPartsReads = Pick<
  Nora,
  'readVersions' | 'listVerdicts' | 'listNotes' | 'readPerson' | 'listShares' | 'listGuestComments'
>

export const PARTS = ['steer', 'player', 'verdicts', 'downloads', 'plan', 'versions', 'sharing'] as const
export type Parts = Readonly<Record<(typeof PARTS)[number], Html>>

export async function partsOf(
  nora: BriefPartsReads,
  o: {
    readonly full: Full
    readonly project: Project
    readonly person: Person
    readonly thread: Thread
    /** Which delivery is looked at; null for the newest. */
    readonly chosen: number | null
  },
): Promise<{ readonly parts: Parts; readonly open: ReadonlySet<string>; readonly deliveryNo: number | null }> {
  const { brief, deliveries, plan, takes } = o.full
  const [versions, verdicts, notes, shares, comments] = await Promise.all([
    nora.readVersions(brief.id),
    nora.listVerdicts(brief.id),
    nora.listNotes(brief.id),
    nora.listShares(brief.id),
    nora.listGuestComments(brief.id),
  ])
  const nameOf = await namesOf(nora, [...verdicts.map((v) => v.personId), ...comments.flatMap((c) => c.takenBy ?? [])])
  const open = openButtons(brief, notes)
  const isOpen = (button: string) => open.has(button)
  const delivery = deliveries.find((d) => d.number === o.chosen) ?? deliveries.at(-1)
  const all = versions.ok ? versions.value : []
  const filmed = all.find((v) => v.plan.version === delivery?.planVersion)?.plan ?? null
  const boards = o.thread.state.plan?.boardsAssetId ?? null
  const parts: Parts = {
    steer: html`${chip(brief.state.stage)} ${steerHtml(o.full)}`,
    player:
      delivery === undefined ? NOTHING : playerHtml(brief, delivery, filmed, delivery.number === brief.deliveryCount),
    verdicts:
      delivery === undefined
        ? NOTHING
        : verdictsHtml({
            brief,
            delivery,
            verdicts,
            nameOf,
            mine: o.person.id,
            isOpen,
            quorum: o.project.settings.quorum,
          }),
    downloads: delivery === undefined ? NOTHING : downloadsHtml(brief, delivery),
    plan:
      plan === null
        ? html`<h2>The plan</h2>
            <p class="empty">The shots are being planned; they appear here.</p>`
        : planHtml({ brief, plan, takes, boards, isOpen }),
    versions: versionsHtml(
      o.full,
      all.map((v) => v.plan.version),
      delivery?.number ?? null,
    ),
    sharing: delivery === undefined ? NOTHING : sharesHtml({ shares, comments, nameOf, deliveryNo: delivery.number }),
  }
  return { parts, open, deliveryNo: delivery?.number ?? null }
}

/** What stops a brief, starts it again, or lets it go first. */
function steerHtml({ brief }: Full) {
  const { stage } = brief.state
  const button = (verb: string, label: string, style = 'plain') =>
    html`<button
      class="small ${style}"
      form="press"
      name="press"
      value="${verb} ${brief.id}"
      ${style === 'danger' ? html` data-sure="Cancel this film? What is done stays."` : NOTHING}
    >
      ${label}
    </button>`
  if (stage === 'failed') return button('retry', 'Go on from where it stopped', 'primary')
  if (stage === 'cancelled') return button('retry', 'Reopen', 'primary')
  if (stage === 'approved' || stage === 'in-review') return NOTHING
  return html`${stage === 'shooting' && brief.bumpedAt === null ? button('bump', 'Let it go first') : NOTHING}${button('stop', 'Cancel', 'danger')}`
}

function versionsHtml({ brief, deliveries }: Full, plans: readonly number[], shown: number | null) {
  if (plans.length < 2 && deliveries.length < 2) return NOTHING
  const [last = 1] = plans.slice(-1)
  const option = (n: number, selected: number) =>
    html`<option value="${n}" ${n === selected ? html` selected` : NOTHING}>Plan ${n}</option>`
  return html`<h2>Versions</h2>
    <ul class="filters">
      ${deliveries.map((d) => html`<li><a href="/b/${brief.id}?delivery=${d.number}" ${d.number === shown ? html` aria-current="true"` : NOTHING}>Delivery ${d.number}</a></li>`)}
    </ul>
    ${
      plans.length < 2
        ? NOTHING
        : html`<form action="/b/${brief.id}/compare" class="row">
            <label
              >Show
              <select name="before">
                ${plans.map((n) => option(n, last - 1))}
              </select></label
            >
            <label
              >beside
              <select name="after">
                ${plans.map((n) => option(n, last))}
              </select></label
            >
            <button>Compare</button>
          </form>`
    }`
}

/** Told apart by its hash, so that a part that has not changed is left alone where somebody reads or plays it. */
export const hashed = (part: Html): { readonly html: string; readonly hash: string } => {
  const text = textOf(part)
  return { html: text, hash: createHash('sha256').update(text).digest('base64url').slice(0, 12) }
}
