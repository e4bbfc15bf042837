// The beginning of a process with a service in it. The service runs in a thread: so this process ends with the one
// that has started it, and can say where an infinite loop is. Plain JavaScript, so that it is there at once.
import { BroadcastChannel, Worker } from 'node:worker_threads'

/** How often it is looked for signs of life of the service, in milliseconds. */
const LOOK_EVERY = 200
/** After so long without one it may be blocked, as for shared/isolate/heartbeat.ts, in milliseconds. */
const BLOCKED_AFTER = 3000
/** It is, when it could have worked for so long meanwhile, in milliseconds. Else the machine is busy. */
const WORKED = 2000

const boot = new URL('../isolate/thread-boot.mjs', import.meta.url)

const end = () => process.exit()
process.on('disconnect', end)
// Ctrl-C comes to all processes of a terminal, and the one that has started this one decides.
process.on('SIGINT', () => {})
if (!process.connected) end()
process.once('message', begin)

function begin({ thread: module, job }) {
  const thread = new Worker(boot, { argv: [module], workerData: job })
  let asked = false
  thread.on('message', (told) => tell(told, told.what === 'closed' && asked ? end : undefined))
  thread.on('error', (error) => tell({ what: 'failed', message: String(error?.message ?? error) }))
  thread.on('exit', () => tell({ what: 'failed', message: 'the code has ended its process' }, end))
  process.on('message', (order) => thread.postMessage(order))
  process.on('SIGTERM', () => {
    asked = true
    thread.postMessage({ what: 'close' })
  })
  watch(thread)
}

function tell(told, then = () => {}) {
  if (process.connected) process.send(told, then)
  else then()
}

function watch(thread) {
  const worked = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000
  let last
  const channel = new BroadcastChannel('workbook-heartbeat')
  channel.onmessage = () => {
    last = { time: performance.now(), worked: worked() }
  }
  const timer = setInterval(() => {
    if (!last || performance.now() - last.time < BLOCKED_AFTER || worked() - last.worked < WORKED) return
    clearInterval(timer)
    void tellWhereBlocked(thread.threadId)
  }, LOOK_EVERY)
}

async function tellWhereBlocked(thread) {
  // Only now, for a compiler takes its time.
  const { register } = await import('tsx/esm/api')
  register()
  const { blockedMessage } = await import('#shared/isolate/blocked.ts')
  tell({ what: 'failed', message: await blockedMessage(thread) }, end)
}
