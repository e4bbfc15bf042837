/** How much one round sends. */
export const LOAD = {
  /** Events of each candidate in one round. */
  events: 100_000,
  /** Events that are on their way at the same time: the next one is sent when Redis has answered one. */
  window: 500,
  /** What travels for each event, in bytes, whatever it is made of. */
  bytes: 150,
} as const

/** What all candidates send: the order of a shop. */
export interface Order {
  readonly orderId: number
  /** Fills it up. */
  readonly note: string
}

/** Makes an order; all of them have the same length. */
export function orderOf(count: number, note: string): Order {
  return { orderId: 100_000 + (count % 900_000), note }
}
