/** Where answers to Slack's commands and buttons go. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export async function openMailbox() {
  /** Bodies, oldest first. */
  const letters: string[] = []
  let refused: number | null = null
  let refusals = 0
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      if (refused !== null) {
        refusals++
        return void response.writeHead(refused).end()
      }
      letters.push(body)
      response.end('ok')
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    letters,
    /** Every letter is answered so, and not kept, until it is null. */
    refuse: (status: number | null): void => void (refused = status),
    /** How often that was. */
    refusals: () => refusals,
    close: () => new Promise((closed) => server.close(closed)),
  }
}
