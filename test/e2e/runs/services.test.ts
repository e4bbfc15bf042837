/** `npm run lesson 04` and `npm run lesson 04 kill`: services as processes, and what a learner's code makes of them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadLesson } from '#shared/core/lessons.ts'
import { folderOf } from '#shared/core/manifest.ts'
import { starterOf } from '#shared/core/starters.ts'
import { needsProgram, until } from '../../unit/redis/servers/support.ts'
import { begin, type Command, run, type Typed, written } from './command.ts'
import { needsProc, processesOf } from './processes.ts'
import { type Copy, freshCopy, replace } from './workbook-copy.ts'

const lesson = await loadLesson('04-cross-service')
const SERVICES = `lessons/${folderOf(lesson)}/services.ts`
const SEND = 'await send({'
const LISTEN = 'return listening(pubsub.subscribe(channel, handler), { close })'

/** A copy with some tasks of lesson 04 done, and with changes in services.ts. */
function copyWith(
  change: (text: string) => string = (text) => text,
  tasks = 7,
): Copy & { line(code: string): number } {
  const copy = freshCopy()
  const done = new Set(lesson.tasks.slice(0, tasks).map(({ id }) => id))
  let services = ''
  for (const { name } of lesson.files) {
    let text = starterOf(lesson, name, { done })
    if (name === 'services.ts') services = text = change(text)
    writeFileSync(join(copy.root, 'lessons', folderOf(lesson), name), text)
  }
  return { ...copy, line: (code) => services.slice(0, services.indexOf(code)).split('\n').length }
}

const inserted = (place: string, code: string) => (text: string) => replace(text, place, `${code}\n${place}`)
const ALL: Typed = ['lesson', '04', 'ioredis']
const KILL: Typed = ['lesson', '04', 'kill', 'ioredis']

// One after the other: each of them has four to nine processes of its own.
describe('the services of lesson 04', { timeout: 240_000 }, () => {
  for (const typed of [ALL, KILL]) {
    const name = typed.join(' ')

    test(`${name}: an infinite loop in a process is named with its line`, async () => {
      const copy = copyWith(inserted(SEND, 'for (;;) {}'))
      const { code, stdout, stderr } = await run(copy, typed)
      expect(stderr).toBe('')
      expect(code, stdout).toBe(1)
      const told = stdout.replace(/\s+/g, ' ')
      expect(told).toMatch(/✗ (ioredis: )?emails \w: The code has kept Node busy for more than 3 seconds/)
      expect(told).toContain(`It is at ${SERVICES}:${copy.line('for (;;)')}`)
    })

    test(`${name}: an error that nobody catches is told with its line, and no stack`, async () => {
      const copy = copyWith(inserted(SEND, "setTimeout(() => { throw new Error('too late') }, 1)"))
      const { code, stdout, stderr } = await run(copy, typed)
      expect(stderr).toBe('')
      expect(code, stdout).toBe(1)
      const told = stdout.replace(/\s+/g, ' ')
      expect(told).toMatch(
        /✗ (ioredis: )?emails \w: an exception was thrown and nothing catches it: Error: too late/,
      )
      expect(told).toContain(`at ${SERVICES}:${copy.line("throw new Error('too late')")}`)
      expect(stdout).not.toMatch(/shared\/|node_modules|node:internal/)
    })

    test(`${name}: process.exit in a process is told with its line`, async () => {
      const copy = copyWith(inserted(LISTEN, 'process.exit(3)'))
      const { code, stdout, stderr } = await run(copy, typed)
      expect(stderr).toBe('')
      expect(code, stdout).toBe(1)
      const told = stdout.replace(/\s+/g, ' ')
      expect(told).toContain('process.exit(3) would have ended the process')
      expect(told).toContain(`at ${SERVICES}:${copy.line('process.exit(3)')}`)
    })
  }

  test('lesson 04: a task that is not done is a friendly pointer, after what is done', async () => {
    const copy = copyWith((text) => text, 1)
    const { code, stdout, stderr } = await run(copy, ALL)
    expect(stderr).toBe('')
    expect(code, stdout).toBe(0)
    expect(stdout).toContain('Anna registers')
    expect(stdout).toMatch(/○ ioredis: task 04\.2 comes next/)
    expect(stdout).toContain('npm run hint 04 2')
  })

  test('lesson 04 kill: a task that is not done is a friendly pointer', async () => {
    const copy = copyWith((text) => text, 1)
    const { code, stdout, stderr } = await run(copy, KILL)
    expect(stderr).toBe('')
    expect(code, stdout).toBe(0)
    const told = stdout.replace(/\s+/g, ' ')
    expect(told).toMatch(
      /Task 04\.2, .*, is not done yet\. It is at lessons\/04-cross-service\/\w[\w-]*\.ts:\d+/,
    )
    expect(told).toContain('npm run lesson 04 solution kill')
  })

  test('lesson 04 kill: replicas that both send are found out', async () => {
    const own = 'if (token === undefined) return'
    const copy = copyWith((text) => replace(text, own, `${own} sendWelcome(event)`))
    const { code, stdout, stderr } = await run(copy, KILL)
    expect(stderr).toBe('')
    expect(code, stdout).toBe(1)
    expect(stdout).toContain('✗ Sent twice: user ')
  })

  test('lesson 04 kill takes no other word', async () => {
    const { code, stdout, stderr } = await run(copyWith(), [...KILL, 'softly'])
    expect(code, stdout).toBe(2)
    expect(stderr).toMatch(/^npm run lesson 04 kill does not know "softly"; it takes /)
  })
})

