/** What a project asks for by itself: gate, budget, look; and who is in it. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import { mayDo } from '../../src/domain/access.ts'
import { parseId } from '../../src/domain/ids.ts'
import { GATES, type Role } from '../../src/domain/project.ts'
import type { Nora } from '../../src/nora.ts'
import { done, type Env, formOf, orSorry, projectOf, Sorry } from './here.ts'
import { csrfField, page } from './page.ts'
import { changeOf } from './settings-form.ts'
import { slug } from './sign-in.ts'
import { NOTHING } from './words.ts'

const ROLES = ['guest', 'member', 'reviewer', 'producer', 'admin'] as const satisfies readonly Role[]
const zRole = z.enum(ROLES)

export function createSettingsPage(deps: {
  readonly nora: Pick<
    Nora,
    | 'readProject'
    | 'readRole'
    | 'readBrief'
    | 'changeProject'
    | 'listMembers'
    | 'nameMember'
    | 'workflows'
    | 'makeDeskLink'
  >
  readonly publicUrl: string
  readonly isOpen: boolean
}) {
  const { nora } = deps
  const app = new Hono<Env>()

  app.get('/p/:project/settings', async (c) => {
    const { project, role } = await projectOf(nora, c)
    const [members, workflows] = await Promise.all([nora.listMembers(project.id), nora.workflows(project.id)])
    const { settings: s, look } = project
    const maySet = mayDo({ personId: c.var.person.id, role }, 'set').ok
    const csrf = csrfField(c.var.csrf)
    const at = `/p/${project.id}`
    const roles = (mine: Role) => ROLES.map((r) => html`<option${r === mine ? html` selected` : NOTHING}>${r}</option>`)
    return c.html(
      page({
        title: 'Settings',
        person: c.var.person,
        csrf: c.var.csrf,
        project,
        at: 'settings',
        body: html`<h1>Settings of ${project.name}</h1>
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
                  <input
                    name="autoGoGpuMinutes"
                    type="number"
                    min="0"
                    step="any"
                    required
                    value="${s.autoGoGpuMinutes}"
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
                  >Size
                  <input name="size" required pattern="\\d{1,5}x\\d{1,5}" value="${s.size.width}x${s.size.height}"
                /></label>
                <label
                  >Frames a second <input name="fps" type="number" min="8" max="60" required value="${s.fps}"
                /></label>
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
                  <input
                    name="notesModel"
                    maxlength="200"
                    value="${s.notesModel ?? ''}"
                    placeholder="the one that plans"
                /></label>
                <label
                  >Days that unused takes are kept
                  <input
                    name="retentionDays"
                    type="number"
                    min="1"
                    value="${s.retentionDays ?? ''}"
                    placeholder="for good"
                /></label>
              </div>
              <h2>Look</h2>
              <div class="fields">
                <label
                  >Style <input name="styleTags" value="${look.styleTags.join(', ')}" placeholder="noir, watercolor"
                /></label>
                <label
                  >In every prompt <input name="promptAddition" maxlength="2000" value="${look.promptAddition}"
                /></label>
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
            maySet && !deps.isOpen
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
          }`,
      }),
    )
  })

  app.post('/p/:project/settings', async (c) => {
    const { project } = await projectOf(nora, c)
    const change = changeOf(await formOf(c))
    orSorry(await nora.changeProject({ projectId: project.id, personId: c.var.person.id, change }))
    return done(c, `/p/${project.id}/settings`, 'Saved.')
  })

  app.post('/p/:project/members', async (c) => {
    const { project } = await projectOf(nora, c)
    const form = await formOf(c)
    const role = zRole.safeParse(form('role'))
    const who = parseId('person', form('person'))
    if (!role.success || who === null) throw new Sorry(422, 'Say who, and which role.')
    orSorry(await nora.nameMember({ projectId: project.id, askedBy: c.var.person.id, who, role: role.data }))
    return done(c, `/p/${project.id}/settings`, 'Saved.')
  })

  app.post('/p/:project/invite', async (c) => {
    const { project } = await projectOf(nora, c)
    const form = await formOf(c)
    const role = zRole.safeParse(form('role'))
    const name = form('name').trim().slice(0, 60)
    if (!role.success || slug(name) === '') throw new Sorry(422, 'Say how they are called, and which role they have.')
    const who = { identity: { platform: 'desk', workspace: '', userId: slug(name) }, name } as const
    const member = orSorry(
      await nora.nameMember({ projectId: project.id, askedBy: c.var.person.id, who, role: role.data }),
    )
    const { path } = await nora.makeDeskLink(member.personId)
    return c.html(
      page({
        title: 'A link to sign in',
        person: c.var.person,
        csrf: c.var.csrf,
        project,
        body: html`<div class="narrow">
          <h1>A link for ${member.name}</h1>
          <p>It works once, within ten minutes, and signs in as ${member.name}. Copy it now.</p>
          <p><label for="link">Link</label><input id="link" readonly value="${deps.publicUrl}${path}" /></p>
          <p><a href="/p/${project.id}/settings">Back</a></p>
        </div>`,
      }),
    )
  })
  return app
}
