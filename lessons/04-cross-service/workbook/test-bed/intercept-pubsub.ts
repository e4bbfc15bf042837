/** A check's replacement for a call. `go` makes the original call with `args`. */
export type Intercept = (go: () => Promise<unknown>, args: readonly unknown[]) => Promise<unknown>

/** The replacements for an object's calls, by the names of the methods. */
export type InterceptedPubSub = Map<string, Intercept>

/** Wraps an object, so that a check can replace its calls. */
export function interceptPubSub<T extends object>(object: T, interference: InterceptedPubSub): T {
  return new Proxy(object, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function' || typeof key !== 'string') return value
      return (...args: unknown[]) => {
        const go = async () => value.apply(target, args) as unknown
        const intercept = interference.get(key)
        return intercept ? intercept(go, args) : value.apply(target, args)
      }
    },
  })
}

/** Rejects instead of making the call. */
export const refused: Intercept = async () => {
  throw new Error('refused by the check')
}
