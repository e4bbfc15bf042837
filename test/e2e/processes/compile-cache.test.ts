import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'

const BUILT = /^\.\/node_modules\/\.cache\/redis-pubsub-workbook\/[0-9a-f]{32}\/(reporter|setup)\.mjs$/

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'workbook-cachedEntries-'))
  cpSync(join(ROOT, 'shared'), join(root, 'shared'), { recursive: true })
  cpSync(join(ROOT, 'package.json'), join(root, 'package.json'))
  mkdirSync(join(root, 'node_modules'))
  // Each by itself, so that the copy has a cache of its own.
  for (const name of readdirSync(join(ROOT, 'node_modules')).filter((one) => !one.startsWith('.'))) {
    symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name), 'junction')
  }
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('the reporter and the setup are built once, and loaded without a compiler', () => {
  const first = cachedEntries()
  expect(first).toMatchObject({
    paths: { reporter: expect.stringMatching(BUILT), setup: expect.stringMatching(BUILT) },
    kinds: { reporter: 'function', setup: 'function' },
    said: '',
  })
  const { mtimeMs } = statSync(join(root, first.paths.reporter))
  expect(cachedEntries().paths).toEqual(first.paths)
  expect(statSync(join(root, first.paths.reporter)).mtimeMs).toBe(mtimeMs)
})

test('other users may read what is built', () => {
  const folder = dirname(join(root, cachedEntries().paths.setup))
  expect(statSync(folder).mode & 0o777).toBe(0o777 & ~process.umask())
})

test('they are built anew when a file has changed that they consist of', () => {
  const { paths } = cachedEntries()
  appendFileSync(join(root, 'shared/redis/start.ts'), '\n// changed\n')
  const changed = cachedEntries()
  expect(changed.paths.setup).toMatch(BUILT)
  expect(changed.paths.setup).not.toBe(paths.setup)
})

test('a file that is gone, and is not needed any more, is no obstacle', () => {
  appendFileSync(join(root, 'shared/redis/start.ts'), "\nimport './short-lived.ts'\n")
  writeFileSync(join(root, 'shared/redis/short-lived.ts'), 'globalThis.name = 1\n')
  expect(cachedEntries().paths.setup).toMatch(BUILT)
  rmSync(join(root, 'shared/redis/short-lived.ts'))
  cpSync(join(ROOT, 'shared/redis/start.ts'), join(root, 'shared/redis/start.ts'))
  expect(cachedEntries()).toMatchObject({ paths: { setup: expect.stringMatching(BUILT) }, said: '' })
})

test('what cannot be built is left to Vitest, and said', () => {
  appendFileSync(join(root, 'shared/runner/setup.ts'), '\nconst = 1\n')
  expect(cachedEntries()).toMatchObject({
    paths: { reporter: 'shared/runner/reporter.ts', setup: 'shared/runner/setup.ts' },
    said: expect.stringContaining('shared/runner could not be compiled beforehand'),
  })
})

/** Calls it in a process of its own, and imports what it gives with Node alone. */
function cachedEntries() {
  const script = `
    const { cachedEntries } = await import(${JSON.stringify(pathToFileURL(join(root, 'shared/runner/compile-cache.mjs')).href)})
    const paths = await cachedEntries()
    const kinds = {}
    for (const [name, path] of Object.entries(paths)) {
      if (path.endsWith('.mjs')) kinds[name] = typeof (await import(new URL(path, 'file://' + process.cwd() + '/'))).default
    }
    console.log(JSON.stringify({ paths, kinds }))
    process.exit()`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  })
  return { ...JSON.parse(stdout || '{}'), said: stderr } as {
    paths: { reporter: string; setup: string }
    kinds: Record<string, string>
    said: string
  }
}
