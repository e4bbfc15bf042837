import { Redis } from 'ioredis'
import { expect, onTestFinished, test } from 'vitest'
import { foreignSubscribersText } from '#shared/redis/foreign-subscribers.ts'
import { start } from '#shared/redis/start.ts'
import { environment, own } from './support.ts'

/** Somebody else's Redis with somebody who listens; what is said of it. */
async function saidWith(pattern: string): Promise<string | undefined> {
  const theirs = await own()
  const listener = new Redis(theirs.url)
  onTestFinished(() => listener.disconnect())
  await listener.psubscribe(pattern)
  const server = await start({ env: environment({ REDIS_URL: theirs.url }) })
  onTestFinished(() => server.stop())
  return foreignSubscribersText(server)
}

test('who listens to all channels is told of, for PUBLISH counts them', async () => {
  expect(await saidWith('*')).toMatch(/^Another client listens to all channels .* unset the variable/)
})

test('who listens to channels of their own is nobody', async () => {
  expect(await saidWith('their:*')).toBeUndefined()
})

test('a server that was started for the run has no strangers', async () => {
  expect(await foreignSubscribersText(await own())).toBeUndefined()
})
