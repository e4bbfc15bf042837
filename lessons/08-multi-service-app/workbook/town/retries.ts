import { setTimeout as delay } from 'node:timers/promises'
import type { Kit } from '#shared/checks/check-context.ts'
import type { Accepted } from '../../contract.ts'
import type { Answer, Browser } from './browser.ts'
import { RIGHT, type Town } from './town.ts'

const ORDER = RIGHT['order.placed'].body
/** The longest pause before a request is sent again, in milliseconds. */
const LONGEST_PAUSE_MS = 250

/** Fails unless it's a 503 that says when to try again. */
export function checkUnavailable(kit: Kit, browser: Browser, answer: Answer): void {
  browser.checkRefused(503, 'POST /orders while Redis does not reply', answer)
  const after = answer.headers['retry-after']
  if (!/^[1-9]\d*$/.test(after ?? '')) {
    kit.fail(`Retry-After should be a whole number of seconds, but is ${String(after)}`)
  }
}

/** Sends an order until it is accepted, and returns its ID. */
export async function untilDone(kit: Kit, browser: Browser, item = 'a lamp'): Promise<string> {
  let id = ''
  let pause = 10
  await kit.until('an order is accepted', async () => {
    const answer = await browser.ask('/orders', { body: { ...ORDER, item } })
    if (answer.status !== 503) kit.equal('the status of the response', answer.status, 201)
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
export async function untilReceiptsArrive(kit: Kit, town: Town, browser: Browser): Promise<void> {
  const id = await untilDone(kit, browser)
  const receipt = { service: 'logger', id, ok: true }
  await kit.until('the API receives receipts again', async () => {
    await kit.publish(`${town.namespace}receipts`, JSON.stringify(receipt))
    const { events } = await browser.status()
    return events.some((event) => event.id === id && event.receipts?.logger !== undefined)
  })
}
