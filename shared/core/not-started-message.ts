import { CLIENTS, type Client, folderOf, type Lesson } from './manifest.ts'
import { filesFor, starterStatus } from './starter-status.ts'

/** One line for a client that is not started: where to begin, and how to get help. */
export function notStartedMessage(lesson: Lesson, client: Client): string {
  const [first] = starterStatus(lesson, client).open
  if (!first) return `○ You haven't started ${client}. Begin at ${fileOf(lesson, client)}`
  const [task, place] = first
  return `○ You haven't started ${client}. Begin at ${place.path}:${place.line}, or type: ${hint(task, client)}`
}

/** The command that gives the next hint for a task. Without a client's name, it is for the one to begin with. */
export function hint(task: string, client: Client = CLIENTS[0]): string {
  const [lesson, number] = task.split('.')
  return `npm run hint ${lesson} ${number}${client === CLIENTS[0] ? '' : ` ${client}`}`
}

/** The first file that a client's code is in, from the workbook's folder. */
export function fileOf(lesson: Lesson, client: Client, area: 'lessons' | 'solutions' = 'lessons'): string {
  return `${area}/${folderOf(lesson)}/${filesFor(lesson, client)[0]}`
}

/** What a client's code is, for a sentence: its file, or its folder where it has several. */
export function codeLocation(
  lesson: Lesson,
  client: Client,
  area: 'lessons' | 'solutions' = 'lessons',
): string {
  const several = filesFor(lesson, client).length > 1
  return several ? `the code in ${area}/${folderOf(lesson)}` : fileOf(lesson, client, area)
}
