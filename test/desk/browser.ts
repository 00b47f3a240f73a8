/** A real Chromium that tells what a page did wrong: errors in its console, and requests to any other host. */
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export async function openBrowser() {
  const executablePath = [process.env['CHROMIUM'] ?? '', ...PLACES].find((place) => place !== '' && existsSync(place))
  if (executablePath === undefined)
    throw new Error('There is no Chromium: apt-get install chromium, or name one: CHROMIUM=/path npm run test:browser')
  // Chromium's own sandbox does not run as root.
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  return { browser, close: () => browser.close() }
}

export type Visitor = Awaited<ReturnType<typeof visit>>

/** Somebody at a browser of their own. `wrongs` is what their pages did that they must not. */
export async function visit(
  browser: Browser,
  base: string,
  o: { readonly dark?: boolean; readonly phone?: boolean; readonly isWrong?: (text: string) => boolean } = {},
) {
  const context = await browser.newContext({
    baseURL: base,
    colorScheme: o.dark === true ? 'dark' : 'light',
    viewport: o.phone === true ? { width: 390, height: 780 } : { width: 1360, height: 860 },
    reducedMotion: 'reduce',
  })
  const wrongs: string[] = []
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const wrong = (text: string) => {
    if (o.isWrong?.(text) !== false) wrongs.push(text)
  }
  page.on('console', (m) => m.type() === 'error' && wrong(`console: ${m.text()}`))
  page.on('pageerror', (error) => wrong(`script: ${error.message}`))
  page.on('request', (r) => {
    const url = new URL(r.url())
    if (url.origin !== new URL(base).origin && url.protocol !== 'data:') wrong(`elsewhere: ${r.url()}`)
  })
  return { page, wrongs, close: () => context.close() }
}

/** What axe finds that keeps somebody from using the page, each with where. */
async function barriers(page: Page): Promise<readonly string[]> {
  // Run over the debugger's line: the page itself lets no foreign script in.
  await page.evaluate(`${axe.source};0`)
  const found = await page.evaluate<axe.AxeResults>('axe.run(document)')
  return found.violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)
}

const SHOTS = process.env['NORA_DESK_SHOTS']

/** Kept for people to look at, where a folder is named. */
export async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return
  mkdirSync(SHOTS, { recursive: true })
  await page.screenshot({ path: path.join(SHOTS, `${name}.png`), fullPage: true })
}

/** Nothing that a page must not do, nothing that keeps anybody out. */
export async function expectFine({ page, wrongs }: Visitor): Promise<void> {
  expect(wrongs).toEqual([])
  expect(await barriers(page)).toEqual([])
  // Nothing sticks out sideways, on a phone either.
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
}
