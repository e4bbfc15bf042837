/** Failovers and slot moves on a cluster under traffic: subscribed again every time, and every loss is reported. */

import { afterAll, expect, test } from 'vitest'
import { CLIENTS } from '#shared/core/manifest.ts'
import type { ClusterNode, OwnCluster } from '#shared/redis/cluster/cluster.ts'
import { startCluster } from '#shared/redis/cluster/open-cluster.ts'
import { slotOf } from '#shared/redis/cluster/slot.ts'
import { type RoomResult, runFault } from '../../lessons/09-scale-out/workbook/faults/run-fault.ts'
import { needsProgram } from '../unit/redis/servers/support.ts'

const RUNS = 20
/** The bound in the contract of lesson 09, in milliseconds. */
const AGAIN_WITHIN_MS = 10_000

let cluster: OwnCluster
afterAll(() => cluster?.stop())

type Fault = (master: ClusterNode, other: ClusterNode, channel: string) => Promise<unknown>

const FAULTS: Readonly<Record<string, Fault>> = {
  'its slot moves': (_, other, channel) => cluster.faults.moveSlot(slotOf(channel), other),
  'its master is killed': (master) => cluster.faults.kill(master),
  'a replica takes over gracefully': (master) => cluster.faults.failover(master),
}

test.for(Object.keys(FAULTS))(
  `${RUNS} times, a channel is subscribed again after %s, and every loss is reported`,
  { timeout: 15 * 60_000 },
  async (name, context) => {
    needsProgram(context)
    cluster ??= await startCluster()
    const results: RoomResult[] = []
    for (let run = 0; run < RUNS; run++) {
      const masters = (await cluster.nodes()).slice(0, 3)
      const [master, other] = [masters[run % 3]!, masters[(run + 1) % 3]!]
      const cause = async (channel: string) => void (await FAULTS[name]!(master, other, channel))
      results.push(...(await runFault({ cluster, clients: CLIENTS, master, cause })))
      await cluster.faults.restore()
    }
    for (const client of CLIENTS)
      console.log(`${name}, ${client}: ${summary(results.filter((one) => one.client === client))}`)
    for (const { client, counts, againMs } of results) {
      expect(againMs, `${client} receives again`).toBeLessThan(AGAIN_WITHIN_MS)
      expect(counts.missing, `what ${client} reports as missing`).toEqual(counts.lost)
      expect(counts.received + counts.lost.length).toBe(counts.published)
    }
  },
)

/** The least, median, and most of what was measured. */
function summary(results: readonly RoomResult[]): string {
  const range = (pick: (result: RoomResult) => number, digits = 0) => {
    const values = results.map(pick).sort((a, b) => a - b)
    return [values[0]!, values[values.length >> 1]!, values.at(-1)!]
      .map((value) => value.toFixed(digits))
      .join('/')
  }
  const sum = (pick: (result: RoomResult) => number) =>
    results.reduce((total, result) => total + pick(result), 0)
  return [
    `again after ${range(({ againMs }) => (againMs ?? Number.NaN) / 1000, 2)} s`,
    `published ${sum(({ counts }) => counts.published)}`,
    `lost ${sum(({ counts }) => counts.lost.length)} (${range(({ counts }) => counts.lost.length)})`,
    `reported missing ${sum(({ counts }) => counts.missing.length)}`,
    `not confirmed ${sum(({ counts }) => counts.unconfirmed.length)}`,
  ].join(', ')
}
