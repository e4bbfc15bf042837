import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { neededBy } from '#shared/checks/lesson-run.ts'
import { CLIENTS, type Client } from '#shared/core/manifest.ts'
import { placeholdersOf, type StarterKind, starterOf } from '#shared/core/starters.ts'
import { run } from './command.ts'
import { type Copy, copyWith, freshCopy, lesson, solved } from './workbook-copy.ts'

/** A learner's file with the first few tasks done. */
interface Prefix {
  readonly client: Client
  readonly kind: StarterKind
  readonly count: number
  readonly text: string
  /** Tasks that still have a place to be worked on. */
  readonly open: readonly string[]
}

/** Every prefix for each client and each kind of starter; of the same text only the one with most tasks done. */
function prefixes(): Prefix[] {
  const found = new Map<string, Prefix>()
  for (const client of CLIENTS) {
    for (const kind of ['blank', 'hunt'] as const) {
      const begin = CLIENTS.find((one) => (one === client) === (kind === 'blank'))!
      for (let count = 1; count <= lesson.tasks.length; count++) {
        const done = new Set(lesson.tasks.slice(0, count).map(({ id }) => id))
        const text = starterOf(lesson, `${client}.ts`, { begin, done })
        // As it was handed out: nothing has been done.
        if (text === starterOf(lesson, `${client}.ts`, { begin })) continue
        const open = [...placeholdersOf(lesson, `${client}.ts`, { begin, done }).keys()]
        found.set(`${client} ${text}`, { client, kind, count, text, open })
      }
    }
  }
  return [...found.values()]
}

interface Stored {
  readonly tasks: Record<string, Partial<Record<Client, { passed?: string; failing?: string }>>>
}

/** The tasks that have passed with a client, as they are stored. */
function passed(copy: Copy, client: Client): string[] {
  const { tasks } = JSON.parse(copy.progress() ?? '{"tasks":{}}') as Stored
  return Object.keys(tasks)
    .filter((id) => tasks[id]?.[client]?.passed && !tasks[id]?.[client]?.failing)
    .sort()
}

const TIMEOUT = { timeout: 240_000 }

/** What is not open is done, also in a hunt, where some tasks are done from the beginning. */
function doneIn({ open }: Prefix): string[] {
  return (
    lesson.tasks
      .map(({ id }) => id)
      // As long as a task that it needs is open, nobody can tell.
      .filter((id) => ![id, ...neededBy(lesson, id)].some((one) => open.includes(one)))
  )
}

/** The core tasks that still have a place to be worked on: a lesson is done without the others. */
function openCore({ open }: Prefix): string[] {
  return lesson.tasks.filter(({ id, optional }) => !optional && open.includes(id)).map(({ id }) => id)
}

/** The line of a report that names the next task. */
function nextLine({ client, text, open }: Prefix): string {
  const next = lesson.tasks.find(({ id }) => open.includes(id))!.id
  const line = text.split('\n').findIndex((one) => one.includes(`// TODO ${next}`)) + 1
  return `Next for ${client}: task ${next} at lessons/01-basic-pubsub/${client}.ts:${line}, or type: npm run hint ${next.replace('.', ' ')}`
}

/** One prefix for each client, so that a run shows two. */
function pairs(): Prefix[][] {
  const all = prefixes()
  const of = (client: Client) => all.filter((prefix) => prefix.client === client)
  const [first, second] = CLIENTS.map(of)
  return Array.from({ length: Math.max(first!.length, second!.length) }, (_, index) =>
    [first!, second!].flatMap((list) => list.at(index) ?? []),
  )
}

describe('npm test shows exactly what is done', TIMEOUT, () => {
  for (const pair of pairs()) {
    test(
      pair.map(({ client, kind, count }) => `${client}, ${kind}, ${count} tasks done`).join('; '),
      async () => {
        const copy = freshCopy()
        for (const { client, text } of pair) copy.write(client, text)
        const one = pair.length === 1 ? [pair[0]!.client] : []
        const { code, stdout } = await run(copy, ['test', 'lessons/01', ...one])
        for (const { id } of lesson.tasks) {
          // Code that is written, but needs an earlier task, waits for that task.
          const mark = (prefix: Prefix) =>
            doneIn(prefix).includes(id) ? '✓' : prefix.open.includes(id) ? '○' : '◌'
          const marks = pair.map(mark).join(' +')
          expect(stdout).toMatch(new RegExp(`^ {2}${id} .* ${marks}$`, 'm'))
        }
        for (const prefix of pair) {
          expect(passed(copy, prefix.client)).toEqual(doneIn(prefix))
          if (openCore(prefix).length > 0) expect(stdout).toContain(nextLine(prefix))
          else expect(stdout).not.toContain(`Next for ${prefix.client}`)
        }
        const green = pair.every((prefix) => openCore(prefix).length === 0)
        expect(code).toBe(green ? 0 : 1)
        expect(
          stdout.includes('All core tasks pass. Compare your code with our solution: npm run compare 01'),
        ).toBe(green)
      },
    )
  }
})

