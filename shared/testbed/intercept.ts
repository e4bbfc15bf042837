/** A check's replacement for a call. `go` makes the original call with `args`. */
export type Intercept = (go: () => Promise<unknown>, args: readonly unknown[]) => Promise<unknown>

/** The replacements for an object's calls, by the names of the methods: a map, or anything that is asked like one. */
export interface Interception {
  get(method: string): Intercept | undefined
}

/** Wraps an object, so that a check can replace its calls. */
export function interceptCalls<T extends object>(object: T, interception: Interception): T {
  return new Proxy(object, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function' || typeof key !== 'string') return value
      return (...args: unknown[]) => {
        const go = async () => value.apply(target, args) as unknown
        const intercept = interception.get(key)
        return intercept ? intercept(go, args) : value.apply(target, args)
      }
    },
  })
}

/** Rejects instead of making the call. */
export const refused: Intercept = async () => {
  throw new Error('refused by the check')
}

/** What an adapter's methods do. */
export type Act = 'publish' | 'subscribe' | 'unsubscribe'

/** What a method of an adapter does, for example `subscribe` for `psubscribe`; undefined for `close`. */
export function actOf(method: string): Act | undefined {
  return /^p?((?:un)?subscribe)|^(publish)/.exec(method)?.slice(1).find(Boolean) as Act | undefined
}

/** A call, for every channel or for one. */
export type Fault = Act | `${Act} ${string}`

/** An adapter that rejects the calls in `faults`, and makes those in `delays` wait. */
export function interceptPubSub<T extends object>(
  pubsub: T,
  faults: ReadonlySet<Fault>,
  delays: ReadonlyMap<Fault, Promise<void>> = new Map(),
): T {
  return interceptCalls(pubsub, {
    get(method) {
      const act = actOf(method)
      if (!act) return undefined
      return async (go, [channel = '']) => {
        if (faults.has(act) || faults.has(`${act} ${channel}`))
          throw new Error(`rejected by the check: ${act}`)
        await delays.get(`${act} ${channel}`)
        return go()
      }
    },
  })
}
