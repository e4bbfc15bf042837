import { Failure } from './failure.ts'

/**
 * What a learner's file exports, except that asking for what it does not export is a failure with a sentence.
 * Without it, calling that would be a TypeError in the workbook's code.
 */
export function assertExports<C>(subject: C): C {
  return new Proxy(subject as object, {
    get(target, key, receiver) {
      // A promise asks everything that it is resolved with for `then`.
      if (typeof key === 'string' && key !== 'then' && Reflect.get(target, key, receiver) === undefined) {
        throw new Failure(
          `your code does not export ${key}. Is "export" missing, or does it have another name?`,
        )
      }
      return Reflect.get(target, key, receiver)
    },
  }) as C
}
