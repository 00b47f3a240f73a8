/** What the GPU hosts run, what waits for them, and what a project's month has used, as HTML. */
import { html } from 'hono/html'
import type { GpuUse } from '../../src/domain/budget.ts'
import type { ProjectId } from '../../src/domain/ids.ts'
import type { Project } from '../../src/domain/project.ts'
import { MINUTE } from '../../src/domain/time.ts'
import type { Nora } from '../../src/nora.ts'
import { count } from '../../src/words/say.ts'
import { NOTHING, wait } from './words.ts'

type Queue = Awaited<ReturnType<Nora['readQueue']>>
type OfShot = {
  readonly projectId: ProjectId
  readonly briefId: string
  readonly title: string
  readonly shotIndex: number
}

const MOST_SHOWN = 12

/** Films of other projects are told apart by nothing: not everybody may know of them. */
export function queueHtml(queue: Queue, projectId: ProjectId) {
  const shot = (s: OfShot) =>
    s.projectId === projectId
      ? html`<a href="/b/${s.briefId}">${s.title}</a>, shot ${s.shotIndex + 1}`
      : html`a shot of another project`
  const { hosts, waiting } = queue
  return html`<section class="panel" aria-labelledby="queue">
    <h2 id="queue">GPU queue</h2>
    ${hosts.length === 0 ? html`<p class="empty">No GPU host is at work: start Nora with the role <code>work</code>.</p>` : NOTHING}
    <ul class="plain">
      ${hosts.map(
        (h) =>
          html`<li>
            <strong>${h.name}</strong>
            <span class="chip h-${h.standing}">${h.pausedAt === null ? h.standing : 'paused'}</span> ${
              h.has.length === 0
                ? html`<p class="quiet">idle</p>`
                : html`<ul class="plain">
                    ${h.has.map((on, i) => html`<li>${i === 0 ? 'runs' : 'next'}: ${shot(on.shot)}, ${wait(on.endsInMs)} left</li>`)}
                  </ul>`
            }
          </li>`,
      )}
    </ul>
    <h3>
      ${waiting.length === 0 ? 'Nothing waits' : `${count(waiting.length, 'shot')} wait${waiting.length === 1 ? 's' : ''}`}
    </h3>
    <ol class="plain">
      ${waiting.slice(0, MOST_SHOWN).map((w) => html`<li>${shot(w.shot)}, begins in ${wait(w.beginsInMs)}</li>`)}
    </ol>
    ${waiting.length > MOST_SHOWN ? html`<p class="quiet">and ${waiting.length - MOST_SHOWN} more</p>` : NOTHING}
  </section>`
}

export function budgetHtml(project: Project, use: GpuUse) {
  const cap = project.settings.monthlyGpuMinutes
  const minutes = (ms: number) => Math.round((ms / MINUTE) * 10) / 10
  const used = minutes(use.usedMs)
  const reserved = minutes(use.reservedMs)
  return html`<section class="panel" aria-labelledby="budget">
    <h2 id="budget">This month</h2>
    <p>
      ${count(used, 'GPU minute')}
      used${reserved > 0 ? `, ${reserved} reserved` : ''}${cap === null ? ', no cap' : ` of ${cap}`}.
    </p>
    ${cap === null || cap === 0 ? NOTHING : html`<meter min="0" max="${cap}" high="${cap * 0.9}" value="${Math.min(cap, used + reserved)}" aria-label="GPU minutes of this month">${used + reserved} of ${cap}</meter>`}
  </section>`
}
