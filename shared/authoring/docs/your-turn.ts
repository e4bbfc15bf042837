import { folderOf, type Lesson } from '#shared/core/manifest.ts'
import { starterOf } from '#shared/core/starters.ts'
import type { PreparedPage } from './markdown.ts'
import { codeBlock } from './solution-code.ts'

/** A page that says how to begin, and shows the files that learners fill in as they are before that. */
export function yourTurnPage(root: string, lesson: Lesson): PreparedPage {
  const title = `Your turn: ${lesson.title}`
  const folder = `lessons/${folderOf(lesson)}`
  const [first] = lesson.files
  const client = first?.client ?? 'node-redis'
  const text = `# ${title}

Open \`${folder}/${first?.name}\` in your editor and replace the TODOs. [The lesson](./README.md#build) lists the tasks, and [the contract](./contract.ts) says exactly what your code must do.

Keep the checks running in a second terminal:

\`\`\`sh
npm run lesson ${lesson.id} watch ${client}
\`\`\`

Stuck? \`npm run hint ${lesson.id} 1\` gives a hint for task 1. \`npm run reset ${lesson.id}\` brings back the code below, and keeps a copy of yours.

${lesson.files.map(({ name }) => `## ${name}\n\n${codeBlock(name, starterOf(lesson, name, { root }).trimEnd())}`).join('\n\n')}
`
  return { title, text, problems: [] }
}
