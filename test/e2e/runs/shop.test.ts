/** `npm run lesson 08`: the shop as processes, and what a learner's code makes of them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadLesson } from '#shared/core/lessons.ts'
import { folderOf } from '#shared/core/manifest.ts'
import { starterOf } from '#shared/core/starters.ts'
import { needsProgram, until } from '../../unit/redis/servers/support.ts'
import { begin, type Command, run, type Typed } from './command.ts'
import { needsProc, processesOf } from './processes.ts'
import { type Copy, freshCopy, replace } from './workbook-copy.ts'

const lesson = await loadLesson('08-multi-service-app')
const LOGGER = `lessons/${folderOf(lesson)}/logger.ts`
/** Runs when the logger starts, and when it gets an event. */
const STARTS = "await events.onPattern('*'"
const WRITES = 'return JSON.stringify({ timestamp'
const ALL: Typed = ['lesson', '08', 'ioredis']

/** A copy with some tasks of lesson 08 done, and with changes in logger.ts. */
function copyWith(change: (text: string) => string = (text) => text, tasks = lesson.tasks.length) {
  const copy = freshCopy()
  const done = new Set(lesson.tasks.slice(0, tasks).map(({ id }) => id))
  let logger = ''
  for (const { name } of lesson.files) {
    let text = starterOf(lesson, name, { done })
    if (name === 'logger.ts') logger = text = change(text)
    writeFileSync(join(copy.root, 'lessons', folderOf(lesson), name), text)
  }
  return { ...copy, line: (code: string) => logger.slice(0, logger.indexOf(code)).split('\n').length }
}

const inserted = (place: string, code: string) => (text: string) => replace(text, place, `${code}\n${place}`)
const flat = (text: string) => text.replace(/\s+/g, ' ')

// One after the other: each of them has four processes of its own.
describe('the services of lesson 08', { timeout: 240_000 }, () => {
  test('an infinite loop in a process is named with its line', async () => {
    const copy = copyWith(inserted(WRITES, 'for (;;) {}'))
    const { code, stdout, stderr } = await run(copy, ALL)
    expect(stderr).toBe('')
    expect(code, stdout).toBe(1)
    expect(flat(stdout)).toContain('✗ ioredis: logger: The code has kept Node busy for more than 3 seconds')
    expect(flat(stdout)).toContain(`It is at ${LOGGER}:${copy.line('for (;;)')}`)
  })

  test('an error that nobody catches is told with its line, and no stack', async () => {
    const copy = copyWith(inserted(STARTS, "setTimeout(() => { throw new Error('too late') }, 1)"))
    const { code, stdout, stderr } = await run(copy, ALL)
    expect(stderr).toBe('')
    expect(code, stdout).toBe(1)
    expect(flat(stdout)).toContain(
      '✗ ioredis: logger: an exception was thrown and nothing catches it: Error: too late',
    )
    expect(flat(stdout)).toContain(`at ${LOGGER}:${copy.line("throw new Error('too late')")}`)
    expect(stdout).not.toMatch(/shared\/|node_modules|node:internal/)
  })

  test('process.exit in a process is told with its line', async () => {
    const copy = copyWith(inserted(STARTS, 'process.exit(3)'))
    const { code, stdout, stderr } = await run(copy, ALL)
    expect(stderr).toBe('')
    expect(code, stdout).toBe(1)
    expect(flat(stdout)).toContain('process.exit(3) would have ended the process')
    expect(flat(stdout)).toContain(`at ${LOGGER}:${copy.line('process.exit(3)')}`)
  })

  test('a file that cannot be read is told, and no stack', async () => {
    const copy = copyWith((text) => `${text}\nconst = 1\n`)
    const { code, stdout } = await run(copy, ALL)
    expect(code, stdout).toBe(1)
    expect(flat(stdout)).toContain('cannot be loaded')
    expect(stdout).not.toMatch(/node_modules|node:internal/)
  })

  for (let count = 0; count < lesson.tasks.length; count++) {
    const next = lesson.tasks[count]!
    if (next.optional) continue
    test(`with ${count} tasks done, ${next.id} is a friendly pointer, after what is done`, async () => {
      const copy = copyWith((text) => text, count)
      const { code, stdout, stderr } = await run(copy, ALL)
      expect(stderr).toBe('')
      expect(code, stdout).toBe(0)
      // Untouched, it is the solution that is played.
      if (count === 0) expect(flat(stdout)).toContain("You haven't started yet")
      else expect(flat(stdout)).toContain(`○ ioredis: task ${next.id} comes next`)
      expect(stdout).not.toContain('✗')
      if (count > 0) expect(stdout).toContain('POST /users {"name":"Anna"} → 201')
    })
  }
})

describe('a service of lesson 08 that somebody kills', { timeout: 240_000 }, () => {
  for (const role of ['logger', 'api'] as const) {
    test(`is started again, and what it missed is counted (${role})`, async () => {
      const command = begin(freshCopy(), ['lesson', '08', 'solution', 'ioredis'])
      const there = new RegExp(`${role} is running: process (\\d+)`, 'g')
      await until('the service is there', () => there.test(command.stdout))
      const [, pid] = new RegExp(there.source).exec(command.stdout) ?? []
      process.kill(Number(pid), 'SIGKILL')
      expect(await command.ended, command.stdout).toBe(0)
      expect(command.stderr).toBe('')
      expect(command.stdout).toContain(`${role} was killed`)
      expect(command.stdout.match(there), 'it runs a second time').toHaveLength(2)
      expect(command.stdout).toContain('notification has ended with code 0')
      expect(command.stdout).toMatch(/logger: 1 connected, \d+ handled, 0 failed, \d+ missed/)
    })
  }
})

describe('no process of lesson 08 is left', { timeout: 240_000 }, () => {
  let copy: Copy
  beforeAll(() => {
    copy = freshCopy()
  })

  /** On a server program: it could be left behind, too. */
  const env = { WORKBOOK_REDIS: 'server' }
  const left = (command: Command) => processesOf(command)
  const services = (command: Command) => left(command).filter((one) => /service-process/.test(one.command))
  const nobodyLeft = (command: Command) =>
    until('no process is left', () => left(command).length === 0).catch((error: unknown) => {
      throw new Error(JSON.stringify(left(command)), { cause: error })
    })

  test('after a run to its end', async (context) => {
    needsProgram(context)
    needsProc(context)
    const command = begin(copy, ['lesson', '08', 'solution'], { env })
    expect(await command.ended, command.stdout).toBe(0)
    expect(command.stdout).toContain('notification has ended with code 0')
    expect(command.stderr).toBe('')
    await nobodyLeft(command)
  })

  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    // As they start, and when they work.
    for (const moment of [0, 300, 3000]) {
      test(`after ${signal}, ${moment} ms after the first service has begun`, async (context) => {
        needsProgram(context)
        needsProc(context)
        const command = begin(copy, ['lesson', '08', 'solution'], { env, ownGroup: true })
        await until('a service begins', () => services(command).length > 0)
        await Promise.race([command.ended, wait(moment)])
        const { pid } = command.child
        if (command.child.exitCode === null) process.kill(signal === 'SIGINT' ? -pid! : pid!, signal)
        await command.ended
        await nobodyLeft(command)
        expect(command.stderr).toBe('')
      })
    }
  }
})
