import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { lessonFolders, ROOT } from '#shared/core/lesson-paths.mjs'

/** The pages whose snippets are tested: the front page, the guides, and the lessons. */
export function snippetPages(): string[] {
  const guides = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'))
  const lessons = lessonFolders().map((folder) => `lessons/${folder}/README.md`)
  return ['README.md', ...guides.map((name) => `docs/${name}`), ...lessons].filter((page) =>
    existsSync(join(ROOT, page)),
  )
}
