// node --import tsx test/commands/still.ts waits|works
//
// A thread stops beating: it works without end, or it waits while another thread works. Prints whether it was taken for
// blocked. In a process of its own: who watches the tests would end them for it.
import { setTimeout as within } from 'node:timers/promises'
import { watchPulse } from '../../shared/checks/pulse.ts'
import { startThread } from '../../shared/workbook/thread.ts'

const MODULE = new URL('./still-thread.ts', import.meta.url)

const how = process.argv[2]
if (how === 'waits') startThread(MODULE, { how: 'works', silent: true })
const thread = startThread(MODULE, { how })
const { threadId } = thread
const said = await Promise.race([
  new Promise<string>((resolve) => watchPulse((blocked) => blocked === threadId && resolve('blocked'))),
  new Promise<string>((resolve) => thread.once('message', resolve)),
  within(40_000, 'nothing'),
])
console.log(said)
process.exit()
