/** Is a film that a workspace refuses for its size shown as a copy that fits, without being rendered again? */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createMedia } from '../../adapters/media/media.ts'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import { mention } from '../slack/events.ts'
import { event } from '../slack/payloads.ts'
import { silent } from '../support/silent-log.ts'
import { createStudio } from '../support/studio.ts'
import { type Call, openFaultProxy } from './fault-proxy.ts'
import { BOT_TOKEN, openSlackPeer, signed, SIGNING_SECRET } from './slack-peer.ts'

const LONG = { timeout: 60_000, interval: 60 }
/** What admins of a workspace may choose; Slack says that it is too much, and not how much may be. */
const MOST_BYTES = 400_000
const BRIEF = 'A lantern in the fog. 6 seconds, 1280x720, 24 fps, 1 shot'

const lengthOf = ({ method, body }: Call): number =>
  method === 'files.getUploadURLExternal' ? Number(new URLSearchParams(body.toString()).get('length')) : 0

test('a film that is too large for a workspace', { timeout: 120_000 }, async () => {
  const peer = await openSlackPeer({ scopes: BOT_SCOPES })
  const proxy = await openFaultProxy({
    target: peer.url,
    nameOf: (_, at) => /^\/api\/([\w.]+)/.exec(at)?.[1] ?? 'bytes',
  })
  const studio = await createStudio()
  try {
    const app = await studio.open({
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: `${proxy.url}/api/`,
      NORA_API_TOKEN: 'a-token-that-slack-does-not-have',
    })
    await app.work()
    const door = `${(await app.listen()).url}/slack/events`
    await app.talk()
    await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
    proxy.setFault((call) =>
      lengthOf(call) > MOST_BYTES ? { answer: 200, body: { ok: false, error: 'file_upload_size_restricted' } } : null,
    )
    const said = mention({ channel: peer.channel, user: peer.ada, ts: '9.1', text: `<@U0NORA> ${BRIEF}` })
    await fetch(door, signed(event('Ev1', said), 'application/json'))
    const shown = () => peer.rows.messages.all().flatMap((m) => (m.files ?? []).filter((f) => f.name.endsWith('.mp4')))
    await expect.poll(() => shown().length, LONG).toBe(1)
    expect(shown()[0]?.size).toBeLessThanOrEqual(MOST_BYTES)
    expect(proxy.calls.map(lengthOf).some((n) => n > MOST_BYTES)).toBe(true)
    const file = path.join(studio.home, 'from-slack.mp4')
    writeFileSync(file, await peer.read((shown()[0]?.url_private_download ?? '').replace(proxy.url, peer.url)))
    const media = createMedia({ log: silent })
    const probed = await media.verify(file)
    await media.stop()
    expect(probed).toMatchObject({ ok: true })
    const [film] = (await app.nora.listBriefs({ limit: 1 })).items
    const read = await app.nora.readBrief(film!.id)
    expect(read.ok && read.value.takes).toHaveLength(1)
    expect(JSON.stringify(peer.rows.messages.all())).toContain('The film in full quality')
  } finally {
    await studio.close()
    await proxy.close()
    await peer.close()
  }
})
