/**
 * Lesson 08: reads the bodies of requests. Nothing in a body is trusted before.
 *
 * @module
 */
import type { ShopEvent, ShopEvents } from '../../lessons/08-multi-service-app/contract.ts'
import type { Reading } from '../../lessons/08-multi-service-app/workbook/given/types.ts'

type Rule = (value: unknown) => boolean

// #region given-rules
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
// #endregion

/** The field for the new ID. */
const ID_OF = {
  'user.created': 'userId',
  'order.placed': 'orderId',
  'payment.completed': 'paymentId',
} as const

export function readBody<K extends ShopEvent>(event: K, body: unknown, id: string): Reading<ShopEvents[K]> {
  const rules = Object.entries(RULES[event])
  // #region given-values
  // A request without a body leaves `undefined`.
  const values = (body ?? {}) as Readonly<Record<string, unknown>>
  // #endregion
  // #region 08.2-fields
  //- // The names of all fields that break their rule.
  //- const fields: string[] = []
  const fields = rules.filter(([field, isValid]) => !isValid(values[field])).map(([field]) => field)
  // #endregion
  if (fields.length > 0) return { fields }
  // #region given-data
  // Only these fields: nothing else in the body may reach an event.
  const known = Object.fromEntries(rules.map(([field]) => [field, values[field]]))
  return { data: { ...known, [ID_OF[event]]: id } as unknown as ShopEvents[K] }
  // #endregion
}

/** A string of 1 to `max` characters. */
function isText(value: unknown, max: number): boolean {
  // #region 08.2-isText
  //- return true
  return typeof value === 'string' && value.length >= 1 && value.length <= max
  // #endregion
}

/** An integer from 1 to `max`. */
function isCount(value: unknown, max: number): boolean {
  // #region 08.2-isCount
  //- return true
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= max
  // #endregion
}
