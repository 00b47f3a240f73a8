/** A project's settings and people as HTML: a form for those who may set them. */
import { html } from 'hono/html'
import { GATES, type Member, type Project, type Role } from '../../src/domain/project.ts'
import type { Nora } from '../../src/nora.ts'
import { csrfField } from './page.ts'
import { NOTHING } from './words.ts'

export const ROLES = ['guest', 'member', 'reviewer', 'producer', 'admin'] as const satisfies readonly Role[]

export function settingsHtml(o: {
  readonly project: Project
  /** Of who looks. */
  readonly role: Role
  readonly members: readonly Member[]
  readonly workflows: Awaited<ReturnType<Nora['workflows']>>
  readonly maySet: boolean
  readonly mayInvite: boolean
  readonly csrf: string
}) {
  const { project, role, members, workflows, maySet } = o
  const { settings: s, look } = project
  const csrf = csrfField(o.csrf)
  const at = `/p/${project.id}`
  const roles = (mine: Role) => ROLES.map((r) => html`<option${r === mine ? html` selected` : NOTHING}>${r}</option>`)
  return html`<h1>Settings of ${project.name}</h1>
    ${maySet ? NOTHING : html`<p class="empty">You are a ${role} here: an admin may change this.</p>`}
    <form method="post" action="${at}/settings" data-script>
      <fieldset class="plain" ${maySet ? NOTHING : html` disabled`}>
        ${csrf}
        <h2>Work</h2>
        <div class="fields">
          <label>Name <input name="name" required maxlength="120" value="${project.name}" /></label>
          <label
            >Before shots are rendered
            <select name="gate">
              ${GATES.map((g) => html`<option value="${g}" ${g === s.gate ? html` selected` : NOTHING}>${{ auto: 'wait for Go when it is long', always: 'always wait for Go', never: 'go on at once' }[g]}</option>`)}
            </select></label
          >
          <label
            >Long is more than, GPU minutes
            <input name="autoGoGpuMinutes" type="number" min="0" step="any" required value="${s.autoGoGpuMinutes}"
          /></label>
          <label
            >GPU minutes a month
            <input
              name="monthlyGpuMinutes"
              type="number"
              min="0"
              step="any"
              value="${s.monthlyGpuMinutes ?? ''}"
              placeholder="no cap"
          /></label>
          <label
            >Approvals that a film needs
            <input name="quorum" type="number" min="1" max="20" required value="${s.quorum}"
          /></label>
          <label
            >Size <input name="size" required pattern="\\d{1,5}x\\d{1,5}" value="${s.size.width}x${s.size.height}"
          /></label>
          <label>Frames a second <input name="fps" type="number" min="8" max="60" required value="${s.fps}" /></label>
          <label
            >Workflow
            <select name="defaultWorkflow">
              <option value="">the planner chooses</option>
              ${workflows.map((w) => html`<option value="${w.name}" ${w.name === s.defaultWorkflow ? html` selected` : NOTHING}>${w.title}</option>`)}
            </select></label
          >
          <label
            >Model that plans
            <input name="plannerModel" maxlength="200" value="${s.plannerModel ?? ''}" placeholder="the house's"
          /></label>
          <label
            >Model that reads notes
            <input name="notesModel" maxlength="200" value="${s.notesModel ?? ''}" placeholder="the one that plans"
          /></label>
          <label
            >Model that writes down voice-overs
            <input name="transcriptionModel" maxlength="200" value="${s.transcriptionModel ?? ''}" placeholder="none"
          /></label>
          <label
            >Days that unused takes are kept
            <input name="retentionDays" type="number" min="1" value="${s.retentionDays ?? ''}" placeholder="for good"
          /></label>
        </div>
        <h2>Look</h2>
        <div class="fields">
          <label
            >Style <input name="styleTags" value="${look.styleTags.join(', ')}" placeholder="noir, watercolor"
          /></label>
          <label>In every prompt <input name="promptAddition" maxlength="2000" value="${look.promptAddition}" /></label>
          <label
            >In no picture <input name="negativeAddition" maxlength="2000" value="${look.negativeAddition}"
          /></label>
        </div>
        <p><button class="primary">Save</button></p>
      </fieldset>
    </form>
    <h2>People</h2>
    <ul class="plain">
      ${members.map(
        (m) =>
          html`<li class="row">
            <span>${m.name}</span> ${
              maySet
                ? html`<form method="post" action="${at}/members" class="row" data-script>
                    ${csrf}<input type="hidden" name="person" value="${m.personId}" /><label class="row"
                      ><span class="away">Role of ${m.name}</span
                      ><select name="role">
                        ${roles(m.role)}
                      </select></label
                    ><button class="small">Set</button>
                  </form>`
                : html`<span class="chip">${m.role}</span>`
            }
          </li>`,
      )}
    </ul>
    ${
      o.mayInvite
        ? html`<form method="post" action="${at}/invite" class="row">
            ${csrf}<label>Name <input name="name" required maxlength="60" /></label
            ><label
              >Role
              <select name="role">
                ${roles('member')}
              </select></label
            ><button>Give a link</button>
          </form>`
        : NOTHING
    }`
}
