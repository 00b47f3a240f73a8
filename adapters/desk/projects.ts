/** The first page: the projects that somebody has a part in; with one alone, that one at once. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { mayDo } from '../../src/domain/access.ts'
import { DEFAULT_PROJECT, type PersonId } from '../../src/domain/ids.ts'
import type { Project } from '../../src/domain/project.ts'
import type { Nora } from '../../src/nora.ts'
import { done, type Env, formOf, orSorry, Sorry } from './here.ts'
import { csrfField, page } from './page.ts'
import { NOTHING } from './words.ts'

type Reads = Pick<Nora, 'listProjects' | 'readRole'>

async function projectsOf(nora: Reads, personId: PersonId): Promise<readonly Project[]> {
  const mine: Project[] = []
  let cursor: string | null = null
  do {
    const found: Awaited<ReturnType<Nora['listProjects']>> = await nora.listProjects({
      limit: 200,
      ...(cursor === null ? {} : { cursor }),
    })
    const roles = await Promise.all(found.items.map((p) => nora.readRole(p.id, personId)))
    mine.push(...found.items.filter((_, i) => roles[i] !== null))
    cursor = found.nextCursor
  } while (cursor !== null)
  return mine
}

export function createProjectsPage(deps: { readonly nora: Reads & Pick<Nora, 'makeProject'> }) {
  const { nora } = deps
  const app = new Hono<Env>()
  app.get('/', async (c) => {
    const mine = await projectsOf(nora, c.var.person.id)
    const [only] = mine
    if (only !== undefined && mine.length === 1 && c.req.query('all') === undefined)
      return c.redirect(`/p/${only.id}`, 303)
    const may = mayDo({ personId: c.var.person.id, role: await nora.readRole(DEFAULT_PROJECT, c.var.person.id) }, 'set')
    return c.html(
      page({
        title: 'Projects',
        person: c.var.person,
        csrf: c.var.csrf,
        at: 'briefs',
        body: html`<h1>Projects</h1>
          ${mine.length === 0 ? html`<p class="empty">You have a part in no project yet: ask an admin to name you in one.</p>` : NOTHING}
          <ul class="plain">
            ${mine.map((p) => html`<li class="card"><a href="/p/${p.id}">${p.name}</a></li>`)}
          </ul>
          ${
            may.ok
              ? html`<form method="post" action="/projects" class="stack narrow" data-script>
                  ${csrfField(c.var.csrf)}<label>A new project <input name="name" required maxlength="120" /></label
                  ><button>Make it</button>
                </form>`
              : NOTHING
          }`,
      }),
    )
  })
  app.post('/projects', async (c) => {
    const name = (await formOf(c))('name').trim().slice(0, 120)
    if (name === '') throw new Sorry(422, 'The project has no name: give it one.')
    const personId = c.var.person.id
    orSorry(mayDo({ personId, role: await nora.readRole(DEFAULT_PROJECT, personId) }, 'set'))
    return done(c, `/p/${(await nora.makeProject({ name, personId })).id}`)
  })
  return app
}
