/** A snippet is run by its name, as a learner does. */
import { afterAll, describe, expect, test } from 'vitest'
import { removeWorkbooks, smallWorkbook } from '../../unit/fixture.ts'
import { run } from '../../unit/run.ts'

afterAll(removeWorkbooks)

const README = `# Letters
\`\`\`ts title="hello.node-redis.ts"
console.log(await publisher.publish('letters', 'hello')) // resolves with 7, which no one asserts here
publisher.destroy()
subscriber.destroy()
\`\`\`
\`\`\`ts title="hello.ioredis.ts"
console.log(await publisher.publish('letters', 'hello'))
publisher.disconnect()
subscriber.disconnect()
\`\`\`
\`\`\`ts title="crash.ts"
const count: number = 1
throw new Error(\`no letter \${count}\`)
\`\`\`
\`\`\`ts title="refused.ts"
const refuse = async (why: string) => {
  throw new TypeError(why)
}
await refuse('no stamp') // rejects with TypeError
const letter = await refuse('no letter') // rejects
console.log('sent', letter)
await refuse('no address')
\`\`\`
\`\`\`redis title="before"
> SET letters 1
\`\`\`
\`\`\`redis title="after"
> INCR letters
\`\`\`
`
const workbook = await smallWorkbook({ 'lessons/01-letters/README.md': README })
const snippet = (...words: string[]) => run(workbook, 'lesson', ['01', ...words])

describe('npm run lesson 01', { timeout: 120_000 }, () => {
  test('runs a snippet until it ends, says where its code is, and names the other variant', async () => {
    const { code, stdout, stderr } = await snippet('hello')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(
      /^Lesson 01 · hello\.node-redis\.ts\nRedis: .+\nCode: {2}\.workbook\/built\/snippets\/01-letters\/hello\.node-redis\.ts\nWith ioredis: npm run lesson 01 hello ioredis\n\n0\n$/,
    )
    expect((await snippet('hello', 'ioredis')).stdout).toMatch(/ hello\.ioredis\.ts\n[\s\S]*\n\n0\n$/)
  })

  test('shows a crash as Node.js does, with the line of the snippet', async () => {
    const { code, stderr } = await snippet('crash')
    expect(code).toBe(1)
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code of the snippet
    expect(stderr).toContain('crash.ts:2\nthrow new Error(`no letter ${count}`)\n')
  })

  test('prints a rejection that a comment announces, and goes on, and crashes at any other', async () => {
    const { code, stdout, stderr } = await snippet('refused')
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /\n\nrejects with TypeError: no stamp\nrejects with TypeError: no letter\nsent undefined\n$/,
    )
    expect(stderr).toContain('TypeError: no address')
    expect(stderr).toMatch(/refused\.ts:\d/)
  })

  test('plays a transcript, and what comes before it in silence', async () => {
    expect((await snippet('after')).stdout).toMatch(
      /^Lesson 01 · after\nRedis: .+\n\n> INCR letters\n\(integer\) 2\n$/,
    )
  })

  test.each([
    [
      ['hallo'],
      /does not know "hallo"\. Did you mean "hello"\?[\s\S]*Snippets: hello, crash, refused, before, after\n/,
    ],
    [['hello', 'crash'], /One snippet at a time/],
    [['hello', 'ioredis', 'node-redis'], /one client at a time/],
  ])('refuses %j', async (words, message) => {
    const { code, stdout, stderr } = await snippet(...words)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(message)
  })
})
