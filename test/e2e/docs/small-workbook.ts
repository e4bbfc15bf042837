import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { outlineOf } from '#shared/authoring/docs/outline.ts'

/** A workbook with one lesson, made for a test in a temporary folder. */
export interface SmallWorkbook {
  readonly root: string
  /** Writes or replaces a file. */
  write(path: string, text: string): void
  remove(path: string): void
  dispose(): void
}

const DIAGRAM = `\`\`\`mermaid
sequenceDiagram
  accTitle: A subscriber gets what is published after it has subscribed
  participant P as Publisher
  participant R as Redis
  participant S as Subscriber
  S->>R: SUBSCRIBE chat
  P->>R: PUBLISH chat hello
  R-->>S: hello
\`\`\``

/** A manifest, with all that the site reads. */
export function lessonFile(id: string, slug: string, title: string): string {
  const tasks = [1, 2].map((task) => ({ id: `${id}.${task}`, title: `Task ${task}` }))
  return `export const lesson = ${JSON.stringify({ id, slug, title, files: [{ name: 'node-redis.ts' }], tasks })}\n`
}

const FILES: Record<string, string> = {
  'README.md':
    '# The workbook\n\nBegin with [the primer](docs/primer.md), then [lesson 01](lessons/01-first/README.md).\n',
  'docs/primer.md': '# Primer\n\n## Keys\n\nA key has a value. Then [lesson 01](../lessons/01-first/).\n',
  'docs/contributing.md': '# Contributing\n\nA task is a [Task](../shared/core/manifest.ts).\n',
  'package.json': JSON.stringify({ name: 'small-workbook', type: 'module' }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      types: [],
    },
  }),
  'lessons/01-first/README.md': `# The first

Keep to [the contract](contract.ts), work in [node-redis.ts](node-redis.ts), see [keys](../../docs/primer.md#keys).

${DIAGRAM}

## Build

Your turn.

Compare with [the solution](../../solutions/01-first/README.md) in [its file](../../solutions/01-first/node-redis.ts).
`,
  'lessons/01-first/contract.ts': `/** A greeter. */
export interface Greeter {
  /** Says hello. */
  greet(name: string): string
}
`,
  'lessons/01-first/workbook/lesson.ts': lessonFile('01', 'first', 'The first'),
  'lessons/01-first/node-redis.ts': '// Yours.\n',
  'solutions/01-first/README.md': `# Solution 01

<!-- code: node-redis.ts#01.1-greet -->

\`\`\`ts title="node-redis.ts"
return \`hello \${name}\`
\`\`\`

<!-- /code -->

\`\`\`redis title="ping"
> PING
PONG
\`\`\`

Back to [the lesson](../../lessons/01-first/README.md).
`,
  'solutions/01-first/node-redis.ts': `export function greet(name: string): string {
  // #region 01.1-greet
  //- return ''
  //? return name
  return \`hello \${name}\`
  // #endregion
}

export function part(): void {
  // #region 01.2-part
  console.log('goodbye')
  // #endregion
}
`,
}

/** Makes a workbook whose site builds without a problem. */
export function smallWorkbook(): SmallWorkbook {
  const root = mkdtempSync(join(tmpdir(), 'workbook-docs-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  for (const [path, text] of Object.entries(FILES)) write(path, text)
  for (const path of outlineOf(root).api) write(path, '/** A value. */\nexport const value = 1\n')
  return {
    root,
    write,
    remove: (path) => rmSync(join(root, path)),
    dispose: () => rmSync(root, { recursive: true, force: true }),
  }
}
