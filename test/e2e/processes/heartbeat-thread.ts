// Run by pulse.test.ts: beats until it is ended.
import { startHeartbeat } from '#shared/isolate/heartbeat.ts'

startHeartbeat()
setInterval(() => {}, 1000)
