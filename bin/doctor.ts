/** `npm run doctor`: is all given that the chat platforms of the settings ask for? Exit code 1 where something is missing. */
import process from 'node:process'
import { connect } from '../adapters/postgres/connect.ts'
import { createJobQueue } from '../adapters/postgres/jobs.ts'
import { createStore } from '../adapters/postgres/store.ts'
import type { Channel } from '../src/domain/message.ts'
import type { Log } from '../src/ports/log.ts'
import { openDatabase } from './build.ts'
import type { Config } from './config.ts'
import { deadLinks } from './dead-links.ts'
import { openLog } from './open-log.ts'

type Finding = { readonly isGood: boolean; readonly line: string }

export async function examine(config: Config): Promise<number> {
  const log = openLog(config, 'file')
  const platforms: { readonly name: string; readonly findings: readonly Finding[] }[] = []
  if (config.slack !== null) {
    const { examineSlack } = await import('../adapters/slack/doctor.ts')
    platforms.push({
      name: 'Slack',
      findings: await examineSlack(config.slack, await boundChannels(config, log, 'slack'), log),
    })
  }
  if (config.discord !== null) {
    const { examineDiscord } = await import('../adapters/discord/doctor.ts')
    const bound = await boundChannels(config, log, 'discord')
    platforms.push({ name: 'Discord', findings: await examineDiscord(config.discord, bound) })
  }
  if (platforms.length === 0)
    process.stdout.write(
      'No chat platform is set up for this: Slack is on where SLACK_BOT_TOKEN is set, Discord where DISCORD_TOKEN is. The README says how.\n',
    )
  for (const { name, findings } of platforms) {
    process.stdout.write(`${name}\n`)
    for (const { isGood, line } of [...findings, links(config)])
      process.stdout.write(`  ${isGood ? 'good  ' : 'WRONG '}  ${line}\n`)
  }
  if (platforms.length > 0 && !links(config).isGood) return 1
  return platforms.every((p) => p.findings.every((f) => f.isGood)) ? 0 : 1
}

function links({ http: { publicUrl } }: Config): Finding {
  const dead = deadLinks(publicUrl)
  return dead === null
    ? { isGood: true, line: `Links in messages lead to ${publicUrl}.` }
    : { isGood: false, line: dead }
}

async function boundChannels(config: Config, log: Log, platform: Channel['platform']): Promise<readonly Channel[]> {
  const database = await openDatabase(config, log)
  const connection = connect(database.url)
  const jobs = await createJobQueue({ url: database.url, log })
  const store = createStore({ connection, jobs: jobs.inTransaction, log })
  try {
    return await store.boundChannels(platform)
  } finally {
    await store.close()
    await jobs.stop()
    await connection.close()
    await database.stop()
  }
}
