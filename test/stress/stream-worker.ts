/** One consumer of lesson 06 in a process of its own; `stream-crew.ts` starts it, and kills it. */
import { Redis } from 'ioredis'
import type { StreamsContract } from '../../lessons/06-delivery-limits/contract.ts'
import { deadLetterOf, doneOf, type Handling, handledOf, type WorkerOrder } from './stream-names.ts'

// It may be told to close before it has begun.
const toldToClose = new Promise<void>((resolve) => {
  process.on('message', (message) => {
    if (message === 'close') resolve()
  })
})
process.once('message', (order: WorkerOrder) => {
  work(order).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
// Whoever started it is gone.
process.on('disconnect', () => process.exit())

async function work({ client, url, stream, name, idleMs, maxAttempts }: WorkerOrder): Promise<void> {
  const { consumer } = (await import(`../../solutions/06-delivery-limits/${client}.ts`)) as StreamsContract
  const notes = new Redis(url)
  notes.on('error', () => {})
  const running = await consumer({
    url,
    namespace: '',
    report: () => {},
    stream,
    group: 'workers',
    name,
    idleMs,
    maxAttempts,
    deadLetter: deadLetterOf(stream),
    async handle({ fields, attempt }) {
      if (fields.poison === 'kills') process.kill(process.pid, 'SIGKILL')
      if (fields.poison === 'throws') throw new Error('cannot be digested')
      const handling: Handling = { n: Number(fields.n), by: name, attempt }
      // It has to be in Redis before the entry is acknowledged.
      await Promise.all([
        notes.sadd(handledOf(stream), JSON.stringify(handling)),
        notes.sadd(doneOf(stream), handling.n),
      ])
    },
  })
  process.send?.('ready')
  await toldToClose
  await running.close()
  notes.disconnect()
  process.disconnect()
}
