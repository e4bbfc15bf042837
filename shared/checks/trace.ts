import { describe } from './failure.ts'
import { short } from './timeline.ts'

/** A call of the learner's code that has not settled yet. */
export interface Pending {
  readonly text: string
}

/**
 * Wraps an object so that every call of its methods is told, with what it came to.
 *
 * @param name How the object is called in the timeline.
 * @param tell Takes one line.
 * @param pending Holds the calls whose promises have not settled.
 */
export function traced<T extends object>(
  name: string,
  object: T,
  tell: (text: string) => void,
  pending: Set<Pending>,
): T {
  return new globalThis.Proxy(object, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function' || typeof key !== 'string') return value
      return (...args: unknown[]) => {
        const text = `${name}.${key}(${args.map(argument).join(', ')})`
        tell(text)
        const result: unknown = value.apply(target, args)
        if (!isPromise(result)) return result
        const call = { text }
        pending.add(call)
        return result.then(
          (settled) => {
            pending.delete(call)
            if (settled !== undefined) tell(`${name}.${key}() resolved with ${short(settled)}`)
            return settled
          },
          (error: unknown) => {
            pending.delete(call)
            tell(`${name}.${key}() rejected with ${describe(error)}`)
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

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as Promise<unknown> | undefined)?.then === 'function'
}
