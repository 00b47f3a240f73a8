/** How several shots are named: "Shot 2", "Shots 1 and 3", "Shots 1 to 4 and 6". */

/** At the start of a sentence. */
export const theShots = (numbers: readonly number[]): string =>
  `${numbers.length === 1 ? 'Shot' : 'Shots'} ${inRuns(numbers)}`

/** "1 to 4 and 6"; in the order given. */
export function inRuns(numbers: readonly number[]): string {
  const runs: number[][] = []
  for (const n of numbers) {
    const run = runs.at(-1)
    if (run?.at(-1) === n - 1) run.push(n)
    else runs.push([n])
  }
  const said = runs.flatMap((run) => (run.length > 2 ? [`${run[0]} to ${run.at(-1)}`] : run.map(String)))
  return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`
}
