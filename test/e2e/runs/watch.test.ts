import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../unit/redis/servers/support.ts'
import { begin, type Command } from './command.ts'
import { type Copy, copyWith, freshCopy, lesson, replace, solved } from './workbook-copy.ts'

const FILE = 'lessons/01-basic-pubsub/node-redis.ts'
const PUBLISH = 'return publisher.publish(channel, text)'

const good = solved('node-redis')
const wrong = replace(good, PUBLISH, 'await publisher.publish(channel, text)\nreturn 1')
const broken = replace(good, PUBLISH, PUBLISH.slice(0, -1))
const endless = replace(good, PUBLISH, 'for (;;) {}')

/** The verdicts of a watch. */
function verdicts({ stdout }: Command): string[] {
  return stdout
    .split(/Waiting for you to save a file of lessons\/01-basic-pubsub\. Ctrl-C ends it\.\n/)
    .slice(0, -1)
}

/** Waits for one more verdict. */
async function next(command: Command, change: () => void): Promise<string> {
  const before = verdicts(command).length
  change()
  await until(`there is a verdict. So far:\n${command.stdout}\n${command.stderr}`, () => {
    if (command.child.exitCode !== null)
      throw new Error(`It has ended:\n${command.stdout}\n${command.stderr}`)
    return verdicts(command).length > before
  })
  return verdicts(command)[before]!
}

/** The marks of node-redis, from task 01.1 to 01.6. */
function marks(verdict: string): string {
  return lesson.tasks
    .filter(({ optional }) => !optional)
    .map(({ id }) => new RegExp(`^ {2}${id} .* ([✓✗○])$`, 'm').exec(verdict)?.[1] ?? '-')
    .join('')
}

/** What the progress says of node-redis: the tasks that have passed. */
function passed(copy: Copy): string[] {
  const { tasks } = JSON.parse(copy.progress() ?? '{"tasks":{}}') as {
    tasks: Record<string, { 'node-redis'?: { passed?: string; failing?: string } }>
  }
  return Object.keys(tasks).filter((id) => {
    const record = tasks[id]?.['node-redis']
    return record?.passed && !record.failing
  })
}

describe('npm run lesson 01 watch', { timeout: 240_000 }, () => {
  let copy: Copy
  let command: Command
  const save = (text: string) => copy.write('node-redis', text)

  beforeAll(() => {
    copy = freshCopy()
    command = begin(copy, ['lesson', '01', 'node-redis', 'watch'])
  })

  test('begins with a verdict', async () => {
    const first = await next(command, () => {})
    expect(marks(first)).toBe('○○○○○○')
    expect(first).toContain(`Begin at ${FILE}:`)
    expect(copy.progress()).toBeUndefined()
  })

  test('a file is saved', async () => {
    expect(marks(await next(command, () => save(good)))).toBe('✓✓✓✓✓✓')
    expect(passed(copy)).toEqual(lesson.tasks.map(({ id }) => id))
  })

  test('it is saved with a mistake', async () => {
    const verdict = await next(command, () => save(wrong))
    expect(marks(verdict)).toMatch(/^✗/)
    expect(verdict).toContain('✗ 01.1 on node-redis: ')
    expect(verdict).toContain('npm run hint 01 1')
    expect(passed(copy)).not.toContain('01.1')
  })

  test('an editor writes another file and puts it in its place', async () => {
    const verdict = await next(command, () => {
      writeFileSync(`${copy.path('node-redis')}.tmp`, good)
      renameSync(`${copy.path('node-redis')}.tmp`, copy.path('node-redis'))
    })
    expect(marks(verdict)).toBe('✓✓✓✓✓✓')
  })

  test('a syntax error, then it is repaired, with the line ends of Windows', async () => {
    const verdict = await next(command, () => save(broken))
    expect(verdict).toContain(`✗ node-redis: ${FILE} cannot be loaded, so nothing was checked.`)
    expect(marks(await next(command, () => save(good.replaceAll('\n', '\r\n'))))).toBe('✓✓✓✓✓✓')
  })

  test('an infinite loop, then the file is deleted and made again', async () => {
    const verdict = await next(command, () => save(endless))
    const line = endless.slice(0, endless.indexOf('for (;;)')).split('\n').length
    expect(verdict).toContain('an infinite loop?')
    expect(verdict).toContain(`It is at ${FILE}:${line}`)
    // What an infinite loop keeps from being checked stays as it was.
    expect(passed(copy)).toContain('01.6')
    const repaired = await next(command, () => {
      rmSync(copy.path('node-redis'))
      save(`${good}\n`)
    })
    expect(marks(repaired)).toBe('✓✓✓✓✓✓')
  })

  test('a wait outside any function that never ends, then it is taken out', async () => {
    const verdict = await next(command, () => save(`${good}\nawait new Promise(() => {})\n`))
    expect(verdict).toMatch(/The file was not loaded within \d+(\.\d+)? s: does an await outside any/)
    expect(marks(await next(command, () => save(good)))).toBe('✓✓✓✓✓✓')
  })

  test('a save while it runs', async () => {
    const before = command.stdout.length
    const count = verdicts(command).length
    save(wrong)
    await until('the run has begun', () => command.stdout.slice(before).includes('Checking '))
    save(good)
    await until('both were run', () => verdicts(command).length >= count + 2)
    expect(marks(verdicts(command).at(-1)!)).toBe('✓✓✓✓✓✓')
  })

  test('Ctrl-C ends it in good order', async () => {
    command.child.kill('SIGINT')
    expect(await command.ended).toBe(0)
    expect(command.stderr).toBe('')
    // This is no terminal: no colours, and no screen to be cleared.
    expect(command.stdout).not.toContain('\u001b')
  })
})

test("a save of one client's file leaves the other's verdict", { timeout: 240_000 }, async () => {
  const copy = copyWith('ioredis')
  const command = begin(copy, ['lesson', '01', 'watch'])
  const both = (verdict: string) => /^ {2}01\.1 .* ([✓✗○]) +([✓✗○])$/m.exec(verdict)?.slice(1)
  // Nothing has been done for node-redis, so it is not shown in the table.
  expect(marks(await next(command, () => {}))).toBe('✓✓✓✓✓✓')
  const verdict = await next(command, () => copy.write('node-redis', good))
  expect(both(verdict)).toEqual(['✓', '✓'])
  expect(verdict).toContain('Checking node-redis.')
  command.child.kill('SIGINT')
  expect(await command.ended).toBe(0)
})
