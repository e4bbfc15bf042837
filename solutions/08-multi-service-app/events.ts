/**
 * Lesson 08: where the events of the shop travel, and what belongs to each.
 *
 * @module
 */
import type { Schemas, Validated } from '../../lessons/05-event-bus/contract.ts'
import type {
  OrderPlaced,
  PaymentCompleted,
  ServiceName,
  ShopEvents,
  UserCreated,
} from '../../lessons/08-multi-service-app/contract.ts'

/** What stands before the name of every event: the namespace of the bus. */
export const shopOf = (namespace: string) => `${namespace}shop:`

/** Where receipts are given. */
export const receiptsOf = (namespace: string) => `${namespace}receipts`

/** Who has subscribed to it is there. Nothing is published on it. */
export const presenceOf = (namespace: string, service: ServiceName) => `${namespace}service:${service}`

/** As the form Standard Schema wants it. */
const STANDARD = { version: 1, vendor: 'shop' } as const

/** What the data of the events must look like, for the bus. */
export const schemas: Schemas<ShopEvents> = {
  'user.created': {
    '~standard': {
      ...STANDARD,
      validate: (value) => fitting<UserCreated>(value, { userId: isText, name: isText }),
    },
  },
  'order.placed': {
    '~standard': {
      ...STANDARD,
      validate: (value) =>
        fitting<OrderPlaced>(value, { orderId: isText, userId: isText, item: isText, quantity: isCount }),
    },
  },
  'payment.completed': {
    '~standard': {
      ...STANDARD,
      validate: (value) =>
        fitting<PaymentCompleted>(value, {
          paymentId: isText,
          orderId: isText,
          userId: isText,
          amount: isCount,
        }),
    },
  },
}

/** Says of each field of an object whether its value is right. */
type Shape<T> = { readonly [Field in keyof T]: (value: unknown) => boolean }

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0
}

/** The value, if all its fields are right; else what is wrong with it. */
function fitting<T extends object>(value: unknown, shape: Shape<T>): Validated<T> {
  // #region 08.4-fitting
  //- // Nobody has looked at it.
  //- return { value: value as T }
  const fields = Object.entries(shape) as [string, (value: unknown) => boolean][]
  const issues = fields
    .filter(([field, isRight]) => !isRight((value as Record<string, unknown> | null)?.[field]))
    .map(([field]) => ({ message: 'is missing or wrong', path: [field] }))
  return issues.length > 0 ? { issues } : { value: value as T }
  // #endregion
}
