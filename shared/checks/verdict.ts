import { sameData } from './same-data.ts'
import { onOneLine } from './show.ts'
import type { Expected, Verdict } from './story.ts'
import { short } from './wire-text.ts'

/** Longer lists are compared from their beginning alone. */
const LONGEST_LIST = 200
/** The longest value to show in a badge, in characters. */
const LONGEST_BADGE = 18

/** Which calls of a handler were not expected and which are missing; undefined if it isn't about the calls of one. */
export function verdictOn(
  what: string,
  got: unknown,
  expected: unknown,
  more: Pick<Verdict, 'waited' | 'channel'>,
): Verdict | undefined {
  const handler = /^what (.+?) received/.exec(what)?.[1]
  if (!handler || !Array.isArray(got) || !Array.isArray(expected)) return undefined
  if (got.length > LONGEST_LIST || expected.length > LONGEST_LIST) return undefined
  const { extra, missing } = unmatched(got, expected)
  const misplaced = new Set<number>()
  // What came at another place is neither too many nor missing.
  const absent = missing.filter((at) => {
    const same = extra.find((one) => !misplaced.has(one) && sameData(got[one], expected[at]))
    if (same !== undefined) misplaced.add(same)
    return same === undefined
  })
  return {
    handler,
    extra: new Set(extra.filter((at) => !misplaced.has(at))),
    misplaced,
    missing: absent.map((at) => toShow(expected[at])),
    ...more,
  }
}

/** In few words what was expected in place of a value; nothing if that takes more. */
export function badgeOf(got: unknown, expected: unknown): string | undefined {
  if (Array.isArray(got) || Array.isArray(expected)) return undefined
  const text = short(expected)
  return text.length <= LONGEST_BADGE ? `expected ${text}` : undefined
}

/** The positions that don't belong to the longest list that both have in common. */
function unmatched(
  got: readonly unknown[],
  expected: readonly unknown[],
): { extra: number[]; missing: number[] } {
  const same = got.map((one) => expected.map((other) => sameData(one, other)))
  const length = Array.from({ length: got.length + 1 }, () => new Array<number>(expected.length + 1).fill(0))
  for (let a = got.length - 1; a >= 0; a--)
    for (let b = expected.length - 1; b >= 0; b--)
      length[a]![b] = same[a]![b]
        ? length[a + 1]![b + 1]! + 1
        : Math.max(length[a + 1]![b]!, length[a]![b + 1]!)
  const [extra, missing]: [number[], number[]] = [[], []]
  let [a, b] = [0, 0]
  while (a < got.length || b < expected.length) {
    if (a < got.length && b < expected.length && same[a]![b]) {
      a += 1
      b += 1
    } else if (b === expected.length || (a < got.length && length[a + 1]![b]! >= length[a]![b + 1]!))
      extra.push(a++)
    else missing.push(b++)
  }
  return { extra, missing }
}

function toShow(value: unknown): Expected {
  return { label: short(value), message: typeof value === 'string' ? value : onOneLine(value, 1500) }
}
