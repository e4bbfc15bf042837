import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, type TestContext, test } from 'vitest'
import { displayWidth } from '#shared/core/terminal.mjs'
import { BrokerUnavailable } from '#shared/rabbitmq/broker.ts'
import { startBrokerProcess } from '#shared/rabbitmq/broker-process.ts'
import { findBroker } from '#shared/rabbitmq/programs.ts'
import { GET_RABBITMQ, startBroker } from '#shared/rabbitmq/start.ts'
import type { Server } from '#shared/redis/server.ts'
import { run } from '../../../lessons/06-delivery-limits/workbook/compare.ts'
import { headText, rowText } from '../../../lessons/06-delivery-limits/workbook/failures/table.ts'
import { lesson } from '../../../lessons/06-delivery-limits/workbook/lesson.ts'
import {
  environment,
  folderWith,
  needsUnix,
  type Started,
  startScript,
  tcpServer,
  until,
} from '../../unit/redis/servers/support.ts'
import { listeningOf, needsProc, processesOf } from '../runs/processes.ts'

function needsBroker(context: TestContext): void {
  needsProc(context)
  if (!process.env.CI && !findBroker(process.env)) context.skip(`needs RabbitMQ; ${GET_RABBITMQ}`)
}

/** The programs that run with this folder for temporary files. */
function programsIn(temporary: string): string {
  return processesOf({ temporary })
    .map(({ command }) => command)
    .join('\n')
}

async function started(temporary: string, script: Started): Promise<void> {
  await until(`RabbitMQ and epmd run (${script.stdout}${script.stderr})`, () => {
    const programs = programsIn(temporary)
    return /\bbeam/.test(programs) && /\bepmd\b/.test(programs)
  })
}

async function expectNothingLeft(temporary: string): Promise<void> {
  await until(`no process is left: ${programsIn(temporary)}`, () => programsIn(temporary) === '')
  await until('no folder is left', () =>
    readdirSync(temporary).every((name) => !name.startsWith('workbook-')),
  )
}

describe('nothing beyond loopback listens, and nothing is left', { timeout: 180_000 }, () => {
  test('after SIGKILL of the process that uses it', async (context) => {
    needsBroker(context)
    const temporary = await folderWith()
    const env = environment({ AMQP_URL: '', TMPDIR: temporary })
    const script = startScript('test/e2e/rabbitmq/fixtures/hold.ts', [], { env })
    await started(temporary, script)
    await until(`it accepts connections (${script.stderr})`, () => script.stdout.includes('\n'))
    const addresses = listeningOf(processesOf({ temporary }).map(({ pid }) => pid))
    // AMQP, Erlang's distribution, and epmd.
    expect(addresses.length).toBeGreaterThanOrEqual(3)
    expect(addresses.join('\n')).toContain(new URL(script.stdout.trim()).host)
    for (const address of addresses) expect(address).toMatch(/^(127\.0\.0\.1|\[::1\]):\d+$/)
    // Nothing in the list of processes shows the password.
    expect(programsIn(temporary)).not.toContain(new URL(script.stdout.trim()).password)
    script.child.kill('SIGKILL')
    await script.ended
    await expectNothingLeft(temporary)
  })

  test('after Ctrl-C while the command waits for it', async (context) => {
    needsBroker(context)
    const temporary = await folderWith()
    const env = environment({ AMQP_URL: '', TMPDIR: temporary, WORKBOOK_REDIS: 'embedded' })
    const words = ['06', 'compare', 'rabbitmq', 'away']
    const script = startScript('shared/cli/commands/lesson.ts', words, { env, ownGroup: true })
    await started(temporary, script)
    process.kill(-script.child.pid!, 'SIGINT')
    await script.ended
    await expectNothingLeft(temporary)
  })
})

describe("a RabbitMQ that can't be had: one sentence", () => {
  async function complaint(env: NodeJS.ProcessEnv): Promise<string> {
    const error = await startBroker(env).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(BrokerUnavailable)
    const { message } = error as Error
    expect(message).not.toMatch(/\n|s3cr3t/)
    return message
  }

  test.for([
    ['another scheme', 'http://:s3cr3t@127.0.0.1', /^AMQP_URL must begin with amqp:/],
    [
      'nothing there',
      'amqp://anna:s3cr3t@127.0.0.1:1',
      /^amqp:\/\/anna:\*\*\*@127\.0\.0\.1:1 can't be used \([^)]*ECONNREFUSED/,
    ],
    ['an unknown host', 'amqp://anna:s3cr3t@nowhere.invalid', /can't be used \([^)]*(ENOTFOUND|EAI_AGAIN)/],
  ] as const)('%s', async ([, url, expected]) => {
    expect(await complaint({ AMQP_URL: url })).toMatch(expected)
  })

  test('a server that is not RabbitMQ', async () => {
    const port = await tcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await complaint({ AMQP_URL: `amqp://anna:s3cr3t@127.0.0.1:${port}` })).toMatch(/can't be used \(/)
  })

  test('a server that never replies', { timeout: 15_000 }, async () => {
    const port = await tcpServer(() => {})
    const url = `amqp://anna:s3cr3t@127.0.0.1:${port}`
    expect(await complaint({ AMQP_URL: url })).toMatch(/can't be used \([^)]*ETIMEDOUT/)
  })

  test('no program', async () => {
    const folder = await folderWith()
    expect(findBroker({ PATH: folder }, [])).toBeUndefined()
  })

  test('a program that fails says why, and leaves nothing', async (context) => {
    needsUnix(context)
    const folder = await folderWith({
      'rabbitmq-server': '#!/bin/sh\necho "BOOT FAILED: no disk"\nexit 1\n',
      epmd: '#!/bin/sh\nexec sleep 60\n',
    })
    const programs = findBroker({ PATH: folder }, [])!
    expect(programs).toEqual({ server: join(folder, 'rabbitmq-server'), epmd: join(folder, 'epmd') })
    await expect(startBrokerProcess(programs)).rejects.toThrow(
      /^RabbitMQ ended at once \(BOOT FAILED: no disk\)\.$/,
    )
    if (process.platform === 'linux') await until('epmd is gone', () => !isRunning('sleep 60', folder))
  })
})

/** Whether a program runs that was started by one of this folder. */
function isRunning(command: string, folder: string): boolean {
  return existsSync(folder) && processesOf({ temporary: folder }).some((one) => one.command === command)
}

test('no line of the table is wider than 60 columns', () => {
  const counts = { sent: 20, confirmed: 20, received: 20, twice: 20, kept: 20, lost: 20 }
  for (const line of [headText(), rowText('mandatory', 'rabbitmq', counts)])
    expect(displayWidth(line)).toBeLessThanOrEqual(60)
})

test("a word that the comparison doesn't know is named in one sentence", async () => {
  const extra = { lesson, area: 'lessons', clients: ['ioredis'], own: false, server: {} as Server } as const
  await expect(run({ ...extra, words: ['rabbitmq', 'slow'] })).rejects.toThrow(
    /^npm run lesson 06 compare rabbitmq doesn't know [^\n]*slow[^\n]*; it takes pubsub, streams, .*mandatory\.$/,
  )
  await expect(run({ ...extra, words: ['rabbit'] })).rejects.toThrow(/it takes pubsub, streams, rabbitmq, /)
})
