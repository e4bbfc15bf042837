import { afterAll, describe, expect, test } from 'vitest'
import type { Client } from '#shared/core/manifest.ts'
import { recordRun } from '#shared/runner/progress.ts'
import type { Workbook } from '../fixture.ts'
import { LESSON, removeWorkbooks, smallWorkbook } from '../fixture.ts'
import { call, run } from '../run.ts'

afterAll(removeWorkbooks)

function pass({ root }: Workbook, client: Client, ...tasks: string[]): void {
  const results = tasks.map((task) => ({ task, client, status: 'passed' }) as const)
  recordRun({ id: '01', tasks: [] }, results, { root })
}

describe.concurrent('npm run compare', () => {
  test('shows no solution before a task passes', async ({ expect }) => {
    const workbook = await smallWorkbook()
    const { code, stdout, stderr } = await call(workbook, 'compare', ['01'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(
      'Our solution to a task is shown once you have solved it (npm test lessons/01): so far, none in node-redis.ts, ioredis.ts and stamps.ts. To see everything now: npm run compare 01 reveal\n',
    )
    const one = await call(workbook, 'compare', ['01', 'ioredis'])
    expect(one.code).toBe(1)
    expect(one.stderr).toContain('To see everything now: npm run compare 01 ioredis reveal')
  })

  test('shows our code for the tasks that are solved, and for no other', async ({ expect }) => {
    const workbook = await smallWorkbook()
    pass(workbook, 'node-redis', '01.1')
    const untouched = await call(workbook, 'compare', ['01', 'node-redis'])
    expect(untouched.code).toBe(0)
    expect(untouched.stdout).toContain("+   return 'sent with node-redis'")
    expect(untouched.stdout).not.toContain("'received with node-redis'")
    expect(untouched.stdout).not.toMatch(/^[-+].*todo\('01\.2'\)/m)
    expect(untouched.stdout).toContain(
      "01.2 isn't solved yet, so our code for it isn't shown. To see it now: npm run compare 01 node-redis reveal",
    )
    const path = `lessons/${LESSON}/node-redis.ts`
    workbook.write(
      path,
      workbook
        .read(path)
        .replace(/^.*TODO 01\.2.*\n/m, '')
        .replace("return todo('01.2')", "return 'mine'"),
    )
    const { stdout } = await call(workbook, 'compare', ['01', 'node-redis'])
    expect(stdout).toContain("(01.2 isn't solved yet, so our code for it isn't shown)")
    expect(stdout).not.toContain("'received with node-redis'")
  })

  test('shows the files whose tasks have passed, also when they fail again', async ({ expect }) => {
    const workbook = await smallWorkbook()
    pass(workbook, 'ioredis', '01.1', '01.2', '01.3')
    recordRun({ id: '01', tasks: [] }, [{ task: '01.2', client: 'ioredis', status: 'failed' }], {
      root: workbook.root,
    })
    const { code, stdout } = await call(workbook, 'compare', ['01'])
    expect(code).toBe(0)
    expect(stdout).toContain("- return 'received with node-redis'".replace('- ', '-   '))
    expect(stdout).toContain("+   return 'received with ioredis'")
    // A task for both clients waits for one of them.
    expect(stdout).toContain("+   return 'stamped'")
    expect(stdout).not.toContain("'sealed'")
    expect(stdout).not.toContain("'sent with node-redis'")
    expect(stdout).toContain('so far, none in node-redis.ts.')
    expect(stdout).toContain('npm run compare 01 node-redis reveal')
    expect(stdout).toContain('solutions/01-letters/README.md')
  })

  test('reveals, without noise', async ({ expect }) => {
    const workbook = await smallWorkbook()
    const { code, stdout, stderr } = await call(workbook, 'compare', ['01', 'node-redis', 'reveal'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(`lessons/01-letters/node-redis.ts
- only in your code   + only in our solution   other lines are in both, and moved functions count as equal

  }

  function send(): string {
-   return todo('01.1')
+   return 'sent with node-redis'
  }

  function receive(): string {
-   return todo('01.2')
+   return 'received with node-redis'
  }

Why we wrote it this way: solutions/01-letters/README.md
Both clients side by side: npm run compare 01 clients
`)
  })

  test('sees no difference in spacing, quotes, order of imports and the notes of the workbook', async ({
    expect,
  }) => {
    const workbook = await smallWorkbook()
    const solution = workbook.read(`solutions/${LESSON}/stamps.ts`)
    const code = solution
      .replace(/^.*#(end)?region.*\n/gm, '')
      .replaceAll("'", '"')
      .replaceAll('  ', '\t')
    workbook.write(`lessons/${LESSON}/stamps.ts`, `// Yours.\r\n\r\n// TODO 01.3: x\n${code}`)
    const { stdout } = await call(workbook, 'compare', ['01', 'stamps', 'reveal'])
    expect(stdout).toContain('lessons/01-letters/stamps.ts is the same as the solution.')
  })

  test('sets the clients side by side, and one below the other in a narrow terminal', async ({ expect }) => {
    const workbook = await smallWorkbook()
    const held = await call(workbook, 'compare', ['01', 'clients'])
    expect(held.code).toBe(1)
    expect(held.stderr).toContain('npm run compare 01 clients reveal')
    const { code, stdout } = await call(workbook, 'compare', ['01', 'clients', 'reveal'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^node-redis.ts +│ ioredis.ts$/m)
    expect(stdout).toMatch(/^ {2}return 'sent with node-redis' +≠ {3}return 'sent with ioredis'$/m)
    const narrow = (await run(workbook, 'compare', ['01', 'clients', 'reveal'], { COLUMNS: '80' })).stdout
    expect(narrow).toContain("-   return 'sent with node-redis'\n+   return 'sent with ioredis'\n")
    pass(workbook, 'ioredis', '01.1', '01.2')
    pass(workbook, 'node-redis', '01.1', '01.2')
    expect((await call(workbook, 'compare', ['01', 'clients'])).stdout).toBe(stdout)
  })

  test('names the command when a file of the learner is gone', async ({ expect }) => {
    const workbook = await smallWorkbook()
    workbook.remove(`lessons/${LESSON}/stamps.ts`)
    const { code, stdout } = await call(workbook, 'compare', ['01', 'stamps', 'reveal'])
    expect(code).toBe(0)
    expect(stdout).toContain('lessons/01-letters/stamps.ts is missing. The starter: npm run reset 01 stamps')
  })

  test('uses colours where they are wanted', async ({ expect }) => {
    const workbook = await smallWorkbook()
    const { stdout } = await run(workbook, 'compare', ['01', 'reveal'], { NO_COLOR: '', FORCE_COLOR: '1' })
    expect(stdout).toContain("\u001b[32m+   return 'sealed'\u001b[39m")
  })

  test.each([
    [['01', 'revael'], 'npm run compare does not know "revael". Did you mean "reveal"?'],
    [['01', 'clients', 'ioredis'], '"clients" compares both files of the solution: do not name a file.'],
    [['02'], 'There is no lesson "02".'],
    [[], 'npm run compare needs a lesson.'],
  ])('refuses %j', async (words, message) => {
    const workbook = await smallWorkbook()
    const { code, stdout, stderr } = await call(workbook, 'compare', words)
    expect(stderr.startsWith(message)).toBe(true)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})
