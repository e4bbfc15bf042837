/**
 * Creates a function that changes the subscription of a channel after its earlier changes. node-redis confuses a
 * SUBSCRIBE and an UNSUBSCRIBE of one channel that are in flight together.
 */
export function createTurns() {
  /** The last change of each channel. */
  const last = new Map<string, Promise<void>>()

  return async (channel: string, change: () => Promise<void>): Promise<void> => {
    const turn = (last.get(channel) ?? Promise.resolve()).then(change)
    const over = turn.catch(() => {})
    last.set(channel, over)
    await turn.finally(() => last.get(channel) === over && last.delete(channel))
  }
}
