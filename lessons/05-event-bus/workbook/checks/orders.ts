import type { Schema, Validated } from '../../contract.ts'

/** A schema as a library would make it. */
export function schema(
  validate: (value: unknown) => Validated<unknown> | Promise<Validated<unknown>>,
): Schema {
  return { '~standard': { version: 1, vendor: 'workbook', validate } }
}

/** An order with a number. Its output has a default price. */
export function order(value: unknown): Validated<unknown> {
  const { orderId, price = 0 } = (value ?? {}) as { orderId?: unknown; price?: unknown }
  if (typeof orderId === 'number') return { value: { orderId, price } }
  return {
    issues: [{ message: 'should be a number', path: ['order', { key: 'orderId' }] }, { message: 'no order' }],
  }
}

export const FITS = { orderId: 1 }

export const WITH_PRICE = { orderId: 1, price: 0 }

export const DOES_NOT_FIT = { orderId: 'one' }
