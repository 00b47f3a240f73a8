/** Does the page for operators name every file that the workflows need, and does its proxy let through what the client asks? */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CATALOGUE } from '../../workflows/catalogue.ts'

const at = (name: string) => new URL(`../../${name}`, import.meta.url)
const page = readFileSync(at('docs/comfyui.md'), 'utf8')

test('its table is the catalogue', () => {
  const rows = page.split('\n').flatMap((line) => {
    const [, folder, file, or = '', by = ''] = /^\| `models\/(\w+)\/` \| `(.+?)` \| (.+?) \| (.+?) \|$/.exec(line) ?? []
    const equivalents = [...or.matchAll(/`(.+?)`/g)].map((m) => m[1])
    return folder === undefined ? [] : by.split(', ').map((workflow) => ({ workflow, folder, file, equivalents }))
  })
  const needs = CATALOGUE.flatMap((w) =>
    w.models.map(({ folder, file, equivalents }) => ({
      workflow: w.name,
      folder,
      file,
      equivalents: [...equivalents],
    })),
  )
  const key = (row: object) => JSON.stringify(row)
  expect(rows.map(key).sort()).toEqual(needs.map(key).sort())
})

test('its proxy lets through every route of the client, and none of VideoHelperSuite', () => {
  const exact = [...page.matchAll(/location = (\S+)/g)].map((m) => m[1])
  const patterns = [...page.matchAll(/location ~ (\S+)/g)].map((m) => new RegExp(m[1] ?? '^$'))
  const isOpen = (route: string) => exact.includes(route) || patterns.some((pattern) => pattern.test(route))
  const client = readdirSync(at('adapters/comfyui/'))
    .map((file) => readFileSync(at(`adapters/comfyui/${file}`), 'utf8'))
    .join('\n')
  const routes = [...client.matchAll(/['`}](\/(?:api|ws)\b[^'`?]*)/g)].map((m) =>
    (m[1] ?? '').replaceAll(/\$\{.*?\}+\)?/g, 'x'),
  )
  expect(new Set(routes).size).toBeGreaterThan(8)
  // The trial of a host asks whether these are shut.
  expect(routes.filter((route) => !isOpen(route) && !route.includes('/vhs/'))).toEqual([])
  const shut = ['/vhs/viewvideo', '/api/vhs/getpath', '/viewvideo', '/api/viewvideo', '/getpath', '/api/free']
  expect([...shut, '/api/object_info', '/api/history'].filter(isOpen)).toEqual([])
})

test('the README leads there', () => expect(readFileSync(at('README.md'), 'utf8')).toContain('(docs/comfyui.md)'))
