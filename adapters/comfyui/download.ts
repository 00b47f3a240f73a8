/** Fetches a file from a host as it streams. Success of a prompt does not mean that its file is there, or has bytes. */
import type { HostFailure } from '../../src/domain/failure.ts'
import { fail, ok } from '../../src/domain/result.ts'
import type { Result } from '../../src/domain/result.ts'
import type { HostFile } from '../../src/ports/gpu-host.ts'
import { hostDown, unexpected } from './failures.ts'
import type { Http } from './http.ts'

export async function download(
  host: string,
  http: Http,
  file: HostFile,
  signal?: AbortSignal,
): Promise<Result<AsyncIterable<Uint8Array>, HostFailure>> {
  const bad = (reason: string) => fail<HostFailure>({ type: 'bad-output', host, reason })
  const response = await http.stream(`/api/view?${new URLSearchParams(file).toString()}`, signal)
  if ('reason' in response) return fail(hostDown(host, response.reason))

  const { statusCode, body, headers } = response
  if (statusCode !== 200) {
    await body.dump()
    // What it refuses to show (403) or cannot find is as good as not made.
    if (statusCode === 404 || statusCode === 400) return bad(`${file.filename} is not there`)
    return fail(unexpected(host, { status: statusCode, json: null, text: '', cut: false }))
  }
  const length = headers['content-length']
  if (length === '0') {
    await body.dump()
    return bad(`${file.filename} is empty`)
  }
  // A proxy may leave the length out: then the first bytes tell.
  const bytes = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
  const first = await bytes.next()
  if (first.done === true) return bad(`${file.filename} is empty`)
  return ok(withFirst(first.value, bytes))
}

async function* withFirst(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield first
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
