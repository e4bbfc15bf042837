import type { Connection } from '#shared/redis/connection.ts'
import { formatReply } from '#shared/redis/format-reply.ts'
import { splitLine } from '#shared/redis/split-line.ts'
import type { Snippet } from './snippets.ts'

/** What stands before a line that is typed. */
export const PROMPT = '> '

/** A transcript as it has just happened. */
export interface PlayedCommand {
  readonly snippet: Snippet
  /** What was typed, each line with its reply below it, as redis-cli shows it. */
  readonly lines: readonly string[]
}

/** Types what the transcripts of a page show, one after the other on one connection. */
export async function playTranscripts(
  connection: Connection,
  transcripts: readonly Snippet[],
): Promise<PlayedCommand[]> {
  const played: PlayedCommand[] = []
  for (const snippet of transcripts) {
    const lines: string[] = []
    for (const line of snippet.code.split('\n').filter((text) => text.startsWith(PROMPT))) {
      const words = splitLine(line.slice(PROMPT.length))
      const reply = await connection.send(...words)
      lines.push(line, ...formatReply(reply, words).split('\n'))
    }
    played.push({ snippet, lines })
  }
  return played
}
