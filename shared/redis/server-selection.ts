import { RedisUnavailable, type StartOptions } from './server.ts'

/** Which server is asked for, and where. */
export interface ServerSelection {
  readonly kind: 'embedded' | 'server' | 'url'
  /** The URL; of the others the word itself. */
  readonly value: string
  /** `WORKBOOK_REDIS` or `REDIS_URL`; absent when a caller asked. */
  readonly variable?: string
}

/**
 * What is asked for: by the caller, by `WORKBOOK_REDIS`, or by `REDIS_URL`, in this order. Empty values count as
 * not set.
 *
 * @returns Undefined when nothing is asked for.
 * @throws {@link RedisUnavailable} when it is neither a known word nor looks like a URL.
 */
export function serverSelectionOf(options: StartOptions): ServerSelection | undefined {
  const env = options.env ?? process.env
  const places = [
    { value: options.prefer },
    { value: env.WORKBOOK_REDIS, variable: 'WORKBOOK_REDIS' },
    { value: env.REDIS_URL, variable: 'REDIS_URL' },
  ]
  for (const { value: given, variable } of places) {
    const value = given?.trim()
    if (value) return { kind: kindOf(value, variable), value, ...(variable && { variable }) }
  }
  return undefined
}

/** How a sentence names the place, for example `WORKBOOK_REDIS`. */
export function placeOf(selection: { readonly variable?: string | undefined }): string {
  return selection.variable ?? 'The Redis asked for'
}

function kindOf(value: string, variable: string | undefined): ServerSelection['kind'] {
  if (variable !== 'REDIS_URL') {
    const word = value.toLowerCase()
    if (word === 'embedded' || word === 'server') return word
  }
  if (value.includes('://')) return 'url'
  // The value itself is not repeated: it may hold a password.
  const choices = variable === 'REDIS_URL' ? '' : '"embedded", "server" or '
  throw new RedisUnavailable(
    `${placeOf({ variable })} must be ${choices}a URL such as redis://127.0.0.1:6379; correct it or leave it out.`,
  )
}
