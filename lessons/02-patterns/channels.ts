// Yours. Lesson 02, Patterns: fill in the tasks marked TODO. Check with: npm test lessons/02

import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { literally } from '../../shared/lesson/glob.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { Channels, Parsed } from './contract.ts'

export function channels({ namespace }: Pick<ConnectOptions, 'namespace'>): Channels {
  function event(resource: string, action: string): string {
    // TODO 02.2: Build and parse channel names
    // The namespace, then both parts, encoded.
    return todo('02.2')
  }

  function room(id: string): string {
    // TODO 02.2, continued
    return todo('02.2')
  }

  function eventsOf(resource: string): string {
    // TODO 02.2, continued
    // In a pattern, the namespace must not act as wildcards: literally(namespace) escapes it.
    return todo('02.2')
  }

  function rooms(): string {
    // TODO 02.2, continued
    return todo('02.2')
  }

  function parse(channel: string): Parsed | undefined {
    const parsed = read(channel)
    // TODO 02.5: Parse only the names that you build
    // So far, names that event() and room() never return can be parsed, too.
    return parsed
  }

  /** Reads what a name says. */
  function read(channel: string): Parsed | undefined {
    // TODO 02.2, continued
    // Check the namespace, split the rest at the colons, and decode each part.
    return todo('02.2')
  }

  return { event, room, eventsOf, rooms, parse }
}

/** Encodes one part of a name, so that it contains no colon and no wildcard. */
function encode(part: string): string {
  // TODO 02.2, continued
  // encodeURIComponent() encodes the colon and all wildcards except the asterisk.
  return todo('02.2')
}

/** Decodes one part of a name, or returns undefined if that isn't possible. */
function decode(part: string): string | undefined {
  // TODO 02.2, continued
  // decodeURIComponent() throws an error for '%' or '%zz'.
  return todo('02.2')
}
