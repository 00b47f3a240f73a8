/** How good the plans of the example briefs are, by rules and by handwritten model answers, and whether each becomes a film at full size. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build } from '../bin/build.ts'
import { parseConfig } from '../bin/config.ts'
import { exampleBriefs } from '../examples/briefs/load.ts'
import { isGoodEnough, meanOf } from '../src/domain/plan-score.ts'
import { SCORED } from '../src/domain/shot-plan.ts'
import type { Figure } from './figure.ts'
import { renderExample } from './render-example.ts'
import { planExample } from './score-example.ts'

export async function benchPlans(): Promise<readonly Figure[]> {
  return [...(await scores()), ...(await films())]
}

async function scores(): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const example of exampleBriefs())
    for (const by of ['rules', 'handwritten'] as const) {
      const { score, shots, author } = await planExample(example, by)
      if (score === null) throw new Error(`${example.name} has no score`)
      const each = SCORED.map((s) => `${s} ${score[s]}`).join(', ')
      figures.push({
        what: `${example.name}, ${by}: ${shots.length} shots; ${each}`,
        figure: Math.round(meanOf(score)),
        bar: 'good enough as it is',
        holds: isGoodEnough(score) && author === (by === 'rules' ? 'rules' : 'model'),
      })
    }
  return figures
}

async function films(): Promise<readonly Figure[]> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'nora-bench-'))
  const app = await build(parseConfig({ NORA_HOME: home, NORA_PORT: '0' }, home), { log: 'file' })
  try {
    await app.work()
    const figures: Figure[] = []
    for (const example of exampleBriefs()) {
      const film = await renderExample(app, example, { folder: home })
      figures.push({
        what: `${example.name}: seconds of film, of ${film.shots} shots in ${(film.tookMs / 1000).toFixed(1)} s`,
        figure: film.seconds,
        bar: `${film.wantedSeconds}, each shot rendered once`,
        holds: Math.abs(film.seconds - film.wantedSeconds) < 0.05 && film.renders === film.shots,
      })
    }
    return figures
  } finally {
    await app.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
