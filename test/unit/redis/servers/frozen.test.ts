import { expect, onTestFinished, test, vi } from 'vitest'
import { removeNamespace } from '#shared/redis/clean-up.ts'
import { foreignSubscribersText } from '#shared/redis/foreign-subscribers.ts'
import type { Server } from '#shared/redis/server.ts'
import { watchServer } from '#shared/redis/server-watch.ts'
import { start } from '#shared/redis/start.ts'
import { environment, freeze, needsProgram, needsUnix, own, tcpServer } from './support.ts'

/** Somebody's Redis, as a run sees it. */
async function byUrl(): Promise<{ server: Server; theirs: Server }> {
  const theirs = await own()
  const server = await start({ env: environment({ REDIS_URL: theirs.url }) })
  return { server, theirs }
}

/** The sentence that ends a run, and what ends the watch for it. */
async function watched(server: Server): Promise<string[]> {
  const told: string[] = []
  onTestFinished(await watchServer(server, (sentence) => told.push(sentence)))
  return told
}

test('a Redis that no longer replies ends the run with a sentence', async (context) => {
  needsProgram(context)
  needsUnix(context)
  const { server, theirs } = await byUrl()
  onTestFinished(() => server.stop())
  const told = await watched(server)
  const thaw = await freeze(theirs.url)
  await expect.poll(() => told, { timeout: 20_000 }).toHaveLength(1)
  expect(told[0]).toMatch(/^Redis has not replied for 5 seconds, .* unset the variable that holds the URL\.$/)
  thaw()
})

test('by its end, a watch has noticed a Redis that has just gone', async (context) => {
  needsProgram(context)
  const theirs = await own()
  const told: string[] = []
  const endWatch = await watchServer(theirs, (sentence) => told.push(sentence))
  await theirs.crash()
  await endWatch()
  expect(told).toEqual([expect.stringMatching(/^The Redis that was started for this run ended/)])
})

test('whether somebody listens to everything is not asked for long', async (context) => {
  needsProgram(context)
  needsUnix(context)
  const { server, theirs } = await byUrl()
  onTestFinished(() => server.stop())
  const thaw = await freeze(theirs.url)
  expect(await foreignSubscribersText(server)).toMatch(
    /^Redis does not answer within 2 seconds; .* unset the variable/,
  )
  thaw()
})

test('keys that cannot be removed in time are left, and that is said', {
  timeout: 30_000,
}, async (context) => {
  needsProgram(context)
  needsUnix(context)
  const { server, theirs } = await byUrl()
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => said.mockRestore())
  const thaw = await freeze(theirs.url)
  await server.stop()
  thaw()
  expect(said.mock.calls).toEqual([[expect.stringContaining(server.namespace)]])
})

test('a Redis that falls silent while keys are removed is left alone', { timeout: 30_000 }, async () => {
  const fields = ['version', '7.0.15', 'mode', 'standalone', 'role', 'master']
  const hello = `*${fields.length}\r\n${fields.map((field) => `$${field.length}\r\n${field}\r\n`).join('')}`
  let asked = false
  const port = await tcpServer((socket) => {
    socket.on('data', (data) => {
      if (String(data).includes('HELLO')) socket.write(hello)
      asked ||= String(data).includes('SCAN')
    })
  })
  const address = { host: '127.0.0.1', port, tls: false, database: 0 }
  expect(await removeNamespace(address, `redis://127.0.0.1:${port}`, 'wb:1:')).toBe(false)
  expect(asked).toBe(true)
})
