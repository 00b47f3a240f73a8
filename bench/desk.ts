/** How fast the desk answers: pages and lists with 10,000 briefs beside 100, the first paint's weight, and 200 who look at one brief. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { connect } from '../adapters/postgres/connect.ts'
import { build, openDatabase } from '../bin/build.ts'
import { parseConfig } from '../bin/config.ts'
import { type BriefId, DEFAULT_PROJECT, LOCAL_PERSON } from '../src/domain/ids.ts'
import { silent } from '../test/support/silent-log.ts'
import type { Figure } from './figure.ts'

const FEW = 100
const MANY = 10_000
const LISTENERS = 200
const NOTES = 20
const CALLS = 120
const SCRIPTS = path.join(import.meta.dirname, '../adapters/desk/static')

export async function benchDesk(): Promise<readonly Figure[]> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'nora-bench-'))
  const environment = { NORA_HOME: home, NORA_PORT: '0', NORA_ROLES: 'http' }
  const database = await openDatabase(parseConfig(environment, home), silent)
  const app = await build(parseConfig({ ...environment, DATABASE_URL: database.url }, home), { log: 'file' })
  try {
    const { url } = await app.listen()
    const taken = await app.nora.takeBrief({
      projectId: null,
      requesterId: LOCAL_PERSON,
      text: 'A lantern on a lake. 4 seconds',
      options: {},
      assetIds: [],
      sessionId: null,
      idempotency: null,
    })
    if (!taken.ok) throw new Error(JSON.stringify(taken.failure))
    const briefId = taken.value.id
    const pages = {
      'the project page': `/p/${DEFAULT_PROJECT}`,
      'the page of one stage': `/p/${DEFAULT_PROJECT}?stage=planning`,
      'the list over HTTP': `/api/nora/cinematics/briefs?projectId=${DEFAULT_PROJECT}`,
      'the status of a brief': `/b/${briefId}`,
    }
    const grow = createGrow(database.url, briefId)
    const times = new Map<string, number>()
    await grow(FEW)
    // Twice: the first time warms up, which the many would gain from.
    for (const page of Object.values(pages)) await timed(url + page)
    for (const page of Object.values(pages)) times.set(page, (await timed(url + page)).median)
    await grow(MANY)
    const figures: Figure[] = []
    for (const [what, page] of Object.entries(pages)) {
      const { median, p95 } = await timed(url + page)
      const ratio = round(median / (times.get(page) ?? Number.NaN), 2)
      figures.push(
        { what: `${what}: ${MANY} briefs to ${FEW}`, figure: ratio, bar: '≤ 1.5', holds: ratio <= 1.5 },
        { what: `${what}: p95 in ms`, figure: round(p95, 1), bar: '≤ 100', holds: p95 <= 100 },
      )
    }
    const kB = round(sizeOf('.js') / 1000, 1)
    figures.push({ what: 'kB of script, all pages together', figure: kB, bar: '≤ 100', holds: kB <= 100 })
    const latest = round(await listened(app, url, briefId), 1)
    figures.push({ what: `${LISTENERS} listeners, ms p95`, figure: latest, bar: '≤ 250', holds: latest <= 250 })
    return figures
  } finally {
    await app.stop()
    await database.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** Copies of one brief, nine of ten approved, each some seconds older than the one before. */
function createGrow(url: string, briefId: BriefId) {
  let there = 1
  return async (to: number): Promise<void> => {
    const { sql, close } = connect(url, 1)
    const columns = await sql<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_name = 'cinematic_briefs' and column_name not in ('id', 'created_at', 'status', 'state')`
    const rest = columns.map(({ name }) => `"${name}"`).join(', ')
    await sql.unsafe(
      `insert into cinematic_briefs (id, created_at, status, state, ${rest})
       select 'brf_' || md5(n::text), created_at - n * interval '7 seconds',
              (case when n % 10 = 0 then 'planning' else 'approved' end)::brief_status,
              (case when n % 10 = 0 then '{}' else '{"planVersion":1,"deliveryNo":1}' end)::jsonb, ${rest}
       from cinematic_briefs, generate_series(${there}, ${to - 1}) as n where id = '${briefId}'`,
    )
    await sql`analyze`
    there = to
    await close()
  }
}

async function timed(url: string): Promise<{ readonly median: number; readonly p95: number }> {
  const took: number[] = []
  for (let i = 0; i < CALLS; i++) {
    const begun = performance.now()
    const answer = await fetch(url)
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
    took.push(performance.now() - begun)
  }
  // The first ones find nothing warm.
  const sorted = took.slice(20).toSorted((a, b) => a - b)
  return { median: at(sorted, 0.5), p95: at(sorted, 0.95) }
}

/** From a commit to whoever hears of it last, over several; the p95 over all who listen. */
async function listened(app: Awaited<ReturnType<typeof build>>, url: string, briefId: BriefId): Promise<number> {
  const heard: number[] = []
  let begun = 0
  let left = 0
  let all = Promise.withResolvers<void>()
  const agent = new http.Agent({ maxSockets: LISTENERS })
  const open = await Promise.all(
    Array.from({ length: LISTENERS }, () => {
      const { promise, resolve } = Promise.withResolvers<http.IncomingMessage>()
      http.get(`${url}/b/${briefId}/live`, { agent }, resolve)
      return promise
    }),
  )
  for (const answer of open)
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      if (begun === 0 || !chunk.includes('event: told')) return
      heard.push(performance.now() - begun)
      if (--left === 0) all.resolve()
    })
  for (let i = 0; i < NOTES; i++) {
    left = LISTENERS
    all = Promise.withResolvers<void>()
    begun = performance.now()
    // Refused attempts are told in the thread, and change nothing.
    await app.nora.go({ briefId, personId: LOCAL_PERSON, planVersion: i + 1 })
    await all.promise
  }
  for (const answer of open) answer.destroy()
  agent.destroy()
  return at(
    heard.toSorted((a, b) => a - b),
    0.95,
  )
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0
const round = (n: number, digits: number): number => Number(n.toFixed(digits))
const sizeOf = (ending: string): number =>
  readdirSync(SCRIPTS)
    .filter((name) => name.endsWith(ending))
    .reduce((sum, name) => sum + statSync(path.join(SCRIPTS, name)).size, 0)
