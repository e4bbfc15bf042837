import { type Client, folderOf, type Lesson } from '../../workbook/manifest.ts'
import { touched } from '../../workbook/untouched.ts'

/** One line for a client that is not started: where to begin, and how to get help. */
export function beginText(lesson: Lesson, client: Client): string {
  const file = lesson.files.find((candidate) => candidate.client === client) ?? lesson.files[0]
  const path = fileOf(lesson, client)
  const lines = file ? [...touched(lesson, file.name).lines] : []
  const [task, line] = lines.sort(([a], [b]) => a.localeCompare(b))[0] ?? []
  if (!task) return `○ ${client} is not started. Begin at ${path}`
  return `○ ${client} is not started. Begin at ${path}:${line}, or type: ${hint(task)}`
}

/** The command that gives the next hint for a task. */
export function hint(task: string): string {
  const [lesson, number] = task.split('.')
  return `npm run hint ${lesson} ${number}`
}

/** The file that a client's code is in, from the workbook's folder. */
export function fileOf(lesson: Lesson, client: Client, area: 'lessons' | 'solutions' = 'lessons'): string {
  const file = lesson.files.find((candidate) => candidate.client === client) ?? lesson.files[0]
  return `${area}/${folderOf(lesson)}/${file?.name}`
}
