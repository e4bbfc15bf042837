/** What a check does to a call before, after or in place of it. `go` makes the call, with these `args`. */
export type Meddle = (go: () => Promise<unknown>, args: readonly unknown[]) => Promise<unknown>

/** Calls of one object that a check can interfere with, by the names of their methods. */
export type Interference = Map<string, Meddle>

/** The same object, but a check can interfere with its calls. */
export function meddled<T extends object>(object: T, interference: Interference): T {
  return new Proxy(object, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function' || typeof key !== 'string') return value
      return (...args: unknown[]) => {
        const go = async () => value.apply(target, args) as unknown
        const meddle = interference.get(key)
        return meddle ? meddle(go, args) : value.apply(target, args)
      }
    },
  })
}

/** Refuses a call in place of making it. */
export const refused: Meddle = async () => {
  throw new Error('refused by the check')
}
