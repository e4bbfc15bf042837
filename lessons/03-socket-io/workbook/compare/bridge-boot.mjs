// The beginning of the gateway's thread: a thread does not inherit the compiler of the one that starts it.
import { register } from 'tsx/esm/api'

register()
await import('./bridge-thread.ts')
