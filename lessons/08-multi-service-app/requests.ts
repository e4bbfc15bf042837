// Yours. Fill in the TODOs, then check: npm test lessons/08

import type { ShopEvent, ShopEvents } from './contract.ts'
import type { Reading } from './workbook/given/types.ts'

type Rule = (value: unknown) => boolean

const RULES: Readonly<Record<ShopEvent, Readonly<Record<string, Rule>>>> = {
  'user.created': { name: (value) => isText(value, 100) },
  'order.placed': {
    userId: (value) => isText(value, 100),
    item: (value) => isText(value, 200),
    quantity: (value) => isCount(value, 1000),
  },
  'payment.completed': {
    userId: (value) => isText(value, 100),
    orderId: (value) => isText(value, 100),
    amount: (value) => isCount(value, 100_000_000),
  },
}

/** The field for the new ID. */
const ID_OF = {
  'user.created': 'userId',
  'order.placed': 'orderId',
  'payment.completed': 'paymentId',
} as const

export function readBody<K extends ShopEvent>(event: K, body: unknown, id: string): Reading<ShopEvents[K]> {
  const rules = Object.entries(RULES[event])
  // A request without a body leaves `undefined`.
  const values = (body ?? {}) as Readonly<Record<string, unknown>>
  // TODO 08.2: Refuse invalid requests
  // The names of all fields that break their rule.
  const fields: string[] = []
  if (fields.length > 0) return { fields }
  // Only these fields: nothing else in the body may reach an event.
  const known = Object.fromEntries(rules.map(([field]) => [field, values[field]]))
  return { data: { ...known, [ID_OF[event]]: id } as unknown as ShopEvents[K] }
}

/** A string of 1 to `max` characters. */
function isText(value: unknown, max: number): boolean {
  // TODO 08.2, continued
  return true
}

/** An integer from 1 to `max`. */
function isCount(value: unknown, max: number): boolean {
  // TODO 08.2, continued
  return true
}
