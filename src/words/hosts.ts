/** What people read of GPU hosts and of shots that wait for one. */
import type { BriefEvent } from '../domain/event.ts'
import { exhaustive } from '../domain/result.ts'
import { theShots } from './shot-numbers.ts'

type ShotsWait = Extract<BriefEvent, { type: 'ShotsWait' }>

export function shotsWaitLine({ why, shotIndexes, hosts }: ShotsWait): string {
  const shots = theShots(shotIndexes.map((i) => i + 1))
  const one = shotIndexes.length === 1
  switch (why) {
    case 'no-host-is-up':
      return hosts.length === 0
        ? `${shots} ${one ? 'waits' : 'wait'}: there is no GPU host.`
        : `No GPU host takes work: ${hosts.map((h) => `${h.name} is ${h.standing}`).join(', ')}.`
    case 'no-host-can':
      return `${shots} ${one ? 'needs' : 'need'} models or nodes that none of the hosts has now.`
    default:
      return exhaustive(why)
  }
}
