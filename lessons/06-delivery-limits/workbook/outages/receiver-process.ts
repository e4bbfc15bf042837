/** One receiver in a process of its own; `receiver-in-process.ts` starts it. */

import { receiver } from './open-transport.ts'
import type { Route } from './transport.ts'

/** What the process should do. */
export interface WorkerCommand {
  readonly way: Route
  readonly url: string
  /** The handler of this message never settles. */
  readonly hangsAt: number | undefined
}

/** What the process reports. */
export type WorkerEvent = { readonly what: 'ready' } | { readonly what: 'handled'; readonly message: number }

const tell = (told: WorkerEvent) => void process.send?.(told)

process.once('message', ({ way, url, hangsAt }: WorkerCommand) => {
  const handle = (message: number): void | Promise<void> => {
    tell({ what: 'handled', message })
    if (message === hangsAt) return new Promise(() => {})
  }
  receiver(way, url, handle).then(
    () => tell({ what: 'ready' }),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
// The parent process is gone.
process.on('disconnect', () => process.exit())
