// Yours. Lesson 02, Patterns: fill in the tasks marked TODO. Check with: npm test lessons/02

import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { Channels, Parsed } from './contract.ts'

export function channels({ namespace }: Pick<ConnectOptions, 'namespace'>): Channels {
  function event(resource: string, action: string): string {
    // TODO 02.2: names for channels that build, parse and make patterns
    return todo('02.2')
  }

  function room(id: string): string {
    // TODO 02.2, continued
    return todo('02.2')
  }

  function eventsOf(resource: string): string {
    // TODO 02.2, continued
    return todo('02.2')
  }

  function rooms(): string {
    // TODO 02.2, continued
    return todo('02.2')
  }

  function parse(channel: string): Parsed | undefined {
    // TODO 02.2, continued
    return todo('02.2')
  }

  return { event, room, eventsOf, rooms, parse }
}
