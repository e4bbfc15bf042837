import { strayText } from '#shared/checks/capture-unhandled.ts'

/**
 * Does some work, and collects errors that no promise of it carries: those would end the process. Nothing else
 * may be under way meanwhile.
 *
 * @returns What the work came to, and the stray errors as sentences, each once.
 */
export async function withStrays<T>(work: () => Promise<T>): Promise<{ result: T; strays: string[] }> {
  const strays = new Set<string>()
  const rejected = (error: unknown) =>
    strays.add(strayText(error, 'a promise was rejected and nothing handles it'))
  const thrown = (error: unknown) =>
    strays.add(strayText(error, 'an exception was thrown and nothing catches it'))
  process.on('unhandledRejection', rejected)
  process.on('uncaughtException', thrown)
  try {
    return { result: await work(), strays: [...strays] }
  } finally {
    process.off('unhandledRejection', rejected)
    process.off('uncaughtException', thrown)
  }
}
