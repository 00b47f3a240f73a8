/** GPU hosts that know of each other: when one lacks a node or a file, its failure names the others that have it. */
import type { HostFailure } from '../domain/failure.ts'
import { fail, type Result } from '../domain/result.ts'
import { MINUTE } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { GpuHost } from '../ports/gpu-host.ts'
import type { Listings } from './host-listings.ts'

/** Who has what changes by hand; a failure is told once. */
const TRUSTED_MS = 5 * MINUTE

export function asNeighbours(
  hosts: readonly GpuHost[],
  deps: { readonly listings: Listings; readonly clock: Clock },
): readonly GpuHost[] {
  async function named<T>(result: Result<T, HostFailure>): Promise<Result<T, HostFailure>> {
    if (result.ok || (result.failure.type !== 'missing-node' && result.failure.type !== 'missing-model')) return result
    const failure = result.failure
    const others = hosts.filter((host) => host.name !== failure.host)
    const has = await Promise.all(others.map((host) => hasIt(host, failure)))
    return fail({ ...failure, elsewhere: others.filter((_, at) => has[at]).map((host) => host.name) })
  }

  async function hasIt(
    host: GpuHost,
    lack: Extract<HostFailure, { type: 'missing-node' | 'missing-model' }>,
  ): Promise<boolean> {
    const since = new Date(deps.clock.now().getTime() - TRUSTED_MS)
    const input = lack.type === 'missing-model' ? lack.input : ''
    const listed = await deps.listings(host, lack.node, input, since)
    if (!listed.ok || listed.value === null) return false
    return lack.type === 'missing-node' || listed.value.some((file) => bare(file) === bare(lack.file))
  }

  return hosts.map((host) => ({
    ...host,
    check: async (prompt) => named(await host.check(prompt)),
    submit: async (prompt, watch) => named(await host.submit(prompt, watch)),
  }))
}

const bare = (file: string): string => file.split(/[/\\]/).at(-1) ?? file
