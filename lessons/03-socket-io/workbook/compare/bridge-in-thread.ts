import { CLIENTS } from '#shared/core/manifest.ts'
import { starterStatus } from '#shared/core/starter-status.ts'
import { blockedText } from '#shared/isolate/blocked-message.ts'
import { whereBlocked } from '#shared/isolate/blocked-thread.ts'
import { watchHeartbeat } from '#shared/isolate/heartbeat.ts'
import { startThread } from '#shared/isolate/thread.ts'
import { lesson } from '../lesson.ts'
import { type BridgeJob, bridgeName } from './bridge-row.ts'
import type { NotPlayed, Row } from './table.ts'

/**
 * Plays the story on a gateway in a thread of its own. If the code loops forever or exits, its row says so, and the
 * adapters are played all the same.
 */
export async function bridgeRowInThread(job: BridgeJob): Promise<Row> {
  const open = job.area === 'lessons' ? notStarted() : undefined
  if (open) return { name: bridgeName(job.area), result: open }
  const thread = startThread(new URL('./bridge-thread.ts', import.meta.url), job)
  let endWatch = () => {}
  try {
    return await new Promise<Row>((resolve, reject) => {
      const broken = (short: string, why: string) =>
        resolve({ name: bridgeName(job.area), result: { short, why, failed: true } })
      thread.once('message', resolve)
      thread.once('error', reject)
      thread.once('exit', () => broken('exited', 'The code ended its process before the story was over.'))
      endWatch = watchHeartbeat(
        (blocked) =>
          void whereBlocked(blocked).then((at) =>
            broken('is stuck', blockedText(at).replaceAll('\n', '\n  ')),
          ),
        thread.threadId,
      )
    })
  } finally {
    endWatch()
    await thread.terminate()
  }
}

/** The first core task with code that is still unchanged from the starter. */
function notStarted(): NotPlayed | undefined {
  const { open } = starterStatus(lesson, CLIENTS[0])
  for (const { id, title, optional } of lesson.tasks) {
    const at = open.get(id)
    if (optional || !at) continue
    const place = `${at.path}:${at.line}`
    return {
      short: `task ${id} is to do: ${place}`,
      why: `Not played, because task ${id} (${title}) isn't finished. To see it with the solution: npm run lesson ${lesson.id} solution compare`,
      failed: false,
    }
  }
  return undefined
}
