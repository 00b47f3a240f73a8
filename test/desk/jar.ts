/** A browser without scripts: keeps its cookie, reads the token of a page, sends forms. */
import { expect } from 'vitest'

export type Jar = ReturnType<typeof createJar>

export function createJar(base: string) {
  let cookie = ''
  let csrf = ''

  async function send(path: string, init: RequestInit = {}) {
    const headers = { ...(cookie === '' ? {} : { cookie }), ...(init.headers as Record<string, string> | undefined) }
    const answer = await fetch(base + path, { redirect: 'manual', ...init, headers })
    for (const set of answer.headers.getSetCookie()) cookie = set.split(';')[0] ?? ''
    const text = answer.headers.get('content-type')?.includes('event-stream') === true ? '' : await answer.text()
    csrf = /name="csrf" (?:content|value)="([0-9a-f]{64})"/.exec(text)?.[1] ?? csrf
    return { status: answer.status, headers: answer.headers, text, to: answer.headers.get('location') }
  }

  return {
    cookie: () => cookie,
    csrf: () => csrf,
    get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
    /** As a form of the last page does. */
    post: (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams({ csrf, ...fields }), headers }),
    send,
  }
}

/** With a strict policy nothing of this would run; it must not be there in the first place. */
export function expectPlainHtml(text: string): void {
  expect(text).not.toMatch(/<script(?![^>]* src="\/static\/)|<style|<[^>]* style=|<[^>]* on[a-z]+=|javascript:/i)
  expect(text).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//)
}
