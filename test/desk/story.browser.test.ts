/** The whole story at the desk, in a real browser, on a real Nora: brief, plan, film, note with its time, film, approval. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../bin/build.ts'
import { DEFAULT_PROJECT } from '../../src/domain/ids.ts'
import { createStudio, example, type Studio } from '../support/studio.ts'
import { expectFine, openBrowser, shot, visit, type Visitor } from './browser.ts'

let studio: Studio
let app: App
let base: string
let chromium: Awaited<ReturnType<typeof openBrowser>>
let ada: Visitor
let ben: Visitor

const FILM_MS = 40_000

beforeAll(async () => {
  chromium = await openBrowser()
  studio = await createStudio()
  app = await studio.open()
  base = (await app.listen()).url
  await app.work()
  ada = await visit(chromium.browser, base)
  ben = await visit(chromium.browser, base, { dark: true, phone: true })
})
afterAll(async () => {
  await chromium?.close()
  await studio?.close()
})

test('a film from a sentence and a picture, a note at its time, a second film, approved', async () => {
  const { page } = ada
  await page.goto('/')
  expect(new URL(page.url()).pathname).toBe(`/p/${DEFAULT_PROJECT}`)
  await page.getByText('No film was asked for yet').waitFor()
  await expectFine(ada)
  await shot(page, 'project-empty')

  await page.getByRole('link', { name: 'New brief' }).first().click()
  await page
    .getByLabel('What does the film show?')
    .fill('A lantern drifts over the lake. Then the wind rises. 4 seconds, 2 shots')
  await page.locator('input[type=file]').setInputFiles(example('lantern.jpg'))
  await page.getByText('(reference)').waitFor()
  await page.getByText('Length, size and the rest').click()
  await page.getByLabel('Size').fill('256x144')
  await page.getByLabel('Frames a second').fill('12')
  await page.getByLabel('Before it is shot').selectOption('always')
  await expectFine(ada)
  await shot(page, 'new-brief')
  await page.getByRole('button', { name: 'Make the film' }).click()

  await page.getByRole('heading', { name: 'Plan 1', exact: true }).waitFor({ timeout: FILM_MS })
  const go = page.locator('[data-part=plan]').getByRole('button', { name: 'Go' })
  await go.waitFor()
  await expectFine(ada)
  await shot(page, 'brief-plan')
  await ben.page.goto(page.url())
  await ben.page.locator('.brief-page[data-live]').waitFor()
  await go.click()

  // Ben sees what Ada did, and the film, without touching anything.
  const pressed = Date.now()
  await ben.page.locator('.chip.s-plan-review').waitFor({ state: 'detached' })
  expect(Date.now() - pressed).toBeLessThan(1000)
  await page.locator('video#player').waitFor({ timeout: FILM_MS })
  await ben.page.locator('video#player').waitFor({ timeout: 5000 })
  await page.waitForFunction('document.getElementById("player").readyState >= 1')
  expect(await page.locator('.marks button').count()).toBe(2)
  await expectFine(ada)
  await expectFine(ben)
  await shot(page, 'brief-film')
  await shot(ben.page, 'brief-film-phone-dark')

  await page.locator('.marks button').nth(1).click()
  await page.locator('video#player').click({ position: { x: 60, y: 40 } })
  const at = page.locator('#at-time')
  await at.waitFor()
  expect(await at.textContent()).toBe('at 0:02.0')
  const note = page.getByLabel('A note, in your own words')
  await page.getByRole('button', { name: 'Note on shot 2' }).click()
  expect(await note.inputValue()).toBe('shot 2 ')
  await note.fill('a stop darker')
  await page.getByRole('button', { name: 'Say it' }).click()
  const said = Date.now()
  await ben.page.locator('.thread').getByText('a stop darker').first().waitFor({ timeout: 5000 })
  expect(Date.now() - said).toBeLessThan(1000)
  await shot(page, 'brief-noted')
  await page.locator('.thread .card').getByRole('button', { name: 'Go' }).last().click()
  await page.getByRole('heading', { name: 'Delivery 2', exact: true }).waitFor({ timeout: FILM_MS })

  await page.getByRole('link', { name: 'Delivery 1', exact: true }).click()
  await page.getByText('This is an earlier delivery').waitFor()
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('img', { name: /shots that differ/ }).waitFor()
  await expectFine(ada)
  await shot(page, 'compare')
  await page.getByRole('link', { name: 'Back to the film' }).click()

  await page.locator('[data-part=verdicts]').getByRole('button', { name: 'Approve' }).click()
  await ben.page.locator('.chip.s-approved').waitFor({ timeout: 5000 })
  await page.getByText(/is approved by/).waitFor()
  await expectFine(ada)
  await expectFine(ben)
  await shot(page, 'brief-approved')
})

test('guests see one delivery and comment on it; a member takes that over as a note', async () => {
  const { page } = ada
  await page.locator('summary', { hasText: 'Guests' }).click()
  await page.getByLabel('They may').selectOption('comment')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = new URL(await page.getByLabel('Link').inputValue())
  await page.getByRole('link', { name: 'Back to the film' }).click()

  const guest = await visit(chromium.browser, base, { phone: true })
  await guest.page.goto(link.pathname)
  await guest.page.waitForFunction('document.getElementById("player").readyState >= 1')
  await guest.page.getByLabel('Your name').fill('Zoë')
  await guest.page.getByLabel('Your comment').fill('make it 3 seconds')
  await expectFine(guest)
  await shot(guest.page, 'guest-phone')
  await guest.page.getByRole('button', { name: 'Send it' }).click()
  await guest.page.getByText('it is told to those who make the film').waitFor()

  await page.reload()
  await page.locator('.said', { hasText: 'Zoë' }).waitFor()
  await expectFine(ada)
  await page.getByRole('button', { name: 'Take over as a note' }).click()
  await page.getByText('Reopen it?').waitFor()
  await page.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('button', { name: 'Revoke' }).waitFor({ state: 'detached' })
  expect((await guest.page.goto(link.pathname))?.status()).toBe(404)
  await guest.close()
})

test('the vault: dropped, found, renamed, removed and brought back', async () => {
  const { page } = ada
  await page.getByRole('link', { name: 'Vault' }).click()
  await page.getByRole('heading', { name: 'lantern.jpg' }).waitFor()
  const item = page.locator('.vault > li', { hasText: 'lantern.jpg' })
  await expectFine(ada)
  await shot(page, 'vault')
  await page.locator('[data-drop] input[type=file]').setInputFiles(example('harbour.jpg'))
  await page.getByRole('heading', { name: 'harbour.jpg' }).waitFor()
  // Dropped, then pasted, as far as a script can do either.
  for (const [type, name] of [
    ['drop', 'dropped.txt'],
    ['paste', 'pasted.txt'],
  ] as const) {
    await page.evaluate(`{
      const data = new DataTransfer()
      data.items.add(new File(['INT. LAKE - NIGHT'], '${name}', { type: 'text/plain' }))
      const event = new Event('${type}', { bubbles: true, cancelable: true })
      Object.defineProperty(event, '${type === 'drop' ? 'dataTransfer' : 'clipboardData'}', { value: data })
      document.body.dispatchEvent(event)
    }`)
    await page.getByRole('heading', { name }).waitFor()
  }
  await page.getByRole('searchbox').fill('HARB')
  await page.getByRole('button', { name: 'Find' }).click()
  await item.waitFor({ state: 'detached' })
  const harbour = page.locator('.vault > li').first()
  await harbour.getByText('Rename or remove').click()
  await harbour.getByLabel('Name').fill('old harbour.jpg')
  await harbour.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('heading', { name: 'old harbour.jpg' }).waitFor()
  const renamed = page.locator('.vault > li', { hasText: 'old harbour.jpg' })
  await renamed.getByText('Rename or remove').click()
  await renamed.getByRole('button', { name: 'Remove' }).click()
  await renamed.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await renamed.waitFor()
  await expectFine(ada)
})

test('every other page, light and dark, wide and on a phone', async () => {
  const paths = {
    project: `/p/${DEFAULT_PROJECT}`,
    settings: `/p/${DEFAULT_PROJECT}/settings`,
    workflows: `/p/${DEFAULT_PROJECT}/workflows`,
    vault: `/p/${DEFAULT_PROJECT}/vault`,
    new: `/p/${DEFAULT_PROJECT}/new`,
    hosts: '/hosts',
    me: '/me',
    projects: '/?all=1',
  }
  for (const [name, path] of Object.entries(paths))
    for (const [who, as] of [
      [ada, 'light'],
      [ben, 'dark-phone'],
    ] as const) {
      await who.page.goto(path)
      await expectFine(who)
      await shot(who.page, `${name}-${as}`)
    }
})

test('with the keyboard alone one comes to the content, and a setting that cannot be is refused in a sentence', async () => {
  const { page } = ada
  await page.goto(`/p/${DEFAULT_PROJECT}/settings`)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.evaluate('document.activeElement.id')).toBe('main')
  await page.getByLabel('Size').fill('255x144')
  await page.getByRole('button', { name: 'Save' }).press('Enter')
  await page.getByText('The size is width x height, even numbers').waitFor()
  // What a browser notes of every refusal.
  expect(ada.wrongs.splice(0)).toEqual([expect.stringContaining('422')])
})

test('the sign-in elsewhere, a one-time link, and the description of the API', async () => {
  const locked = await createStudio()
  const token = 'open sesame, open sesame'
  const app = await locked.open({ NORA_API_TOKEN: token })
  const { url } = await app.listen()
  const who = await visit(chromium.browser, url)
  await who.page.goto('/')
  await who.page.getByLabel('Your name').fill('Ada')
  await who.page.getByLabel('Token').fill(token)
  await expectFine(who)
  await shot(who.page, 'sign-in')
  await who.page.getByRole('button', { name: 'Sign in' }).click()
  await who.page.getByText('No film was asked for yet').waitFor()
  await who.page.getByRole('link', { name: 'Settings' }).click()
  await who.page.getByLabel('Name', { exact: true }).last().fill('Ben')
  await who.page.getByRole('button', { name: 'Give a link' }).click()
  const link = new URL(await who.page.getByLabel('Link').inputValue()).pathname

  const ben = await visit(chromium.browser, url, { phone: true, dark: true })
  await ben.page.goto(link)
  await expectFine(ben)
  await shot(ben.page, 'enter-dark-phone')
  await ben.page.getByRole('button', { name: 'Go to the desk' }).click()
  await ben.page.getByText('No film was asked for yet').waitFor()
  expect(ben.page.url()).not.toContain(link)

  await who.page.goto('/api/docs')
  await who.page.getByText('Ask for a film').waitFor()
  expect(who.wrongs).toEqual([])
  await shot(who.page, 'api-docs')
  await Promise.all([who.close(), ben.close()])
  await locked.close()
})
