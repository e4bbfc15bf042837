// Yours. Fill in the TODOs, then check: npm test lessons/02

import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { literally } from '../../shared/lesson/glob.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { Channels, Parsed } from './contract.ts'

export function channels({ namespace }: Pick<ConnectOptions, 'namespace'>): Channels {
  function event(resource: string, action: string): string {
    // TODO 02.2: Build and parse channel names
    return todo('02.2')
  }

  function room(id: string): string {
    // TODO 02.2, continued
    return todo('02.2')
  }

  function eventsOf(resource: string): string {
    // TODO 02.2, continued
    // In a pattern, escape the namespace: literally(namespace).
    return todo('02.2')
  }

  function rooms(): string {
    // TODO 02.2, continued
    return todo('02.2')
  }

  function parse(channel: string): Parsed | undefined {
    const parsed = read(channel)
    // TODO 02.5: Parse only the names that you build
    return parsed
  }

  function read(channel: string): Parsed | undefined {
    // TODO 02.2, continued
    // Check the namespace, split the rest at the colons, and decode() each part.
    return todo('02.2')
  }

  return { event, room, eventsOf, rooms, parse }
}

function encode(part: string): string {
  // TODO 02.2, continued
  // encodeURIComponent() leaves asterisks.
  return todo('02.2')
}

/** Decodes one part of a name: undefined if that fails. */
function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
