/** The page on which a film is asked for: in words or fields, with files dropped, pasted, or picked from the vault. */
import { Hono } from 'hono'
import type { AssetCategory } from '../../src/domain/asset.ts'
import type { BriefOptions } from '../../src/domain/brief-request.ts'
import { parseId } from '../../src/domain/ids.ts'
import { GATES } from '../../src/domain/project.ts'
import type { Nora } from '../../src/nora.ts'
import { done, type Env, type Form, formOf, orSorry, projectOf, Sorry } from './here.ts'
import { newBriefHtml } from './new-brief-view.ts'
import { page } from './page.ts'

const PICKED_FROM = 60
/** What people give; what Nora made is not given back to her here. */
const GIVEN: readonly AssetCategory[] = ['reference', 'footage', 'storyboard', 'voiceover', 'music', 'script']

export function createNewBrief(deps: {
  readonly nora: Pick<Nora, 'readProject' | 'readRole' | 'readBrief' | 'listAssets' | 'takeBrief' | 'workflows'>
}) {
  const { nora } = deps
  const app = new Hono<Env>()

  app.get('/p/:project/new', async (c) => {
    const { project } = await projectOf(nora, c)
    const [assets, workflows] = await Promise.all([
      nora.listAssets(project.id, { limit: PICKED_FROM }),
      nora.workflows(project.id),
    ])
    const pickable = assets.items.filter((a) => GIVEN.includes(a.category))
    return c.html(
      page({
        title: 'New brief',
        person: c.var.person,
        csrf: c.var.csrf,
        project,
        at: 'new',
        scripts: ['upload'],
        body: newBriefHtml({ project, pickable, workflows, csrf: c.var.csrf }),
      }),
    )
  })

  app.post('/p/:project/briefs', async (c) => {
    const { project } = await projectOf(nora, c)
    const form = await formOf(c)
    const brief = orSorry(
      await nora.takeBrief({
        projectId: project.id,
        requesterId: c.var.person.id,
        text: form('summary'),
        options: optionsOf(form),
        assetIds: form.all('asset').flatMap((id) => parseId('asset', id) ?? []),
        sessionId: null,
        idempotency: null,
      }),
    )
    return done(c, `/b/${brief.id}`)
  })
  return app
}

/** Empty fields leave it to the words. */
function optionsOf(form: Form): BriefOptions {
  const text = (name: string) => (form(name).trim() === '' ? undefined : form(name).trim())
  const number = (name: string) => {
    const given = text(name)
    if (given === undefined) return undefined
    const n = Number(given.replace(',', '.'))
    if (Number.isNaN(n)) throw new Sorry(422, `"${given.slice(0, 40)}" is no number: correct it, or leave it out.`)
    return n
  }
  const list = (name: string) =>
    text(name)
      ?.split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
  return {
    title: text('title'),
    script: text('script'),
    durationSeconds: number('durationSeconds'),
    fps: number('fps'),
    size: text('size'),
    tone: text('tone'),
    styleTags: list('styleTags'),
    shotCount: number('shotCount'),
    deliverables: list('deliverables'),
    workflow: text('workflow'),
    gate: GATES.find((g) => g === form('gate')),
  }
}
