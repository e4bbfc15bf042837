import { lessonFolders } from '#shared/core/lesson-paths.mjs'
import { BadManifest, loadLesson } from '#shared/core/lessons.ts'
import { whyNoCluster } from '#shared/redis/cluster/open-cluster.ts'

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
        return [id, lesson.title, lesson.onCluster ? await clusterNeed() : needs(lesson.onRealServer, real)]
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

async function clusterNeed(): Promise<string> {
  return (await whyNoCluster())
    ? 'a Redis Cluster: install redis-server 7.0 or later, or set REDIS_CLUSTER_URL'
    : 'a Redis Cluster, which the workbook can start'
}
