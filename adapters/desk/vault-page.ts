/** A project's vault: what is in it, found by name and kind; put in, renamed, taken out. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { type Asset, ASSET_CATEGORIES } from '../../src/domain/asset.ts'
import { parseId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import { factsHtml, previewHtml, provenanceHtml } from './asset-view.ts'
import { done, type Env, formOf, notHere, orSorry, projectOf, Sorry } from './here.ts'
import { csrfField, page } from './page.ts'
import { namesOf } from './project-page.ts'
import { CATEGORY_NAME, fileAt, NOTHING } from './words.ts'

const FILES_A_PAGE = 36

export function createVaultPage(deps: {
  readonly nora: Pick<
    Nora,
    'readProject' | 'readRole' | 'readBrief' | 'listAssets' | 'readAsset' | 'renameAsset' | 'removeAsset' | 'readPerson'
  >
}) {
  const { nora } = deps
  const app = new Hono<Env>()

  app.get('/p/:project/vault', async (c) => {
    const { project } = await projectOf(nora, c)
    const at = `/p/${project.id}/vault`
    const named = (c.req.query('named') ?? '').trim().slice(0, 100)
    const category = ASSET_CATEGORIES.find((one) => one === c.req.query('category')) ?? null
    const cursor = c.req.query('cursor') ?? ''
    const found = await nora.listAssets(project.id, {
      limit: FILES_A_PAGE,
      ...(named === '' ? {} : { named }),
      ...(category === null ? {} : { category }),
      ...(cursor === '' ? {} : { cursor }),
    })
    const nameOf = await namesOf(
      nora,
      found.items.flatMap((a) => a.provenance.personId ?? []),
    )
    const next = new URLSearchParams({ cursor: found.nextCursor ?? '', named, category: category ?? '' })
    return c.html(
      page({
        title: 'Vault',
        person: c.var.person,
        csrf: c.var.csrf,
        project,
        at: 'vault',
        scripts: ['upload', 'vault'],
        body: html`<h1>Vault</h1>
          <div class="row">
            <form class="row" role="search">
              <label>Find <input type="search" name="named" value="${named}" /></label
              >${category === null ? NOTHING : html`<input type="hidden" name="category" value="${category}" />`}<button>
                Find
              </button>
            </form>
          </div>
          <nav aria-label="Kinds">
            <ul class="filters">
              <li><a href="${at}" ${category === null ? html` aria-current="true"` : NOTHING}>all</a></li>
              ${ASSET_CATEGORIES.map((one) => html`<li><a href="${at}?category=${one}" ${one === category ? html` aria-current="true"` : NOTHING}>${CATEGORY_NAME[one]}</a></li>`)}
            </ul>
          </nav>
          <div class="drop" data-drop="/p/${project.id}/files" data-reload>
            <p>
              <label class="button">Add files <input type="file" multiple data-files class="away" /></label> or drop or
              paste them here.
            </p>
            <ul class="grid" data-added aria-live="polite"></ul>
          </div>
          ${found.items.length === 0 ? html`<p class="empty">${named === '' && category === null ? 'The vault is empty: drop a picture, footage, sound or a script here.' : 'No file is like that: try another word, or all kinds.'}</p>` : NOTHING}
          <ul class="grid vault">
            ${found.items.map((a) => assetHtml(a, at, c.var.csrf, nameOf))}
          </ul>
          ${found.nextCursor === null ? NOTHING : html`<p><a class="button" href="${at}?${next.toString()}">Older files</a></p>`}`,
      }),
    )
  })

  const ownAsset = async (text: string, projectId: string): Promise<Asset> => {
    const id = parseId('asset', text)
    const found = id === null ? null : await nora.readAsset(id)
    if (found === null || !found.ok || found.value.projectId !== projectId) throw notHere()
    return found.value
  }

  app.post('/p/:project/vault/:asset/name', async (c) => {
    const { project } = await projectOf(nora, c)
    const asset = await ownAsset(c.req.param('asset'), project.id)
    const name = (await formOf(c))('name').trim()
    if (name === '') throw new Sorry(422, 'The name is empty: write one.')
    orSorry(await nora.renameAsset({ assetId: asset.id, personId: c.var.person.id, name }))
    return done(c, `/p/${project.id}/vault#${asset.id}`, 'Renamed.')
  })

  app.post('/p/:project/vault/:asset/remove', async (c) => {
    const { project } = await projectOf(nora, c)
    const asset = await ownAsset(c.req.param('asset'), project.id)
    orSorry(await nora.removeAsset({ assetId: asset.id, personId: c.var.person.id }))
    return done(c, `/p/${project.id}/vault`)
  })
  return app
}

const assetHtml = (a: Asset, at: string, csrf: string, nameOf: Parameters<typeof provenanceHtml>[1]) =>
  html`<li class="asset card" id="${a.id}">
    <a href="${fileAt(a.id)}"><span class="away">Open ${a.name}</span>${previewHtml(a)}</a>
    <h2 class="name">${a.name}</h2>
    ${factsHtml(a)}${provenanceHtml(a, nameOf)}
    <details>
      <summary>Rename or remove</summary>
      <form method="post" action="${at}/${a.id}/name" class="stack" data-script>
        ${csrfField(csrf)}<label>Name <input name="name" value="${a.name}" required maxlength="120" /></label
        ><button class="small">Rename</button>
      </form>
      <form method="post" action="${at}/${a.id}/remove" data-undo="${a.name}">
        ${csrfField(csrf)}<button class="small danger">Remove</button>
        <a class="button small" href="${fileAt(a.id)}?download=1">Download</a>
      </form>
    </details>
  </li>`
