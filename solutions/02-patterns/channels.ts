/**
 * Lesson 02: the names of the channels.
 *
 * @module
 */
import type { Channels, Parsed } from '../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'

export function channels({ namespace }: Pick<ConnectOptions, 'namespace'>): Channels {
  function event(resource: string, action: string): string {
    // #region 02.2-event
    return namespace + [resource, action].map(encode).join(':')
    // #endregion
  }

  function room(id: string): string {
    // #region 02.2-room
    return namespace + ['chat', 'room', id].map(encode).join(':')
    // #endregion
  }

  function eventsOf(resource: string): string {
    // #region 02.2-eventsOf
    return `${literally(namespace)}${encode(resource)}:*`
    // #endregion
  }

  function rooms(): string {
    // #region 02.2-rooms
    return `${literally(namespace)}chat:room:*`
    // #endregion
  }

  function parse(channel: string): Parsed | undefined {
    // #region 02.2-parse
    if (!channel.startsWith(namespace)) return undefined
    return read(channel.slice(namespace.length))
    // #endregion
  }

  return { event, room, eventsOf, rooms, parse }
}

// #region 02.2-encode
//-
/** Writes a part of a name so that no mark is left in it that has a meaning in a name or in a pattern. */
function encode(part: string): string {
  // `encodeURIComponent` takes care of all but this one.
  return encodeURIComponent(part).replaceAll('*', '%2A')
}

/** Takes the meaning from the marks of a pattern. */
function literally(text: string): string {
  return text.replace(/[\\*?[\]^-]/g, '\\$&')
}

/** Reads the parts of a name without its namespace. */
function read(name: string): Parsed | undefined {
  const parts = name.split(':').map(decode)
  const [first, second, third] = parts
  if (first === undefined || second === undefined) return undefined
  if (parts.length === 2) return { kind: 'event', resource: first, action: second }
  if (parts.length !== 3 || third === undefined) return undefined
  return first === 'chat' && second === 'room' ? { kind: 'room', id: third } : undefined
}

/**
 * Gives undefined for what `encode` does not write: an odd percent sign, half of a letter. Somebody else may write the
 * same part in another way: for us that is another channel.
 */
function decode(part: string): string | undefined {
  try {
    const text = decodeURIComponent(part)
    return encode(text) === part ? text : undefined
  } catch {
    return undefined
  }
}
// #endregion
