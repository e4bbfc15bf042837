import { execFile } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { afterAll, describe, expect, test } from 'vitest'
import { examine, faultOf, loadFault } from '#shared/cli/installation.cjs'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { emptyWorkbook, removeWorkbooks, withShared } from '../../unit/fixture.ts'

afterAll(removeWorkbooks)

const SYSTEM = `${process.platform}-${process.arch}`
const START = 'shared/cli/start.cjs'
const COMMANDS = Object.keys(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts)

/**
 * A folder with this workbook's package.json, its `shared`, and packages: the real ones, but for those that a test
 * replaces or leaves out.
 *
 * @param changes Folders below `node_modules`: null leaves one out, `copy` makes a real folder of it, a text is its
 * package.json.
 */
function installed(changes: Record<string, 'copy' | string | null>): string {
  const workbook = emptyWorkbook()
  const modules = join(workbook.root, 'node_modules')
  rmSync(modules)
  workbook.write('package.json', readFileSync(join(ROOT, 'package.json'), 'utf8'))
  withShared(workbook)
  const original = join(ROOT, 'node_modules')
  const names = readdirSync(original).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(original, name)).map((inner) => `${name}/${inner}`) : [name],
  )
  for (const name of new Set([...names, ...Object.keys(changes)])) {
    const change = name in changes ? changes[name] : 'link'
    if (change === null || name === '.cache') continue
    const folder = join(modules, name)
    mkdirSync(dirname(folder), { recursive: true })
    if (change === 'link') symlinkSync(join(original, name), folder, 'junction')
    else if (change === 'copy') cpSync(join(original, name), folder, { recursive: true })
    else workbook.write(`node_modules/${name}/package.json`, change ?? '')
  }
  return workbook.root
}

const manifest = (name: string) => readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')

/** esbuild as it was installed on another system. */
const FOREIGN = {
  tsx: 'copy',
  esbuild: 'copy',
  [`@esbuild/${SYSTEM}`]: null,
  '@esbuild/plan9-pdp11': '{ "name": "@esbuild/plan9-pdp11", "version": "0.0.0" }',
} as const

interface Ended {
  readonly code: number | string
  readonly stdout: string
  readonly stderr: string
}

function start(root: string, words: readonly string[], node = process.execPath): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '', WORKBOOK_REDIS: 'embedded' }
    execFile(node, [START, ...words], { cwd: root, env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    )
  })
}

describe('what keeps a command from running is told in one sentence', () => {
  test.each(COMMANDS.filter((name) => name !== 'doctor'))('%s: Node.js is too old', (command) => {
    const told = faultOf(command, { version: '18.20.8' })
    expect(told).toMatch(/^The workbook needs Node\.js 22\.12 or later .*this is 18\.20\.8\. .*\n?$/)
  })

  test.each([
    ['20.18.3', false],
    ['20.19.0', true],
    ['21.7.3', false],
    ['22.11.0', false],
    ['22.12.0', true],
    ['24.0.0', true],
    ['26.10.0', true],
  ])('Node.js %s will do: %s', (version, good) => {
    expect(faultOf('lesson', { version }) === undefined).toBe(good)
  })

  test('nothing is wrong here', () => {
    for (const command of COMMANDS) expect(faultOf(command)).toBeUndefined()
  })

  test('no packages', () => {
    const { root } = emptyWorkbook()
    rmSync(join(root, 'node_modules'))
    cpSync(join(ROOT, 'package.json'), join(root, 'package.json'))
    expect(faultOf('lesson', { root })).toBe(
      "The workbook's packages aren't installed yet. Type: npm install",
    )
  })

  test('a package is missing', () => {
    const root = installed({ ioredis: null })
    expect(faultOf('hint', { root })).toBe('ioredis is not installed. Type: npm install')
  })

  test('without the packages for development, npm test says so and a lesson can be played', () => {
    const root = installed({ vitest: null, vite: null, typescript: null, typedoc: null })
    expect(faultOf('lesson', { root })).toBeUndefined()
    expect(faultOf('test', { root })).toBe(
      'npm test needs typedoc, typescript and 2 more, which are not installed. Type: npm install --include=dev',
    )
  })

  test('esbuild of another system', () => {
    expect(faultOf('lesson', { root: installed(FOREIGN) })).toBe(
      `esbuild has no program for this system (${SYSTEM}): were the packages installed on another one? Type: npm ci`,
    )
  })

  test('the binding of rolldown is missing: npm test says so, and a lesson can be played', () => {
    const bindings = readdirSync(join(ROOT, 'node_modules/@rolldown')).filter((name) => name.includes(SYSTEM))
    expect(bindings).not.toEqual([])
    const root = installed({
      ...Object.fromEntries(bindings.map((name) => [`@rolldown/${name}`, null])),
      vite: manifest('vite'),
      rolldown: manifest('rolldown'),
    })
    expect(faultOf('lesson', { root })).toBeUndefined()
    expect(faultOf('test', { root })).toContain('rolldown has no program for this system')
  })
})

