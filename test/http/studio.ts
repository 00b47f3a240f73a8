/** A project with people in it and a film in review, over HTTP: what tests of review begin with. */
import { parseId } from '../../src/domain/ids.ts'
import type { Role } from '../../src/domain/project.ts'
import { briefIdIn, delivered, planMade } from './film.ts'
import { form, picture, type Service } from './service.ts'

const BRIEFS = '/api/nora/cinematics/briefs'

export type Studio = Awaited<ReturnType<typeof openStudio>>

export async function openStudio(nora: Service, settings: object = {}) {
  const project = (await nora.post('/api/projects', { name: 'Lantern' })).json as { id: string }
  const at = `/api/projects/${project.id}`
  await nora.call('PATCH', at, { body: JSON.stringify({ settings }), headers: { 'content-type': 'application/json' } })
  const upload = await nora.call('POST', `${at}/assets`, { body: form(await picture(), 'film.png') })
  const film = parseId('asset', (upload.json as { id: string }).id)
  if (film === null) throw new Error(upload.text)
  const projectId = project.id
  const taken = async () =>
    briefIdIn((await nora.post(BRIEFS, { projectId, summary: 'A paper lantern on a lake', durationSeconds: 4 })).json)

  return {
    projectId,
    film,
    taken,

    /** The person's id. */
    person: async (name: string, role: Role): Promise<string> => {
      const identity = { platform: 'api', userId: name, workspace: projectId, name }
      const member = await nora.post(`${at}/members`, { identity, role })
      return (member.json as { personId: string }).personId
    },

    /** A brief whose delivery 1 waits to be judged. */
    inReview: async () => {
      const briefId = await taken()
      await planMade(nora.store, briefId, false)
      await delivered(nora.store, briefId, film)
      const brief = `${BRIEFS}/${briefId}`
      return {
        briefId,
        read: async () => (await nora.get(brief)).json,
        say: (text: string, o: object = {}) => nora.post(`${brief}/notes`, { text, ...o }),
        notes: async () => (await nora.get(`${brief}/notes`)).json,
        answer: (noteId: string, answer: unknown, o: object = {}) =>
          nora.post(`${brief}/notes/${noteId}/answer`, { answer, ...o }),
        begin: (o: object = {}) => nora.post(`${brief}/revision`, o),
        judge: (verdict: string, o: object = {}, n: number | string = 1) =>
          nora.post(`${brief}/deliveries/${n}/verdict`, { verdict, ...o }),
        render: (o: object = {}) => nora.post(`${brief}/render`, o),
      }
    },
  }
}
