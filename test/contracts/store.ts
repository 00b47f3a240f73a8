/** What every store must do, wherever it keeps its rows. */
import { describe } from 'vitest'
import { testFollow } from './store/follow.ts'
import { testPages } from './store/pages.ts'
import { testReview } from './store/review.ts'
import { testRoundTrip } from './store/round-trip.ts'
import { testRules } from './store/rules.ts'
import { testTransact } from './store/transact.ts'
import type { OpenStore } from './store/under-test.ts'

export function describeStore(name: string, open: OpenStore): void {
  describe(`${name} as a store`, () => {
    describe('what is stored comes back', () => void testRoundTrip(open))
    describe('review', () => void testReview(open))
    describe('rules', () => void testRules(open))
    describe('transactions', () => void testTransact(open))
    describe('following the log', () => void testFollow(open))
    describe('pages', () => void testPages(open))
  })
}
