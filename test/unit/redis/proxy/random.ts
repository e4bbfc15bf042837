import type { RespValue } from '#shared/redis/resp.ts'

/** A reply and how it looks on the wire. */
interface Sample {
  readonly bytes: Buffer
  readonly value: RespValue
}

/** Random numbers and replies, the same for the same seed. */
export function generator(seed: number) {
  let state = seed >>> 0

  /** A whole number from 0 to `bound - 1` (mulberry32). */
  function below(bound: number): number {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * bound)
  }

  /** A random reply, with aggregates up to this depth. */
  function reply(depth: number): Sample {
    switch (below(depth > 0 ? 8 : 5)) {
      case 0:
        return { bytes: Buffer.from('+OK\r\n'), value: 'OK' }
      case 1: {
        const number = below(100_000) - 50_000
        return { bytes: Buffer.from(`:${number}\r\n`), value: number }
      }
      case 2:
        return { bytes: Buffer.from('_\r\n'), value: null }
      case 3:
        return { bytes: Buffer.from('$-1\r\n'), value: null }
      case 4:
        return blob()
      case 5: {
        const items = Array.from({ length: below(5) }, () => reply(depth - 1))
        return { bytes: join(`*${items.length}`, items), value: items.map(({ value }) => value) }
      }
      case 6: {
        const items = Array.from({ length: 2 * below(3) }, (_, i) =>
          i % 2 === 0 ? key(i) : reply(depth - 1),
        )
        const map = new Map<RespValue, RespValue>()
        for (let i = 0; i < items.length; i += 2) map.set(items[i]!.value, items[i + 1]!.value)
        return { bytes: join(`%${items.length / 2}`, items), value: map }
      }
      default: {
        const attribute = join('|1', [key(0), reply(depth - 1)])
        const { bytes, value } = reply(depth - 1)
        return { bytes: Buffer.concat([attribute, bytes]), value }
      }
    }
  }

  /** Any bytes, line ends among them. */
  function blob(): Sample {
    const letters = '\r\n$*>:\0\xff'
    const content = Buffer.from(
      Array.from({ length: below(40) }, () => letters.charCodeAt(below(letters.length))),
    )
    const bytes = Buffer.concat([Buffer.from(`$${content.length}\r\n`), content, Buffer.from('\r\n')])
    return { bytes, value: content }
  }

  const key = (i: number): Sample => ({ bytes: Buffer.from(`+key${i}\r\n`), value: `key${i}` })

  return { below, reply }
}

function join(header: string, items: readonly Sample[]): Buffer {
  return Buffer.concat([Buffer.from(`${header}\r\n`), ...items.map(({ bytes }) => bytes)])
}
