/**
 * Takes `chat.jpg`, the picture of lesson 03's chat in the README: two browsers on two servers, in a real run of our
 * solution. Run it with `npx tsx docs/images/chat.ts` after the chat page has changed. It needs Chromium or Chrome.
 */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { serve } from '../../test/e2e/browser/serving.ts'
import { NO_BROWSER, startChromium } from '../../test/e2e/docs/chromium.ts'

const WINDOW = { width: 640, height: 1200 }
/** Sharp on most screens. */
const DENSITY = 2
const QUALITY = 70
/** How long a step may take, in milliseconds. */
const LIMIT = 60_000

const browser = await startChromium()
if (!browser) throw new Error(NO_BROWSER)
const serving = await serve(['solution', 'serve'])
try {
  const anna = await user(browser, serving.a, 'Anna')
  const ben = await user(browser, serving.b, 'Ben')
  for (const page of [anna, ben]) {
    await page.getByLabel('Room', { exact: true }).fill('kitchen')
    await page.getByRole('button', { name: 'Join' }).click()
    await page.getByRole('button', { name: 'Leave kitchen' }).waitFor()
  }
  await send(anna, 'Hi Ben!', 'everyone')
  await shown(ben, 'Hi Ben!')
  await send(ben, 'Dinner is ready', 'room kitchen')
  await shown(anna, 'Dinner is ready')
  await sideBySide(browser, [anna, ben], join(ROOT, 'docs/images/chat.jpg'))
} finally {
  await browser.close()
  await serving.stop()
}

async function user(chromium: Browser, address: string, name: string): Promise<Page> {
  const page = await chromium.newPage({
    viewport: WINDOW,
    deviceScaleFactor: DENSITY,
    reducedMotion: 'reduce',
  })
  page.setDefaultTimeout(LIMIT)
  await page.goto(address)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText(`You are ${name} on server`).waitFor()
  return page
}

async function send(page: Page, text: string, to: string): Promise<void> {
  await page.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: to })
  await page.getByLabel('Message', { exact: true }).fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
  await shown(page, text)
}

async function shown(page: Page, text: string): Promise<void> {
  await page.getByRole('log', { name: 'Messages' }).getByText(text).waitFor()
}

async function sideBySide(chromium: Browser, pages: readonly Page[], file: string): Promise<void> {
  const pictures = await Promise.all(pages.map((page) => page.screenshot()))
  const page = await chromium.newPage({
    viewport: { width: 2 * WINDOW.width + 48, height: WINDOW.height + 32 },
  })
  const images = pictures.map((picture) => `<img src="data:image/png;base64,${picture.toString('base64')}">`)
  await page.setContent(`<style>
    body { display: flex; gap: 16px; margin: 0; padding: 16px; background: #d1d9e0 }
    img { width: ${WINDOW.width}px; border-radius: 8px }
  </style>${images.join('')}`)
  await page.screenshot({ path: file, type: 'jpeg', quality: QUALITY })
}
