/** `npm run demo`: one film from a brief and files, with the real pipeline, its thread shown as people would see it in chat. */
import { createReadStream } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import type { Readable } from 'node:stream'
import { createTerminalThread } from '../adapters/terminal/thread.ts'
import { ASSET_CATEGORIES, cleanName, type Asset } from '../src/domain/asset.ts'
import type { Brief } from '../src/domain/brief.ts'
import { filmName } from '../src/domain/cut.ts'
import { DEFAULT_PROJECT, LOCAL_PERSON, type AssetId } from '../src/domain/ids.ts'
import { isResting } from '../src/domain/lifecycle.ts'
import { stageWord } from '../src/words/say.ts'
import { openThread, tell } from '../src/words/thread.ts'
import { build, type App } from './build.ts'
import type { Config } from './config.ts'
import { createTalk, TALK_HELP } from './demo-talk.ts'
import type { Given } from './demo-words.ts'
import { refused, Stopped } from './stopped.ts'

/** Exit code 0 when the film is there; with `review` people talk about it first. */
export async function demo(config: Config, given: Given, o: { readonly review: boolean }): Promise<number> {
  const app = await build(config, { log: 'file' })
  const stopped = new AbortController()
  const onSignal = () => stopped.abort()
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  try {
    return await film(app, config, given, o.review ? process.stdin : null, stopped.signal)
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    await app.stop()
  }
}

async function film(
  app: App,
  config: Config,
  given: Given,
  talk: Readable | null,
  stopped: AbortSignal,
): Promise<number> {
  const thread = createTerminalThread(process.stdout, { color: config.color && process.stdout.isTTY })
  const assets = await keepFiles(app, given.files)
  const taken = await app.nora.takeBrief({
    projectId: null,
    requesterId: LOCAL_PERSON,
    text: given.text,
    // Where nobody is listened to, nobody can say Go.
    options: talk === null ? { gate: 'never' } : {},
    assetIds: assets.map((a) => a.id),
    sessionId: null,
    idempotency: null,
  })
  if (!taken.ok) throw refused(taken.failure)
  const brief = taken.value
  thread.say(
    'You',
    [given.text === '' ? `(a script: ${assets.map((a) => a.name).join(', ')})` : given.text],
    attached(assets),
  )
  await app.work()

  const folder = path.join(config.home, 'films', brief.id)
  let state = openThread(brief)
  const over = new AbortController()
  const say = (sentence: string) => thread.say('Nora', [sentence], [])
  const ear: { is: 'closed' | 'open' | 'done' } = { is: 'closed' }
  for await (const { event } of app.nora.followBrief(brief.id, 0, AbortSignal.any([stopped, over.signal]))) {
    const told = tell(state, event)
    state = told.state
    for (const post of told.posts) {
      const shown: string[] = []
      for (const id of [...post.pictures, ...post.files.map((f) => f.assetId)])
        shown.push(await bringOut(app, id, folder))
      thread.post(
        post,
        shown.map((file) => path.relative(process.cwd(), file)),
      )
    }
    thread.status(told.status)
    if (event.type !== 'StageChanged' || !isResting(state.stage)) continue
    const decided = state.stage === 'approved' || state.stage === 'cancelled' || state.stage === 'failed'
    if (talk === null || ear.is === 'done' || decided) break
    say(TALK_HELP)
    if (ear.is === 'open') continue
    ear.is = 'open'
    void hear(talk)
  }
  // Who was listened to may still be typing: the film is decided, or was left.
  over.abort()
  talk?.destroy()
  thread.close()
  return stopped.aborted ? interrupted() : conclude(app, brief, folder)

  /** Listens to its end. What was said last may have begun a revision: then its delivery is waited for. */
  async function hear(from: Readable): Promise<void> {
    try {
      await createTalk({ nora: app.nora, briefId: brief.id, say }).listen(from, over.signal)
      ear.is = 'done'
      if (over.signal.aborted) return
      const now = await app.nora.readBrief(brief.id)
      if (!now.ok || isResting(now.value.brief.state.stage)) over.abort()
    } catch (error) {
      if (!over.signal.aborted) say(error instanceof Error ? error.message : String(error))
      over.abort()
    }
  }
}

async function keepFiles(app: App, files: readonly string[]): Promise<readonly Asset[]> {
  const assets: Asset[] = []
  for (const file of files) {
    const kept = await app.nora
      .keepAsset({
        projectId: DEFAULT_PROJECT,
        personId: LOCAL_PERSON,
        name: path.basename(file),
        source: createReadStream(file),
        category: categoryByName(file),
      })
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code === undefined || error.path !== file) throw error
        throw refused({ type: 'file-unreadable', name: path.basename(file), reason: error.code })
      })
    if (!kept.ok) throw refused(kept.failure)
    assets.push(kept.value)
  }
  return assets
}

/** "music.mp3" is music; all else is what its kind usually is. */
const categoryByName = (file: string) =>
  ASSET_CATEGORIES.find((c) => c === 'music' && path.basename(file).toLowerCase().includes(c)) ?? null

const attached = (assets: readonly Asset[]): readonly string[] =>
  assets.map(
    (a) =>
      `+ ${a.name} (${a.category}${a.width === null ? '' : `, ${a.width}x${a.height}`}${a.durationSeconds === null ? '' : `, ${Math.round(a.durationSeconds * 10) / 10} s`})`,
  )

/** A copy under a name that people can use; the vault's own names are hashes. */
async function bringOut(app: App, assetId: AssetId, folder: string, name?: string): Promise<string> {
  const opened = await app.nora.readAsset(assetId)
  if (!opened.ok) throw refused(opened.failure)
  await mkdir(folder, { recursive: true })
  const out = path.join(folder, name ?? cleanName(opened.value.name))
  await using file = await app.vault.local(opened.value.storageKey)
  await copyFile(file.path, out)
  return out
}

async function conclude(app: App, taken: Brief, folder: string): Promise<number> {
  const read = await app.nora.readBrief(taken.id)
  if (!read.ok) throw refused(read.failure)
  const { brief, plan, takes, deliveries } = read.value
  if (brief.state.stage === 'failed') throw refused(brief.state.failure)
  const delivery = deliveries.at(-1)
  if (delivery === undefined)
    throw new Stopped(`The brief is ${stageWord(brief.state.stage)}, so there is no film yet.`)
  const film = await bringOut(app, delivery.filmAssetId, folder, filmName(brief.title, delivery.number, 'mp4'))
  const poster = await bringOut(app, delivery.posterAssetId, folder, filmName(brief.title, delivery.number, 'jpg'))
  const asset = await app.nora.readAsset(delivery.filmAssetId)
  process.stdout.write(`\nFilm    ${film}\nPoster  ${poster}\n`)
  process.stdout.write(
    `${JSON.stringify({
      briefId: brief.id,
      film,
      poster,
      durationSeconds: asset.ok ? asset.value.durationSeconds : null,
      shots: plan?.shots.length ?? 0,
      renders: takes.filter((t) => t.outcome === 'rendered').length,
    })}\n`,
  )
  return 0
}

function interrupted(): number {
  process.stderr.write('\nStopped. Nothing is lost: the brief goes on at the next "npm start".\n')
  return 130
}
