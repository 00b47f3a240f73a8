/** The only composition: makes every part, in order, and takes them down in reverse. Nobody imports it but the commands. */
import { randomInt, randomUUID } from 'node:crypto'
import path from 'node:path'
import { createZipArchive } from '../adapters/archive/zip-archive.ts'
import { createDesk } from '../adapters/desk/desk.ts'
import { serveContent } from '../adapters/http/asset-content.ts'
import { isLoopback } from '../adapters/http/guard.ts'
import { createHttp } from '../adapters/http/http.ts'
import { createMedia } from '../adapters/media/media.ts'
import { connect } from '../adapters/postgres/connect.ts'
import { createHostHold } from '../adapters/postgres/host-holds.ts'
import { createJobQueue } from '../adapters/postgres/jobs.ts'
import { keepPostgres } from '../adapters/postgres/keep-embedded.ts'
import { migrate } from '../adapters/postgres/migrate.ts'
import { createStore } from '../adapters/postgres/store.ts'
import { createBoards } from '../adapters/previz/boards.ts'
import { createVaultResearch } from '../adapters/research/vault-research.ts'
import { createDiskVault } from '../adapters/vault/disk-vault.ts'
import { createListings } from '../src/cinematographer/host-listings.ts'
import { createLanes } from '../src/cinematographer/lanes.ts'
import { asNeighbours } from '../src/cinematographer/neighbours.ts'
import { createPresence, createStatusReport, registerAgents } from '../src/coordination/agents.ts'
import { wakeThreads } from '../src/coordination/wake-threads.ts'
import { createWorker } from '../src/jobs/worker.ts'
import { createGiveOut, createNora, createWork, type Nora } from '../src/nora.ts'
import { SECOND } from '../src/domain/time.ts'
import type { Clock } from '../src/ports/clock.ts'
import type { Log } from '../src/ports/log.ts'
import type { Randomness } from '../src/ports/randomness.ts'
import type { Vault } from '../src/ports/vault.ts'
import { CATALOGUE, createWorkflows } from '../workflows/catalogue.ts'
import { createChats } from './chats.ts'
import type { Config } from './config.ts'
import { openHosts } from './open-hosts.ts'
import { isPreviz } from './previz-homes.ts'
import { openMind } from './open-mind.ts'
import { openSigning } from './signing.ts'
import { workflowFolder } from './workflow-folder.ts'
import { openLog, type LogPlace } from './open-log.ts'
import { Stopped } from './stopped.ts'
import { usableHome } from './usable-home.ts'

export type App = {
  readonly nora: Nora
  readonly vault: Vault
  /** Starts to take jobs. */
  work(): Promise<void>
  listen(): Promise<{ readonly url: string }>
  /** Speaks on the chat platforms that are set up. */
  talk(): Promise<void>
  /** Puts work down, closes everything. Twice is harmless. */
  stop(): Promise<void>
}

/** How often GPU hosts are looked at. */
const WATCH_EVERY_MS = 2 * SECOND
/** How often an agent's progress enters the log. */
const REPORT_EVERY_MS = 400

const clock: Clock = { now: () => new Date() }
/** `randomInt` takes ranges below 2^48 only, so larger ones are put together from two. */
const randomness: Randomness = {
  uuid: () => randomUUID(),
  below: (n) => (n <= 2 ** 40 ? randomInt(n) : (randomInt(2 ** 32) * 2 ** 21 + randomInt(2 ** 21)) % n),
}

