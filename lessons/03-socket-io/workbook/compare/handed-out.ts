import type { WireEvent } from '#shared/redis/wire.ts'

const ENTRY_ID = /^\d+-\d+$/

/** Counts the messages that Redis hands to one server, by subscriptions and by streams. */
export class HandedOut {
  count = 0

  take(event: WireEvent): void {
    if (event.what === 'delivered') this.count += 1
    if (event.what === 'reply' && event.name === 'XREAD') this.count += entriesIn(event.value)
  }
}

/** RESP2 and RESP3 wrap the entries differently, but each is an array that begins with its id. */
function entriesIn(value: unknown): number {
  if (value instanceof Map) return entriesIn([...value.values()])
  if (Array.isArray(value)) {
    if (typeof value[0] === 'string' && ENTRY_ID.test(value[0])) return 1
    return value.reduce<number>((sum, one) => sum + entriesIn(one), 0)
  }
  if (typeof value === 'object' && value !== null) return entriesIn(Object.values(value))
  return 0
}
