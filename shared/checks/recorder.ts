/** One call of a {@link Recorder}. */
export interface Received<T> {
  readonly message: T
  readonly channel: string
}

/** A handler that remembers what it was called with. */
export interface Recorder<T> {
  (message: T, channel: string): void
  /** Calls so far, in their order. */
  readonly got: readonly Received<T>[]
  /** The messages alone. */
  readonly messages: readonly T[]
}

/**
 * Makes a recorder.
 *
 * @param told Called on each call, before `then`.
 * @param then What the handler does afterwards; it may throw, or return a promise that rejects.
 */
export function recorder<T>(
  told: (received: Received<T>) => void,
  then?: (message: T) => unknown,
): Recorder<T> {
  const got: Received<T>[] = []
  const handler = (message: T, channel: string) => {
    got.push({ message, channel })
    told({ message, channel })
    return then?.(message) as undefined
  }
  Object.defineProperty(handler, 'messages', { get: () => got.map((received) => received.message) })
  return Object.assign(handler, { got }) as unknown as Recorder<T>
}
