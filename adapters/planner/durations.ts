/** How long each shot is, in whole frames that add up to the film's exactly. */

/** `weights` say how long the shots are beside each other; none is shorter than `least` or longer than `most[i]`. */
export function durations(
  total: number,
  weights: readonly number[],
  least: number,
  most: readonly number[],
): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const ideal = weights.map((w) => (total * w) / sum)
  const floor = Math.max(1, Math.min(least, Math.floor(total / weights.length), ...most))
  const frames = ideal.map((want, i) => Math.min(most[i] ?? total, Math.max(floor, Math.round(want))))
  let left = total - frames.reduce((a, b) => a + b, 0)
  while (left !== 0) {
    const step = Math.sign(left)
    let best = -1
    let need = -Infinity
    for (const [i, n] of frames.entries()) {
      if (step > 0 ? n >= (most[i] ?? total) : n <= floor) continue
      const gap = step * ((ideal[i] ?? 0) - n)
      if (gap > need) [best, need] = [i, gap]
    }
    if (best < 0) throw new Error(`${total} frames do not fit into ${weights.length} shots`)
    frames[best] = (frames[best] ?? 0) + step
    left -= step
  }
  return frames
}