describe('as processes', () => {
  test('without packages each command ends with that sentence, and doctor with its table', async () => {
    const { root } = emptyWorkbook()
    rmSync(join(root, 'node_modules'))
    cpSync(join(ROOT, 'package.json'), join(root, 'package.json'))
    cpSync(join(ROOT, 'shared'), join(root, 'shared'), { recursive: true })
    const [lesson, tests, doctor] = await Promise.all(
      [['lesson', '01'], ['test'], ['doctor']].map((words) => start(root, words)),
    )
    const stderr = "The workbook's packages aren't installed yet. Type: npm install\n"
    expect(lesson).toEqual({ code: 2, stdout: '', stderr })
    expect(tests).toEqual({ code: 2, stdout: '', stderr })
    expect(doctor).toMatchObject({ code: 2, stderr: '' })
    expect(doctor!.stdout).toMatch(/^✓ +Node\.js .*\n✗ +packages +not installed yet\n/)
    expect(doctor!.stdout).toContain('Type: npm install\n')
  })

  test.skipIf(process.platform === 'win32')('esbuild that is there and does not run', async () => {
    const root = installed({ tsx: 'copy', esbuild: 'copy', [`@esbuild/${SYSTEM}`]: 'copy' })
    for (const file of [`@esbuild/${SYSTEM}/bin/esbuild`, 'esbuild/bin/esbuild']) {
      writeFileSync(join(root, 'node_modules', file), '#!/bin/sh\nexit 1\n')
      chmodSync(join(root, 'node_modules', file), 0o755)
    }
    const [lesson, doctor] = await Promise.all([start(root, ['lesson']), start(root, ['doctor'])])
    expect(lesson.code).toBe(2)
    expect(lesson.stderr).toMatch(
      /^A part of the workbook can't be loaded: .*\nTo install the packages again, type: npm ci\. .*\n$/,
    )
    expect(doctor).toMatchObject({ code: 2, stderr: '' })
    expect(doctor.stdout).toMatch(/^✗ +all commands +esbuild doesn't run: /m)
  })

  const oldNodes = (process.env.WORKBOOK_OLD_NODES ?? '').split(':').filter((node) => node !== '')
  test('a Node.js that is too old reads the first files of every command', async ({ skip }) => {
    if (oldNodes.length === 0)
      skip('WORKBOOK_OLD_NODES names no programs of older Node.js, divided by colons')
    for (const node of oldNodes) {
      for (const command of COMMANDS.filter((name) => name !== 'doctor')) {
        const { code, stdout, stderr } = await start(ROOT, [command], node)
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
        expect(stderr).toMatch(/^The workbook needs Node\.js .*\n$/)
      }
      const doctor = await start(ROOT, ['doctor'], node)
      expect(doctor).toMatchObject({ code: 2, stderr: '' })
      expect(doctor.stdout).toMatch(/^✗ +Node\.js .*\n✓ +node-redis /)
    }
  })
})

test.each([
  START,
  'shared/cli/installation.cjs',
  'shared/cli/doctor/begin.cjs',
  'shared/cli/doctor/report.cjs',
])('%s is written in the JavaScript of 2015', (file) => {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const compiled = (target: ts.ScriptTarget) =>
    ts.transpileModule(text, { compilerOptions: { target, module: ts.ModuleKind.CommonJS } }).outputText
  expect(compiled(ts.ScriptTarget.ES2015)).toBe(compiled(ts.ScriptTarget.ESNext))
  expect(text).not.toMatch(/require\('node:|\bawait\b|\.replaceAll\(|\.flat/)
})

describe('npm run doctor on the packages', () => {
  // With an old Node.js nothing is tried out, which saves the time.
  const found = async (root: string) =>
    Object.fromEntries((await examine({ root, version: '16.20.2' })).map((one) => [one.what, one]))

  test('without the packages for development npm test cannot run, and what to type is told', async () => {
    const findings = await found(
      installed({ vitest: null, '@biomejs/biome': null, 'socket.io-client': null }),
    )
    const advice = 'Type: npm install --include=dev'
    expect(findings['npm test']).toMatchObject({ state: 'wrong', found: 'vitest is not installed', advice })
    expect(findings['npm run check']).toMatchObject({ state: 'missing', advice })
    expect(findings['other packages']).toMatchObject({
      state: 'wrong',
      found: 'socket.io-client is not installed',
      advice,
    })
    expect(findings['all commands']!.state).toBe('good')
  })

  test('another version than the workbook needs', async () => {
    const other = JSON.stringify({ ...JSON.parse(manifest('redis')), version: '4.7.0' })
    const findings = await found(installed({ redis: other }))
    expect(findings['node-redis']).toMatchObject({ state: 'wrong', advice: 'Type: npm ci' })
    expect(findings['node-redis']!.found).toMatch(/^redis 4\.7\.0, and \d+\.\d+\.\d+ is needed$/)
  })

  test('esbuild of another system', async () => {
    expect((await found(installed(FOREIGN)))['all commands']).toMatchObject({
      state: 'wrong',
      found: `esbuild has no program for this system (${SYSTEM})`,
    })
  })

  test('with an old Node.js nothing is tried out', async () => {
    const findings = await found(ROOT)
    expect(findings['Node.js']).toMatchObject({
      state: 'wrong',
      advice: expect.stringContaining('nodejs.org'),
    })
    expect(findings['npm test']!.state).toBe('good')
  })
})

test('an error of the workbook itself is not blamed on the packages', () => {
  expect(loadFault(new TypeError('a bug'))).toBeUndefined()
  expect(loadFault('no error')).toBeUndefined()
})
