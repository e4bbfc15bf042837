import { randomUUID } from 'node:crypto'
import axe from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page, WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, expect, type TestContext, test, vi } from 'vitest'
import { required, startChromium } from '../docs/chromium.ts'
import { contrast } from '../docs/contrast.ts'
import { type Serving, serve } from './serving.ts'

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' }
const PHONE: BrowserContextOptions = { viewport: { width: 375, height: 800 }, isMobile: true, hasTouch: true }
/** How long something may take to be seen, in milliseconds. */
const LIMIT = 20_000
// A test opens up to three windows, each of which is a process: on a busy machine, that alone can take half a minute.
vi.setConfig({ testTimeout: 8 * LIMIT })
const SOON = { timeout: LIMIT }
/** The least that text may stand out from its background, by WCAG 2 (AA). */
const LEGIBLE = 4.5

let serving: Serving
let browser: Browser | undefined

beforeAll(async () => {
  browser = await startChromium()
  if (browser) serving = await serve(['solution', 'serve'])
})
afterAll(async () => {
  await browser?.close()
  await serving?.stop()
})

/** A room or a text that no other test uses. */
const unique = (name: string) => `${name} ${randomUUID().slice(0, 6)}`

/** Opens a page in a window of its own. At the end of the test nothing may have gone wrong in it. */
async function open(
  context: TestContext,
  server: 'a' | 'b',
  options: BrowserContextOptions = DESKTOP,
): Promise<Page> {
  const window = await required(browser, context).newContext(options)
  context.onTestFinished(() => window.close())
  return tab(context, window, server)
}

/**
 * Opens a page in a tab of a window.
 *
 * @param prepare What has to be done before the page is loaded.
 */
async function tab(
  context: TestContext,
  window: BrowserContext,
  server: 'a' | 'b',
  prepare?: (page: Page) => Promise<void>,
): Promise<Page> {
  const page = await window.newPage()
  await prepare?.(page)
  page.setDefaultTimeout(LIMIT)
  const wrong: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) wrong.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(`${serving[server]}/`)) wrong.push(`asks for ${request.url()}`)
  })
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== new URL(serving[server]).host) wrong.push(`talks to ${socket.url()}`)
  })
  context.onTestFinished(() => expect(wrong).toEqual([]))
  await page.goto(serving[server])
  // When both servers have subscribed, their code is ready for browsers.
  await pictureSays(page, /server A: .* subscribed to .* server B: .* subscribed to /)
  return page
}

/** Opens a page and signs in. */
async function user(
  context: TestContext,
  server: 'a' | 'b',
  name: string,
  options?: BrowserContextOptions,
): Promise<Page> {
  const page = await open(context, server, options)
  await signIn(page, name)
  return page
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await isSignedIn(page, name)
}

async function isSignedIn(page: Page, name: string): Promise<void> {
  await page.getByText(new RegExp(`^You are ${name} on server [AB]\\.$`)).waitFor()
}

async function join(page: Page, room: string): Promise<void> {
  await page.getByLabel('Room', { exact: true }).fill(room)
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('button', { name: `Leave ${room}` }).waitFor()
}

async function send(page: Page, text: string, to = 'everyone'): Promise<void> {
  await page.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: to })
  await page.getByLabel('Message', { exact: true }).fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
}

/** The messages that a page shows, without their time. */
function messages(page: Page): Promise<string[]> {
  return page.locator('#messages li').evaluateAll((items) =>
    items.map((item) => {
      const copy = item.cloneNode(true) as Element
      copy.querySelector('time')?.remove()
      return copy.textContent?.trim() ?? ''
    }),
  )
}

/** Waits until a page shows a message, and gives all that came since the messages before it. */
async function shows(page: Page, text: string): Promise<string[]> {
  await page.getByRole('log', { name: 'Messages' }).getByText(text).waitFor()
  return messages(page)
}

const answer = (page: Page) => page.locator('#answer')
const picture = (page: Page) => page.locator('#picture desc')

/** Waits until the picture says something. */
async function pictureSays(page: Page, text: RegExp): Promise<void> {
  await expect.poll(() => picture(page).textContent(), SOON).toMatch(text)
}

test('a message to everyone arrives once in each browser, whichever server it is on', async (context) => {
  const pages = [
    await user(context, 'a', 'Anna'),
    await user(context, 'b', 'Ben'),
    await user(context, 'b', 'Cleo'),
  ]
  const [first, second] = [unique('hello'), unique('and again')]
  await send(pages[0]!, first)
  await shows(pages[1]!, first)
  await send(pages[1]!, second)
  for (const page of pages) {
    expect(await shows(page, second)).toEqual([`Anna to everyone: ${first}`, `Ben to everyone: ${second}`])
  }
})

