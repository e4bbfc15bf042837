import { readdirSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { generator } from '../../unit/redis/proxy/random.ts'
import { needsProgram, until } from '../../unit/redis/servers/support.ts'
import { begin, type Command, type Typed, written } from './command.ts'
import { needsProc, processesOf } from './processes.ts'
import { type Copy, copyWith } from './workbook-copy.ts'

/** The moments are random, and the same in each run. */
const SEED = 20_260_117
const MOMENTS = 10
/** Milliseconds; a moment is somewhere between the start and this, which most commands take. */
const LONGEST = 1500

const commands: Typed[] = [
  ['test', 'lessons/01'],
  ['lesson', '01'],
  ['lesson', '01', 'watch'],
]

/** On a server program: it is what could be left behind. */
const env = { WORKBOOK_REDIS: 'server' }

let copy: Copy
beforeAll(() => {
  copy = copyWith('node-redis')
})

async function expectNothingLeft(command: Command): Promise<void> {
  let left = processesOf(command)
  const nobodyLeft = () => {
    left = processesOf(command)
    return left.length === 0
  }
  await until('no process is left', nobodyLeft).catch((error: unknown) => {
    throw new Error(`${JSON.stringify(left)}`, { cause: error })
  })
  // Node's own cache of compiled code is meant to stay.
  const ours = () => readdirSync(command.temporary).filter((name) => name.startsWith('workbook-'))
  await until(`no folder is left (there are: ${ours()})`, () => ours().length === 0)
}

describe('no process and no folder is left', { timeout: 240_000 }, () => {
  for (const typed of commands) {
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      test(`after ${signal} at any moment of ${typed.join(' ')}`, async (context) => {
        needsProgram(context)
        needsProc(context)
        const { below } = generator(SEED + typed.length * 10 + signal.length)
        for (let turn = 0; turn < MOMENTS; turn++) {
          const moment = below(LONGEST)
          const command = begin(copy, typed, { env, ownGroup: true })
          await Promise.race([command.ended, wait(moment)])
          // Ctrl-C goes to the whole group that runs in the terminal, SIGKILL to the one process.
          const { pid } = command.child
          if (command.child.exitCode === null) process.kill(signal === 'SIGINT' ? -pid! : pid!, signal)
          await command.ended
          await expectNothingLeft(command)
          // Not a word about what was interrupted.
          expect(command.stderr, `at ${moment} ms`).toBe('')
        }
      })
    }

    test(`after whoever reads the output of ${typed.join(' ')} has gone`, async (context) => {
      needsProgram(context)
      needsProc(context)
      const command = begin(copy, typed, { env })
      // As `| head -1` does.
      command.child.stdout!.once('data', () => command.child.stdout!.destroy())
      expect(await command.ended).toBe(0)
      await expectNothingLeft(command)
      expect(command.stderr).toBe('')
    })
  }
})

// One after the other: beside ten commands, npm takes too long to begin.
describe('with npm, no process and no folder is left', { timeout: 240_000 }, () => {
  for (const typed of commands) {
    test(`after npm is killed, of ${typed.join(' ')}`, async (context) => {
      needsProgram(context)
      needsProc(context)
      const command = begin(copy, typed, { env, npm: true })
      await written(command, /^Redis: /m)
      command.child.kill('SIGKILL')
      await expectNothingLeft(command)
    })
  }

  test('after the npm that runs it was ended', async (context) => {
    needsProgram(context)
    needsProc(context)
    const command = begin(copy, ['lesson', '01', 'watch'], { env, npm: true })
    await until('the server runs', () => processesOf(command).some((one) => /redis-server/.test(one.command)))
    command.child.kill('SIGTERM')
    await expectNothingLeft(command)
  })
})
