import type { TestProject } from 'vitest/node'
import { start } from '../redis/start.ts'
import { factsOf } from './environment.ts'

/** Finds or starts the Redis that this test run uses, says which, and hands it to the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await start()
  console.log(`Redis: ${server.label}\n`)
  project.provide('server', factsOf(server))
  project.provide('client', process.env.WORKBOOK_CLIENT ?? '')
  project.provide('mine', process.env.WORKBOOK_MINE === '1')
  return () => server.stop()
}
