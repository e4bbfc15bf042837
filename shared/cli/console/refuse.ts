import { changesOthers } from '#shared/redis/refused-commands.ts'

/** What would leave the console without an answer, and what to do in its place. */
const NEVER: readonly [pattern: RegExp, reason: string][] = [
  [/^p?subscribe\b|^ssubscribe\b/, 'To see messages here, type: watch <pattern>'],
  [/^[ps]?unsubscribe\b/, 'To stop seeing messages here, type: unwatch'],
  [/^(monitor|sync|psync)\b/, 'That takes over the whole connection. Use redis-cli in a second terminal.'],
  [/^client reply\b/, 'This console needs replies, so it does not send that.'],
  [/^shutdown\b/, 'To end the console and the Redis that it started, type: exit'],
]

/**
 * Whether the console keeps a command to itself.
 *
 * @param words The command as typed.
 * @param ours False for a server that was given by URL.
 * @returns Why, in one sentence; undefined when the command may be sent.
 */
export function refusal(words: readonly string[], ours: boolean): string | undefined {
  const command = words.slice(0, 2).join(' ').toLowerCase()
  const never = NEVER.find(([pattern]) => pattern.test(command))
  if (never) return never[1]
  if (!ours && changesOthers(words)) {
    const name = words
      .slice(0, /^\w+$/.test(words[1] ?? '') && isContainer(command) ? 2 : 1)
      .join(' ')
      .toUpperCase()
    return `${name} is not sent to a server given by URL, since others may be using it; unset REDIS_URL and WORKBOOK_REDIS to try it on the workbook's own Redis.`
  }
  return undefined
}

/** Whether the second word belongs to the command's name. */
function isContainer(command: string): boolean {
  return /^(config|client|acl|script|function|module|slowlog|latency|memory|cluster)\b/.test(command)
}