test('a message to a room reaches its members on both servers, and nobody else', async (context) => {
  const [anna, ben, cleo] = [
    await user(context, 'a', 'Anna'),
    await user(context, 'b', 'Ben'),
    await user(context, 'b', 'Cleo'),
  ]
  const room = unique('tea:*')
  await join(anna, room)
  await join(ben, room)
  const [question, sentinel] = [unique('who wants tea?'), unique('the kitchen is closed')]
  await send(ben, question, `room ${room}`)
  await shows(anna, question)
  await send(ben, sentinel)
  const inRoom = [`Ben in ${room}: ${question}`, `Ben to everyone: ${sentinel}`]
  expect(await shows(anna, sentinel)).toEqual(inRoom)
  expect(await shows(ben, sentinel)).toEqual(inRoom)
  expect(await shows(cleo, sentinel)).toEqual([`Ben to everyone: ${sentinel}`])
})

test('who has left a room gets nothing of it, and a sender can leave itself out', async (context) => {
  const [anna, ben] = [await user(context, 'a', 'Anna'), await user(context, 'b', 'Ben')]
  const room = unique('cake')
  await join(anna, room)
  await join(ben, room)
  await ben.getByLabel('to everyone in the room except me').check()
  const forAnna = unique('for the others')
  await send(ben, forAnna, `room ${room}`)
  await shows(anna, forAnna)
  await anna.getByRole('button', { name: `Leave ${room}` }).click()
  await anna.getByText(`You have left ${room}.`).waitFor()
  await pictureSays(ben, /server A: [^.]*\. It has subscribed to broadcast, notifications\./)
  await ben.getByLabel('to everyone in the room except me').uncheck()
  const [late, sentinel] = [unique('too late'), unique('the end')]
  await send(ben, late, `room ${room}`)
  await shows(ben, late)
  await send(ben, sentinel)
  expect(await shows(anna, sentinel)).toEqual([`Ben in ${room}: ${forAnna}`, `Ben to everyone: ${sentinel}`])
  expect(await shows(ben, sentinel)).toEqual([`Ben in ${room}: ${late}`, `Ben to everyone: ${sentinel}`])
})

test('a note reaches one user, in all windows', async (context) => {
  const [anna, ben, bensOther] = [
    await user(context, 'a', 'Anna'),
    await user(context, 'b', 'Ben'),
    await user(context, 'a', 'Ben'),
  ]
  const [note, sentinel] = [unique('tea is ready'), unique('for all')]
  await anna.getByLabel('Notify', { exact: true }).fill('Ben')
  await anna.getByLabel('Note', { exact: true }).fill(note)
  await anna.getByRole('button', { name: 'Notify' }).click()
  await anna.getByText('Redis sent the note for Ben to 2 subscriptions.').waitFor()
  for (const page of [ben, bensOther]) await shows(page, note)
  await send(anna, sentinel)
  for (const page of [ben, bensOther]) {
    expect(await shows(page, sentinel)).toEqual([`A note for you: ${note}`, `Anna to everyone: ${sentinel}`])
  }
  expect(await shows(anna, sentinel)).toEqual([`Anna to everyone: ${sentinel}`])
})

test('what others write is shown as text', async (context) => {
  const [anna, ben] = [await user(context, 'a', 'Anna'), await user(context, 'b', 'Ben')]
  const text = `<img src=x onerror="document.title='broken'"><b>${unique('bold')}</b>`
  const room = `<u>${unique('room')}</u>`
  for (const page of [anna, ben]) await join(page, room)
  await send(ben, text, `room ${room}`)
  expect(await shows(anna, text)).toEqual([`Ben in ${room}: ${text}`])
  await pictureSays(anna, /<u>room/)
  expect(await anna.locator('main :is(img, b:not(.steps b), u)').count()).toBe(0)
  expect(await anna.title()).toBe('Server A: two servers, one chat')
})

test('what a server refuses is said in words', async (context) => {
  const page = await user(context, 'a', 'Anna')
  await page.getByLabel('Room', { exact: true }).fill('staff')
  await page.getByRole('button', { name: 'Join' }).click()
  await expect.poll(() => answer(page).textContent(), SOON).toBe('Refused: you may not join this room.')
  expect(await page.getByRole('button', { name: 'Leave staff' }).count()).toBe(0)

  await send(page, 'x'.repeat(2001))
  await expect.poll(() => answer(page).textContent(), SOON).toMatch(/a message needs 1 to 2,000 characters/)
  expect(await page.getByLabel('Message', { exact: true }).inputValue()).toHaveLength(2001)
  expect(await messages(page)).toEqual([])
})

