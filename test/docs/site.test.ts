import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest'
import { type BuildResult, buildSite } from '../../shared/workbook/docs/build-site.ts'
import { lessonFolders, ROOT } from '../../shared/workbook/folders.mjs'
import { required, startChromium } from './chromium.ts'
import { contrast } from './contrast.ts'

const DESKTOP: BrowserContextOptions = { viewport: { width: 1300, height: 900 } }
const PHONE: BrowserContextOptions = { viewport: { width: 375, height: 800 }, isMobile: true, hasTouch: true }
/** So many pages are looked at side by side. */
const TABS = 2
/** How long all pages may take together, in milliseconds. */
const ALL_PAGES_MS = 300_000
/** The least that text may stand out from its background, by WCAG 2 (AA). */
const LEGIBLE = 4.5

let site: string
let built: BuildResult
let browser: Browser | undefined

beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'workbook-docs-'))
  built = await buildSite(ROOT, site)
  browser = await startChromium()
})
afterAll(async () => {
  await browser?.close()
  await rm(site, { recursive: true, force: true })
})

const LESSON = `lessons/${lessonFolders()[0]}/index.html`
const address = (path: string) => pathToFileURL(join(site, path)).href

/** All pages of the site, relative to it. */
function pagesOfSite(): string[] {
  return readdirSync(site, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.name.endsWith('.html'))
    .map((entry) => relative(site, join(entry.parentPath, entry.name)))
}

/** A browser window, and what goes wrong in it. It is closed with the test. */
async function open(
  context: TestContext,
  options: BrowserContextOptions,
): Promise<{ page: Page; wrong: string[] }> {
  if (built.problems.length > 0) throw new Error('There is no site to open: see the first test of this file.')
  const window = await required(browser, context).newContext(options)
  context.onTestFinished(() => window.close())
  const wrong: string[] = []
  return { page: await watched(window, wrong), wrong }
}

/** A new tab. What goes wrong in it is added to `wrong`. */
async function watched(window: BrowserContext, wrong: string[]): Promise<Page> {
  const page = await window.newPage()
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) wrong.push(`${page.url()} console: ${message.text()}`)
  })
  page.on('pageerror', (error) => wrong.push(`${page.url()} error: ${error.message}`))
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) wrong.push(`${page.url()} asks for ${request.url()}`)
  })
  return page
}

/** Opens a page and waits until TypeDoc's script has shown it and filled the navigation. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(address(path))
  await page.locator('#tsd-nav-container a').first().waitFor({ state: 'attached' })
  await page.locator('.col-content').waitFor()
}

/** A sentence when the page needs more width than it has. */
async function tooWide(page: Page, path: string): Promise<string[]> {
  const size = page.viewportSize()?.width ?? 0
  const [needed = 0, shown = 0] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    window.innerWidth,
  ])
  return needed > shown || shown > size ? [`${path} is ${needed} wide, shown are ${shown} of ${size}`] : []
}

/** How much the page's text stands out. */
async function textContrast(page: Page): Promise<number> {
  const [text = '', background = ''] = await page
    .locator('.col-content p')
    .first()
    .evaluate((element) => [getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor])
  return contrast(text, background)
}

/** How much the least legible text of the page's diagrams stands out: from its box, or from the page. */
async function diagramContrast(page: Page): Promise<number> {
  const colours = await page.locator('.diagram text').evaluateAll((texts) =>
    texts.map((text) => {
      const box = text.parentElement?.querySelector('rect, polygon')
      const fill = box && getComputedStyle(box).fill
      return [getComputedStyle(text).fill, fill ?? getComputedStyle(document.body).backgroundColor]
    }),
  )
  return Math.min(...colours.map(([text = '', background = '']) => contrast(text, background)))
}

test('the documentation of this workbook builds', () => {
  expect(built.problems).toEqual([])
  expect(pagesOfSite()).toHaveLength(built.pages)
})

test('every page opens from file://, on a phone and on a screen: nothing from outside, no error, no sideways scrolling', {
  timeout: ALL_PAGES_MS,
}, async (context) => {
  const { page: first, wrong } = await open(context, PHONE)
  const paths = pagesOfSite().values()
  const lookAtSome = async (page: Page) => {
    for (const path of paths) {
      await visit(page, path)
      wrong.push(...(await tooWide(page, path)))
      // Turned into a screen, not loaded again: a page is loaded in the same way for both.
      await page.setViewportSize(DESKTOP.viewport!)
      wrong.push(...(await tooWide(page, path)))
      await page.setViewportSize(PHONE.viewport!)
    }
  }
  const others = await Promise.all(Array.from({ length: TABS - 1 }, () => watched(first.context(), wrong)))
  await Promise.all([first, ...others].map(lookAtSome))
  expect(wrong).toEqual([])
})

