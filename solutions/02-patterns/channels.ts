/**
 * Lesson 02: channel names.
 *
 * @module
 */
import type { Channels, Parsed } from '../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { literally } from '../../shared/lesson/glob.ts'

export function channels({ namespace }: Pick<ConnectOptions, 'namespace'>): Channels {
  function event(resource: string, action: string): string {
    // #region 02.2-event
    return `${namespace}${encode(resource)}:${encode(action)}`
    // #endregion
  }

  function room(id: string): string {
    // #region 02.2-room
    return `${namespace}chat:room:${encode(id)}`
    // #endregion
  }

  function eventsOf(resource: string): string {
    // #region 02.2-eventsOf
    //- // In a pattern, escape the namespace: literally(namespace).
    //- return todo('02.2')
    return `${literally(namespace)}${encode(resource)}:*`
    // #endregion
  }

  function rooms(): string {
    // #region 02.2-rooms
    return `${literally(namespace)}chat:room:*`
    // #endregion
  }

  function parse(channel: string): Parsed | undefined {
    const parsed = read(channel)
    // #region 02.5-parse
    //- return parsed
    if (!parsed) return undefined
    try {
      // '%34%32' decodes to '42', but the channel of room 42 has another name.
      const name = parsed.kind === 'room' ? room(parsed.id) : event(parsed.resource, parsed.action)
      return name === channel ? parsed : undefined
    } catch {
      // encodeURIComponent() throws an error for half of a surrogate pair.
      return undefined
    }
    // #endregion
  }

  function read(channel: string): Parsed | undefined {
    // #region 02.2-read
    //- // Check the namespace, split the rest at the colons, and decode() each part.
    //- return todo('02.2')
    if (!channel.startsWith(namespace)) return undefined
    const parts = channel.slice(namespace.length).split(':')
    const [first, second, third] = parts.map(decode)
    if (first === undefined || second === undefined) return undefined
    if (parts.length === 2) return { kind: 'event', resource: first, action: second }
    if (parts.length > 3 || third === undefined) return undefined
    return first === 'chat' && second === 'room' ? { kind: 'room', id: third } : undefined
    // #endregion
  }

  return { event, room, eventsOf, rooms, parse }
}

function encode(part: string): string {
  // #region 02.2-encode
  //- // encodeURIComponent() leaves asterisks.
  //- return todo('02.2')
  // encodeURIComponent() leaves the asterisk as it is.
  return encodeURIComponent(part).replaceAll('*', '%2A')
  // #endregion
}

/** Decodes one part of a name: undefined if that fails. */
function decode(part: string): string | undefined {
  // #region given-decode
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
  // #endregion
}
