// requests, whole file
// One table of rules for all requests.
import type { ShopEvent, ShopEvents } from '../../lessons/08-multi-service-app/contract.ts'

export type Reading<Data> = { readonly data: Data } | { readonly fields: readonly string[] }

type Rule = readonly ['text' | 'count', most: number]

const RULES: Record<ShopEvent, { id: string; rules: Record<string, Rule> }> = {
  'user.created': { id: 'userId', rules: { name: ['text', 100] } },
  'order.placed': {
    id: 'orderId',
    rules: { userId: ['text', 100], item: ['text', 200], quantity: ['count', 1000] },
  },
  'payment.completed': {
    id: 'paymentId',
    rules: { userId: ['text', 100], orderId: ['text', 100], amount: ['count', 1e8] },
  },
}

export function readBody<K extends ShopEvent>(event: K, body: unknown, id: string): Reading<ShopEvents[K]> {
  const { id: idField, rules } = RULES[event]
  const data: Record<string, unknown> = { [idField]: id }
  const wrong: string[] = []
  for (const [field, rule] of Object.entries(rules)) {
    const value = body !== null && typeof body === 'object' && Object.hasOwn(body, field) ? Reflect.get(body, field) : undefined
    if (fits(value, rule)) data[field] = value
    else wrong.push(field)
  }
  return wrong.length > 0 ? { fields: wrong } : { data: data as unknown as ShopEvents[K] }
}

function fits(value: unknown, [kind, most]: Rule): boolean {
  if (kind === 'text') return typeof value === 'string' && value !== '' && value.length <= most
  return typeof value === 'number' && value > 0 && value <= most && Math.floor(value) === value
}