export async function build(config: Config, o: { readonly log: LogPlace }): Promise<App> {
  await usableHome(config.home)
  const log = openLog(config, o.log)
  const down: (() => Promise<unknown>)[] = []
  const stop = async (): Promise<void> => {
    for (let next = down.pop(); next !== undefined; next = down.pop())
      await next().catch((error: unknown) => log.error('stop-failed', { error }))
  }
  try {
    return { ...(await assemble(config, log, (end) => down.push(end))), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function assemble(
  config: Config,
  log: Log,
  onStop: (end: () => Promise<unknown>) => void,
): Promise<Omit<App, 'stop'>> {
  const database = await openDatabase(config, log)
  onStop(database.stop)
  const connection = connect(database.url)
  onStop(connection.close)
  const jobs = await createJobQueue({ url: database.url, log })
  onStop(jobs.stop)
  const stored = createStore({ connection, jobs: jobs.inTransaction, log })
  onStop(stored.close)
  const store = wakeThreads(stored)

  const vault = createDiskVault({ root: path.join(config.home, 'vault') })
  const unusable = await vault.check()
  if (unusable !== null) throw new Stopped(unusable)
  const media = createMedia({ log })
  onStop(media.stop)
  const house = [...CATALOGUE, ...(await workflowFolder(path.join(config.home, 'workflows')))]
  const workflows = createWorkflows(house, async (projectId) =>
    (await store.projectWorkflows(projectId)).map((w) => w.document),
  )
  if (config.defaultWorkflow !== null && workflows.find(config.defaultWorkflow) === null)
    throw new Stopped(
      `NORA_DEFAULT_WORKFLOW: expected one of ${workflows.all.map((w) => w.name).join(', ')}, got "${config.defaultWorkflow}". For example: NORA_DEFAULT_WORKFLOW=${workflows.all[0]?.name}`,
    )
  const parts = {
    store,
    vault,
    media,
    archive: createZipArchive(),
    workflows,
    ...(await openMind(config, { media, vault, log })),
    clock,
    randomness,
    log,
  }
  const signing = await openSigning(config)
  const nora = createNora({ ...parts, signing, isAnimatic: isPreviz, trustsPlatforms: config.admins.length === 0 })
  await nora.ensureDefaults()
  await nora.ensureAdmins(config.admins)

  const work = async (): Promise<void> => {
    await registerAgents(parts)
    const opened = await openHosts({ config, media, workflows, log, clock }, onStop)
    const listings = createListings({ clock })
    const hosts = { ...opened, hosts: asNeighbours(opened.hosts, { listings, clock }) }
    const lanes = createLanes(hosts)
    const rendering = { ...parts, hosts: hosts.hosts, lanes, listings }
    const report = createStatusReport({ store, clock, log, everyMs: REPORT_EVERY_MS })
    const verbs = createWork({
      ...rendering,
      defaultWorkflow: config.defaultWorkflow,
      research: createVaultResearch({ store }),
      boards: createBoards(),
      isAnimatic: isPreviz,
      report,
    })
    // Stopped before the hosts it renders on, which come before it in this list.
    onStop(jobs.stop)
    onStop(hosts.withdraw)
    const presence = createPresence(parts)
    const handle = presence.during(createWorker({ work: verbs, log }))
    const hold = createHostHold({ url: database.url })
    const giveOut = createGiveOut({ ...rendering, jobs, hold, isAnimatic: isPreviz, report, perform: handle })
    onStop(hold.close)
    await giveOut.meet()
    jobs.onWaiting('shoot', () => void giveOut.look())
    await jobs.work(handle)
    const watch = async () => {
      await presence.tell().catch((error: unknown) => log.warn('agents-not-told', { error }))
      await giveOut.watch().catch((error: unknown) => log.warn('hosts-not-watched', { error }))
    }
    const watching = setInterval(() => void watch(), WATCH_EVERY_MS)
    onStop(async () => clearInterval(watching))
    await nora.beginSweeping()
  }

  const chats = await createChats(config, { ...parts, nora, jobs, signing })

  return {
    nora,
    vault,
    work,
    talk: () => chats.talk(onStop),
    listen: async () => {
      const checks = { database: store.check, vault: vault.check }
      const { publicUrl, token } = config.http
      const isOpen = token === null && isLoopback(new URL(publicUrl).hostname)
      const http = createHttp({
        nora,
        checks,
        ...config.http,
        mounts: chats.mounts,
        log,
        randomness,
        pages: (stopping) => createDesk({ nora, serveFile: serveContent, publicUrl, token, isOpen, log }, stopping),
      })
      onStop(http.stop)
      return http.listen()
    },
  }
}

/** The embedded server unless a database is named; migrated either way. */
export async function openDatabase(config: Config, log: Log): Promise<{ readonly url: string; stop(): Promise<void> }> {
  await usableHome(config.home)
  const kept = config.databaseUrl === null ? await keepPostgres(path.join(config.home, 'postgres'), { log }) : null
  const url = config.databaseUrl ?? kept?.url ?? ''
  const stop = async () => {
    await kept?.stop()
  }
  try {
    await migrate(url)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, stop }
}
