/** One receiver in a process of its own; `receiver-in-process.ts` starts it. */
import { receiver, type Way } from './mechanism.ts'

/** What the process is told. */
export interface Order {
  readonly way: Way
  readonly url: string
  /** Of this message, the work never ends. */
  readonly hangsAt: number | undefined
}

/** What the process tells. */
export type Told = { readonly what: 'ready' } | { readonly what: 'handled'; readonly message: number }

const tell = (told: Told) => void process.send?.(told)

process.once('message', ({ way, url, hangsAt }: Order) => {
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
// Whoever started it is gone.
process.on('disconnect', () => process.exit())
