/**
 * The thread in which a learner's gateway is played.
 *
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads'
import { startHeartbeat } from '#shared/isolate/heartbeat.ts'
import { type BridgeJob, bridgeRow } from './bridge-row.ts'

startHeartbeat()
parentPort?.postMessage(await bridgeRow(workerData as BridgeJob))