describe('progress', TIMEOUT, () => {
  test('is kept for the client that was worked on, and shown in the list', async () => {
    const copy = copyWith('ioredis')
    const { code } = await run(copy, ['test', 'lessons/01'])
    expect(code).toBe(1)
    expect(passed(copy, 'ioredis')).toEqual(lesson.tasks.map(({ id }) => id))
    expect(passed(copy, 'node-redis')).toEqual([])
    const list = await run(copy, ['lesson'])
    expect(list.code).toBe(0)
    expect(list.stdout).toMatch(/^ {2}01 {2}Basic Pub\/Sub .* ○○○○○○ +✓✓✓✓✓✓$/m)
  })

  test('a damaged file is put aside, with a word, and nothing fails', async () => {
    const copy = copyWith('node-redis')
    mkdirSync(join(copy.root, '.workbook'))
    writeFileSync(join(copy.root, '.workbook', 'progress.json'), '{"version":1,"tasks":{"01.1"')
    const { code, stderr } = await run(copy, ['test', 'lessons/01', 'node-redis'])
    expect(code).toBe(0)
    expect(stderr).toMatch(
      /^\S*progress\.json is damaged. It was renamed to \S+, and your progress starts again\.\n$/,
    )
    expect(passed(copy, 'node-redis')).toHaveLength(lesson.tasks.length)
    expect(readdirSync(join(copy.root, '.workbook')).some((name) => name.includes('damaged'))).toBe(true)
  })

  test("npm test raw shows Vitest's own view, and keeps it too", async () => {
    const copy = copyWith('node-redis')
    const { code, stdout } = await run(copy, ['test', 'lessons/01', 'node-redis', 'raw'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/Test Files .*1 passed/)
    expect(stdout).not.toContain('Total:')
    expect(passed(copy, 'node-redis')).toHaveLength(lesson.tasks.length)
  })

  test('a file that is gone is told, and can be had again', async () => {
    const copy = copyWith('node-redis', () => solved('node-redis'))
    rmSync(copy.path('node-redis'))
    for (const typed of [
      ['test', 'lessons/01', 'node-redis'],
      ['lesson', '01', 'node-redis'],
    ] as const) {
      const { code, stdout, stderr } = await run(copy, typed)
      expect(code, stderr).toBe(1)
      expect(stdout).toContain('lessons/01-basic-pubsub/node-redis.ts cannot be loaded')
      expect(stderr).toBe('')
    }
  })
})

describe('typed mistakes', TIMEOUT, () => {
  const mistakes = [
    [['test', 'lessons/77'], 'There is no lesson "lessons/77".'],
    [['test', '01', 'nod-redis'], 'npm test does not know "nod-redis". Did you mean "node-redis"?'],
    [['test', '--frob'], 'npm test does not know "--frob".'],
    [['test', '01', 'node-redis', 'ioredis'], 'npm test takes one client, or none for both.'],
    [['test', 'full', '01'], '"full" runs all tests, so it takes no lesson and no path.'],
    [['lesson', '77'], 'There is no lesson "77".'],
    [['lesson', '01', 'solutoin'], 'npm run lesson 01 does not know "solutoin". Did you mean "solution"?'],
    [['lesson', 'basic-pubsb'], 'npm run lesson does not know "basic-pubsb". Did you mean "basic-pubsub"?'],
    [['lesson', '01', '--frob'], 'npm run lesson does not know "--frob".'],
  ] as const

  test.for(mistakes)('%j', async ([typed, sentence]) => {
    const { code, stdout, stderr } = await run(freshCopy(), typed)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr.split('\n')[0]).toBe(sentence)
    expect(stderr).toMatch(/\n {2}Example: npm (test|run lesson) /)
  })
})
