/** What Nora answers to a question about a brief, without changing anything. */
import type { Brief } from '../domain/brief.ts'
import { cutFrames } from '../domain/shot.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Take } from '../domain/take.ts'
import { exhaustive } from '../domain/result.ts'
import { count, seconds, stageWord } from './say.ts'

/** Of one line or several; the first can stand alone. */
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
    case 'shots': {
      const frames = plan.shots.map((s) => cutFrames(s, brief.fps))
      const all = seconds(frames.reduce((sum, f) => sum + f, 0) / brief.fps)
      const lines = plan.shots.map(
        (s, i) =>
          `${s.index + 1}. ${s.caption} (${Math.round(((frames[i] ?? 0) / brief.fps) * 10) / 10} s${s.locked ? ', locked' : ''})`,
      )
      return [`${all} in ${count(plan.shots.length, 'shot')}:`, ...lines].join('\n')
    }
    case 'takes':
      return plan.shots
        .map((s) => `Shot ${s.index + 1} has ${count(takes.filter((t) => t.shotId === s.id).length, 'take')}.`)
        .join('\n')
    case 'help':
      return 'Say what to change, for instance "shot 2 as a close-up", "0:07 too dark", "all warmer", "swap shots 1 and 3", "make it 8 seconds" or "back to delivery 1".'
    default:
      return exhaustive(about)
  }
}
