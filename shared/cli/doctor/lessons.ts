import { lessonFolders } from '#shared/core/lesson-paths.mjs'
import { BadManifest, loadLesson } from '#shared/core/lessons.ts'

/**
 * What each lesson needs beyond what is always there: one row per lesson, from its manifest.
 *
 * @param real Whether the lessons run on more than the embedded server.
 */
export async function lessonNeeds(real: boolean): Promise<string[][]> {
  return Promise.all(
    lessonFolders().map(async (folder) => {
      const id = folder.slice(0, 2)
      try {
        const lesson = await loadLesson(folder)
        return [id, lesson.title, needs(lesson.onRealServer, real)]
      } catch (error) {
        if (!(error instanceof BadManifest)) throw error
        return [id, error.message]
      }
    }),
  )
}

function needs(onRealServer: string | undefined, real: boolean): string {
  if (!onRealServer) return 'nothing more'
  return real
    ? `a redis-server, which you have: it shows ${onRealServer}`
    : `on a redis-server it also shows ${onRealServer}`
}
