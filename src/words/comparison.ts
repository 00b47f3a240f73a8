/** What stands below the pictures of two versions side by side. */
import type { ShotPair } from '../domain/compare-plans.ts'
import type { Shot } from '../domain/shot.ts'

/** `isShot` false: the shot is planned and not rendered yet. */
export function sayBefore(pair: ShotPair, version: number, isShot: boolean): string {
  return pair.before === null ? `Version ${version}: not there` : line(pair.before, version, isShot)
}

export function sayAfter(pair: ShotPair, version: number, isShot: boolean): string {
  if (pair.after === null) return `Version ${version}: dropped`
  return `${line(pair.after, version, isShot)}${pair.before === null ? ' (added)' : ''}`
}

const line = (shot: Shot, version: number, isShot: boolean): string =>
  `Version ${version}, shot ${shot.index + 1}: ${shot.caption}${isShot ? '' : ' (not rendered yet)'}`
