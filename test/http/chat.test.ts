/** What does Nora take free text over HTTP for, and what does she answer? */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Service, startService } from './service.ts'
import { openStudio, type Studio } from './studio.ts'

let nora: Service
let studio: Studio
beforeAll(async () => {
  nora = await startService()
  studio = await openStudio(nora)
})
afterAll(() => nora.close())

const say = (text: string, o: object = {}) => nora.post('/api/nora/chat', { text, ...o })

test('a brief is offered, and taken when it is called one, with its files', async () => {
  const text = 'A paper lantern drifts over a lake. 4 seconds'
  expect(await say(text)).toMatchObject({ status: 200, json: { became: 'offer', briefId: null, actions: [] } })
  const context = { projectId: studio.projectId, assetIds: [studio.film] }
  const taken = await say(text, { requestType: 'cinematicBrief', context })
  expect(taken).toMatchObject({ status: 202, json: { became: 'brief', actions: [] } })
  expect(await nora.get(taken.headers.get('location') ?? '')).toMatchObject({
    json: { projectId: studio.projectId, assetIds: [studio.film], durationSeconds: 4 },
  })
  const lost = await say(text, { requestType: 'cinematicBrief', context: { assetIds: [studio.film] } })
  expect(lost).toMatchObject({ status: 404, json: { error: { code: 'asset-unknown' } } })
})

test('a leading verb is that command; of a film all else is a note, answered with what she delivered', async () => {
  const film = await studio.inReview()
  const context = { briefId: film.briefId, projectId: studio.projectId }
  expect(await say('status', { context })).toMatchObject({ status: 200, json: { became: 'command' } })
  expect(await say('help')).toMatchObject({ json: { became: 'command', reply: { lines: expect.any(Array) } } })
  const noted = await say('darker', { context })
  expect(noted).toMatchObject({
    json: {
      became: 'note',
      briefId: film.briefId,
      actions: [{ type: 'CinematicDelivery', payload: { deliveryNo: 1 } }],
    },
  })
  const { actions } = noted.json as { actions: { payload: { links: { film: string } } }[] }
  const link = new URL(actions[0]?.payload.links.film ?? '')
  expect(await nora.get(link.pathname + link.search)).toMatchObject({ status: 200 })
})

test.each([
  ['no text', { text: 7 }, 422],
  ['another type of request', { requestType: 'poem' }, 422],
  ['a film that is none', { context: { briefId: 'brf_1' } }, 404],
  ['nobody', { personId: 'per_1', requestType: 'cinematicBrief' }, 422],
])('%s is refused', async (_, body, status) => {
  expect(await say('darker', body)).toMatchObject({ status, json: { error: { message: expect.any(String) } } })
})
