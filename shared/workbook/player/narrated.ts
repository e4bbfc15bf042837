import { describe } from '../../checks/failure.ts'
import { short } from '../../checks/timeline.ts'

/** Wraps an object so that what each call came to is told, once it is known. */
export function narrated<T extends object>(object: T, tell: (text: string) => void): T {
  return new globalThis.Proxy(object, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function' || typeof key !== 'string') return value
      return (...args: unknown[]) => {
        const call = `${key}(${args.map(argument).join(', ')})`
        const result: unknown = value.apply(target, args)
        if (!(result instanceof Promise)) return result
        return result.then(
          (settled) => {
            tell(settled === undefined ? `${call} done` : `${call} → ${short(settled)}`)
            return settled
          },
          (error: unknown) => {
            tell(`${call} rejected: ${describe(error)}`)
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