test('a name that is none is refused, and another one can be taken', async (context) => {
  const page = await open(context, 'a')
  await page.getByLabel('Your name').fill('<script>')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await shows(page, 'The server has refused you: ')
  await page.getByLabel('Your name').fill('Anna')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('You are Anna on server A.').waitFor()
})

/** What the page says about the last request, and whether it can send another. */
async function outcome(page: Page): Promise<unknown> {
  const text = await answer(page).textContent()
  const kind = await answer(page).getAttribute('class')
  const busy = await page.getByRole('button', { name: 'Send' }).getAttribute('aria-disabled')
  return { text, kind, busy }
}

test('while nothing confirms a message, the page says so, and then that it may have been delivered', async (context) => {
  const window = await required(browser, context).newContext(DESKTOP)
  context.onTestFinished(() => window.close())
  // Stands between the page and the chat, and keeps back what the server sends, if it's told to.
  let toServer: WebSocketRoute | undefined
  let kept: unknown[] | undefined
  const page = await tab(context, window, 'a', async (page) => {
    await page.clock.install()
    await page.routeWebSocket(/\/socket\.io\//, (toPage) => {
      kept = undefined
      toServer = toPage.connectToServer()
      toServer.onMessage((frame) => (kept ? kept.push(frame) : toPage.send(frame)))
    })
  })
  await signIn(page, 'Anna')
  const sending = { text: 'Sending to everyone…', kind: 'busy', busy: 'true' }

  kept = []
  const first = unique('first')
  await send(page, first)
  await expect.poll(() => outcome(page), SOON).toEqual(sending)
  // A second submission isn't sent: the server would receive the message twice.
  await page.getByLabel('Message', { exact: true }).press('Enter')
  await expect.poll(() => kept?.length, SOON).toBe(2)
  expect(await outcome(page)).toEqual(sending)
  await page.clock.runFor(7000)
  await expect
    .poll(() => outcome(page), SOON)
    .toEqual({
      text: 'No acknowledgement within 7 seconds. The message may have been delivered. Does the code acknowledge send_message?',
      kind: 'uncertain',
      busy: 'false',
    })
  expect(await page.getByLabel('Message', { exact: true }).inputValue()).toBe(first)

  const second = unique('second')
  await send(page, second)
  await expect.poll(() => outcome(page), SOON).toEqual(sending)
  // As when the server restarts. What it kept is lost with it.
  await toServer?.close()
  await expect
    .poll(() => outcome(page), SOON)
    .toMatchObject({
      text: 'The connection was lost before the acknowledgement. The message may have been delivered.',
      kind: 'uncertain',
    })
  await expect.poll(() => page.locator('#connection').textContent(), SOON).toBe('')
})

test('a reload keeps the name and the rooms of its tab, and another tab has others', async (context) => {
  const anna = await user(context, 'a', 'Anna')
  const ben = await tab(context, anna.context(), 'a')
  await signIn(ben, 'Ben')
  await join(anna, '   ')
  await anna.reload()
  await isSignedIn(anna, 'Anna')
  await ben.reload()
  await isSignedIn(ben, 'Ben')

  // The room of three blanks is shown as what it is, wherever it has a name.
  await anna.getByRole('button', { name: 'Leave ␣␣␣' }).waitFor()
  await pictureSays(anna, /room:␣␣␣/)
  const [text, later] = [unique('a   b'), unique('later')]
  await send(anna, text, 'room ␣␣␣')
  await expect.poll(() => answer(anna).textContent(), SOON).toBe('Sent to ␣␣␣.')
  await shows(anna, text)
  await send(anna, later)
  expect(await shows(anna, later)).toEqual([`Anna in ␣␣␣: ${text}`, `Anna to everyone: ${later}`])
  expect(await shows(ben, later)).toEqual([`Anna to everyone: ${later}`])

  await anna.getByRole('button', { name: 'Sign out' }).click()
  await anna.reload()
  await anna.getByLabel('Your name').waitFor()
  expect(await anna.getByText('You are').isVisible()).toBe(false)
})

