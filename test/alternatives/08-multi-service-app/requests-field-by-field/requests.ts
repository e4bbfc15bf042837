// It reads each request field by field, without a table of rules.
import type { ShopEvent, ShopEvents } from '../../../../lessons/08-multi-service-app/contract.ts'

export type Reading<Data> = { readonly data: Data } | { readonly fields: readonly string[] }

type Body = Readonly<Record<string, unknown>>

interface Read<Data> {
  readonly data: Data
  readonly checks: Readonly<Record<string, boolean>>
}

const READERS: { readonly [K in ShopEvent]: (body: Body, id: string) => Read<ShopEvents[K]> } = {
  'user.created': ({ name }, id) => ({
    data: { userId: id, name: name as string },
    checks: { name: isText(name, 100) },
  }),
  'order.placed': ({ userId, item, quantity }, id) => ({
    data: { orderId: id, userId: userId as string, item: item as string, quantity: quantity as number },
    checks: { userId: isText(userId, 100), item: isText(item, 200), quantity: isCount(quantity, 1000) },
  }),
  'payment.completed': ({ userId, orderId, amount }, id) => ({
    data: { paymentId: id, orderId: orderId as string, userId: userId as string, amount: amount as number },
    checks: { userId: isText(userId, 100), orderId: isText(orderId, 100), amount: isCount(amount, 1e8) },
  }),
}

export function readBody<K extends ShopEvent>(event: K, body: unknown, id: string): Reading<ShopEvents[K]> {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  const { data, checks } = READERS[event](isObject ? (body as Body) : {}, id)
  const fields = Object.keys(checks).filter((field) => !checks[field])
  return fields.length > 0 ? { fields } : { data }
}

function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value !== '' && value.length <= most
}

function isCount(value: unknown, most: number): boolean {
  return typeof value === 'number' && value > 0 && value <= most && Math.floor(value) === value
}
