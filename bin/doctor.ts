/** `npm run doctor`: is all given that the chat platforms of the settings ask for? Exit code 1 where something is missing. */
import process from 'node:process'
import type { Config } from './config.ts'
import { openLog } from './open-log.ts'

type Finding = { readonly isGood: boolean; readonly line: string }

export async function examine(config: Config): Promise<number> {
  const log = openLog(config, 'file')
  const platforms: { readonly name: string; readonly findings: readonly Finding[] }[] = []
  if (config.slack !== null) {
    const { examineSlack } = await import('../adapters/slack/doctor.ts')
    platforms.push({ name: 'Slack', findings: await examineSlack(config.slack, log) })
  }
  if (platforms.length === 0)
    process.stdout.write(
      'No chat platform is set up for this: Slack is on where SLACK_BOT_TOKEN is set. The README says how.\n',
    )
  for (const { name, findings } of platforms) {
    process.stdout.write(`${name}\n`)
    for (const { isGood, line } of findings) process.stdout.write(`  ${isGood ? 'good  ' : 'WRONG '}  ${line}\n`)
  }
  return platforms.every((p) => p.findings.every((f) => f.isGood)) ? 0 : 1
}
