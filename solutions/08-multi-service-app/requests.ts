/**
 * Lesson 08: what comes by HTTP is read here, and believed nowhere before.
 *
 * @module
 */
import type { ShopEvent, ShopEvents } from '../../lessons/08-multi-service-app/contract.ts'

/** A body that was read: the data of the event, or the fields that are missing or wrong. */
export type Reading<Data> = { readonly data: Data } | { readonly fields: readonly string[] }

/** What the body of a request is for an event, before anybody has looked at it. */
type Body = Readonly<Record<string, unknown>>

/** Reads a body as the event's, with the id that is new. */
export function readBody<K extends ShopEvent>(event: K, body: unknown, id: string): Reading<ShopEvents[K]> {
  // #region 08.2-readBody
  //- // Nobody has looked at it: what is missing is undefined, and what is too much travels on.
  //- const { data } = READERS[event](body as Body, id)
  //- return { data }
  const { data, checks } = READERS[event](asObject(body), id)
  const fields = Object.keys(checks).filter((field) => !checks[field])
  return fields.length > 0 ? { fields } : { data }
  // #endregion
}

// #region 08.2-asObject
//-
/** A list or no object at all has none of the fields. */
function asObject(body: unknown): Body {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Body) : {}
}
// #endregion

/** The data of an event, and for each field of the body whether it is right. */
interface Read<Data> {
  readonly data: Data
  readonly checks: Readonly<Record<string, boolean>>
}

const READERS: { readonly [K in ShopEvent]: (body: Body, id: string) => Read<ShopEvents[K]> } = {
  // #region 08.2-readers
  //- 'user.created': (body, id) => ({ data: { userId: id, ...(body as { name: string }) }, checks: {} }),
  //- 'order.placed': (body, id) => ({
  //-   data: { orderId: id, ...(body as { userId: string; item: string; quantity: number }) },
  //-   checks: {},
  //- }),
  //- 'payment.completed': (body, id) => ({
  //-   data: { paymentId: id, ...(body as { userId: string; orderId: string; amount: number }) },
  //-   checks: {},
  //- }),
  // Field by field: what else is in the body does not travel.
  'user.created': ({ name }, id) => ({
    data: { userId: id, name: name as string },
    checks: { name: isText(name, 100) },
  }),
  'order.placed': ({ userId, item, quantity }, id) => ({
    data: { orderId: id, userId: userId as string, item: item as string, quantity: quantity as number },
    checks: { userId: isText(userId, 100), item: isText(item, 200), quantity: isCount(quantity, 1000) },
  }),
  'payment.completed': ({ userId, orderId, amount }, id) => ({
    data: {
      paymentId: id,
      orderId: orderId as string,
      userId: userId as string,
      amount: amount as number,
    },
    checks: {
      userId: isText(userId, 100),
      orderId: isText(orderId, 100),
      amount: isCount(amount, 100_000_000),
    },
  }),
  // #endregion
}

// #region 08.2-isText
//-
function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length >= 1 && value.length <= most
}

function isCount(value: unknown, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most
}
// #endregion
