// The beginning of a thread that runs TypeScript: a thread does not inherit the compiler of the one that starts it.
import { register } from 'tsx/esm/api'

register()
await import(process.argv[2])