/** On a server program: it could be left behind, too. */
const env = { WORKBOOK_REDIS: 'server' }
const commands: Typed[] = [
  ['lesson', '04', 'solution'],
  ['lesson', '04', 'solution', 'kill'],
]

describe('no process of lesson 04 is left', { timeout: 240_000 }, () => {
  let copy: Copy
  beforeAll(() => {
    copy = freshCopy()
  })

  const left = (command: Command) => processesOf(command)
  const services = (command: Command) => left(command).filter((one) => /service-process/.test(one.command))
  const nobodyLeft = (command: Command) =>
    until('no process is left', () => left(command).length === 0).catch((error: unknown) => {
      throw new Error(JSON.stringify(left(command)), { cause: error })
    })

  for (const typed of commands) {
    const name = typed.join(' ')
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      // As they start, and when they work.
      for (const moment of [0, 900]) {
        test(`after ${signal}, ${moment} ms after the first service of ${name} has begun`, async (context) => {
          needsProgram(context)
          needsProc(context)
          const command = begin(copy, typed, { env, ownGroup: true })
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

    test(`after whoever reads the output of ${name} has gone`, async (context) => {
      needsProgram(context)
      needsProc(context)
      const command = begin(copy, typed, { env })
      await written(command, /^Redis: /m)
      command.child.stdout!.destroy()
      await command.ended
      await nobodyLeft(command)
      expect(command.stderr).toBe('')
    })
  }

  test('after a service has been killed by somebody', async (context) => {
    needsProc(context)
    const command = begin(copy, ['lesson', '04', 'solution', 'ioredis'])
    await until('a service has begun', () => services(command).length > 0)
    process.kill(services(command)[0]!.pid, 'SIGKILL')
    expect(await command.ended).toBe(1)
    expect(command.stdout).toMatch(/✗ ioredis: .* has ended \(SIGKILL\)/)
    expect(command.stderr).toBe('')
    await nobodyLeft(command)
  })

  test('after an infinite loop in a service, when the command is killed', async (context) => {
    needsProc(context)
    const looping = copyWith(inserted(LISTEN, 'for (;;) {}'))
    const command = begin(looping, ALL)
    await until('a service has begun', () => services(command).length > 0)
    await wait(1500)
    command.child.kill('SIGKILL')
    await command.ended
    await nobodyLeft(command)
  })
})
