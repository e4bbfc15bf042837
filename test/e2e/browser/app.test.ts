/** `npm start` in a real browser, in a fresh copy of the workbook: lesson 01, from the starter to green and back. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, type TestContext, test, vi } from 'vitest'
import { starterOf } from '#shared/core/starters.ts'
import { needsProgram } from '../../unit/redis/servers/support.ts'
import { required, startChromium } from '../docs/chromium.ts'
import { begin, type Command, written } from '../runs/command.ts'
import { needsProc, processesOf } from '../runs/processes.ts'
import { type Copy, freshCopy, lesson, replace } from '../runs/workbook-copy.ts'

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' }
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true }
/** How long something may take to be seen, in milliseconds. */
const LIMIT = 60_000
const SOON = { timeout: LIMIT }
vi.setConfig({ testTimeout: 6 * LIMIT, hookTimeout: 2 * LIMIT })

const TASKS = lesson.tasks.filter(({ optional }) => !optional).map(({ id }) => id)
const ALL = lesson.tasks.map(({ id }) => id)

let browser: Browser | undefined
let copy: Copy
let command: Command
let address: string
/** Whether the workbook has been stopped: until it runs again, requests fail. */
let isAway = false

beforeAll(async () => {
  browser = await startChromium()
  copy = freshCopy()
  await start()
})
afterAll(() => browser?.close())

async function start(): Promise<void> {
  // A redis-server where there is one, as for a learner.
  command = begin(copy, ['start', '01'], { limit: 30 * LIMIT, env: { WORKBOOK_REDIS: '' } })
  await written(command, /Ctrl-C ends it/)
  address = /http:\/\/\S+/.exec(command.stdout)![0].replace('#', '?client=node-redis#')
}

async function stop(): Promise<void> {
  isAway = true
  command.child.kill('SIGINT')
  expect(await command.ended).toBe(0)
}

/** Opens the address that was printed. At the end of the test nothing may have gone wrong in the window. */
async function open(context: TestContext, options: BrowserContextOptions = DESKTOP): Promise<Page> {
  const window = await required(browser, context).newContext(options)
  context.onTestFinished(() => window.close())
  const page = await window.newPage()
  page.setDefaultTimeout(LIMIT)
  const wrong: string[] = []
  page.on('console', (message) => {
    // A browser reports every request that fails; while the workbook is away, they must.
    const isExpected = isAway && message.text().startsWith('Failed to load resource')
    if (['error', 'warning'].includes(message.type()) && !isExpected) wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(address).origin) wrong.push(`asks for ${request.url()}`)
  })
  context.onTestFinished(() => expect(wrong).toEqual([]))
  await page.goto(address)
  await page.getByRole('heading', { name: 'Basic Pub/Sub', level: 1 }).waitFor()
  return page
}

/** Saves the learner's file with these tasks done. */
function save(done: readonly string[], change: (code: string) => string = (code) => code): void {
  copy.write('node-redis', change(starterOf(lesson, 'node-redis.ts', { done: new Set(done) })))
}

/** Each core task of the panel, with what it says about it. */
function tasks(page: Page): Promise<string[]> {
  return page
    .locator('.summary > .tasks li')
    .evaluateAll((items) =>
      items.map((item) => `${item.querySelector('.id')?.textContent} ${item.className || 'none'}`),
    )
}

/** What is to be seen when these tasks pass, and none of the others is begun. */
function standing(done: readonly string[]): string[] {
  return TASKS.map((id) => `${id} ${done.includes(id) ? 'passed' : 'not-started'}`)
}

const card = (page: Page) => page.locator('article.failure')
const twice = (code: string) =>
  replace(
    code,
    'remember(channel, handler, (message) =>',
    '((_c: string, _h: unknown, l: (m: string) => void) => l)(channel, handler, (message) =>',
  )

