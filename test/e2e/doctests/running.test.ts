/** How a snippet is run: until it ends, or until nothing more is to be expected of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { compile } from '#shared/runner/snippets/compile.ts'
import { programOf, writeProgram } from '#shared/runner/snippets/program.ts'
import { readPage } from '#shared/runner/snippets/snippets.ts'
import { playTranscripts } from '#shared/runner/snippets/transcript.ts'
import { progressOf } from './output.ts'
import { type Ran, runProgram } from './process.ts'
import { openConnection, openServer, type SnippetServer } from './server.ts'

let server: SnippetServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server.stop())
beforeEach(() => server.empty())

/** Runs code that continues the prelude, until it has printed this. */
async function run(name: string, code: string, shown: string): Promise<Ran> {
  const page = readPage('docs/running.md', `\`\`\`ts title="${name}.node-redis.ts"\n${code}\n\`\`\``)
  const program = programOf(page.path, page.snippets[0]!)
  writeProgram(program)
  const compiled = await compile([program.file])
  return runProgram(
    compiled.get(program.file)!,
    server.env,
    (output) => progressOf(shown, output),
    server.settle,
  )
}

describe('a program', { timeout: 120_000 }, () => {
  test('that waits for messages is ended when its output has come', async () => {
    const code = `await subscriber.subscribe('orders', console.log)\nawait publisher.publish('orders', '42')`
    expect(await run('waits', code, '42 orders')).toEqual({ output: '42 orders\n', end: 'quiet' })
  })

  test('that prints more than it should is not ended before that', async () => {
    const code = `
      await subscriber.subscribe('orders', (order) => console.log(order))
      await publisher.publish('orders', '42')
      await publisher.publish('orders', '42')`
    expect((await run('more', code, '42')).output).toBe('42\n42\n')
  })

  test('that prints more at the end of its top level is not ended before that', async () => {
    const code = `
      console.log('first')
      await new Promise((resolve) => setTimeout(resolve, 300))
      console.log('second')`
    expect((await run('later', code, 'first')).output).toBe('first\nsecond\n')
  })

  test('whose top level never ends is ended when its output has come', async () => {
    const code = `for (;;) console.log(await publisher.blPop('orders', 0))\n`
    const ran = await run('endless', `console.log('waiting')\n${code}`, 'waiting')
    expect(ran).toEqual({ output: 'waiting\n', end: 'quiet' })
  })

  test('that ends by itself has ended', async () => {
    const code = `console.log('bye')\npublisher.destroy()\nsubscriber.destroy()`
    // Whether it is quiet or has ended first is a matter of microseconds.
    expect(await run('ends', code, 'bye')).toMatchObject({ output: 'bye\n' })
    expect(await run('crashes', `throw new TypeError('no')`, 'never')).toEqual({
      output: expect.stringMatching(
        /crashes\.node-redis\.ts:7\nthrow new TypeError\('no'\)\n\s+\^\n[\s\S]*TypeError: no\n/,
      ),
      end: 1,
    })
  })

  test('prints to stdout and stderr in the order of the program', async () => {
    const code = `for (const n of [1, 3, 5]) { console.log(n); console.error(n + 1) }`
    expect((await run('order', code, '1\n2\n3\n4\n5\n6')).output).toBe('1\n2\n3\n4\n5\n6\n')
  })
})

test('a transcript is one session, and shows replies as redis-cli does', async () => {
  const page = readPage(
    'docs/running.md',
    '```redis title="add"\n> XADD payments 1-0 amount 10\n"1-0"\n```\n```redis title="read"\n> XRANGE payments - +\n> GET payments\n```',
  )
  const connection = await openConnection(server.url)
  try {
    const played = await playTranscripts(connection, page.snippets)
    expect(played.map(({ lines }) => lines)).toEqual([
      ['> XADD payments 1-0 amount 10', '"1-0"'],
      [
        '> XRANGE payments - +',
        '1) 1) "1-0"',
        '   2) 1) "amount"',
        '      2) "10"',
        '> GET payments',
        '(error) WRONGTYPE Operation against a key holding the wrong kind of value',
      ],
    ])
  } finally {
    connection.close()
  }
})
