/** What a monitor reads: hosts, queue and briefs as Prometheus text. Like all of the API behind the token, where there is one. */
import { Hono } from 'hono'
import { HOST_STANDINGS } from '../../src/domain/host.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { Nora } from '../../src/nora.ts'

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number]

export function createMetricsRoutes(deps: { readonly nora: Pick<Nora, 'readQueue' | 'countBriefs'> }) {
  const app = new Hono()
  app.get('/metrics', async (c) => {
    const [{ hosts, waiting }, briefs] = await Promise.all([deps.nora.readQueue(), deps.nora.countBriefs()])
    const text = [
      metric(
        'nora_host_standing',
        'Whether a GPU host stands so: 1 for the one that holds.',
        hosts.flatMap((h) =>
          HOST_STANDINGS.map((standing): Sample => [{ host: h.name, standing }, h.standing === standing ? 1 : 0]),
        ),
      ),
      metric(
        'nora_host_paused',
        'Whether an admin paused it.',
        perHost((h) => (h.pausedAt === null ? 0 : 1)),
      ),
      metric('nora_host_prompts', 'Prompts on it, of everybody.', [
        ...hosts.map((h): Sample => [{ host: h.name, state: 'running' }, h.seen?.running ?? 0]),
        ...hosts.map((h): Sample => [{ host: h.name, state: 'pending' }, h.seen?.pending ?? 0]),
      ]),
      metric(
        'nora_host_foreign_prompts',
        'Prompts on it that are not ours.',
        perHost((h) => h.seen?.foreign ?? 0),
      ),
      metric(
        'nora_host_shots',
        'Shots that it was given and has not rendered.',
        perHost((h) => h.has.length),
      ),
      metric(
        'nora_shots_waiting',
        'Shots that wait for a host.',
        Array.from(
          Map.groupBy(waiting, (w) => w.rank),
          ([rank, of]): Sample => [{ rank }, of.length],
        ),
      ),
      metric('nora_queue_seconds', 'Expected time until the last waiting shot is rendered.', [
        [{}, Math.max(0, ...waiting.map((w) => w.endsInMs ?? 0)) / SECOND],
      ]),
      metric(
        'nora_briefs',
        'Briefs at each stage.',
        briefs.map(({ stage, briefs: n }): Sample => [{ stage }, n]),
      ),
    ].join('')
    return c.body(text, 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })

    function perHost(of: (host: (typeof hosts)[number]) => number): readonly Sample[] {
      return hosts.map((h) => [{ host: h.name }, of(h)])
    }
  })
  return app
}

const metric = (name: string, help: string, samples: readonly Sample[]): string =>
  [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...samples.map(([labels, value]) => `${name}${braced(labels)} ${value}`),
    '',
  ].join('\n')

function braced(labels: Readonly<Record<string, string>>): string {
  const said = Object.entries(labels).map(
    ([k, v]) => `${k}="${v.replaceAll(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`))}"`,
  )
  return said.length === 0 ? '' : `{${said.join(',')}}`
}
