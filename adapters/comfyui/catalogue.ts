/** What a host says of its node classes and lists of files, asked class by class, and what it would find wrong with a graph. */
import type { HostFailure } from '../../src/domain/failure.ts'
import { fail, ok } from '../../src/domain/result.ts'
import type { Result } from '../../src/domain/result.ts'
import { MINUTE } from '../../src/domain/time.ts'
import type { GpuHost } from '../../src/ports/gpu-host.ts'
import { choicesOf } from '../../workflows/object-info.ts'
import type { ObjectInfo } from '../../workflows/object-info.ts'
import { looseEnd, validateGraph } from '../../workflows/validate.ts'
import { fromFindings, hostDown, unexpected } from './failures.ts'
import type { Http } from './http.ts'
import { zNodeClasses } from './messages.ts'

/** Models are installed by hand: they come and go in minutes, not in seconds. */
const KEEP_MS = 5 * MINUTE

type NodeClass = ObjectInfo[string]

export function createCatalogue(host: string, http: Http) {
  const known = new Map<string, { readonly at: number; readonly nodeClass: NodeClass | null }>()

  /** Never the whole list: it is a megabyte, and the server stands still while it gathers it. */
  async function ask(name: string): Promise<Result<NodeClass | null, HostFailure>> {
    const asked = await http.ask(`/api/object_info/${encodeURIComponent(name)}`)
    if (!asked.answered) return fail(hostDown(host, asked.reason))
    const classes = zNodeClasses.safeParse(asked.answer.json)
    if (asked.answer.status !== 200 || !classes.success) return fail(unexpected(host, asked.answer))
    const nodeClass = (Object.hasOwn(classes.data, name) ? classes.data[name] : null) ?? null
    known.set(name, { at: performance.now(), nodeClass })
    return ok(nodeClass)
  }

  async function look(name: string): Promise<Result<NodeClass | null, HostFailure>> {
    const found = known.get(name)
    return found !== undefined && performance.now() - found.at < KEEP_MS ? ok(found.nodeClass) : ask(name)
  }

  async function checkOnce({ graph, workflow }: Parameters<GpuHost['check']>[0]) {
    const where = { host, workflow }
    const loose = looseEnd(graph)
    if (loose !== null)
      return { isFresh: true, result: fail<HostFailure>({ type: 'bad-graph', ...where, reason: loose }) }
    const info: Record<string, NodeClass> = {}
    const names = new Set(Object.values(graph).map((node) => node.class_type))
    const isFresh = [...names].every((name) => !known.has(name))
    for (const name of names) {
      const found = await look(name)
      if (!found.ok) return { isFresh, result: found }
      if (found.value !== null) info[name] = found.value
    }
    const failure = fromFindings(where, validateGraph(graph, info))
    return { isFresh, result: failure === null ? ok(undefined) : fail(failure) }
  }

  return {
    async choices(nodeClass: string, input: string): Promise<Result<readonly string[] | null, HostFailure>> {
      const found = await ask(nodeClass)
      if (!found.ok) return found
      if (found.value === null) return ok(null)
      const { required, optional } = found.value.input
      return ok(choicesOf(required?.[input] ?? optional?.[input] ?? []) ?? [])
    },

    async check(prompt: Parameters<GpuHost['check']>[0]): Promise<Result<void, HostFailure>> {
      const { isFresh, result } = await checkOnce(prompt)
      if (isFresh || result.ok || result.failure.type === 'host-down') return result
      // What it lacked a minute ago it may have by now.
      known.clear()
      return (await checkOnce(prompt)).result
    },

    /** For when the host refuses what it should take: something was installed or removed. */
    forget: () => known.clear(),
  }
}
