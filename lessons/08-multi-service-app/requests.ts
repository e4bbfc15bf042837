// Yours. Lesson 08, A shop of three services: fill in the tasks marked TODO. Check with: npm test lessons/08

import type { ShopEvent, ShopEvents } from './contract.ts'

/** The data of an event, or the names of the fields that are missing or invalid. */
export type Reading<Data> = { readonly data: Data } | { readonly fields: readonly string[] }

/** Whether the value of a field is valid. */
type Rule = (value: unknown) => boolean

/** The fields of each request. */
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

/** Reads the body of a request for an event. */
export function readBody<K extends ShopEvent>(event: K, body: unknown, id: string): Reading<ShopEvents[K]> {
  const rules = Object.entries(RULES[event])
  // A request without a body leaves `undefined`.
  const values = (body ?? {}) as Readonly<Record<string, unknown>>
  // TODO 08.2: Refuse invalid requests
  // Collect the names of all fields whose value breaks their rule.
  const fields: string[] = []
  if (fields.length > 0) return { fields }
  // Only the fields above. Anything else in the body, such as `isAdmin`, must not reach an event.
  const known = Object.fromEntries(rules.map(([field]) => [field, values[field]]))
  return { data: { ...known, [ID_OF[event]]: id } as unknown as ShopEvents[K] }
}

/** Whether a value is a string of 1 to `max` characters. */
function isText(value: unknown, max: number): boolean {
  // TODO 08.2, continued
  // An array has a length, too.
  return true
}

/** Whether a value is an integer from 1 to `max`. */
function isCount(value: unknown, max: number): boolean {
  // TODO 08.2, continued
  // A string such as '2' is not a number.
  return true
}
