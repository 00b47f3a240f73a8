/** Is it seen that links in chat messages lead nowhere? */
import { expect, test } from 'vitest'
import { deadLinks } from '../../bin/dead-links.ts'

test.each([
  'http://127.0.0.1:8787',
  'http://localhost:8787',
  'http://[::1]:8787',
  'http://0.0.0.0:8787',
  'http://[::]:80',
])('%s is open on this machine alone', (url) => {
  expect(deadLinks(url)).toContain(`lead to ${url}, which opens on this machine alone`)
})

test.each(['https://nora.example.org', 'http://10.0.0.7:8787', 'http://studio.local:8787'])(
  '%s may be reached',
  (url) => {
    expect(deadLinks(url)).toBeNull()
  },
)
