/** How the stand-in answers: as JSON, as Python writes it, or in plain text as aiohttp does when it is in trouble. */
import type { ServerResponse } from 'node:http'

export function json(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  // Python writes NaN as a bare word.
  const text = JSON.stringify(body, (_, value: unknown) => (Number.isNaN(value) ? 'a NaN' : value))
  res.end(text.replaceAll('"a NaN"', 'NaN'))
}

export function plain(res: ServerResponse, status: number): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  res.end(status === 500 ? '500 Internal Server Error\n\nServer got itself in trouble' : '')
}
