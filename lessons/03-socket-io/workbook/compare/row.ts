import { randomBytes } from 'node:crypto'
import { describe } from '#shared/checks/failure.ts'
import type { Client } from '#shared/core/manifest.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import type { Server } from '#shared/redis/server.ts'
import { playStory } from './story.ts'
import { withStrays } from './strays.ts'
import type { Row } from './table.ts'
import type { Transport } from './transport.ts'

/** The part of a server that the story needs. It can be copied to another thread. */
export type StoryServer = Pick<Server, 'url' | 'namespace' | 'version'>

/** Plays the story on one mechanism. It never rejects. */
export async function rowOf(transport: Transport, server: StoryServer, client: Client): Promise<Row> {
  const { name, needs } = transport
  if (needs !== undefined && Number.parseInt(server.version, 10) < needs) {
    return {
      name,
      result: {
        short: `needs Redis ${needs}`,
        why: `Not played, because it needs Redis ${needs} or later. This is Redis ${server.version}.`,
        failed: false,
      },
    }
  }
  const namespace = `${server.namespace}${randomBytes(3).toString('hex')}:`
  const { result, strays } = await withStrays(() =>
    playStory({ redis: server, namespace, client, transport }).catch((error: unknown) => ({ error })),
  )
  if ('error' in result) {
    const { error } = result
    const why = error instanceof NotStarted ? error.message : describe(error)
    return {
      name,
      result: { short: 'failed', why: [why, ...strays].join('\n  '), failed: true },
    }
  }
  const counts = { ...result, troubles: [...result.troubles, ...strays] }
  return { name, result: { counts, remarks: transport.remarks(counts) } }
}
