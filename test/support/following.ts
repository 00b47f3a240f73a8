/** What tests of `follow` share: events told apart by a title, and a follower that stops when it has heard enough. */
import type { BriefId } from '../../src/domain/ids.ts'
import type { Store } from '../../src/ports/store.ts'
import { second } from './nouns.ts'

export const titled = (title: string) => ({ type: 'Refused', verb: title, failure: { type: 'brief-empty' } }) as const

export const append = (store: Store, briefId: BriefId, ...titles: readonly string[]) =>
  store.transact((tx) => tx.appendEvents(briefId, titles.map(titled), second(1)))

/** Follows until `count` events were heard. */
export async function heard(
  { follow }: Pick<Store, 'follow'>,
  briefId: BriefId,
  after: number,
  count: number,
): Promise<number[]> {
  const stop = new AbortController()
  const seqs: number[] = []
  for await (const { seq } of follow(briefId, after, stop.signal)) if (seqs.push(seq) === count) stop.abort()
  return seqs
}
