import { expect, inject, test } from 'vitest'
import { CLIENTS } from '#shared/core/manifest.ts'
import { startScript } from '../unit/redis/servers/support.ts'

// ioredis subscribes again by itself, and nobody would handle the promise of that.
test.each(CLIENTS)('a port that is closed while it subscribes again ends quietly (%s)', async (client) => {
  const script = startScript('test/stress/close-while-subscribing.ts', [client, inject('server').url])
  expect(await script.ended).toBe(0)
  expect(script.stdout + script.stderr).toBe('')
})
