import { list, short } from './wire-text.ts'

/** A call of a method. */
export interface Call {
  /** The method's name. */
  readonly method: string
  /** What it was called with, as it is shown: `"news", handler`. */
  readonly args: string
}

/** Takes what is seen of an object's calls. Only calls that give a promise settle. */
export interface CallListener {
  called?(call: Call): void
  /** The call has given a promise, so it will be told how it settles. */
  awaited?(call: Call): void
  resolved(call: Call, value: unknown): void
  rejected(call: Call, error: unknown): void
  /** The call has thrown at once. */
  threw?(call: Call, error: unknown): void
}

/** Wraps an object so that a listener is told of every call of its methods, and of what came of it. */
export function trackCalls<T extends object>(object: T, listener: CallListener): T {
  return new globalThis.Proxy(object, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function' || typeof key !== 'string') return value
      return (...args: unknown[]) => {
        const call = { method: key, args: list(args.map(argument)) }
        listener.called?.(call)
        let result: unknown
        try {
          result = value.apply(target, args)
        } catch (error) {
          listener.threw?.(call, error)
          throw error
        }
        if (!isPromise(result)) return result
        listener.awaited?.(call)
        return result.then(
          (settled) => {
            listener.resolved(call, settled)
            return settled
          },
          (error: unknown) => {
            listener.rejected(call, error)
            throw error
          },
        )
      }
    },
  })
}

function argument(value: unknown): string {
  return typeof value === 'function' ? value.name || 'handler' : short(value)
}

/** A client may have promises of its own making. */
function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as Promise<unknown> | undefined)?.then === 'function'
}
