/**
 * Whether two values hold the same data, all the way down. Prototypes don't count: an instance of a class and an
 * object with `Object.create(null)` equal a plain object with the same own enumerable properties. A property that is
 * `undefined` equals one that is left out, as in JSON. An array never equals an object, and `0` equals `-0`.
 *
 * Dates, errors, maps, sets, regular expressions and binary data are compared by what they stand for; functions,
 * promises and symbols by identity.
 */
export function sameData(one: unknown, other: unknown): boolean {
  return same(one, other, new Map())
}

/** Pairs that are being compared further up: in a circle they count as equal. */
type Open = Map<object, Set<object>>

function same(one: unknown, other: unknown, open: Open): boolean {
  if (one === other || (Number.isNaN(one) && Number.isNaN(other))) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  const kind = kindOf(one)
  if (kind !== kindOf(other)) return false
  if (open.get(one)?.has(other)) return true
  open.set(one, (open.get(one) ?? new Set()).add(other))
  try {
    return kind.same(one as never, other as never, (a, b) => same(a, b, open))
  } finally {
    open.get(one)?.delete(other)
  }
}

type Same = (one: unknown, other: unknown) => boolean

interface Kind {
  is(value: object): boolean
  same(one: never, other: never, same: Same): boolean
}

const KINDS: readonly Kind[] = [
  {
    is: Array.isArray,
    same: (one: unknown[], other: unknown[], same) =>
      one.length === other.length && [...one.keys()].every((index) => same(one[index], other[index])),
  },
  {
    is: (value) => value instanceof Date,
    same: (one: Date, other: Date, same) => same(one.getTime(), other.getTime()),
  },
  {
    is: (value) => value instanceof RegExp,
    same: (one: RegExp, other: RegExp) => String(one) === String(other),
  },
  {
    is: (value) => value instanceof Error,
    same: (one: Error, other: Error, same) =>
      one.name === other.name && one.message === other.message && sameProperties(one, other, same),
  },
  {
    is: (value) => value instanceof Map,
    same: (one: Map<unknown, unknown>, other: Map<unknown, unknown>, same) =>
      sameMembers([...one], [...other], same),
  },
  {
    is: (value) => value instanceof Set,
    same: (one: Set<unknown>, other: Set<unknown>, same) => sameMembers([...one], [...other], same),
  },
  {
    is: (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer,
    same: (one: ArrayBufferView | ArrayBuffer, other: ArrayBufferView | ArrayBuffer) =>
      bytes(one).equals(bytes(other)),
  },
  {
    is: (value) =>
      value instanceof Promise ||
      value instanceof WeakMap ||
      value instanceof WeakSet ||
      value instanceof WeakRef,
    same: (one: unknown, other: unknown) => one === other,
  },
]

const OBJECT: Kind = { is: () => true, same: sameProperties }

function kindOf(value: object): Kind {
  return KINDS.find((kind) => kind.is(value)) ?? OBJECT
}

function sameProperties(one: object, other: object, same: Same): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every((key) => same(own(one, key), own(other, key)))
}

/** Never what is inherited: `{}` has no `toString`. */
function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}

/** In any order. The members in order are tried first, so that equal ones take linear time. */
function sameMembers(one: readonly unknown[], other: readonly unknown[], same: Same): boolean {
  if (one.length !== other.length) return false
  const left = [...other]
  return one.every((member) => {
    const index = left.findIndex((candidate) => same(member, candidate))
    if (index >= 0) left.splice(index, 1)
    return index >= 0
  })
}

function bytes(value: ArrayBufferView | ArrayBuffer): Buffer {
  return ArrayBuffer.isView(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : Buffer.from(value)
}
