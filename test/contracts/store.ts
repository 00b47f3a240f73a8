/** What every store must do, wherever it keeps its rows. */
import { describe } from 'vitest'
import { testDesk } from './store/desk.ts'
import { testDrafts } from './store/drafts.ts'
import { testFollow } from './store/follow.ts'
import { testInbox } from './store/inbox.ts'
import { testMessages } from './store/messages.ts'
import { testPages } from './store/pages.ts'
import { testQueue } from './store/queue.ts'
import { testReview } from './store/review.ts'
import { testRoundTrip } from './store/round-trip.ts'
import { testRules } from './store/rules.ts'
import { testTransact } from './store/transact.ts'
import type { OpenStore } from './store/under-test.ts'

export function describeStore(name: string, open: OpenStore): void {
  describe(`${name} as a store`, () => {
    describe('what is stored comes back', () => {
      testRoundTrip(open)
    })
    describe('review', () => {
      testReview(open)
    })
    describe('the queue of shots', () => {
      testQueue(open)
    })
    describe('platforms and tasks', () => {
      testMessages(open)
    })
    describe('the inbox', () => {
      testInbox(open)
    })
    describe('forms that are not sent yet', () => {
      testDrafts(open)
    })
    describe('the desk', () => {
      testDesk(open)
    })
    describe('rules', () => {
      testRules(open)
    })
    describe('transactions', () => {
      testTransact(open)
    })
    describe('following the log', () => {
      testFollow(open)
    })
    describe('pages', () => {
      testPages(open)
    })
  })
}
