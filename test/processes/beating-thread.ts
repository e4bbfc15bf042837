// Run by pulse.test.ts: beats until it is ended.
import { beat } from '../../shared/checks/pulse.ts'

beat()
setInterval(() => {}, 1000)
