// Run by pulse.test.ts: beats until it is ended.
import { beat } from '#shared/isolate/heartbeat.ts'

beat()
setInterval(() => {}, 1000)
