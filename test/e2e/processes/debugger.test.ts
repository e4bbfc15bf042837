import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'

/** How long a condition of a check may take, as a program says that runs with these options of Node. */
function boundWith(...options: readonly string[]): string {
  const script = `
    import { serverInfoOf } from './shared/redis/server-info.ts'
    import { openEnvironment } from './shared/checks/environment.ts'
    const server = { url: 'redis://127.0.0.1:1', namespace: '', label: '', can: [] }
    console.log(openEnvironment(serverInfoOf(server)).bound)
    process.exit()`
  const { stdout } = spawnSync(
    process.execPath,
    [...options, '--import', 'tsx', '--input-type=module', '-e', script],
    {
      cwd: ROOT,
      encoding: 'utf8',
      timeout: 30_000,
    },
  )
  return stdout.trim()
}

test('the bounds of conditions are off under a debugger, and only there', () => {
  expect(Number(boundWith())).toBeGreaterThan(1000)
  expect(boundWith('--inspect=127.0.0.1:0')).toBe('Infinity')
})
