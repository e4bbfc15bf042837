import type { WireEvent } from '#shared/redis/wire.ts'
import { cut, onOneLine } from './show.ts'

const LONGEST_TEXT = 48
/** Of an error more is needed to understand it. */
const LONGEST_ERROR = 200

/** So many values of a list are shown. */
const LISTED = 4
/** So many arguments of XADD are shown: what is in an entry is what matters. */
const LISTED_OF_ENTRIES = 20

/** A value as it stands in a timeline: as in code, cut short. */
export function short(value: unknown): string {
  return onOneLine(value, LONGEST_TEXT)
}

/** Values as they stand in a timeline: the first few of many. */
export function list(values: readonly string[], separator = ', ', most = LISTED): string {
  if (values.length <= most + 1) return values.join(separator)
  return `${values.slice(0, most).join(separator)}${separator}… ${values.length - most} more`
}

const SHOWN_COMMANDS = /^((p|s)?(un)?subscribe|s?publish|pubsub|quit|multi|exec|set|del|hset|x[a-z]+)$/i
const SHOWN_REPLIES = /^(s?publish|pubsub|exec|set|x[a-z]+)$/i

/** What is asked again and again: of interest is only what it brings. */
const POLLS = /^(xread|xreadgroup|xpending|xautoclaim|xinfo)$/i

/** Commands by which clients introduce themselves. */
export const STARTUP = /^(client|hello|auth|select|info|command)$/i

/** What passed on the wire, as a line of a timeline; undefined if it isn't shown. */
export function wireText(event: WireEvent): string | undefined {
  const connection = `connection ${event.connection}`
  switch (event.what) {
    case 'connected':
      return `${connection} opened`
    case 'refused':
      return `${connection} refused`
    case 'closed':
      return `${connection} closed by ${{ client: 'the client', redis: 'Redis', fault: 'the check' }[event.by]}`
    case 'command':
      if (!isShownCommand(event.name)) return undefined
      return `${connection} → Redis: ${commandText(event.name, event.args)}`
    case 'reply':
      if (event.value instanceof Error) {
        // What a client asks for at the start may be unknown to an older server; the clients know that.
        if (STARTUP.test(event.name)) return undefined
        return `Redis → ${connection}: ${event.name} refused with ${cut(event.value.message, LONGEST_ERROR)}`
      }
      if (!isShownReply(event.name, event.value)) return undefined
      return `Redis → ${connection}: ${event.name} returned ${short(event.value)}${event.held ? ' (held back)' : ''}`
    case 'acknowledged':
      return `Redis → ${connection}: ${event.kind}${event.name === undefined ? '' : ` ${event.name}`} acknowledged`
    case 'delivered':
      return `Redis → ${connection}: ${short(event.message)} on ${event.channel}${event.pattern ? ` by ${event.pattern}` : ''}`
  }
}

/**
 * A command as the timeline shows it.
 *
 * @internal
 */
export function commandText(name: string, args: readonly string[], most?: number): string {
  const listed = most ?? (/^xadd$/i.test(name) ? LISTED_OF_ENTRIES : LISTED)
  return `${name} ${list(args.map(word), ' ', listed)}`.trimEnd()
}

/**
 * Whether a timeline shows a command with this name.
 *
 * @internal
 */
export function isShownCommand(name: string): boolean {
  return SHOWN_COMMANDS.test(name) && !POLLS.test(name)
}

/**
 * Whether a timeline shows this reply to a command with this name.
 *
 * @internal
 */
export function isShownReply(name: string, value: unknown): boolean {
  return SHOWN_REPLIES.test(name) && !(POLLS.test(name) && isEmpty(value))
}

function isEmpty(value: unknown): boolean {
  return value === null || value === 'QUEUED' || (Array.isArray(value) && value.length === 0)
}

/** An argument of a command: bare where it can be read so. */
export function word(arg: string): string {
  return /^[\w:.*?[\]^\\-]+$/.test(arg) && arg.length <= LONGEST_TEXT ? arg : short(arg)
}
