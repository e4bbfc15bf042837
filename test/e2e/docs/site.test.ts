import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, posix, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RunOptions } from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest'
import { type BuildResult, buildSite } from '#shared/authoring/docs/build-site.ts'
import { lessonFolders, ROOT } from '#shared/core/lesson-paths.mjs'
import { required, startChromium } from './chromium.ts'
import { contrast } from './contrast.ts'

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 } }
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true }
/** So many pages are looked at side by side. */
const TABS = 2
/** How long all pages may take together, in milliseconds. */
const ALL_PAGES_MS = 600_000
/** The least that text may stand out from its background, by WCAG 2 (AA). */
const LEGIBLE = 4.5
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Thousands of coloured words: their colours are looked at once. */
const CODE = 'pre .line'
const CODE_BACKGROUND = { light: '#f6f8fa', dark: '#151b23' }
/** What is searched for, and pages that are among the first three found. */
const TERMS: readonly [term: string, ...pages: string[]][] = [
  ['at-most-once', 'Lesson 01: Basic Pub/Sub'],
  ['backpressure', 'Glossary'],
  ['race condition', 'Glossary'],
  ['graceful shutdown', 'Glossary'],
  ['consumer group', 'Lesson 06: Delivery guarantees'],
  ['rate limit', 'Lesson 03, solution: limits.ts'],
  ['idempotent', 'Glossary'],
  ['wildcard', 'Lesson 02: Patterns'],
  ['dead-letter', 'Lesson 06: Delivery guarantees', 'Glossary'],
]

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

/** Whether axe-core reads every page, or one of each kind: .ci/run hasn't the time for all. */
const READS_ALL = process.env.WORKBOOK_MUTANTS !== 'quick'

/** One page of each kind. */
const isSample = (path: string) =>
  [
    /^index/,
    /primer/,
    /fact-check/,
    /glossary/,
    /lessons\/03.*html$/,
    /solutions\/03.*(index|gateway)/,
    /checks\/context/,
  ].some((kind) => kind.test(path))

function rgb(hex: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  return `rgb(${red}, ${green}, ${blue})`
}

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

/** A sentence for each thing that the page cuts off, hides, or draws over something else. */
async function cutOff(page: Page, path: string): Promise<string[]> {
  const size = page.viewportSize()?.width ?? 0
  const found = await page.evaluate(() => {
    const named = (element: Element) => `<${element.localName}> ${element.textContent?.trim().slice(0, 40)}`
    const beyond = (one: DOMRect, other: DOMRect) => one.left < other.left - 1 || one.right > other.right + 1
    const content = document.querySelector('.col-content')!
    const scrolled = [...content.querySelectorAll('*')]
      .filter((element) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
      .filter((element) => getComputedStyle(element).overflowX !== 'visible')
    const screen = new DOMRect(0, 0, window.innerWidth, 0)
    const outside = [
      ...content.querySelectorAll('p, li, pre, .line, table, td, th, img, svg, h1, h2, h3, h4'),
    ].filter((element) => beyond(element.getBoundingClientRect(), screen))
    const drawn = [...content.querySelectorAll('.diagram text')].filter((text) => {
      const box = text.parentElement?.querySelector('rect, polygon') ?? text.closest('svg')!
      return beyond(text.getBoundingClientRect(), box.getBoundingClientRect())
    })
    const needed = document.documentElement.scrollWidth
    const wide = needed > window.innerWidth ? [`the page is ${needed} wide`] : []
    return [
      ...wide,
      ...scrolled.map((element) => `scrolls: ${named(element)}`),
      ...outside.map((element) => `outside: ${named(element)}`),
      ...drawn.map((text) => `beyond its box: ${named(text)}`),
    ]
  })
  return found.map((what) => `${path} at ${size}: ${what}`)
}

/**
 * What axe-core finds on the page, or in a part of it: one sentence for each rule. It mustn't load style sheets, which
 * a browser refuses from file://.
 */
async function violations(
  page: Page,
  path: string,
  part: string,
  options: RunOptions = {},
): Promise<string[]> {
  await page.evaluate(AXE)
  const found = await page.evaluate(
    async ([include, exclude, given]) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') }
      const all = await axe.run({ include: [include], exclude: [exclude] }, given)
      return all.violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ html }) => html.slice(0, 120))
            .join(' ')}`,
      )
    },
    [part, CODE, { ...options, resultTypes: ['violations'], preload: false } as RunOptions] as const,
  )
  return found.map((what) => `${path}: ${what}`)
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

test('every page opens from file://: nothing from outside, no error, nothing cut off, and open to everyone', {
  timeout: ALL_PAGES_MS,
}, async (context) => {
  const { page: first, wrong } = await open(context, PHONE)
  const paths = pagesOfSite()
  const remaining = paths.values()
  const lookAtSome = async (page: Page) => {
    for (const path of remaining) {
      await visit(page, path)
      wrong.push(...(await cutOff(page, path)))
      // Turned into a screen, not loaded again: a page is loaded in the same way for both.
      await page.setViewportSize(DESKTOP.viewport!)
      wrong.push(...(await cutOff(page, path)))
      // What surrounds the content is the same on all pages.
      if (READS_ALL || isSample(path))
        wrong.push(...(await violations(page, path, isSample(path) ? 'html' : '.col-content')))
      if (isSample(path)) {
        await page.emulateMedia({ colorScheme: 'dark' })
        wrong.push(...(await violations(page, path, 'html', { runOnly: ['color-contrast'] })))
        await page.emulateMedia({ colorScheme: 'light' })
      }
      await page.setViewportSize(PHONE.viewport!)
    }
  }
  const others = await Promise.all(Array.from({ length: TABS - 1 }, () => watched(first.context(), wrong)))
  await Promise.all([first, ...others].map(lookAtSome))
  expect(wrong).toEqual([])
  expect(paths.filter(isSample).length).toBeGreaterThan(8)
})

test('the colours of code are legible in both themes', () => {
  const sheet = readFileSync(join(site, 'assets/highlight.css'), 'utf8')
  for (const [theme, background] of Object.entries(CODE_BACKGROUND)) {
    const colours = [...sheet.matchAll(new RegExp(`--${theme}-hl-\\d+: (#[0-9a-f]{6})`, 'gi'))]
    expect(colours.length).toBeGreaterThan(5)
    for (const [, colour = ''] of colours) {
      expect(contrast(rgb(colour), rgb(background)), `${colour} on ${background}`).toBeGreaterThanOrEqual(
        LEGIBLE,
      )
    }
  }
})

