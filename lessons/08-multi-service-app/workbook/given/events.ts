/**
 * Lesson 08: the channels of the shop, and what the data of an event must look like.
 *
 * @module
 */
import type { Schemas, Validated } from '../../../05-event-bus/contract.ts'
import type { ServiceName, ShopEvents } from '../../contract.ts'

/** The namespace of lesson 05's bus and listener: `shop:user.created` is the channel of `user.created`. */
export const shopOf = (namespace: string) => `${namespace}shop:`

/** A service subscribes to this channel, so that PUBSUB NUMSUB counts its processes. Nothing is published on it. */
export const presenceOf = (namespace: string, service: ServiceName) => `${namespace}service:${service}`

/** The channel of the receipts (task 08.8). It isn't below `shop:`, so the logger doesn't log them. */
export const receiptsOf = (namespace: string) => `${namespace}receipts`

/** The form that Standard Schema prescribes, which libraries such as Zod and Valibot share. */
const STANDARD = { version: 1, vendor: 'shop' } as const

/** An envelope says nothing about its data. The listener checks the data with these before it calls a handler. */
export const schemas: Schemas<ShopEvents> = {
  'user.created': {
    '~standard': {
      ...STANDARD,
      validate: (value) => conforming<ShopEvents['user.created']>(value, { userId: isText, name: isText }),
    },
  },
  'order.placed': {
    '~standard': {
      ...STANDARD,
      validate: (value) =>
        conforming<ShopEvents['order.placed']>(value, {
          orderId: isText,
          userId: isText,
          item: isText,
          quantity: isCount,
        }),
    },
  },
  'payment.completed': {
    '~standard': {
      ...STANDARD,
      validate: (value) =>
        conforming<ShopEvents['payment.completed']>(value, {
          paymentId: isText,
          orderId: isText,
          userId: isText,
          amount: isCount,
        }),
    },
  },
}

type Shape<T> = { readonly [Field in keyof T]: (value: unknown) => boolean }

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0
}

function conforming<T extends object>(value: unknown, shape: Shape<T>): Validated<T> {
  const fields = Object.entries(shape) as [string, (value: unknown) => boolean][]
  const issues = fields
    .filter(([field, isValid]) => !isValid((value as Record<string, unknown> | null)?.[field]))
    .map(([field]) => ({ message: 'is missing or invalid', path: [field] }))
  return issues.length > 0 ? { issues } : { value: value as T }
}
