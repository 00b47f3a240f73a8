/** What tests of the model planner share: a stub server, the real client, and real files in a real vault. */
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { createReadStream } from 'node:fs'
import { createModelClient } from '../../adapters/planner/model-client.ts'
import { createModelPlanner } from '../../adapters/planner/model-planner.ts'
import { createRulePlanner } from '../../adapters/planner/rules.ts'
import { createDiskVault } from '../../adapters/vault/disk-vault.ts'
import { type Asset, mediaKind } from '../../src/domain/asset.ts'
import type { PlanAnswer, PlanRequest } from '../../src/ports/planner.ts'
import { type ChatRequest, startChatServer } from '../fakes/chat-server.ts'
import { createBench, FIELD } from '../media/bench.ts'
import { silent } from '../support/silent-log.ts'

export const MODEL = 'large-1'

export async function createModelBench() {
  const server = await startChatServer()
  const bench = await createBench()
  const root = path.join(bench.folder, 'vault')
  const vault = createDiskVault({ root })
  const keep = async (file: string): Promise<string> => {
    const stored = await vault.put(createReadStream(file), { name: path.basename(file), maxBytes: 1e8 })
    if (!stored.ok) throw new Error(stored.failure.type)
    return stored.value.storageKey
  }
  const still = await bench.picture({ width: 320, height: 180 }, FIELD('#36a'))
  const keys = {
    picture: await keep(still),
    video: await keep(await bench.clip(FIELD('#a63'), { frames: 12, fps: 12 })),
  }
  const client = createModelClient({ apiKey: 'k', baseUrl: server.url, log: silent, backoffMs: 2 })
  const planner = createModelPlanner({
    client,
    model: MODEL,
    rules: createRulePlanner(),
    media: bench.media,
    vault,
    log: silent,
    totalMs: 5_000,
  })
  const withFile = (asset: Asset): Asset => {
    const kind = mediaKind(asset.mime)
    return kind === 'picture' || kind === 'video' ? { ...asset, storageKey: keys[kind] } : asset
  }

  return {
    server,
    bench,
    client,
    keep,
    planner,
    /** Of the request with its files in the vault. */
    async planned(request: PlanRequest): Promise<PlanAnswer> {
      const answer = await planner.plan({ ...request, assets: request.assets.map(withFile) })
      if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
      return answer.value
    },
    async close() {
      await server.stop()
      await bench.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}
export type ModelBench = Awaited<ReturnType<typeof createModelBench>>

/** All that was written in a request, and its pictures as bytes. */
export function contentOf(request: ChatRequest | undefined) {
  const parts = (request?.messages ?? []).flatMap((m) =>
    typeof m.content === 'string' ? [{ type: 'text' as const, text: m.content }] : m.content,
  )
  return {
    text: parts.flatMap((p) => (p.type === 'text' ? [p.text] : [])).join('\n'),
    pictures: parts.flatMap((p) =>
      p.type === 'image_url' ? [Buffer.from(p.image_url.url.split(',')[1] ?? '', 'base64')] : [],
    ),
  }
}

export const bytesOf = (file: string): Promise<Buffer> => readFile(file)
