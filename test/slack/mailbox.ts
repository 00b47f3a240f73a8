/** Where answers to Slack's commands and buttons go. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export async function openMailbox() {
  /** Bodies, oldest first. */
  const letters: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      letters.push(body)
      response.end('ok')
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    letters,
    close: () => new Promise((closed) => server.close(closed)),
  }
}
