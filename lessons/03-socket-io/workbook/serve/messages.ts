/** What the threads of `npm run lesson 03 serve` and the page tell each other. */
import type { ServerInfo } from '#shared/checks/environment.ts'
import type { Client } from '#shared/core/manifest.ts'

/** The names of the two servers. */
export const SERVERS = ['A', 'B'] as const
/** One of the two servers. */
export type ServerName = (typeof SERVERS)[number]

/** Something that happened on a message's way, or that changed the way. */
export type Step =
  /** A browser sent an event to its server. */
  | {
      readonly what: 'up'
      readonly socket: string
      readonly who: string
      readonly event: string
      readonly room: string | undefined
    }
  /** A server sent an event to one browser. */
  | { readonly what: 'down'; readonly socket: string; readonly who: string; readonly event: string }
  /** A browser connected or left. */
  | { readonly what: 'arrived' | 'left'; readonly socket: string; readonly who: string }
  /** The server sent PUBLISH to Redis. */
  | { readonly what: 'publish'; readonly channel: string }
  /** What Redis answered to it: a count, or an error. */
  | { readonly what: 'published'; readonly channel: string; readonly count: number | string }
  /** Redis delivered a message to the server. */
  | { readonly what: 'deliver'; readonly channel: string }
  /** Redis acknowledged the change of a subscription. */
  | { readonly what: 'subscribe' | 'unsubscribe'; readonly channel: string }
  /** The first connection to Redis is there, or the last one is gone. */
  | { readonly what: 'connected' | 'disconnected' }
  /** Something went wrong in the code that is shown. */
  | { readonly what: 'problem'; readonly text: string }

/** A step with its time, in milliseconds of a clock that all threads share. */
export interface Seen {
  readonly at: number
  readonly server: ServerName
  readonly step: Step
}

/** A browser on a server. */
export interface Person {
  /** The socket's id. */
  readonly socket: string
  readonly who: string
}

/** How a server is doing. */
export interface ServerState {
  readonly name: ServerName
  /** Where its page is, for example `http://127.0.0.1:3001`. */
  readonly url: string
  /** False while its way to Redis is cut on purpose. */
  readonly open: boolean
  /** How many connections it has to Redis. */
  readonly connections: number
  /** The channels and patterns that it has subscribed to, with the number of its connections that have. */
  readonly subscriptions: Readonly<Record<string, number>>
  readonly people: readonly Person[]
  /** What keeps its code from working, in words. */
  readonly unfinished: string | undefined
}

/** All that the page shows besides the chat. */
export interface PageState {
  readonly title: string
  /** Whose code it is, in words. */
  readonly code: string
  readonly redis: string
  /** The task that comes next, with where it is and how to get a hint; absent when all core tasks are done. */
  readonly next: string | undefined
  readonly servers: readonly ServerState[]
}

/** What a page can ask its server for, besides the chat. */
export interface PageRequests {
  /** Has one user notified; answers with what `notify` returned, or with what went wrong. */
  notify(
    request: { readonly who: string; readonly text: string },
    answer: (answer: NotifyAnswer) => void,
  ): void
  /** Cuts a server's way to Redis, or opens it again. */
  cut(server: ServerName): void
  mend(server: ServerName): void
}

/** What became of a notification. */
export type NotifyAnswer =
  | { readonly count: number }
  | { readonly text: string; readonly kind: 'refused' | 'uncertain' }

/** What a page is told besides the chat. */
export interface PageNews {
  /** Once for every page that opens: which server it is on, and how all are doing. */
  hello(server: ServerName, state: PageState): void
  state(state: PageState): void
  /** In their order. `missed`: how many more there were. */
  seen(steps: readonly Seen[], missed: number): void
}

/** What a server's thread is started with. */
export interface WorkerOptions {
  readonly server: ServerName
  readonly folder: string
  readonly area: 'lessons' | 'solutions'
  readonly client: Client
  readonly own: boolean
  /** The way to Redis. It holds no password. */
  readonly redisUrl: string
  readonly namespace: ServerInfo['namespace']
  /** The ports to try, in this order. */
  readonly ports: readonly number[]
}

/** What a server's thread tells. */
export type WorkerEvent =
  | { readonly what: 'listening'; readonly port: number; readonly taken: readonly number[] }
  | { readonly what: 'seen'; readonly seen: Seen }
  | { readonly what: 'unfinished'; readonly text: string | undefined }
  | { readonly what: 'asked'; readonly request: 'cut' | 'mend'; readonly server: ServerName }
  | { readonly what: 'pong' | 'closed' }

/** What a server's thread is told. */
export type WorkerCommand =
  | {
      readonly what: 'news'
      readonly seen: readonly Seen[]
      readonly missed: number
      readonly state: PageState
    }
  /** To be answered, as a sign of life. */
  | { readonly what: 'ping' }
  | { readonly what: 'close' }
