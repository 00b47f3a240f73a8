/** What Nora answers to a question about a brief, without changing anything. */
import type { Brief } from '../domain/brief.ts'
import { cutFrames } from '../domain/shot.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Take } from '../domain/take.ts'
import { exhaustive } from '../domain/result.ts'
import { count, stageWord } from './say.ts'

export function answerTo(
  about: 'status' | 'shots' | 'takes' | 'help',
  brief: Brief,
  plan: ShotPlan,
  takes: readonly Take[],
): string {
  switch (about) {
    case 'status': {
      const done = plan.shots.filter((s) => s.currentTakeId !== null).length
      const shots = brief.state.stage === 'shooting' ? `, shot ${done} of ${plan.shots.length} is done` : ''
      return `"${brief.title}" is ${stageWord(brief.state.stage)}${shots}.`
    }
    case 'shots':
      return plan.shots
        .map(
          (s) =>
            `${s.index + 1}. ${s.caption} (${Math.round((cutFrames(s, brief.fps) / brief.fps) * 10) / 10} s${s.locked ? ', locked' : ''})`,
        )
        .join(' ')
    case 'takes':
      return plan.shots
        .map((s) => `Shot ${s.index + 1} has ${count(takes.filter((t) => t.shotId === s.id).length, 'take')}.`)
        .join(' ')
    case 'help':
      return 'Say what to change, for instance "shot 2 as a close-up", "0:07 too dark", "all warmer", "swap shots 1 and 3", "make it 8 seconds" or "back to delivery 1".'
    default:
      return exhaustive(about)
  }
}