test('a server that was cut off from Redis gets messages again when the way is free', async (context) => {
  const [anna, ben] = [await user(context, 'a', 'Anna'), await user(context, 'b', 'Ben')]
  const room = unique('harbour')
  await join(anna, room)
  await join(ben, room)
  await anna.getByRole('button', { name: 'Cut server B off from Redis' }).click()
  await pictureSays(ben, /server B: [^.]*\. It has no connection to Redis\./)
  await ben.getByText('✕ cut off').waitFor()
  const lost = unique('nobody on B hears this')
  await send(anna, lost, `room ${room}`)
  await shows(anna, lost)

  await ben.getByRole('button', { name: 'Let server B reach Redis again' }).click()
  await pictureSays(
    anna,
    new RegExp(`server B: [^.]*\\. It has subscribed to broadcast, notifications, room:${room}\\.`),
  )
  const found = unique('all hear this')
  await send(anna, found, `room ${room}`)
  expect(await shows(ben, found)).toEqual([`Anna in ${room}: ${found}`])
})

test('the way of a message is told step by step', async (context) => {
  const [anna, ben] = [await user(context, 'a', 'Anna'), await user(context, 'b', 'Ben')]
  const room = unique('stairs')
  await join(anna, room)
  await join(ben, room)
  await pictureSays(
    anna,
    new RegExp(`Browsers on server A: Anna\\..*Browsers on server B: Ben\\..*room:${room}`),
  )
  await send(anna, 'step by step', `room ${room}`)
  await shows(ben, 'step by step')

  const channel = `room:${room}`
  const steps = async () => (await anna.locator('#steps li').allTextContents()).slice(-7)
  const told = [
    `Server A publishes to ${channel}`,
    `Server A receives 2 as the reply to PUBLISH ${channel}`,
    `Server A receives a message on ${channel} from Redis`,
    `Server A receives send_room_message (${room}) from Anna`,
    `Server A sends room_message to Anna`,
    `Server B receives a message on ${channel} from Redis`,
    `Server B sends room_message to Ben`,
  ]
  await expect.poll(async () => (await steps()).sort(), SOON).toEqual(told)
  const inOrder = await steps()
  const at = (text: string) => inOrder.findIndex((step) => step.startsWith(text))
  expect(inOrder.slice(0, 2)).toEqual([told[3], told[0]])
  expect(at('Server B receives')).toBeLessThan(at('Server B sends'))
  expect(at('Server A receives a message')).toBeLessThan(at('Server A sends'))
})

test.for([
  ['no-preference', true],
  ['reduce', false],
] as const)(
  'with the wish "%s" for motion, something moves in the picture: %s',
  async ([reducedMotion, moves], context) => {
    const page = await user(context, 'a', 'Anna', { ...DESKTOP, reducedMotion })
    await page.evaluate(() => {
      const seen = new Set<string>()
      Object.assign(window, { seen })
      const look = (change: MutationRecord) => {
        for (const added of change.addedNodes) if ((added as Element).matches?.('.dot')) seen.add('dot')
        if ((change.target as Element).matches?.('.server.used')) seen.add('used')
      }
      new MutationObserver((changes) => changes.forEach(look)).observe(
        document.querySelector('#picture') as Element,
        {
          subtree: true,
          childList: true,
          attributes: true,
        },
      )
    })
    await send(page, unique('moving'))
    const seen = () => page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen].sort())
    // When a server is marked, the first stage is over: a dot would have been there.
    await expect.poll(seen, SOON).toContain('used')
    expect(await seen()).toEqual(moves ? ['dot', 'used'] : ['used'])
  },
)

test('everything can be done with the keyboard, and what has the focus is seen', async (context) => {
  const page = await open(context, 'a')
  const focus = () =>
    page.evaluate(() => {
      const { id, textContent } = document.activeElement as HTMLElement
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element)
      return {
        at: id || textContent?.trim(),
        seen: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      }
    })
  const tabTo = async (wanted: string) => {
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press('Tab')
      const now = await focus()
      if (now.at !== wanted) continue
      expect(now.seen).toBe(true)
      return
    }
    throw new Error(`${wanted} cannot be reached with the Tab key.`)
  }

  await tabTo('name')
  await page.keyboard.type('Anna')
  await page.keyboard.press('Enter')
  await page.getByText('You are Anna on server A.').waitFor()
  await expect.poll(focus, SOON).toEqual({ at: 'text', seen: true })
  const text = unique('without a mouse')
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
  await shows(page, text)

  const room = unique('keys')
  await page.locator('#sign-out').focus()
  await tabTo('to')
  await tabTo('room')
  await page.keyboard.type(room)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: `Leave ${room}` }).waitFor()
  for (const stop of ['Leave', 'who', 'note', 'Notify', 'fault-A', 'fault-B']) await tabTo(stop)
})

