/** Where a server is asked, and as whom: a login in its URL is sent as a header, and stands in no line that people read. */
export type Address = { readonly url: string; readonly headers: Readonly<Record<string, string>> }

/** Headers that are given beat the login of the URL. No slash at the end. */
export function readAddress(url: string, headers: Readonly<Record<string, string>> = {}): Address {
  const parsed = new URL(url)
  const { username, password } = parsed
  const login = `${decoded(username)}:${decoded(password)}`
  parsed.username = ''
  parsed.password = ''
  parsed.search = ''
  parsed.hash = ''
  return {
    url: parsed.href.replace(/\/+$/, ''),
    headers: login === ':' ? headers : { authorization: `Basic ${Buffer.from(login).toString('base64')}`, ...headers },
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
