/** Lives many films, one after the other, on peers that are made anew before they get slow; says which run went wrong, and how. */
import { liveAFilm } from './film-life.ts'
import type { Side } from './side.ts'

/** `npm run soak:peers` lives five hundred on each platform. */
const RUNS = Number(process.env['NORA_PEER_RUNS'] ?? 30)
/** Of the first; to live one again: NORA_PEER_SEED=… NORA_PEER_RUNS=1. */
const FIRST = Number(process.env['NORA_PEER_SEED'] ?? 1)
/** A peer gets slow with all that it remembers. */
const RUNS_A_PEER = 20
const MOST_TOLD = 5

/** `nth` and `of`: where several tests share the runs. */
export async function liveMany(
  openSide: () => Promise<Side>,
  { nth, of }: { readonly nth: number; readonly of: number },
): Promise<readonly string[]> {
  const wrong: string[] = []
  const seeds = Array.from({ length: RUNS }, (_, i) => FIRST + i).filter((seed) => seed % of === nth % of || RUNS === 1)
  for (let at = 0; at < seeds.length && wrong.length < MOST_TOLD; at += RUNS_A_PEER) {
    const side = await openSide()
    for (const seed of seeds.slice(at, at + RUNS_A_PEER)) {
      await liveAFilm(side, seed).catch((error: unknown) => {
        const { stack, actual, expected } = error as Error & { readonly actual?: unknown; readonly expected?: unknown }
        wrong.push(`run ${seed}: ${stack}\nshown: ${JSON.stringify(actual)}\nwanted: ${JSON.stringify(expected)}`)
      })
    }
    await side.close()
  }
  return wrong
}
