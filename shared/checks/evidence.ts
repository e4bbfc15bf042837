import { sameData } from './same-data.ts'
import { short } from './wire-text.ts'

/**
 * How the event looks that a comparison failed for: the message too many, the message that didn't get any further, the
 * call that resolved with the wrong value. Undefined where that can't be told: no event is better than a wrong one.
 *
 * @param what What was compared, for example `what anna received`.
 */
export function evidence(
  what: string,
  got: unknown,
  expected: unknown,
): ((event: string) => boolean) | undefined {
  if (!Array.isArray(got) || !Array.isArray(expected)) return settledWith(got)
  const different = got.findIndex((one, index) => index >= expected.length || !sameData(one, expected[index]))
  const at = different < 0 ? got.length : different
  // With more than expected, one too many came first, even if another is still on its way.
  const isMissing =
    at < expected.length &&
    got.length <= expected.length &&
    !got.slice(at).some((one) => sameData(one, expected[at]))
  if (isMissing) {
    const text = recognisable(expected[at])
    return text === undefined ? undefined : (event) => isOnTheWay(event) && event.includes(text)
  }
  const handler = /^what (.+?) received/.exec(what)?.[1]
  if (handler) return (event) => `${event} `.startsWith(`${handler} got ${short(got[at])} `)
  const text = recognisable(got[at])
  return text === undefined ? undefined : (event) => / (got|receives) /.test(event) && event.includes(text)
}

/** A call, a command, or a request that gave this value. */
export function settledWith(value: unknown): (event: string) => boolean {
  const text = short(value)
  const isPlain = recognisable(value) === undefined
  return (event) =>
    [' resolved with', ' returned', ...(isPlain ? [] : [':', ' shows'])].some((how) =>
      event.endsWith(`${how} ${text}`),
    ) || `${event} `.includes(` → ${text} `)
}

/** A value as events show it, if none can be taken for another. */
function recognisable(value: unknown): string | undefined {
  const text = short(value)
  const isPlain = typeof value !== 'object' && typeof value !== 'string'
  return isPlain || text.length < 4 || text.includes('…') ? undefined : text
}

/** Whether an event is on the wire or a call, and not another handler that has received the same. */
function isOnTheWay(event: string): boolean {
  return /^(Redis → )?connection \d|^[^"']*\w\(/.test(event)
}
