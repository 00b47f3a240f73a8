/** Whether the shots of a plan are of one film: light that holds, people who look the same, footage that goes on. */
import { lightSaid } from './light-words.ts'
import { says } from './look.ts'
import type { Part, PlanToScore } from './plan-to-score.ts'
import { clamped } from './plan-score-words.ts'

export function continuity({ shots, treatment }: PlanToScore): Part {
  const faults: string[] = []
  const lights = new Map<string, string[]>()
  for (const [at, shot] of shots.entries()) {
    const scene = shot.direction.scene ?? ''
    const light = lightSaid(shot.prompt)
    const before = lights.get(scene) ?? []
    // Dusk may become night; but no scene goes back to a light that it has left.
    if (light !== null && before.includes(light) && before.at(-1) !== light)
      faults.push(`Shot ${at + 1} goes back to “${light}” after “${before.at(-1) ?? ''}” in the same scene.`)
    if (light !== null && before.at(-1) !== light) lights.set(scene, [...before, light])
    for (const { name, looks } of treatment?.characters ?? [])
      if (looks !== '' && says(shot.prompt, name) && !says(shot.prompt, looks))
        faults.push(`Shot ${at + 1} names ${name} without saying how they look.`)
  }
  for (const [at, shot] of shots.entries()) {
    const footage = shot.references.find((r) => r.role === 'footage')
    const earlier = shots.slice(0, at).findLast((s) => s.references.some((r) => r.assetId === footage?.assetId))
    const from = earlier?.references.find((r) => r.assetId === footage?.assetId)?.fromSeconds ?? 0
    if (earlier !== undefined && (footage?.fromSeconds ?? 0) < from)
      faults.push(`Shot ${at + 1} shows an earlier part of its footage than the shot before it.`)
  }
  return { score: clamped(100 - faults.length * 20), faults }
}
