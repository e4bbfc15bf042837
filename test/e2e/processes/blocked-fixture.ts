// node --import tsx test/e2e/processes/blocked-fixture.ts
//
// Two threads stop beating: one works without end, one waits and gets no turn for a while. Prints which of them was
// taken for blocked, and which went on. In a process of its own: who watches the tests would end them for it.
import { setTimeout as within } from 'node:timers/promises'
import { watchHeartbeat } from '#shared/isolate/heartbeat.ts'
import { startThread } from '#shared/isolate/thread.ts'

const MODULE = new URL('./blocked-fixture-thread.ts', import.meta.url)

const [works, waits] = ['works', 'waits'].map((how) => startThread(MODULE, { how }))
const names = new Map([
  [works!.threadId, 'works'],
  [waits!.threadId, 'waits'],
])
const blocked = new Promise<void>((resolve) => {
  watchHeartbeat((thread) => {
    console.log(`blocked: ${names.get(thread)}`)
    if (thread === works!.threadId) resolve()
  })
})
const wentOn = new Promise<void>((resolve) => {
  waits!.once('message', () => {
    console.log('went on: waits')
    resolve()
  })
})
await Promise.race([Promise.all([blocked, wentOn]), within(40_000)])
process.exit()
