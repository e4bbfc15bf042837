// Yours. Fill in the TODOs, then check: npm test lessons/06

import { setTimeout as pause } from 'node:timers/promises'
import { todo } from '../../shared/lesson/todo.ts'
import type { Consumer, ConsumerOptions, Entry, StreamCommands } from './contract.ts'

/** Milliseconds before a failed round is tried again. */
const RETRY_MS = 200
/** Milliseconds that `close` waits for Redis: longer than a read waits for entries. */
const CLOSE_MS = 1500

export async function startConsumer(options: ConsumerOptions, commands: StreamCommands): Promise<Consumer> {
  const { stream, maxAttempts, report } = options
  let isHandling = false
  let closing = false
  let closed: Promise<void> | undefined

  /** Calls the caller's handler. `close` waits for it. */
  async function handle(entry: Entry): Promise<void> {
    isHandling = true
    try {
      await options.handle(entry)
    } finally {
      isHandling = false
    }
  }

  /** Handles one entry, and acknowledges it. */
  async function processOne(entry: Entry): Promise<void> {
    // TODO 06.2: Add, read, and acknowledge entries
    // Await handle(entry). If it throws, await failed(entry, error); if it doesn't, acknowledge the entry.
    return todo('06.2')
  }

  /** The handler threw or rejected. The entry isn't acknowledged, so it stays pending. */
  async function failed(entry: Entry, error: unknown): Promise<void> {
    report({ kind: 'handler', error, channel: stream })
    // TODO 06.5: Move failing entries to a dead-letter stream
    // If attempt number maxAttempts has failed, give up now. The reason is reasonOf(error).
  }

  /** Processes entries one after the other. */
  async function processAll(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) {
      // While closing without Redis, don't start work that can't be acknowledged.
      if (closing && !commands.isReady()) return
      await processOne(entry).catch(tell)
    }
  }

  /** Takes over entries that have been pending for `idleMs`, whichever consumer they were delivered to. */
  async function takeOver(): Promise<void> {
    // TODO 06.3: Take over abandoned entries
    // For each of commands.idle(): stop if `closing` is set. Claim the entry. If you got it, await processAgain().
  }

  /** Processes an entry that was delivered before. */
  async function processAgain(entry: Entry): Promise<void> {
    // TODO 06.5, continued
    // entry.attempt includes this claim. If it's greater than maxAttempts, don't process the entry: report an error
    // with kind 'handler', and give up with attempt - 1, because a claim that only moves the entry doesn't count.
    await processOne(entry)
  }

  /** Moves an entry to the dead-letter stream. */
  async function giveUp({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    // TODO 06.5, continued
    // Call commands.moveToDeadLetter() with the fields and dead:id, dead:attempts, dead:reason.
    return todo('06.5')
  }

  async function run(): Promise<void> {
    while (!closing) {
      // TODO 06.4: Survive failures and close
      // If anything in here rejects, await recover(error), so that the loop goes on.
      await takeOver()
      if (!closing) await processAll(await commands.read())
    }
  }

  /** Reports why a round failed, including your own mistakes, and waits a little. */
  async function recover(error: unknown): Promise<void> {
    tell(error)
    await pause(RETRY_MS)
    // TODO 06.7: Recover a lost consumer group
    // Redis has lost the consumer group if isRefusal(error, 'NOGROUP'). join() creates it again; report its error.
  }

  function tell(error: unknown): void {
    report({ kind: 'connection', error })
  }

  /** Creates the consumer group. Tries again while Redis is unreachable or loads its data. */
  async function join(): Promise<void> {
    while (!closing) {
      try {
        await commands.createGroup()
        return
      } catch (error) {
        if (commands.isReady() && !isRefusal(error, 'LOADING')) throw error
        tell(error)
        await pause(RETRY_MS)
      }
    }
  }

  /** Resolves once no handler is running and Redis is unreachable, or hasn't replied for CLOSE_MS. */
  async function redisIsGone(): Promise<void> {
    let since = performance.now()
    while (isHandling || (commands.isReady() && performance.now() - since < CLOSE_MS)) {
      if (isHandling) since = performance.now()
      await pause(10)
    }
  }

  async function close(): Promise<void> {
    closing = true
    closed ??= finish()
    await closed
  }

  async function finish(): Promise<void> {
    // TODO 06.4, continued
    // Wait for `running`, but not longer than for redisIsGone(). Then close the connections.
    return todo('06.4')
  }

  try {
    await join()
  } catch (error) {
    await commands.close()
    throw error
  }
  const running = run()
  return { close }
}

/** Whether Redis refused a command with this code, as in `BUSYGROUP Consumer Group name already exists`. */
export function isRefusal(error: unknown, code: string): boolean {
  return error instanceof Error && error.message.startsWith(`${code} `)
}

/** What a handler failed with, as a string: it may throw any value. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
