import { stripVTControlCharacters } from 'node:util'
import { type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { starterStatus } from '#shared/core/starter-status.ts'
import { hasDiagram, renderDiagram, toView } from '#shared/diagram/diagram.ts'
import type { Server } from '#shared/redis/server.ts'
import { serverInfoOf } from '#shared/redis/server-info.ts'
import type { PlayEnd, WorkerEvent } from '#shared/runner/player/messages.ts'
import { Interrupted, Player } from '#shared/runner/player/player.ts'
import type { DemoRun } from './messages.ts'

/**
 * Runs a lesson's demo once.
 *
 * @param area Whose code. The learner's is left alone until they've begun with it.
 */
export async function runDemo(
  lesson: Lesson,
  client: Client,
  area: 'lessons' | 'solutions',
  server: Server,
): Promise<DemoRun> {
  const isSolution = area === 'solutions' || starterStatus(lesson, client).untouched
  const job = {
    folder: folderOf(lesson),
    area: isSolution ? ('solutions' as const) : area,
    client,
    server: serverInfoOf(server),
    own: false,
    part: 'play' as const,
  }
  const steps: { title: string; lines: string[] }[] = []
  let events: Extract<WorkerEvent, { what: 'played' }>['events'] = []
  let end: string | undefined
  try {
    await new Player(job).run(job, (told) => {
      if (told.what === 'step') steps.push({ title: told.title, lines: [] })
      if (told.what === 'line') {
        if (steps.length === 0) steps.push({ title: 'While the file is loaded', lines: [] })
        const at = `${told.at.toFixed(0).padStart(5)} ms`
        steps.at(-1)!.lines.push(`${at}  ${stripVTControlCharacters(told.text)}`)
      }
      if (told.what === 'played') {
        events = told.events
        end = endOf(told.end, lesson)
      }
    })
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    end = error.message
  }
  const view = hasDiagram(events) ? toView(events) : undefined
  return {
    isSolution,
    steps,
    ...(end !== undefined && { end }),
    ...(view && { view, file: renderDiagram(view) }),
  }
}

function endOf(end: PlayEnd, lesson: Lesson): string | undefined {
  if (end.how === 'complete') return undefined
  if (end.how === 'not-started') {
    const title = lesson.tasks.find(({ id }) => id === end.task)?.title
    return `Task ${end.task} comes next: ${title}.`
  }
  return stripVTControlCharacters(end.message)
}
