import { type RoomResult, runFault } from '../../../lessons/09-scale-out/workbook/faults/run-fault.ts'
import type { Client } from '../../../shared/core/manifest.ts'
import { columns } from '../../../shared/core/terminal.mjs'
import { startCluster } from '../../../shared/redis/cluster/open-cluster.ts'
import { slotOf } from '../../../shared/redis/cluster/slot.ts'
import { median } from './load.ts'

const RUNS = 3

/** Counts deliveries while a slot moves and while a master fails over. */
export async function measureFaults(clients: readonly Client[]): Promise<void> {
  console.log(
    `50 messages a second with the solution of lesson 09, ${RUNS} runs each: the least, median, and most`,
  )
  const cluster = await startCluster()
  const rows: string[][] = []
  try {
    for (const fault of ['slot moves', 'master killed'] as const) {
      const results: RoomResult[] = []
      for (let run = 0; run < RUNS; run++) {
        const masters = (await cluster.nodes()).slice(0, 3)
        const [master, other] = [masters[run % 3]!, masters[(run + 1) % 3]!]
        const cause = async (channel: string) => {
          if (fault === 'slot moves') await cluster.faults.moveSlot(slotOf(channel), other)
          else await cluster.faults.kill(master)
        }
        results.push(...(await runFault({ cluster, clients, master, cause })))
        await cluster.faults.restore()
      }
      for (const client of clients) {
        const own = results.filter((result) => result.client === client)
        const range = (pick: (result: RoomResult) => number | undefined, digits = 0) => {
          const values = own.map((result) => pick(result) ?? Number.POSITIVE_INFINITY)
          return [Math.min(...values), median(values), Math.max(...values)]
            .map((value) => value.toFixed(digits))
            .join('/')
        }
        rows.push([
          fault,
          client,
          range(({ againMs }) => againMs && againMs / 1000, 2),
          range(({ counts }) => counts.published),
          range(({ counts }) => counts.lost.length),
          range(({ counts }) => counts.missing.length),
          range(({ counts }) => counts.unconfirmed.length),
        ])
      }
    }
  } finally {
    await cluster.stop()
  }
  const head = ['', '', 'received again after s', 'published', 'lost', 'reported missing', 'not confirmed']
  console.log(columns([head, ...rows], { indent: 2 }))
}
