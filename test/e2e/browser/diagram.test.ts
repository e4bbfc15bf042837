import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renderDiagram, toView } from '#shared/diagram/diagram.ts'
import { diagramFile } from '#shared/runner/report/diagram-file.ts'
import { fixture } from '../../unit/diagram/fixtures.ts'
import { required, startChromium } from '../docs/chromium.ts'
import { contrast } from '../docs/contrast.ts'

const LEAST_CONTRAST = 4.5
/** Repeated and missing calls; faults and folds; browsers and steps. */
const DRAWN = ['repeated', 'reset', 'demo-03']

let browser: Browser | undefined
beforeAll(async () => {
  browser = await startChromium()
})
afterAll(() => browser?.close())

/** Opens the file of a failure, as a browser does. */
async function opened(context: Parameters<typeof required>[1], name: string): Promise<Page> {
  const page = await required(browser, context).newPage({ viewport: { width: 900, height: 600 } })
  const svg = diagramFile(fixture(name))!
  await page.route('**/*', (route) =>
    route.request().url() === 'http://file.test/failure.svg'
      ? route.fulfill({ contentType: 'image/svg+xml', body: svg })
      : route.abort(),
  )
  await page.goto('http://file.test/failure.svg')
  return page
}

interface Seen {
  readonly text: string
  readonly box: { readonly x: number; readonly y: number; readonly right: number; readonly bottom: number }
  readonly colour: string
  readonly behind: string
}

/** All texts that are shown, with their places and colours. */
function textsOf(page: Page): Promise<Seen[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<SVGTextElement>('.diagram text')]
      .filter(
        (text) =>
          text.textContent !== '' &&
          !text.closest('[display=none]') &&
          getComputedStyle(text).display !== 'none',
      )
      .map((text) => {
        const { x, y, right, bottom } = text.getBoundingClientRect()
        const fill = (element: Element | null | undefined) => (element ? getComputedStyle(element).fill : '')
        const before = text.previousElementSibling
        const shape = before?.matches('rect') ? before : text.closest('.fold')?.querySelector('.f')
        const row = text.closest('.ev')
        const tints = [shape, row?.querySelector('.hit'), row?.querySelector('.tnt')].map(fill)
        const solid = tints.find((one) => /^rgb\(/.test(one))
        const back = getComputedStyle(document.body).backgroundColor
        return {
          text: text.textContent ?? '',
          box: { x, y, right, bottom },
          colour: fill(text),
          behind: solid ?? back,
        }
      }),
  )
}

test.each(DRAWN)('%s: no two texts overlap, and all have enough contrast', async (name, context) => {
  const { outcome } = fixture(name as string)
  const view = toView(outcome.events, outcome)
  const page = await required(browser, context as never).newPage()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of [390, 560]) {
      const svg = renderDiagram(view, { width, part: 'heads' }) + renderDiagram(view, { width, part: 'body' })
      const back = { light: '#fbfbfa', dark: '#131619' }[colorScheme]
      await page.setContent(`<style>body{margin:0;background:${back}}</style>${svg}`)
      const texts = await textsOf(page)
      expect(texts.length).toBeGreaterThan(10)
      const overlaps = texts.flatMap((one, index) =>
        texts
          .slice(index + 1)
          .filter((other) => overlap(one, other))
          .map((other) => `${one.text} | ${other.text}`),
      )
      expect(overlaps).toEqual([])
      expect(
        texts.filter(({ box }) => box.x < -0.5 || box.right > width + 0.5).map(({ text }) => text),
      ).toEqual([])
      const weak = texts.filter(({ colour, behind }) => contrast(colour, behind) < LEAST_CONTRAST)
      expect(weak).toEqual([])
    }
  }
  await page.close()
})

/** Ascenders and descenders have a little room that nothing is drawn in. */
function overlap({ box: one }: Seen, { box: other }: Seen): boolean {
  const [x, y] = [1, 3]
  return (
    one.x + x < other.right - x &&
    other.x + x < one.right - x &&
    one.y + y < other.bottom - y &&
    other.y + y < one.bottom - y
  )
}

test('the steps of a file: with keys, one by one, unfolded, and all again', async (context) => {
  const page = await opened(context, 'repeated')
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  const chosen = () => page.locator('.ev.on').getAttribute('aria-label')
  const foot = () => page.locator('.foot').textContent()
  expect(await foot()).toContain('2nd call')
  await page.keyboard.press('Tab')
  expect(await chosen()).toContain('2nd call')
  await page.keyboard.press('Home')
  expect(await chosen()).toContain('2 events')
  const options = () => page.locator('[role=option]:not([display=none])').count()
  const before = await options()
  await page.keyboard.press('Enter')
  expect(await options()).toBe(before + 2)
  await page.keyboard.press('ArrowDown')
  expect(await chosen()).toMatch(/connection \d/)
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  expect(await options()).toBe(before)
  // Past the repeats, which Enter unfolds.
  for (let row = 0; row < 4; row++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect(await page.locator('.ev.later').count()).toBeGreaterThan(3)
  await page.keyboard.press('End')
  expect(await chosen()).toContain('expected, check stopped first')
  expect(await foot()).toContain('It stopped before')
  await page.keyboard.press('Escape')
  expect(await page.locator('.ev.later').count()).toBe(0)
  expect(await page.locator('.ev.on').count()).toBe(0)
  // Plays from the beginning.
  await page.keyboard.press(' ')
  await page.waitForFunction(() => document.querySelectorAll('.ev.later').length > 0)
  expect(errors).toEqual([])
  await page.close()
})

test('without violations of axe-core, unfolded or not', async (context) => {
  const page = await required(browser, context).newPage()
  const { outcome } = fixture('repeated')
  const body = renderDiagram(toView(outcome.events, outcome), { width: 560, part: 'body' })
  await page.setContent(
    `<!doctype html><html lang="en"><title>Diagram</title><main><h1>Diagram</h1>${body}</main></html>`,
  )
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
    return (await axe.run()).violations.map(({ id }) => id)
  })
  expect(violations).toEqual([])
  await page.close()
})
