import type { TestProject } from 'vitest/node'
import { onEndOfRun } from '#shared/checks/server-refusal.ts'
import { fail, print } from '#shared/core/terminal.mjs'
import { foreignSubscribersText } from '#shared/redis/foreign-subscribers.ts'
import { RedisUnavailable, type Server } from '#shared/redis/server.ts'
import { serverInfoOf } from '#shared/redis/server-info.ts'
import { watchServer } from '#shared/redis/server-watch.ts'
import { start } from '#shared/redis/start.ts'

let begun: Promise<Server> | undefined

/** Finds or starts Redis beforehand: while Vitest is being loaded there is time for it. */
export function begin(): void {
  begun ??= startOrEnd()
  // Told by the setup, which waits for it.
  begun.catch(() => {})
}

/** Finds or starts the Redis that this test run uses, says which, and hands it to the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await (begun ?? startOrEnd())
  print(`Redis: ${server.label}\n`)
  // Every check would fail, one after the other and each for a reason that is none.
  const endWatch = await watchServer(server, (sentence) => fail(sentence))
  const foreign = await foreignSubscribersText(server)
  if (foreign) {
    await endWatch()
    fail(foreign)
  }
  const endListening = onEndOfRun(server, (sentence) => fail(sentence))
  project.provide('server', serverInfoOf(server))
  project.provide('client', process.env.WORKBOOK_CLIENT ?? '')
  project.provide('own', process.env.WORKBOOK_OWN === '1')
  return async () => {
    await endWatch()
    endListening()
    await server.stop()
  }
}

async function startOrEnd(): Promise<Server> {
  try {
    return await start()
  } catch (error) {
    // Vitest would show it as an error in the workbook's code, with a stack.
    if (error instanceof RedisUnavailable) fail(error.message)
    throw error
  }
}