/** What axe-core has against a page. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const results = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run())
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

test('a fresh copy of the workbook begins at lesson 01, with nothing started', async (context) => {
  const page = await open(context)
  expect(await page.evaluate(() => location.href)).not.toContain('token')
  await expect.poll(() => tasks(page), SOON).toEqual(standing([]))
  await card(page).getByText('Next is 01.1: Publish strings and JSON').waitFor()
  const link = card(page).getByRole('link', { name: /Open node-redis\.ts:\d+ in VS Code/ })
  expect(await link.getAttribute('href')).toMatch(
    /^vscode:\/\/file\/.*\/01-basic-pubsub\/node-redis\.ts:\d+:1$/,
  )

  await page.getByRole('link', { name: 'Redis Pub/Sub' }).click()
  await page.getByRole('heading', { name: 'The lessons' }).waitFor()
  expect(await page.locator('.cards li').count()).toBeGreaterThanOrEqual(8)
  await page.getByRole('link', { name: 'Begin' }).click()
  await page.getByRole('heading', { name: 'Basic Pub/Sub', level: 1 }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: 'The lessons' }).waitFor()
})

test('each task gets its mark when its code is saved, up to green', async (context) => {
  const page = await open(context)
  for (const [index, id] of TASKS.entries()) {
    save(TASKS.slice(0, index + 1))
    await expect.poll(() => tasks(page), SOON).toEqual(standing(TASKS.slice(0, index + 1)))
    expect(id).toBe(TASKS[index])
  }
  await card(page).getByText('All tasks pass on node-redis').waitFor()
  await card(page).getByText('a bug hunt').waitFor()
  await page.getByRole('link', { name: /01 Basic Pub\/Sub passes/ }).waitFor()

  // The comparison shows more as soon as more is solved.
  await card(page).getByRole('button', { name: 'Compare' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText("Not solved yet, so our code isn't shown").waitFor()
  save(ALL)
  await page.getByText(`Go further: ${ALL.length - TASKS.length} of ${ALL.length - TASKS.length}`).waitFor()
  await dialog.getByText('It is the same as the solution.').waitFor()
  await dialog.getByText('Our solution to a task is shown once you have solved it.').waitFor()
  await dialog.getByText('Why we wrote it this way').click()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => dialog.count(), SOON).toBe(0)
})

test('the first failure is shown in full, in two windows at once', async (context) => {
  const [page, other] = [await open(context), await open(context, { ...DESKTOP, colorScheme: 'dark' })]
  save(TASKS, twice)
  for (const one of [page, other]) {
    await card(one)
      .getByRole('heading', { name: /Subscribing the same handler again changes nothing/ })
      .waitFor()
    await card(one).getByText('Likely cause.').waitFor()
    expect(await card(one).locator('.diff .extra').first().textContent()).toBe('+ "hello"')
    await one.getByRole('heading', { name: /What happened/ }).waitFor()
  }
  expect(await violations(page)).toEqual([])
  expect(await violations(other)).toEqual([])

  // The diagram: what came too often is marked, and the steps can be played with the keyboard.
  const events = page.getByRole('listbox', { name: /Sequence of events/ })
  await events
    .getByRole('option', { name: /2nd call/ })
    .first()
    .waitFor()
  await events.focus()
  await page.keyboard.press('Home')
  await page.locator('.pos', { hasText: /^1 of \d+$/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.locator('.pos', { hasText: /^2 of \d+$/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.pos', { hasText: /^\d+ steps$/ }).waitFor()
  await page.getByText('Read it as text').click()
  await page.locator('.text li', { hasText: '2nd call' }).first().waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save SVG' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('01.2-again.node-redis.svg')
  expect(readFileSync(await download.path(), 'utf8')).toMatch(/^<svg .*2nd call/s)

  // A hint that one window asks for is seen in both.
  await card(page).getByRole('button', { name: 'Hint 1 of 3' }).click()
  for (const one of [page, other]) await card(one).getByText('1. The idea').waitFor()
  await card(other).getByRole('button', { name: 'Hint 2 of 3' }).click()
  for (const one of [page, other]) await card(one).getByText('2. The calls').waitFor()
  expect(await card(page).getByText('3. Most of the code').count()).toBe(0)
  await page.reload()
  await card(page).getByText('2. The calls').waitFor()
})

test('what was expected and is missing is drawn as missing', async (context) => {
  const page = await open(context)
  const never = 'remember(channel, handler, (message) => false &&'
  save(TASKS, (code) => replace(code, 'remember(channel, handler, (message) =>', never))
  const missing = page.getByRole('option', { name: /expected, never called/ }).first()
  await missing.waitFor()
  expect(await missing.getAttribute('class')).toContain('missing')
  save(TASKS, twice)
  await page
    .getByRole('option', { name: /2nd call/ })
    .first()
    .waitFor()
})

test('the demo tells and draws what happens', async (context) => {
  const page = await open(context)
  await page.getByRole('link', { name: 'Demo' }).click()
  await page.getByRole('listbox', { name: /Sequence of events/ }).waitFor()
  expect(await page.locator('.narration > li').count()).toBeGreaterThan(2)
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'Checks', exact: true }).click()
  await card(page).getByText('Likely cause.').waitFor()
})

test('compare puts both sides beside each other', async (context) => {
  const page = await open(context)
  await card(page).getByRole('button', { name: 'Compare' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('columnheader', { name: 'Our solution' }).waitFor()
  await expect.poll(() => dialog.locator('td.theirs').first().textContent(), SOON).toMatch(/^\+ /)
  expect(await dialog.locator('td.ours').first().textContent()).toMatch(/^− /)
})

test('code that does not compile, and code that never ends, is shown as that', async (context) => {
  const page = await open(context)
  save(TASKS, (code) => replace(code, 'return publisher.publish(channel, text)', 'return publisher.publish('))
  await card(page).getByRole('heading', { name: "Your code can't be loaded" }).waitFor()
  await card(page)
    .getByText(/node-redis\.ts:\d+:\d+/)
    .waitFor()
  save(TASKS, (code) => replace(code, 'return publisher.publish(channel, text)', 'for (;;) {}'))
  await card(page).getByRole('heading', { name: 'Your code had to be stopped' }).waitFor()
  await card(page)
    .getByRole('link', { name: /Open node-redis\.ts:\d+/ })
    .waitFor()
  await card(page).getByRole('button', { name: 'Check again' }).waitFor()
  save(TASKS)
  await card(page).getByText('All tasks pass on node-redis').waitFor()
})

test('a guess is compared with what happens', async (context) => {
  const page = await open(context)
  const quiz = page.getByRole('form', { name: 'Question 1' })
  await quiz.getByLabel('Your guess').fill('2 and 2')
  await quiz.getByRole('button', { name: 'Run it' }).click()
  await quiz.getByText('publish() resolved with 1, and 2 functions were called.').waitFor()
  expect(await quiz.textContent()).toContain('You guessed: 2 and 2')
})

test('the windows go on when the workbook was started again', async (context) => {
  const page = await open(context)
  await card(page).getByText('All tasks pass on node-redis').waitFor()
  await stop()
  await page.getByText('Is npm start still running?').waitFor()
  save(TASKS.slice(0, 2))
  await start()
  await expect.poll(() => tasks(page), SOON).toEqual(standing(TASKS.slice(0, 2)))
  isAway = false
})

test('a Redis that dies is replaced, and the checks go on', async (context) => {
  needsProgram(context)
  needsProc(context)
  const page = await open(context)
  save(TASKS)
  await card(page).getByText('All tasks pass on node-redis').waitFor()
  const servers = () => processesOf(command).filter((one) => /^\S*(redis|valkey)-server/.test(one.command))
  const [before, ...others] = servers()
  expect(others).toEqual([])
  process.kill(before!.pid, 'SIGKILL')
  await expect.poll(() => servers().filter(({ pid }) => pid !== before!.pid).length, SOON).toBe(1)
  save(TASKS.slice(0, 2))
  await expect.poll(() => tasks(page), SOON).toEqual(standing(TASKS.slice(0, 2)))
  expect(await page.getByRole('alert').count()).toBe(0)
})

test('the cluster of lesson 09 is shown live, and loses a master', async (context) => {
  needsProgram(context)
  const page = await open(context)
  await page.getByRole('link', { name: /09\s*Scale out/ }).click()
  await page.getByRole('link', { name: 'Live view' }).click()
  await page.getByRole('button', { name: 'Start it on our solution' }).click()
  const view = page.getByRole('region', { name: 'Live view', exact: true })
  await view.getByText(/replica of A/).waitFor()
  await page.getByRole('button', { name: 'Kill a master' }).click()
  await view.getByText(/node \w is the new master of room/).waitFor()
  expect(await view.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Stop it' }).click()
  await page.getByText('The live view has ended.').waitFor()
  expect(await view.count()).toBe(0)
})

test('a reset says where the copy of the code is', async (context) => {
  const page = await open(context)
  const before = readFileSync(copy.path('node-redis'), 'utf8')
  await card(page).getByRole('button', { name: 'Reset' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Reset node-redis.ts' }).click()
  const printed = await dialog.getByText(/Your work is in/).textContent()
  const saved = /Your work is in (\S+)/.exec(printed ?? '')?.[1] ?? ''
  expect(readFileSync(join(copy.root, saved, 'node-redis.ts'), 'utf8')).toBe(before)
  await page.keyboard.press('Escape')
  await expect.poll(() => tasks(page), SOON).toEqual(standing([]))
})

test.for(['light', 'dark'] as const)(
  'on a phone, %s, nothing is wider than the screen',
  async (colorScheme, context) => {
    const page = await open(context, { ...PHONE, colorScheme })
    save(TASKS, twice)
    await card(page).getByText('Likely cause.').waitFor()
    await page.getByRole('link', { name: 'Checks: 1 failing' }).click()
    await page
      .getByRole('option', { name: /2nd call/ })
      .first()
      .waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    expect(await violations(page)).toEqual([])
  },
)

test('a window without the token says what to open', async (context) => {
  const window = await required(browser, context).newContext(DESKTOP)
  context.onTestFinished(() => window.close())
  const page = await window.newPage()
  await page.goto(new URL('/lessons/01', address).href)
  await page.getByRole('heading', { name: 'Open the address from your terminal' }).waitFor()
})

test('Ctrl-C ends everything', async () => {
  await stop()
  expect(command.stderr).toBe('')
  expect(existsSync(join(copy.root, '.workbook', 'app.json'))).toBe(true)
})
