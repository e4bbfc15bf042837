/** `npm run redis`: a console on the workbook's Redis. */
import { RedisUnavailable, type Server } from '../../redis/server.ts'
import { start } from '../../redis/start.ts'
import { runConsole } from '../console/console.ts'
import { fail, runCommand } from '../terminal.mjs'
import { readWords } from '../words.mjs'

await runCommand(async () => {
  readWords({ command: 'npm run redis', example: 'npm run redis' })
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
