import { afterAll, describe, expect, test } from 'vitest'
import { recordRun } from '#shared/runner/progress.ts'
import { removeWorkbooks, smallWorkbook } from '../fixture.ts'
import { call, npmRun } from '../run.ts'

afterAll(removeWorkbooks)

describe.concurrent('npm run hint', () => {
  test('gives one step after the other, then says that there are no more', async ({ expect }) => {
    const workbook = await smallWorkbook()
    const first = await call(workbook, 'hint', ['01', '2'])
    expect(first).toEqual({
      code: 0,
      stderr: '',
      stdout:
        'Task 01.2: receive a letter\n\nHint 1 of 3, the idea:\nidea of 2\n\nNext hint: npm run hint 01 2\n',
    })
    expect((await call(workbook, 'hint', ['01.2'])).stdout).toContain('Hint 2 of 3, the calls:\ncalls of 2\n')
    const last = (await call(workbook, 'hint', ['letters', '2'])).stdout
    expect(last).toContain('Hint 3 of 3, nearly the code:\ncode of 2\n')
    expect(last).toContain('That was the last hint.')
    expect(last).toContain('npm run compare 01 reveal')
    const none = (await call(workbook, 'hint', ['1', '2'])).stdout
    expect(none).not.toContain('of 2')
    expect(none).toContain('There are no more hints for this task.')
    expect(none).toContain('npm run compare 01 reveal')
    expect((await call(workbook, 'hint', ['01', '2', 'again'])).stdout).toContain('Hint 1 of 3')
    // Each task counts for itself.
    expect((await call(workbook, 'hint', ['01', '1'])).stdout).toContain('idea of 1')
  })

  test('shows all with the word or the flag that npm swallows', async ({ expect }) => {
    const workbook = await smallWorkbook()
    const swallowed = (await npmRun(workbook, ['hint', '01', '3', '--all'])).stdout
    for (const step of ['idea', 'calls', 'code']) expect(swallowed).toContain(`${step} of 3`)
    expect((await npmRun(workbook, ['hint', '01', '3', '--', '--all'])).stdout).toBe(swallowed)
    expect((await call(workbook, 'hint', ['01', '3', 'all'])).stdout).toBe(swallowed)
  })

  test('shows hints of their own file, with code in a block, and those for ioredis apart', async ({
    expect,
  }) => {
    const section = (id: string, title: string, code: string) =>
      `## ${id} ${title}\n\n1. Idea of ${id}.\n2. Calls of \`${id}\`.\n3. Return it:\n\n\`\`\`ts\n// send\n${code}\n\`\`\`\n\n`
    const titles = ['send a letter', 'receive a letter', 'put a stamp on it', 'seal it']
    const all = titles.map((title, index) => section(`01.${index + 1}`, title, '  return 1'))
    const workbook = await smallWorkbook({
      'lessons/01-letters/workbook/hints.md': `# Hints\n\n${all.join('')}`,
      'lessons/01-letters/workbook/hints.ioredis.md': `# Hints\n\n${section('01.1', titles[0]!, 'return 2')}`,
    })
    const all1 = (await call(workbook, 'hint', ['01', '1', 'all'])).stdout
    expect(all1).toContain('Hint 2 of 3, the calls:\nCalls of `01.1`.\n')
    expect(all1).toContain('nearly the code:\nReturn it:\n\n    // send\n      return 1\n')
    const other = (await call(workbook, 'hint', ['01', '1', 'ioredis'])).stdout
    expect(other).toContain('Task 01.1: send a letter (ioredis)\n\nHint 1 of 3, the idea:\nIdea of 01.1.\n')
    expect((await call(workbook, 'hint', ['01', '1', 'ioredis'])).stdout).toContain('Hint 2 of 3')
    // Where the clients do not differ, there is one count.
    expect((await call(workbook, 'hint', ['01', '2', 'ioredis'])).stdout).toContain(
      'Task 01.2: receive a letter\n',
    )
    expect((await call(workbook, 'hint', ['01', '2'])).stdout).toContain('Hint 2 of 3')
    // With the first client passed, help is for the other one.
    const results = [{ task: '01.1', client: 'node-redis', status: 'passed' }] as const
    recordRun({ id: '01', tasks: [] }, results, { root: workbook.root })
    const forOther = (await call(workbook, 'hint', ['01', '1'])).stdout
    expect(forOther).toContain('(ioredis)')
    expect(forOther).toContain(
      'already with node-redis. These hints are for ioredis.\nFor node-redis: npm run hint 01 1 node-redis all\n',
    )
  })

  test('without a task takes the first that does not pass, and says when one has passed', async ({
    expect,
  }) => {
    const workbook = await smallWorkbook()
    const lesson = { id: '01', tasks: [] }
    recordRun(lesson, [{ task: '01.1', client: 'ioredis', status: 'passed' }], { root: workbook.root })
    expect((await call(workbook, 'hint', ['01'])).stdout).toContain('Task 01.2')
    const passed = (await call(workbook, 'hint', ['01', '1'])).stdout
    expect(passed).toContain('You have passed this one already with ioredis.')
    expect(passed).toContain('idea of 1')
  })

  test.each([
    [['01', '9'], 'Lesson 01 has no task "01.9". Its tasks:\n  01.1  send a letter\n'],
    [['01', '1', '2'], 'One task at a time, please: you named 01.1 and 01.2.'],
    [['01', 'agian'], 'npm run hint does not know "agian". Did you mean "again"?'],
    [['04', '1'], 'There is no lesson "04".'],
    [[], 'npm run hint needs a lesson.'],
  ])('refuses %j', async (words, message) => {
    const workbook = await smallWorkbook()
    const { code, stdout, stderr } = await call(workbook, 'hint', words)
    expect(stderr.startsWith(message)).toBe(true)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  test('shows the hint also when progress cannot be kept, and says so', async ({ expect }) => {
    const workbook = await smallWorkbook({ '.workbook': 'a file where a folder should be' })
    const { code, stdout, stderr } = await call(workbook, 'hint', ['01', '1'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('idea of 1') })
    expect(stderr).toContain('Your progress could not be')
  })

  test('moves a damaged progress file aside and goes on', async ({ expect }) => {
    const workbook = await smallWorkbook({ '.workbook/progress.json': '{' })
    const { code, stdout, stderr } = await call(workbook, 'hint', ['01', '1'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('idea of 1') })
    expect(stderr.match(/is damaged/g)).toHaveLength(1)
  })
})
