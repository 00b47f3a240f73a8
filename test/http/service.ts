/** Nora behind her HTTP API on a real port and a database of her own, with a brief's work done by hand. */
import { randomInt, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { createZipArchive } from '../../adapters/archive/zip-archive.ts'
import { createDesk } from '../../adapters/desk/desk.ts'
import { serveContent } from '../../adapters/http/asset-content.ts'
import { createHttp, type HttpDeps } from '../../adapters/http/http.ts'
import { createMedia } from '../../adapters/media/media.ts'
import { connect } from '../../adapters/postgres/connect.ts'
import { createJobQueue } from '../../adapters/postgres/jobs.ts'
import { createStore } from '../../adapters/postgres/store.ts'
import { createDiskVault } from '../../adapters/vault/disk-vault.ts'
import { createNora } from '../../src/nora.ts'
import { CATALOGUE, createWorkflows } from '../../workflows/catalogue.ts'
import { createPlainNoteReader } from '../fakes/plain-note-reader.ts'
import { createDatabase } from '../support/database.ts'
import { silent } from '../support/silent-log.ts'

export type Service = Awaited<ReturnType<typeof startService>>

export async function startService(o: Partial<HttpDeps> = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nora-http-'))
  const url = await createDatabase()
  const connection = connect(url, 4)
  const jobs = await createJobQueue({ url, log: silent })
  const store = createStore({ connection, jobs: jobs.inTransaction, log: silent })
  const vault = createDiskVault({ root: folder })
  const media = createMedia({ log: silent })
  const clock = { now: () => new Date() }
  const randomness = { uuid: () => randomUUID(), below: (n: number) => randomInt(Math.min(n, 2 ** 40)) }
  const noteReader = createPlainNoteReader()
  const workflows = createWorkflows(CATALOGUE, async (projectId) =>
    (await store.projectWorkflows(projectId)).map((w) => w.document),
  )
  const nora = createNora({
    isAnimatic: () => true,
    trustsPlatforms: false,
    signing: { secret: 'the secret', publicUrl: 'http://nora.studio.example' },
    store,
    vault,
    media,
    archive: createZipArchive(),
    workflows,
    noteReader,
    clock,
    randomness,
  })
  await nora.ensureDefaults()
  const api = createHttp({
    nora,
    checks: { database: store.check, vault: vault.check },
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://127.0.0.1:8787',
    token: null,
    log: silent,
    randomness,
    pages: (stopping) =>
      createDesk(
        {
          nora,
          serveFile: serveContent,
          publicUrl: 'http://127.0.0.1:8787',
          token: o.token ?? null,
          isOpen: (o.token ?? null) === null,
          log: silent,
        },
        stopping,
      ),
    ...o,
  })
  const close = async () => {
    await api.stop()
    await media.stop()
    await jobs.stop()
    await store.close()
    await connection.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const { url: base, port } = await api.listen().catch(async (error: unknown) => {
    await close()
    throw error
  })

  const call = async (method: string, route: string, o: RequestInit = {}) =>
    answered(await fetch(base + route, { ...o, method }))
  return {
    base,
    port,
    nora,
    store,
    databaseUrl: url,
    get: (route: string, headers: Record<string, string> = {}) => call('GET', route, { headers }),
    post: (route: string, body: unknown, headers: Record<string, string> = {}) =>
      call('POST', route, {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    call,
    /** Names of everything in the vault's folder that is a file. */
    files: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name),
    stop: api.stop,
    close,
  }
}

/** What a test reads of an answer: `json` is what the wire said, to be matched. */
async function answered(response: Response) {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true && text !== ''
  const json: unknown = isJson ? JSON.parse(text) : null
  return { status: response.status, headers: response.headers, text, json }
}

/** A request whose headers are sent as they are, `Host` included, which `fetch` would not. */
export function raw(
  port: number,
  route: string,
  o: http.RequestOptions & { body?: string | Uint8Array } = {},
): Promise<{ status: number; text: string; headers: http.IncomingHttpHeaders }> {
  const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<typeof raw>>>()
  const request = http.request({ host: '127.0.0.1', port, path: route, ...o }, (response) => {
    let text = ''
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }))
  })
  request.on('error', reject)
  request.end(o.body)
  return promise
}

export const picture = (o: { width?: number; height?: number } = {}): Promise<Buffer> =>
  sharp({ create: { width: o.width ?? 64, height: o.height ?? 36, channels: 3, background: '#204060' } })
    .png()
    .toBuffer()

export function form(
  file: Uint8Array,
  name: string,
  fields: readonly (readonly [string, string])[] = [],
  o: { fieldsLast?: boolean } = {},
): FormData {
  const data = new FormData()
  const append = () => fields.forEach(([key, value]) => data.append(key, value))
  if (o.fieldsLast !== true) append()
  data.append('file', new Blob([new Uint8Array(file)]), name)
  if (o.fieldsLast === true) append()
  return data
}