test('every field has a label, and the page its landmarks and headings', async (context) => {
  const page = await user(context, 'a', 'Anna')
  const unlabelled = await page
    .locator('input, select')
    .evaluateAll((fields) =>
      fields.filter((field) => !(field as HTMLInputElement).labels?.length).map(({ id }) => id),
    )
  expect(unlabelled).toEqual([])
  for (const [role, name] of [
    ['banner', undefined],
    ['main', undefined],
    ['region', 'Chat'],
    ['region', 'The path of a message'],
    ['region', 'Timeline'],
    ['log', 'Messages'],
    ['log', 'Timeline'],
    ['group', 'Connections to Redis'],
  ] as const) {
    expect(await page.getByRole(role, name ? { name } : {}).count(), `${role} ${name}`).toBe(1)
  }
  const levels = await page
    .locator('h1, h2, h3')
    .evaluateAll((headings) => headings.map(({ tagName }) => tagName))
  expect(levels).toEqual(['H1', 'H2', 'H3', 'H2', 'H2'])
})

test('on a phone nothing has to be scrolled sideways, however long the names are', async (context) => {
  const page = await open(context, 'b', PHONE)
  const width = () => page.evaluate(() => Math.max(document.documentElement.scrollWidth, window.innerWidth))
  expect(await width()).toBe(375)
  const name = 'W'.repeat(24)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText(`You are ${name}`).waitFor()
  const room = 'M'.repeat(100)
  await join(page, room)
  const text = 'W'.repeat(2000)
  await send(page, text, `room ${room}`)
  await shows(page, text)
  await pictureSays(page, /room:MMM/)
  expect(await width()).toBe(375)
  expect(await violations(page)).toEqual([])

  // All of the picture is in sight while one sends, and never covers what has the focus.
  await page.setViewportSize({ width: 390, height: 844 })
  const box = (selector: string) =>
    page.locator(selector).evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect)
  for (const field of ['#text', '#send [type="submit"]', '#room', '#who', '#note', '#fault-B', '#sign-out']) {
    await page.locator(field).focus()
    const [picture, focused] = [await box('.path'), await box(field)]
    expect(picture.top, field).toBeGreaterThanOrEqual(0)
    expect(focused.top, field).toBeGreaterThanOrEqual(picture.bottom)
    expect(focused.bottom, field).toBeLessThanOrEqual(844)
  }
  await page.locator('#text').focus()
  const answered = await box('#answer')
  expect(answered.bottom).toBeLessThanOrEqual(844)
  expect(answered.top).toBeGreaterThanOrEqual((await box('#send [type="submit"]')).bottom)
})

/** What axe-core has against a page. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const results = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run())
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

test.for(['light', 'dark'] as const)(
  'text is legible where the system is %s',
  async (colorScheme, context) => {
    const page = await user(context, 'a', 'Anna', { ...DESKTOP, colorScheme })
    await user(context, 'b', 'Ben')
    const room = unique('colours')
    await join(page, room)
    await send(page, 'colourful', `room ${room}`)
    await shows(page, 'colourful')
    await page.getByLabel('Room', { exact: true }).fill('staff')
    await page.getByRole('button', { name: 'Join' }).click()
    await page.getByText('you may not join').waitFor()
    await expect.poll(() => page.locator('.used').count(), SOON).toBe(0)
    expect(await violations(page)).toEqual([])

    const colours = await page.evaluate(() => {
      const backgroundOf = (element: Element | null): string => {
        if (!element) return 'rgb(255, 255, 255)'
        const shape = element.matches('text') && element.previousElementSibling?.matches('rect, circle')
        const inPicture = shape
          ? element.previousElementSibling
          : element.closest('svg :is(.server, .channel, .redis)')?.querySelector('rect')
        if (inPicture) return getComputedStyle(inPicture).fill
        const { backgroundColor } = getComputedStyle(element)
        return backgroundColor === 'rgba(0, 0, 0, 0)' ? backgroundOf(element.parentElement) : backgroundColor
      }
      return [...document.querySelectorAll('body *')]
        .filter((element) =>
          [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
        )
        .filter((element) => element.checkVisibility() && !element.matches('title, desc, script, option'))
        .map((element) => {
          const style = getComputedStyle(element)
          const text = element.matches('text') ? style.fill : style.color
          return {
            text,
            background: backgroundOf(element),
            what: `${element.tagName} ${element.textContent?.slice(0, 30)}`,
          }
        })
    })
    expect(colours.length).toBeGreaterThan(30)
    expect(contrast(colours[0]?.background ?? '', 'rgb(0, 0, 0)') > 10).toBe(colorScheme === 'light')
    expect(colours.filter(({ text, background }) => contrast(text, background) < LEGIBLE)).toEqual([])
  },
)
