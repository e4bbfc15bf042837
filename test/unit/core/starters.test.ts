import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLessons } from '#shared/core/lessons.ts'
import { folderOf } from '#shared/core/manifest.ts'
import { tasksIn } from '#shared/core/regions.ts'
import { fittedImport, tidyBlankLines } from '#shared/core/source-text.ts'
import type { StarterOptions } from '#shared/core/starters.ts'
import { kindOf, starter, starterOf } from '#shared/core/starters.ts'

const hints = ['idea', 'calls', 'code'] as const
const lesson = {
  id: '01',
  slug: 'letters',
  title: 'Letters',
  tasks: [
    { id: '01.1', title: 'send a letter.', hints },
    { id: '01.2', title: 'receive a letter', hints },
  ],
}
const FIRST = '// Yours. Fill in the TODOs, then check: npm test lessons/01'

/** The starter's lines after the first one. */
function made(source: string, options: Partial<StarterOptions> = {}): string {
  const text = starter(source, { lesson, file: 'solutions/01-letters/x.ts', ...options })
  expect(text.startsWith(`${FIRST}\n\n`)).toBe(true)
  expect(text).not.toMatch(/#region|#endregion|^\s*\/\/[-?]( |$)/m)
  return text.slice(FIRST.length + 2)
}

const SEND = `function send() {
  // #region 01.1-send
  return 1
  // #endregion
}
`

describe('a blank starter', () => {
  test('has the task and a line that throws where the code was', () => {
    expect(made(SEND)).toBe(`import { todo } from '../../shared/lesson/todo.ts'

function send() {
  // TODO 01.1: send a letter
  return todo('01.1')
}
`)
  })

  test('names a task in full once, then as continued', () => {
    const text = made(`${SEND}\n${SEND.replaceAll('send', 'again')}`)
    expect(text.match(/\/\/ TODO.*/g)).toEqual(['// TODO 01.1: send a letter', '// TODO 01.1, continued'])
  })

  test('takes the lines offered instead, with their indentation', () => {
    const source = SEND.replace(
      '  return 1',
      "  //- if (x) {\n  //-   y('//- z')\n  //-\n  //-   z()\n  //- }\n  //? hunted\n  return 1",
    )
    expect(made(source)).toBe(`function send() {
  // TODO 01.1: send a letter
  if (x) {
    y('//- z')

    z()
  }
}
`)
  })

  test('has no trace of a region whose offer is nothing, and no holes where it was', () => {
    const source = `const a = 1

// #region 01.1-helper
//-
function helper() {}
// #endregion

// #region 01.1-use
use()
// #endregion

const b = 2
`
    expect(made(source)).toBe(`import { todo } from '../../shared/lesson/todo.ts'

const a = 1

// TODO 01.1: send a letter
return todo('01.1')

const b = 2
`)
  })

  test('keeps the code of tasks that are done', () => {
    const source = `${SEND}\n${SEND.replaceAll('send', 'receive').replace('01.1', '01.2')}`
    const text = made(source, { done: new Set(['01.1']) })
    expect(text).toContain('function send() {\n  return 1\n}')
    expect(text).toContain("// TODO 01.2: receive a letter\n  return todo('01.2')")
  })

  test('with all done needs no todo', () => {
    expect(made(SEND, { done: new Set(['01.1', '01.2']) })).toBe('function send() {\n  return 1\n}\n')
  })
})

describe('a starter to be repaired', () => {
  test('has the other habits where there are some, and the solution elsewhere', () => {
    const source = `${SEND.replace('  return 1', '  //- blank\n  //? return wrong(\n  //?   2,\n  //? )\n  return 1')}
${SEND.replaceAll('send', 'plain').replace('  return 1', '  //- blank\n  return 3')}`
    expect(made(source, { kind: 'hunt' })).toBe(`function send() {
  // TODO 01.1: send a letter. These lines were written for the other client: fix them.
  return wrong(
    2,
  )
}

function plain() {
  return 3
}
`)
  })

  test('removes code whose habit is nothing, and continues a task', () => {
    const hunted = SEND.replace('  return 1', '  //? return 2\n  return 1')
    const source = `// #region 01.1-nothing
//?
gone()
// #endregion
${hunted}
${hunted.replaceAll('send', 'more')}`
    const text = made(source, { kind: 'hunt' })
    expect(text).not.toContain('gone')
    expect(text.match(/\/\/ TODO.*/g)).toEqual([
      '// TODO 01.1: send a letter. These lines were written for the other client: fix them.',
      '// TODO 01.1, continued: fix these lines.',
    ])
  })

  test("has a place for the learner's own code where nothing was written for the other client", () => {
    const source = SEND.replace('  return 1', "  //? return todo('01.1')\n  return 1")
    expect(made(source, { kind: 'hunt' })).toContain("  // TODO 01.1: send a letter\n  return todo('01.1')\n")
  })

  test('keeps the code of tasks that are done', () => {
    const source = SEND.replace('  return 1', '  //? return 2\n  return 1')
    expect(made(source, { kind: 'hunt', done: new Set(['01.1']) })).toBe('function send() {\n  return 1\n}\n')
  })
})

test.each(['blank', 'hunt'] as const)(
  'a %s starter has lines for both kinds as a task to be filled in',
  (kind) => {
    const source = SEND.replace('  return 1', '  //! // Look for a stamp.\n  //! return 0\n  return 1')
    expect(made(source, { kind })).toContain(
      '// TODO 01.1: send a letter\n  // Look for a stamp.\n  return 0',
    )
  },
)

test.each(['blank', 'hunt'] as const)('a %s starter has what is given, without a mark', (kind) => {
  const source = `// #region given-stamp\nstamp()\n// #endregion\n${SEND}`
  expect(made(source, { kind })).toContain('stamp()\nfunction send')
})

test('blank lines are one at most, and none stand at the edges of a block or the file', () => {
  const lines = ['', 'f({', '', '  a,', ' ', '', '  b,', '', '})', '', '']
  expect(tidyBlankLines(lines)).toEqual(['f({', '  a,', '', '  b,', '})'])
})

describe('imports', () => {
  test('are sorted as the formatter wants them, with the contract beside the file', () => {
    const source = `/**
 * The solution's own description.
 */
// and a note

import { join } from 'node:path'
import { Redis } from 'ioredis'
import type {
  A,
  B,
} from '../../lessons/01-letters/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { port } from '../../solutions/02-patterns/port.ts'

${SEND}`
    expect(made(source)).toMatch(
      `import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { port } from '../../solutions/02-patterns/port.ts'
import type { A, B } from './contract.ts'

function send`,
    )
  })

  test('have todo once when the solution imports it already', () => {
    const text = made(`import { todo } from '../../shared/lesson/todo.ts'\n\n${SEND}`)
    expect(text.match(/import \{ todo \}/g)).toHaveLength(1)
  })
})

test('Windows line ends give the same starter', () => {
  expect(made(SEND.replaceAll('\n', '\r\n'))).toBe(made(SEND))
})

describe('a mistake in the markers is told with file and line:', () => {
  test.each([
    ['unclosed', '\n// #region 01.1-a\n', ':2: region "01.1-a" is never closed.'],
    ['nested', '// #region 01.1-a\n// #region 01.2-b\n', ':2: region "01.2-b" begins inside "01.1-a"'],
    ['closed twice', '// #region 01.1-a\n// #endregion\n// #endregion', ':3: #endregion without a #region'],
    [
      'doubled',
      '// #region 01.1-a\n// #endregion\n// #region 01.1-a\n// #endregion',
      ':3: region "01.1-a" is there already, at line 1.',
    ],
    [
      'unknown task',
      '// #region 01.9-a\n// #endregion',
      ': region "01.9-a" belongs to task 01.9, which lesson 01 does not have.',
    ],
    ['no word', '// #region 01.1\n// #endregion', ':1: "01.1" isn\'t a region\'s label'],
    ['no label', '// #region\n// #endregion', ':1: "" isn\'t a region\'s label'],
    ['an offer outside', '//- x\n', ':1: a line marked //- belongs inside a region.'],
    ['a habit outside', 'a\n//? x\n', ':2: a line marked //? belongs inside a region.'],
  ])('%s', (_, source, message) => {
    expect(() => made(source)).toThrow(`solutions/01-letters/x.ts${message}`)
  })

  test('but a comment that only looks like a marker is none', () => {
    expect(made('//----- a ruler\n//?maybe\nconst a = 1 //- no\n')).toBe('const a = 1 //- no\n')
    expect(made('const a = 1\n//----- a ruler\n')).toContain('//----- a ruler')
  })
})

test('the client to begin with decides which file is blank', () => {
  const [first, second, neutral] = [
    { name: 'node-redis.ts', client: 'node-redis' },
    { name: 'ioredis.ts', client: 'ioredis', hunt: true },
    { name: 'stamps.ts' },
  ] as const
  expect([first, second, neutral].map((file) => kindOf(file))).toEqual(['blank', 'hunt', 'blank'])
  expect([first, second, neutral].map((file) => kindOf(file, 'ioredis'))).toEqual(['hunt', 'blank', 'blank'])
  expect([first, second, neutral].map((file) => kindOf(file, 'node-redis'))).toEqual([
    'blank',
    'hunt',
    'blank',
  ])
})

test('every lesson gives a starter of each kind for each file', async () => {
  for (const real of await loadLessons()) {
    for (const { name } of real.files) {
      const source = readFileSync(join(ROOT, 'solutions', folderOf(real), name), 'utf8')
      // A file without a task is given as it is.
      const todo = tasksIn(source, name).length > 0
      for (const begin of [undefined, 'node-redis', 'ioredis'] as const) {
        expect(starterOf(real, name, begin ? { begin } : {}).includes(`// TODO ${real.id}.`)).toBe(todo)
      }
    }
  }
})

describe('an import whose path has become shorter', () => {
  const spread = "import type {\n  Letter,\n  Stamp,\n} from './contract.ts'"

  test('stands on one line', () => {
    expect(fittedImport(spread)).toBe("import type { Letter, Stamp } from './contract.ts'")
  })

  test('stays as it is when it would be too long', () => {
    const long = spread.replace('Letter', 'L'.repeat(110))
    expect(fittedImport(long)).toBe(long)
  })

  test('stays as it is on one line', () => {
    expect(fittedImport("import express from 'express'")).toBe("import express from 'express'")
  })
})
