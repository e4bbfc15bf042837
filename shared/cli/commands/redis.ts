/** `npm run redis`: a console on the workbook's Redis. */

import { fail, runCommand } from '#shared/core/terminal.mjs'
import { RedisUnavailable, type Server } from '#shared/redis/server.ts'
import { start } from '#shared/redis/start.ts'
import { readArgs } from '../args.mjs'
import { runConsole } from '../console/console.ts'

await runCommand(async () => {
  readArgs({ command: 'npm run redis', example: 'npm run redis' })
  const server = await find()
  try {
    process.exitCode = await runConsole(server)
  } finally {
    await server.stop()
  }
})

async function find(): Promise<Server> {
  try {
    return await start({ forChecks: false })
  } catch (error) {
    if (error instanceof RedisUnavailable) return fail(error.message)
    throw error
  }
}