test('each page has a title and a description of its own', () => {
  const heads = pagesOfSite().map((path) => {
    const html = readFileSync(join(site, path), 'utf8')
    const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''
    const description = /<meta name="description" content="([^"]*)"/.exec(html)?.[1] ?? ''
    return { path, title, description }
  })
  for (const key of ['title', 'description'] as const) {
    const texts = heads.map((head) => head[key])
    expect(heads.filter((head) => texts.filter((text) => text === head[key]).length > 1)).toEqual([])
    expect(heads.filter((head) => head[key].length < 10 || head[key].length > 160)).toEqual([])
  }
})

test('Next leads from the start through each lesson, your turn, and the contract, and never into a solution', () => {
  const path: string[] = []
  for (let at: string | undefined = 'index.html'; at !== undefined; ) {
    path.push(at)
    const next: string | undefined = /<a rel="next" href="([^"]*)"/.exec(
      readFileSync(join(site, at), 'utf8'),
    )?.[1]
    at = next && posix.join(posix.dirname(at), next)
    expect(path).not.toContain(at)
  }
  expect(path).toEqual([
    'index.html',
    'docs/primer.html',
    ...lessonFolders().flatMap((folder) =>
      ['index', 'your-turn', 'contract'].map((name) => `lessons/${folder}/${name}.html`),
    ),
  ])
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
  expect([texts[0], ...texts.slice(-2)]).toEqual(['Start here', 'Look it up', 'For contributors'])
  // A number in front of each lesson.
  expect(texts.slice(2, -2).map((text) => text.slice(0, 3))).toEqual(
    lessonFolders().map((folder) => `${folder.slice(0, 2)} `),
  )

  const lesson = top.filter({ has: page.locator(`a[href$="${LESSON}"]`) })
  const inside = await lesson
    .locator(':scope > details > div > ul > li')
    .evaluateAll((items) => items.map((item) => item.querySelector('a, summary')?.textContent?.trim()))
  expect(inside).toEqual(['Lesson', 'Your turn', 'Contract', 'Solution'])
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

test('the search finds the terms of the field, and names the lesson', async (context) => {
  const { page } = await open(context, DESKTOP)
  await visit(page, 'index.html')
  await page.keyboard.press('/')
  for (const [term, ...pages] of TERMS) {
    await page.locator('#tsd-search-input').fill(term)
    const found = page.locator('#tsd-search-results a')
    await expect
      .poll(
        async () =>
          (await found.allTextContents()).slice(0, 3).map((text) => text.trim().replaceAll(/\s+/g, ' ')),
        { message: term, timeout: 10_000 },
      )
      .toEqual(expect.arrayContaining(pages))
    const links = await found.evaluateAll((all) =>
      all.map((link) => ({ text: link.textContent, path: (link as HTMLAnchorElement).pathname })),
    )
    expect(
      links.filter(({ text, path }) => /(lessons|solutions)\/\d/.test(path) && !/^\s*Lesson \d\d/.test(text)),
    ).toEqual([])
  }
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

test('on a phone, a long line of code continues further in than it began, and the menu opens', async (context) => {
  const { page } = await open(context, PHONE)
  await visit(page, LESSON)
  const [began = 0, continued = 0] = await page.locator('pre .line').evaluateAll((lines) => {
    const rows = lines.map((line) => {
      const text = document.createRange()
      text.selectNodeContents(line)
      return [...text.getClientRects()].filter(({ width }) => width > 0)
    })
    const wrapped = rows.find((rects) => (rects.at(-1)?.top ?? 0) > (rects[0]?.bottom ?? 0)) ?? []
    const last = Math.max(...wrapped.map(({ top }) => top))
    return [
      wrapped[0]?.left ?? 0,
      Math.min(...wrapped.filter(({ top }) => top === last).map(({ left }) => left)),
    ]
  })
  expect(continued).toBeGreaterThan(began)

  await page.locator('#tsd-toolbar-menu-trigger').click()
  await page.getByRole('link', { name: 'Start here' }).first().click()
  await page.waitForURL(address('index.html'))
})
