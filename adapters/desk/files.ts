/** Files of the vault for those who may see their project, packages of deliveries, and uploads as bare bytes. */
import { Hono } from 'hono'
import type { Context } from 'hono'
import { ASSET_CATEGORIES, cleanName, MAX_ASSET_BYTES } from '../../src/domain/asset.ts'
import { parseId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import { bytes } from '../../src/words/say.ts'
import { briefOf, type Env, notHere, orSorry, projectHere, projectOf, Sorry } from './here.ts'

type Opened = Extract<Awaited<ReturnType<Nora['openAsset']>>, { ok: true }>['value']
/** Serves bytes with ranges and tags, to whoever may see them. */
export type ServeFile = (c: Context, opened: Opened, isDownload: boolean) => Response

export function createFiles(deps: {
  readonly nora: Pick<Nora, 'readProject' | 'readRole' | 'readBrief' | 'openAsset' | 'packageDelivery' | 'keepAsset'>
  readonly serveFile: ServeFile
}) {
  const { nora } = deps
  const app = new Hono<Env>()

  app.get('/f/:asset', async (c) => {
    const assetId = parseId('asset', c.req.param('asset'))
    const opened = assetId === null ? null : await nora.openAsset(assetId)
    if (opened === null || !opened.ok) throw notHere()
    await projectHere(nora, c.var.person, opened.value.asset.projectId)
    return deps.serveFile(c, opened.value, c.req.query('download') === '1')
  })

  app.get('/b/:brief/deliveries/:n/package', async (c) => {
    const { full } = await briefOf(nora, c)
    const deliveryNo = Number(c.req.param('n'))
    const { name, bytes: zip } = orSorry(await nora.packageDelivery({ briefId: full.brief.id, deliveryNo }))
    return c.body(ReadableStream.from(zip), 200, {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(cleanName(name))}`,
    })
  })

  app.post('/p/:project/files', async (c) => {
    const { project } = await projectOf(nora, c)
    const length = Number(c.req.header('content-length') ?? '0')
    if (length > MAX_ASSET_BYTES)
      throw new Sorry(413, `That file is larger than ${bytes(MAX_ASSET_BYTES)}: send a smaller version.`)
    const asset = orSorry(
      await nora.keepAsset({
        projectId: project.id,
        personId: c.var.person.id,
        name: c.req.query('name') ?? 'file',
        category: ASSET_CATEGORIES.find((one) => one === c.req.query('category')) ?? null,
        // Left open when a file is refused half-read: the browser then still hears why.
        source: c.env.incoming.iterator({ destroyOnReturn: false }),
        signal: c.req.raw.signal,
      }),
    )
    return c.json({ ok: true, id: asset.id, name: asset.name, category: asset.category, mime: asset.mime })
  })
  return app
}
