/** How soon Discord is answered: 200 interactions of four kinds at once while 20 clips go up, beside a bare client that does nothing else. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fetch } from 'undici'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { createDiscord } from '../adapters/discord/app.ts'
import { build } from '../bin/build.ts'
import { parseConfig } from '../bin/config.ts'
import { openLog } from '../bin/open-log.ts'
import type { ChatFile } from '../src/ports/chat.ts'
import { CHANNEL, GUILD, INTERACTIONS, type Kind } from './discord-interactions.ts'
import type { Measured } from './discord-end.ts'
import type { Figure } from './figure.ts'
import { withFolder } from './studio.ts'

const EACH = 50
const CLIPS = 20
const CLIP_BYTES = 9_500_000
const BAR_MS = 300
/** Of Discord's own three seconds; what takes longer shows nothing. */
const LONGEST_MS = 3000
const END = path.join(import.meta.dirname, 'discord-end.ts')

export const benchAckDiscord = (): Promise<readonly Figure[]> =>
  withFolder(async (folder) => {
    const end = await openEnd()
    try {
      const bare = await bareClient(end)
      const plain = await withNora(end, folder, [])
      const clip = path.join(folder, 'clip.mp4')
      writeFileSync(clip, Buffer.alloc(CLIP_BYTES, 7))
      const busy = await withNora(
        end,
        folder,
        Array.from({ length: CLIPS }, (_, i) => clipOf(clip, i)),
      )
      return [
        {
          ...figure('Discord, a bare client, nothing else: p99 in ms', at(bare.waits, 0.99)),
          bar: 'beside',
          holds: true,
        },
        { ...figure('Discord, no clips: p99 in ms', at(plain.waits, 0.99)), bar: 'beside', holds: true },
        {
          ...figure('Discord, 20 clips: MB that went up meanwhile', busy.bytes / 1e6),
          bar: '> 0',
          holds: busy.bytes > 0,
        },
        within('Discord, 20 clips: median in ms', at(busy.waits, 0.5), BAR_MS),
        within('Discord, 20 clips: p99 in ms', at(busy.waits, 0.99), BAR_MS),
        within('Discord, 20 clips: longest in ms', at(busy.waits, 1), LONGEST_MS),
        within('Discord, 20 clips: suggestions, p99 in ms', at(ofKind(busy, 'typing'), 0.99), BAR_MS),
        within('Discord, 20 clips: suggestions, longest in ms', at(ofKind(busy, 'typing'), 1), LONGEST_MS),
      ]
    } finally {
      end.child.kill()
    }
  })

type End = { readonly child: ChildProcess; readonly port: number; nextId: number }

async function openEnd(): Promise<End> {
  const child = fork(END)
  const [port] = (await once(child, 'message')) as [unknown]
  return { child, port: z.number().parse(port), nextId: 0 }
}

async function burst(end: End, each: number): Promise<Measured> {
  end.child.send({ each, from: end.nextId })
  end.nextId += each * Object.keys(INTERACTIONS).length
  const [measured] = (await once(end.child, 'message')) as [Measured]
  return measured
}

/** Answers each at once and does nothing with it. */
async function bareClient(end: End): Promise<Measured> {
  const socket = new WebSocket(`ws://127.0.0.1:${end.port}`)
  const { promise: isReady, resolve } = Promise.withResolvers<void>()
  const zTold = z.object({ op: z.number(), t: z.string().nullish(), d: z.looseObject({}).nullish() })
  socket.on('message', (raw: Buffer) => {
    const { op, t, d } = zTold.parse(JSON.parse(raw.toString()))
    if (op === 10) socket.send(JSON.stringify({ op: 2, d: {} }))
    if (t === 'GUILD_CREATE') resolve()
    if (t !== 'INTERACTION_CREATE') return
    const url = `http://127.0.0.1:${end.port}/api/v10/interactions/${String(d?.['id'])}/token/callback`
    void fetch(url, { method: 'POST', body: '{"type":5}' }).then((r) => r.text())
  })
  await isReady
  await burst(end, 5)
  const measured = await burst(end, EACH)
  socket.close()
  await once(socket, 'close')
  return measured
}

async function withNora(end: End, folder: string, clips: readonly ChatFile[]): Promise<Measured> {
  const config = parseConfig({ NORA_HOME: folder, NORA_PORT: '0', NORA_ROLES: 'chat' }, folder)
  const app = await build(config, { log: 'file' })
  const discord = createDiscord(
    { token: 'MTA.bench.token', guildId: null, apiUrl: `http://127.0.0.1:${end.port}/api`, wantsMessageContent: false },
    { nora: app.nora, log: openLog(config, 'file') },
  )
  try {
    await discord.start()
    await burst(end, 5)
    const flows = once(end.child, 'message')
    const uploads = clips.map((file, i) => {
      const thread = {
        platform: 'discord',
        workspace: GUILD,
        channel: CHANNEL,
        thread: `92000000000000000${i}`,
      } as const
      return discord.chat.upload(thread, [file], { key: file.name, isRepeat: false, alsoInChannel: false })
    })
    if (clips.length > 0) {
      end.child.send('say when it flows')
      await flows
    }
    const measured = await burst(end, EACH)
    for (const done of await Promise.all(uploads)) if (!done.ok) throw new Error(JSON.stringify(done.failure))
    return measured
  } finally {
    await discord.stop()
    await app.stop()
  }
}

const clipOf = (file: string, nth: number): ChatFile => ({
  name: `clip-${nth}.mp4`,
  mime: 'video/mp4',
  bytes: CLIP_BYTES,
  read: () => createReadStream(file),
})

type Waits = Measured['waits']
const ofKind = ({ waits }: Measured, kind: Kind): Waits => waits.filter((w) => w.kind === kind)

/** The share of all that waited no longer, in ms. */
function at(waits: Waits, share: number): number {
  const ordered = waits.map((w) => w.ms).toSorted((a, b) => a - b)
  return ordered[Math.max(0, Math.ceil(share * ordered.length) - 1)] ?? Number.NaN
}

const figure = (what: string, value: number) => ({ what, figure: Math.round(value) })
const within = (what: string, ms: number, bar: number): Figure => ({
  ...figure(what, ms),
  bar: `≤ ${bar}`,
  holds: ms <= bar,
})
