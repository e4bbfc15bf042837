import { setTimeout as delay } from 'node:timers/promises'
import type { CheckContext } from '#shared/checks/check-context.ts'
import type { Accepted } from '../../contract.ts'
import type { Answer, Browser } from './browser.ts'
import { RIGHT, type TestBed } from './test-bed.ts'

const ORDER = RIGHT['order.placed'].body
/** The longest pause before a request is sent again, in milliseconds. */
const LONGEST_PAUSE_MS = 250

/** Fails unless it's a 503 that says when to try again. */
export function checkUnavailable(context: CheckContext, browser: Browser, answer: Answer): void {
  browser.checkRefused(503, 'POST /orders while Redis does not reply', answer)
  const after = answer.headers['retry-after']
  if (!/^[1-9]\d*$/.test(after ?? '')) {
    context.fail(`Retry-After should be a whole number of seconds, but is ${String(after)}`)
  }
}

/** Sends an order until it is accepted, and returns its ID. */
export async function untilDone(context: CheckContext, browser: Browser, item = 'a lamp'): Promise<string> {
  let id = ''
  let pause = 10
  await context.until('an order is accepted', async () => {
    const answer = await browser.ask('/orders', { body: { ...ORDER, item } })
    if (answer.status !== 503) context.equal('the status of the response', answer.status, 201)
    id = (answer.body as Accepted).id
    if (answer.status === 201) return true
    await delay(pause)
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS)
    return false
  })
  return id
}

/**
 * Sends a receipt for an order until GET /status shows it. The count from PUBLISH says nothing about the API: the check
 * may be subscribed to receipts, too, or another program to all channels.
 */
export async function untilReceiptsArrive(
  context: CheckContext,
  bed: TestBed,
  browser: Browser,
): Promise<void> {
  const id = await untilDone(context, browser)
  const receipt = { service: 'logger', id, ok: true }
  await context.until('the API receives receipts again', async () => {
    await context.publish(`${bed.namespace}receipts`, JSON.stringify(receipt))
    const { events } = await browser.status()
    return events.some((event) => event.id === id && event.receipts?.logger !== undefined)
  })
}
