import type { Order } from '../load.ts'

/** One way to send events through Redis. */
export interface Candidate {
  /** Resolves when events arrive. Each is an object by then, as a handler would get it. */
  subscribe(channel: string, got: (order: Order) => void): Promise<unknown>
  /** Resolves when Redis has answered. */
  publish(channel: string, order: Order): Promise<unknown>
  close(): Promise<unknown>
}

/** Connects one. */
export type Open = (url: string) => Promise<Candidate>
