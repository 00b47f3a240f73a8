/** The other end of the bench of acknowledgements: sends clips and commands at once, and prints how long each command took. */
import { createHmac } from 'node:crypto'
import http from 'node:http'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { DEFAULT_PROJECT } from '../src/domain/ids.ts'

const CLIP_BYTES = 24 * 1024 ** 2
const CHUNK = Buffer.alloc(64 * 1024, 1)

const [, , url = '', secret = '', commands = '0', clips = '0', lineBytes = '0'] = process.argv
/** Of each clip's chunks, where all share a line of so many bytes a second; 0 where it has no limit. */
const CHUNK_EVERY_MS = Number(lineBytes) === 0 ? 0 : (1000 * CHUNK.length * Number(clips)) / Number(lineBytes)

function send(
  path: string,
  headers: http.OutgoingHttpHeaders,
  write: (r: http.ClientRequest) => void,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const request = http.request(url + path, { method: 'POST', headers, agent: false }, (response) => {
    response.resume()
    response.on('end', () => resolve(response.statusCode ?? 0))
  })
  request.on('error', reject)
  write(request)
  return promise
}

/** For a film, which is stored before it is answered. Until the answer is there in full, in ms. */
async function command(trigger: string): Promise<number> {
  const fields = {
    command: '/brief',
    text: 'A lantern drifts over a lake at dusk. 2 seconds --go',
    channel_id: 'C1',
    user_id: 'U1',
    team_id: 'T1',
    trigger_id: trigger,
  }
  const body = new URLSearchParams(fields).toString()
  const at = String(Math.floor(Date.now() / 1000))
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`,
  }
  const begun = performance.now()
  const status = await send('/slack/events', headers, (r) => r.end(body))
  if (status !== 200) throw new Error(`the door answered ${status}`)
  return performance.now() - begun
}

/** No clip, and refused as such once all of it is there: what is measured is the stream beside. */
const clip = (name: string): Promise<number> =>
  send(
    `/api/projects/${DEFAULT_PROJECT}/assets?name=${name}.mp4`,
    { 'content-type': 'video/mp4', 'content-length': CLIP_BYTES },
    (request) => {
      let left = CLIP_BYTES / CHUNK.length
      const begun = performance.now()
      const more = (): void => {
        while (left > 0) {
          const waitMs = begun + (CLIP_BYTES / CHUNK.length - left) * CHUNK_EVERY_MS - performance.now()
          if (waitMs > 0) return void setTimeout(more, waitMs)
          left--
          if (!request.write(CHUNK)) return void request.once('drain', more)
        }
        request.end()
      }
      more()
    },
  )

await command(`warm${process.pid}`)
const uploads = Array.from({ length: Number(clips) }, (_, i) => clip(`clip-${i}`))
const times = await Promise.all(Array.from({ length: Number(commands) }, (_, i) => command(`t${process.pid}-${i}`)))
await Promise.allSettled(uploads)
process.stdout.write(JSON.stringify(times))
