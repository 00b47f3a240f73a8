/** `npm run bench [name …]`: measures what the design promises, each figure beside its bar; exit code 1 where a bar is missed. */
import process from 'node:process'
import type { Figure } from './figure.ts'
import { benchAck } from './ack.ts'
import { benchDesk } from './desk.ts'
import { benchPlans } from './plans.ts'
import { benchGpuIdle } from './gpu-idle.ts'
import { benchHosts } from './hosts.ts'
import { benchBacklog } from './backlog.ts'
import { benchLostHost } from './lost-host.ts'
import { benchRevision } from './revision.ts'
import { benchStream } from './stream.ts'
import { benchSwap } from './swap.ts'

const BENCHES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  revision: benchRevision,
  plans: benchPlans,
  'gpu-idle': benchGpuIdle,
  hosts: benchHosts,
  swap: benchSwap,
  'lost-host': benchLostHost,
  backlog: benchBacklog,
  ack: benchAck,
  desk: benchDesk,
  stream: benchStream,
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BENCHES)
for (const name of wanted) {
  const bench = BENCHES[name]
  if (bench === undefined) {
    process.stderr.write(`There is no bench "${name}": choose of ${Object.keys(BENCHES).join(', ')}.\n`)
    process.exitCode = 1
    continue
  }
  process.stdout.write(`${name}\n`)
  for (const f of await bench()) {
    process.stdout.write(`  ${f.holds ? 'holds ' : 'MISSED'}  ${f.what.padEnd(48)} ${f.figure}  (${f.bar})\n`)
    if (!f.holds) process.exitCode = 1
  }
}
