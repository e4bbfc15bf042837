// Run by blocked-fixture.ts: a thread that stops beating. It works without end, or it waits for longer than a beat may take.
import { parentPort, workerData } from 'node:worker_threads'
import { BLOCKED_AFTER_MS, startHeartbeat } from '#shared/isolate/heartbeat.ts'

const { how } = workerData as { readonly how: 'waits' | 'works' }

startHeartbeat()
if (how === 'works') for (;;);
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BLOCKED_AFTER_MS + 1000)
parentPort?.postMessage('went on')
