/** What a suite about stores is given: a store of its own, closed with `await using`. */
import type { Store } from '../../../src/ports/store.ts'

export type StoreUnderTest = AsyncDisposable & {
  readonly store: Store
  /** Another process's store on the same rows. */
  beside(): Store
  /** The name of the rule that refused a row, null for any other error. */
  constraintOf(error: unknown): string | null
}

export type OpenStore = () => Promise<StoreUnderTest>
