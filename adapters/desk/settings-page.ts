/** What a project asks for by itself: gate, budget, look; and who is in it. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import { mayDo } from '../../src/domain/access.ts'
import { parseId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import { done, type Env, formOf, orSorry, projectOf, Sorry } from './here.ts'
import { page } from './page.ts'
import { changeOf } from './settings-form.ts'
import { ROLES, settingsHtml } from './settings-view.ts'
import { slug } from './sign-in.ts'

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
    const maySet = mayDo({ personId: c.var.person.id, role }, 'set').ok
    return c.html(
      page({
        title: 'Settings',
        person: c.var.person,
        csrf: c.var.csrf,
        project,
        at: 'settings',
        body: settingsHtml({
          project,
          role,
          members,
          workflows,
          maySet,
          mayInvite: maySet && !deps.isOpen,
          csrf: c.var.csrf,
        }),
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
