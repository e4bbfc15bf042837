/** What has arrived from one sender on one channel. */
export interface State {
  /** The highest number so far. */
  last: number
  /** Lower numbers that haven't arrived. */
  readonly missing: Set<number>
}

/** Stores what has arrived from each sender on each channel. */
export function createStates() {
  const states = new Map<string, State>()

  /** A subscriber that joins late has missed nothing, so a new state begins with the first number that arrives. */
  function stateOf(channel: string, sender: string, first: number): State {
    const key = JSON.stringify([channel, sender])
    const state = states.get(key) ?? { last: first - 1, missing: new Set() }
    states.set(key, state)
    return state
  }

  /** The missing numbers of each sender on each channel, without those that have none. */
  function missing() {
    return [...states].flatMap(([key, state]) => {
      const [channel, sender] = JSON.parse(key) as [string, string]
      const numbers = [...state.missing].sort((a, b) => a - b)
      return numbers.length > 0 ? { channel, sender, numbers } : []
    })
  }

  return { stateOf, missing }
}
