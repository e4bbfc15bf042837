/** The primer shows what somebody types and what Redis answers. Here it is typed again. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'

const PROMPT = 'redis> '
/** Milliseconds after which the console counts as hanging. */
const LIMIT = 20_000

test('what the primer shows is what the console answers', async ({ skip }) => {
  // The names are those of the primer, and on somebody's server they may be taken.
  if (inject('server').namespace !== '') skip('only on a server of ours: the primer uses plain names')
  const shown = sessionOf(readFileSync(join(ROOT, 'docs', 'primer.md'), 'utf8'))
  const typed = shown.filter((line) => line.startsWith(PROMPT)).map((line) => line.slice(PROMPT.length))
  const answers = shown.filter((line) => !line.startsWith(PROMPT))
  expect(typed.length).toBeGreaterThan(20)
  expect(comparable(await answersTo(typed))).toEqual(comparable(answers))
})

/** The lines of all console blocks. */
function sessionOf(markdown: string): string[] {
  return [...markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block.trimEnd().split('\n'),
  )
}

function answersTo(typed: readonly string[]): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'shared/cli/commands/redis.ts'], {
    cwd: ROOT,
    // It starts a server of its own, of the same kind as this run has.
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: LIMIT,
  })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stdin.end(`${typed.join('\n')}\n`)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve(stdout.trimEnd().split('\n')))
  })
}

/**
 * A reply and a push come by different connections, so their order is left open: pushes are put at the end.
 * A time to live may have lost a second.
 */
function comparable(lines: readonly string[]): string[] {
  const isPush = (line: string) => line.startsWith('»')
  const times = new Map([
    ['(integer) 59', '(integer) 60'],
    ['(integer) 119', '(integer) 120'],
  ])
  const replies = lines.filter((line) => !isPush(line)).map((line) => times.get(line) ?? line)
  return [...replies, ...lines.filter(isPush)]
}
