/** One side of one candidate in a process of its own; `runner-process.ts` starts it. */
import { CANDIDATES, type Name } from './candidates/all.ts'
import { LOAD, orderOf } from './load.ts'
import type { Reply, Request } from './runner-process.ts'

const [name = '', channel = ''] = process.argv.slice(2)
const candidate = await CANDIDATES[name as Name](process.env.BENCH_REDIS ?? '')
let expected = 0
let count = 0

const tell = (what: Reply['what']) => {
  const { user, system } = process.cpuUsage()
  process.send?.({ what, cpu: (user + system) / 1000 } satisfies Reply)
}

function got(): void {
  expected -= 1
  if (expected === 0) tell('received')
  else if (expected < 0) throw new Error(`${name} has delivered an event more than it was given`)
}

async function publish(events: number, note: string): Promise<void> {
  let left = events
  const worker = async () => {
    while (left > 0) {
      left -= 1
      count += 1
      await candidate.publish(channel, orderOf(count, note))
    }
  }
  await Promise.all(Array.from({ length: LOAD.window }, worker))
  tell('sent')
}

process.on('message', (request: Request) => {
  if (request.what === 'publish') {
    void publish(request.events, request.note)
    return
  }
  expected = request.events
  if (request.what === 'expect') tell('ready')
  else void candidate.subscribe(channel, got).then(() => tell('ready'))
})
// Whoever started it is gone: nobody needs it any more.
process.on('disconnect', () => process.exit())
tell('ready')