test('what looks like an address is none: links lead outside only where a page says so', () => {
  const outside = pagesOfSite().flatMap((path) =>
    [...readFileSync(join(site, path), 'utf8').matchAll(/href="(https?:[^"]*)"/gi)].map(([, href]) => href),
  )
  expect(outside).toContain('https://nodejs.org')
  expect(outside.filter((href) => !href?.startsWith('https://'))).toEqual([])
})

test('the navigation leads from the start through the lessons to what is for contributors', async (context) => {
  const { page } = await open(context, DESKTOP)
  await visit(page, 'index.html')
  const top = page.locator('#tsd-nav-container > li')
  const texts = (
    await top.evaluateAll((items) => items.map((item) => item.querySelector('a, summary')?.textContent ?? ''))
  ).map((text) => text.trim())
  expect(texts[0]).toBe('Start here')
  expect(texts.at(-1)).toBe('For contributors')
  expect(texts).toHaveLength(
    lessonFolders().length +
      readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).length +
      1,
  )

  const lesson = top.filter({ has: page.locator(`a[href$="${LESSON}"]`) })
  const inside = await lesson
    .locator(':scope > details > div > ul > li')
    .evaluateAll((items) => items.map((item) => item.querySelector('a')?.textContent?.trim()))
  expect(inside).toEqual(['Lesson', 'Contract', 'Solution'])
})

test('every link of the navigation leads to a page', async (context) => {
  const { page } = await open(context, DESKTOP)
  await visit(page, LESSON)
  const links = await page
    .locator('#tsd-nav-container a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href.split('#')[0]))
  const pages = pagesOfSite().map(address)
  expect(links.length).toBeGreaterThan(lessonFolders().length * 3)
  expect(links.filter((link) => !pages.includes(link ?? ''))).toEqual([])
})

test('the search finds "subscribe" and leads to it', async (context) => {
  const { page, wrong } = await open(context, DESKTOP)
  await visit(page, 'index.html')
  await page.keyboard.press('/')
  await page.locator('#tsd-search-input').fill('subscribe')
  const found = page.locator('#tsd-search-results a')
  await found.first().waitFor()
  const first = (await found.first().textContent()) ?? ''
  expect(first.toLowerCase()).toContain('subscribe')

  await found.first().click()
  await page.waitForURL(/lessons|solutions|docs/)
  expect((await page.locator('.col-content').textContent())?.toLowerCase()).toContain('subscribe')
  expect(wrong).toEqual([])
})

test.for(['light', 'dark'] as const)(
  'text and diagrams are legible where the system is %s',
  async (colorScheme, context) => {
    const { page } = await open(context, { ...DESKTOP, colorScheme })
    await visit(page, LESSON)
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const brightness = contrast(background, 'rgb(0, 0, 0)')
    expect(brightness > 10).toBe(colorScheme === 'light')

    expect(await textContrast(page)).toBeGreaterThan(LEGIBLE)
    expect(await page.locator('.diagram text').count()).toBeGreaterThan(0)
    expect(await diagramContrast(page)).toBeGreaterThan(LEGIBLE)
  },
)

test('the theme can be chosen, and stays chosen', async (context) => {
  const { page } = await open(context, { ...DESKTOP, colorScheme: 'light' })
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await visit(page, LESSON)
  const light = await background()
  await page.getByText('Settings').click()
  await page.getByLabel('Theme').selectOption('dark')
  const dark = await background()
  expect(dark).not.toBe(light)
  expect(await diagramContrast(page)).toBeGreaterThan(LEGIBLE)

  await visit(page, 'index.html')
  expect(await background()).toBe(dark)
})

test('a diagram has a name for those who cannot see it', async (context) => {
  const { page } = await open(context, DESKTOP)
  await visit(page, LESSON)
  const name = await page.locator('.diagram svg').first().getAttribute('aria-label')
  await page.getByRole('img', { name: name ?? 'none' }).waitFor()
  expect(name?.length).toBeGreaterThan(10)
})

test('on a phone, wide code scrolls in its own place, and the menu opens', async (context) => {
  const { page } = await open(context, PHONE)
  const code = pagesOfSite().find((path) => /solutions.*\.ts\.html$/.test(path))
  await visit(page, code ?? '')
  const block = page.locator('pre > code').first()
  const [needed = 0, shown = 0] = await block.evaluate((element) => [
    element.scrollWidth,
    element.clientWidth,
  ])
  expect(needed).toBeGreaterThan(shown)
  await block.evaluate((element) => element.scrollTo({ left: 50 }))
  expect(await block.evaluate((element) => element.scrollLeft)).toBe(50)

  await page.locator('#tsd-toolbar-menu-trigger').click()
  await page.getByRole('link', { name: 'Start here' }).first().click()
  await page.waitForURL(address('index.html'))
})
