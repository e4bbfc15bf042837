import type { NodeProcess } from './node-process.ts'
import { SLOTS } from './slot.ts'
import { poll, talk } from './talk.ts'
import { parseNodes, viewOf } from './topology.ts'

/** How long nodes may take to become a cluster, in milliseconds. */
const FORMED_WITHIN = 20_000

/**
 * Makes a cluster of nodes that know nothing: the slots in equal ranges, the replicas in sync. Every pair of nodes is
 * introduced, because gossip would take a second longer.
 *
 * @param masters In the order of their ranges.
 * @param replicas In the order of their masters, again and again.
 * @throws If that takes longer than 20 seconds.
 */
export async function form(masters: readonly NodeProcess[], replicas: readonly NodeProcess[]): Promise<void> {
  const all = [...masters, ...replicas]
  const ids = await Promise.all(
    all.map(({ address }) => talk(address, async (ask) => String(await ask('CLUSTER', 'MYID')))),
  )
  await Promise.all(
    masters.map(({ address }, i) =>
      talk(address, async (ask) => {
        const [first, last] = rangeOf(i, masters.length)
        await ask('CLUSTER', 'ADDSLOTSRANGE', String(first), String(last))
        await ask('CLUSTER', 'SET-CONFIG-EPOCH', String(i + 1))
      }),
    ),
  )
  await Promise.all(
    all.map(({ address }, i) =>
      talk(address, (ask) =>
        Promise.all(
          all
            .slice(i + 1)
            .map((other) =>
              ask('CLUSTER', 'MEET', other.address.host, String(other.address.port), String(other.busPort)),
            ),
        ),
      ),
    ),
  )
  await Promise.all(
    replicas.map(({ address, name }, i) =>
      poll(`the introduction of node ${name}`, FORMED_WITHIN, () =>
        talk(address, async (ask) => {
          const master = ids[i % masters.length]!
          const met = parseNodes(String(await ask('CLUSTER', 'NODES'))).some(
            ({ id, flags }) => id === master && !flags.includes('handshake'),
          )
          return met && (await ask('CLUSTER', 'REPLICATE', master)) === 'OK'
        }),
      ),
    ),
  )
  await poll('the new cluster', FORMED_WITHIN, async () => {
    const views = await Promise.all(all.map(({ address }) => talk(address, viewOf)))
    return views.every(
      ({ ok, inSync, lines, listed }) =>
        ok &&
        inSync &&
        listed.size === all.length &&
        lines.length === all.length &&
        ids.every((id) => lines.some((line) => line.id === id && !line.flags.includes('handshake'))) &&
        lines.filter(({ masterId }) => masterId !== '').length === replicas.length,
    )
  })
}

/** The slots of the master with this index. */
export function rangeOf(index: number, masters: number): readonly [first: number, last: number] {
  return [Math.ceil((index * SLOTS) / masters), Math.ceil(((index + 1) * SLOTS) / masters) - 1]
}
