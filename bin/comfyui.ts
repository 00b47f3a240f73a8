/** `npm run comfyui -- verify <URL>`: can Nora work with this ComfyUI server, and what does it lack? What an operator runs first. */
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { readAddress } from '../adapters/comfyui/address.ts'
import { createComfyHost } from '../adapters/comfyui/host.ts'
import { createHttp } from '../adapters/comfyui/http.ts'
import { tryRoutes } from '../adapters/comfyui/trial-routes.ts'
import { createTrial, type Finding } from '../adapters/comfyui/trial.ts'
import { serving } from '../src/cinematographer/host-stock.ts'
import { ok } from '../src/domain/result.ts'
import { SECOND } from '../src/domain/time.ts'
import type { WorkflowFacts } from '../src/domain/workflow.ts'
import type { GpuHost, HostFacts } from '../src/ports/gpu-host.ts'
import { bytes, sayFailure } from '../src/words/say.ts'
import { CATALOGUE } from '../workflows/catalogue.ts'
import { PACKS, packRow, workflowRow } from './comfyui-stock.ts'
import type { Config } from './config.ts'
import { Stopped } from './stopped.ts'

type Say = (line: string) => void
const print: Say = (line) => process.stdout.write(`${line.trimEnd()}\n`)
const SILENT = { info() {}, warn() {}, error() {} }

/** 0: Nora can work with it; what it lacks for some workflows is only said. */
export async function verify(
  config: Pick<Config, 'comfyui'>,
  given: string,
  say: Say = print,
  workflows: readonly WorkflowFacts[] = CATALOGUE,
): Promise<number> {
  const { url, headers } = readAddress(given, config.comfyui.headers)
  const host = createComfyHost({ name: new URL(url).host, url, headers, log: SILENT })
  const http = createHttp({ url, headers })
  const stopped = new AbortController()
  const onSignal = () => stopped.abort(new Stopped('Stopped; nothing of this is left on the server.'))
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  const trial = createTrial({ host, signal: stopped.signal })
  const states: Finding['state'][] = []
  let wasBusy = false
  const row = (what: string, { state, says }: Finding): void => {
    states.push(state)
    say(`${state.padEnd(8)} ${what.padEnd(26)} ${says}`)
  }
  try {
    const probed = await host.probe()
    if (!probed.ok)
      throw new Stopped(unreachable(url, probed.failure.type === 'host-down' ? probed.failure.reason : ''))
    const facts = probed.value
    say(`${url}\n`)
    row('server', { state: 'ok', says: serverLine(facts) })
    const { routes, proxy } = await tryRoutes(http)
    row('routes', routes)
    row('proxy', proxy)
    for (const [name, pack] of Object.entries(PACKS)) row(name, await packRow(host, workflows, pack))
    for (const workflow of workflows) row(workflow.name, await workflowRow(host, workflow))
    row('upload', await trial.upload())
    for (const [what, attempt] of renders(host, trial, workflows)) {
      // Others' work goes first: nothing of ours may stand in its way, or behind it for hours.
      const busy = await othersOn(host)
      wasBusy ||= busy !== null
      row(what, busy ?? (await attempt()))
      if (busy?.state === 'failed') break
    }
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    await trial.tidy()
    await Promise.all([host.stop(), http.stop()])
  }
  const cannot = states.includes('failed')
  say(`\n${cannot ? 'Nora cannot work with it as it is.' : verdict(states, wasBusy)}`)
  return cannot ? 1 : 0
}

const verdict = (states: readonly Finding['state'][], wasBusy: boolean): string =>
  wasBusy
    ? 'What was tried works. Run it again for what was skipped.'
    : states.includes('missing')
      ? 'Nora can work with it, without what is missing.'
      : 'Nora can work with it.'

function renders(
  host: GpuHost,
  trial: ReturnType<typeof createTrial>,
  workflows: readonly WorkflowFacts[],
): readonly (readonly [string, () => Promise<Finding>])[] {
  return [
    ['round trip', trial.roundTrip],
    ['stopping', trial.stopping],
    ['socket', async () => trial.socket()],
    [
      'previews',
      async () => {
        const need = workflows.flatMap((w) => w.models).find((m) => m.nodeClass === 'CheckpointLoaderSimple')
        const listed = need ? await host.choices(need.nodeClass, need.input) : ok([])
        const [checkpoint] = need && listed.ok ? serving(need, listed.value ?? []) : []
        return checkpoint === undefined
          ? { state: 'skipped', says: `it has no ${need?.file ?? 'checkpoint'} to sample with` }
          : trial.previews(checkpoint)
      },
    ],
  ]
}

const unreachable = (url: string, reason: string): string =>
  `No ComfyUI server answers at ${url} (${reason}): check the address, start it with --listen, and set COMFYUI_HEADERS where a proxy wants a login.`

function serverLine({ version, devices, running, pending, maxUploadBytes }: HostFacts): string {
  const gpus = devices.map((d) =>
    d.vramBytes === null ? d.name : `${d.name} with ${bytes(d.vramFreeBytes ?? 0)} of ${bytes(d.vramBytes)} free`,
  )
  const upload = maxUploadBytes === null ? '' : `; takes files to ${bytes(maxUploadBytes)}`
  return `ComfyUI ${version ?? 'of unknown version'} on ${gpus.join(', ') || 'no device'}; ${running.length} running, ${pending.length} waiting${upload}`
}

/** Null when it is idle. */
async function othersOn(host: GpuHost): Promise<Finding | null> {
  const now = await host.probe()
  if (!now.ok) return { state: 'failed', says: sayFailure(now.failure) }
  const { running, pending } = now.value
  const count = running.length + pending.length
  if (count === 0) return null
  // Between two prompts nothing runs for a moment, never for seconds.
  if (running.length === 0 && (await isStuck(host)))
    return { state: 'failed', says: 'prompts wait and none runs: restart ComfyUI there' }
  return { state: 'skipped', says: `it is busy (${count} on its queue): run this again when it is idle` }
}

async function isStuck(host: GpuHost): Promise<boolean> {
  for (let looks = 0; looks < 3; looks++) {
    await sleep(SECOND)
    const now = await host.probe()
    if (!now.ok || now.value.running.length > 0 || now.value.pending.length === 0) return false
  }
  return true
}
