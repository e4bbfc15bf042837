import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '#shared/redis/connection.ts'
import {
  folderWith,
  isAlive,
  NEUTRAL,
  needsProgram,
  needsScript,
  startScript,
  until,
} from '../../unit/redis/servers/support.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const LOCAL = { host: '127.0.0.1', tls: false, database: 0 }
const SCRIPT = 'test/e2e/processes/fixtures/own-cluster.ts'

/** Waits for the fixture's line in what it has printed so far. */
async function factsIn(printed: () => string): Promise<{ pids: number[]; folder: string }> {
  await until('the fixture has started a cluster', () => /\{.*\}\s/.test(printed()))
  const facts = JSON.parse(/\{.*\}/.exec(printed())![0])
  expect(facts.pids).toHaveLength(6)
  expect(facts.folder).toContain('workbook-redis-')
  expect(existsSync(facts.folder)).toBe(true)
  return facts
}

async function expectNothingLeft({ pids, folder }: { pids: number[]; folder: string }): Promise<void> {
  for (const pid of pids) await until(`node ${pid} is gone`, async () => !(await isAlive(pid)))
  await until(`${folder} is removed`, () => !existsSync(folder))
}

function clustersIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('workbook-redis-'))
}

/** The ports in the configurations of all nodes. */
function portsIn(folder: string): number[] {
  const files = clustersIn(folder).flatMap((cluster) =>
    readdirSync(join(folder, cluster)).map((node) => join(folder, cluster, node, 'redis.conf')),
  )
  return files
    .filter(existsSync)
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^(?:cluster-)?port (\d+)$/gm)].map(([, port]) => Number(port)),
    )
}

test.for([
  ['SIGINT', ''],
  ['SIGKILL', 'with one node killed and one frozen'],
] as const)('no node and no folder of a cluster is left after %s %s', async ([signal, proxied], context) => {
  needsProgram(context)
  const script = startScript(SCRIPT, [proxied], { env: NEUTRAL })
  const facts = await factsIn(() => script.stdout)
  script.child.kill(signal)
  expect(await script.ended).toBe(process.platform === 'win32' ? 1 : signal)
  await expectNothingLeft(facts)
})

test('nor after SIGKILL while the nodes start', async (context) => {
  needsProgram(context)
  const TMPDIR = await folderWith()
  const script = startScript(SCRIPT, [], { env: { ...NEUTRAL, TMPDIR } })
  await until('there are configurations', () => portsIn(TMPDIR).length > 0)
  script.child.kill('SIGKILL')
  await script.ended
  const ports = portsIn(TMPDIR)
  await until('the folder is removed', () => clustersIn(TMPDIR).length === 0)
  for (const port of ports) await expect(connect({ ...LOCAL, port })).rejects.toThrow('ECONNREFUSED')
})

test('nor after its terminal was closed', async (context) => {
  needsScript(context)
  const command = `${process.execPath} --import tsx ${SCRIPT}`
  const terminal = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd: ROOT,
    env: NEUTRAL,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void terminal.kill('SIGKILL'))
  let printed = ''
  terminal.stdout.on('data', (chunk) => {
    printed += chunk
  })
  const facts = await factsIn(() => printed)
  // The other end of the terminal goes with it.
  terminal.kill('SIGKILL')
  await expectNothingLeft(facts)
})
