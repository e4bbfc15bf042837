import { describe, expect, test } from 'vitest'
import { environment, folderWith, needsProgram, own, startScript } from '../../unit/redis/servers/support.ts'

async function doctor(changes: NodeJS.ProcessEnv) {
  const script = startScript('shared/cli/start.cjs', ['doctor'], {
    env: environment(changes),
    input: '',
  })
  const code = await script.ended
  return { code, output: script.stdout, stderr: script.stderr }
}

describe('npm run doctor', () => {
  test('tells what was found and what the lessons run on', async (context) => {
    needsProgram(context)
    const { code, output, stderr } = await doctor({})
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(output).toMatch(new RegExp(`✓ +Node\\.js +${process.versions.node}\n`))
    expect(output).toMatch(/✓ +embedded server +js-redis-server \d/)
    expect(output).toMatch(/✓ +Redis program +\w+-server \d+\.\d+\.\d+ at /)
    expect(output).toMatch(/✓ +Lessons run on +\w+-server \d/)
    expect(output).toMatch(/\n {2}01 {2}Basic Pub\/Sub /)
    expect(output).toContain('You can start: npm run lesson')
  })

  test('without a Redis on the PATH: what to do, and no failure', async () => {
    const { code, output } = await doctor({ PATH: await folderWith(), CHROME_PATH: '/nowhere' })
    expect(code).toBe(0)
    expect(output).toMatch(/[✓○] +RabbitMQ /)
    expect(output).toMatch(/○ +Redis program +no redis-server or valkey-server on your PATH/)
    expect(output).toMatch(/○ +Chromium +not found/)
    expect(output).toMatch(/✓ +Lessons run on +the embedded server/)
    expect(output).toMatch(/09 +Scale out +a Redis Cluster: install redis-server 7\.0 or later/)
    expect(output).toMatch(/What you could do\n +Redis program +Install it: /)
  })

  test('a REDIS_URL that works and an AMQP_URL, without their passwords', async (context) => {
    needsProgram(context)
    const theirs = await own({ config: { requirepass: 's3cr3t' } })
    const { code, output } = await doctor({
      REDIS_URL: theirs.url,
      AMQP_URL: 'amqp://anna:s3cr3t@127.0.0.1:1',
    })
    expect(code).toBe(0)
    expect(output).toMatch(/✓ +RabbitMQ +amqp:\/\/anna:\*\*\*@127\.0\.0\.1:1, from AMQP_URL\n/)
    expect(output).toMatch(/✓ +REDIS_URL +redis:\/\/:\*\*\*@127\.0\.0\.1:\d+\n/)
    expect(output).not.toContain('s3cr3t')
  })

  test.each([
    ['REDIS_URL', 'redis://:s3cr3t@127.0.0.1:1', 'cannot be reached'],
    ['REDIS_URL', 's3cr3t', 'REDIS_URL must be a URL'],
    ['WORKBOOK_REDIS', 's3cr3t', 'WORKBOOK_REDIS must be'],
  ])('%s=%s is wrong: exit code 2', async (variable, value, reason) => {
    const { code, output, stderr } = await doctor({ [variable]: value })
    expect(code).toBe(2)
    expect(output).toMatch(new RegExp(`✗ +Lessons run on +nothing: .*${reason}`))
    expect(output).toContain('Fix this first')
    expect(output + stderr).not.toContain('s3cr3t')
  })
})
