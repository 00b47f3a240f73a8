/** Answers what a host lists for an input of a node class; what it said lately is not asked again, what it said last counts while it is down. */
import type { HostFailure } from '../domain/failure.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { GpuHost } from '../ports/gpu-host.ts'

/** Null: the host lacks the class. An input that is no list, such as '', has an empty one. */
type Listing = Result<readonly string[] | null, HostFailure>

export type Listings = (
  host: GpuHost,
  nodeClass: string,
  input: string,
  /** What was asked since then is not asked again. */
  since: Date,
) => Promise<Listing>

type Known = {
  readonly askedAt: Date
  readonly answer: Promise<Listing>
  /** What the host said before, for the time in which it is down. */
  readonly before: Listing | null
}

export function createListings(deps: { readonly clock: Clock }): Listings {
  const known = new Map<string, Known>()
  return async (host, nodeClass, input, since) => {
    const key = JSON.stringify([host.name, nodeClass, input])
    const last = known.get(key)
    if (last !== undefined && last.askedAt >= since) return last.answer
    const before = await lastSaid(last)
    const answer = host.choices(nodeClass, input).then((said) => (said.ok ? said : (before ?? said)))
    known.set(key, { askedAt: deps.clock.now(), answer, before })
    return answer
  }
}

async function lastSaid(last: Known | undefined): Promise<Listing | null> {
  const said = await last?.answer.catch(() => null)
  return said?.ok === true ? ok(said.value) : (last?.before ?? null)
}
